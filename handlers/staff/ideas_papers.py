"""The five forms as papers, in Thai or Arabic digits; every Form 1 of a year in one."""

from flask import Response, abort

from handlers.staff.furniture import sections
from handlers.staff.ideas_case import one_asked
from handlers.staff.procedure_case import today
from handlers.staff.reports_evidence import year_asked
from handlers.staff.reports_figures import office_name
from handlers.staff.reports_kpi import WORD, attached, digits_asked
from handlers.staff.visit import needs, note, session
from models import innovation
from models.reports import innovation as papers
from models.reports.docx_papers import docx_of
from models.reports.papers import Paper
from models.reports.pdf_papers import pdf_of

PRINTED = {"docx": (docx_of, WORD), "pdf": (pdf_of, "application/pdf")}


@needs("ideas.write")
def download(number: int, which: int, kind: str) -> Response:
    """One form of an idea."""
    one = one_asked(number)
    found = innovation.ideas(session(), one.fiscal_year)
    paper = papers.paper(which, one, found, unit(), today(), digits_asked())
    note("ideas.downloaded", f"idea:{number}", after={"form": which, "as": kind})
    return _printed(paper, kind, f"innovation-{one.fiscal_year}-{number}-form-{which}")


@needs("ideas.write")
def bundle(kind: str) -> Response:
    """Every Form 1 of a fiscal year, to be handed in together."""
    year = year_asked()
    found = innovation.ideas(session(), year)
    if not found:
        abort(404)
    note("ideas.downloaded", f"ideas:{year}", after={"form": 1, "as": kind})
    paper = papers.bundle(found, unit(), today(), digits_asked())
    return _printed(paper, kind, f"innovation-{year}-form-1")


def unit() -> papers.Unit:
    """This office as its papers name it: in Thai, whoever prints them."""
    names = {section.code: section.name_th for section in sections()}
    return papers.Unit(
        office_name(), lambda code: names.get(code, code), innovation.needed(session())
    )


def _printed(paper: Paper, kind: str, name: str) -> Response:
    make, mimetype = PRINTED[kind]
    return attached(make(paper), mimetype, f"{name}.{kind}")
