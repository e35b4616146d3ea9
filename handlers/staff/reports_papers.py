"""The papers of a month, and everything behind an indicator's form in one zip."""

import tempfile
from collections.abc import Iterator
from typing import BinaryIO

from flask import Response, abort, request

from handlers.staff.figures_rows import PIECE
from handlers.staff.figures_year import Year, month_asked, months_of
from handlers.staff.ideas_papers import unit
from handlers.staff.procedure_case import today
from handlers.staff.reports_figures import figures_of
from handlers.staff.reports_kpi import Filled, attached, filled_form
from handlers.staff.visit import lent, needs, note, session
from models import innovation
from models.calendar import fiscal_year
from models.dates import BUDDHIST_ERA
from models.officers import Officer
from models.reports import innovation as innovation_papers
from models.reports import kpi, monthly
from models.reports.docx_papers import docx_of
from models.reports.evidence import Piece, pack
from models.reports.papers import Digits
from models.reports.pdf_papers import pdf_of
from models.reports.workbooks import usage_of
from models.usage import evidence as kept

PRINTED = {"docx": docx_of, "pdf": pdf_of}
MIMETYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@needs("reports.write")
def month(code: str, kind: str) -> Response:
    """The usage of a month as a paper; `?digits=thai` for Thai digits."""
    period = month_asked(code)
    number = fiscal_year(period.first)
    figures = figures_of(Year(number, months_of(number, wait=True)))
    counted = figures.month(period.first.year + BUDDHIST_ERA, period.first.month) or abort(404)
    digits = Digits.THAI if request.args.get("digits") == "thai" else Digits.ARABIC
    note("reports.downloaded", f"month:{code}", after={"as": kind})
    body = PRINTED[kind](monthly.paper(figures, counted, today(), digits))
    return attached(body, MIMETYPES[kind], f"usage-{code}.{kind}")


@needs("reports.write")
def evidence(number: int) -> Response:
    """The form, the year's usage and the satisfaction in one zip, with a list and checksums."""
    filled = filled_form(number)
    note("reports.downloaded", f"kpi:{number}", after={"as": "zip"})
    name = f"kpi-{filled.form.fiscal_year}-{number}.zip"
    return attached(_packed(filled), "application/zip", name)


def _packed(filled: Filled) -> Iterator[bytes]:
    """The zip, made before the request ends and handed out bit by bit."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed once it was handed out
    pack(file, filled.figures, _pieces(filled), today())
    file.seek(0)
    return _bits(file)


def _bits(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _pieces(filled: Filled) -> Iterator[Piece]:
    form, figures = filled.form, filled.figures
    paper = kpi.paper(form, today(), figures)
    pleased = monthly.satisfaction(figures, today())
    yield Piece("รายงาน", "ตัวชี้วัด.docx", paper.title, [docx_of(paper)])
    yield Piece("รายงาน", "ตัวชี้วัด.pdf", paper.title, [pdf_of(paper)])
    yield Piece("รายงาน", "การใช้บริการ.xlsx", "การใช้บริการรายเดือน", [usage_of(figures)])
    yield Piece("รายงาน", "ความพึงพอใจ.docx", pleased.title, [docx_of(pleased)])
    yield from _innovation(form.fiscal_year)
    rows = kept.of_year(session(), form.fiscal_year)
    yield from kept.pieces(rows, lent().read_file, _name)


def _innovation(year: int) -> Iterator[Piece]:
    one = innovation.chosen(session(), year)
    if one is not None:
        found = innovation.ideas(session(), year)
        yield from innovation_papers.pieces(one, found, unit(), today())


def _name(officer_id: int | None) -> str:
    return session().get_one(Officer, officer_id).name if officer_id else ""
