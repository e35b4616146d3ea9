"""The satisfaction report by itself: for Word, PDF or Excel, of a year, a quarter, one survey."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, request

from handlers.staff.procedure_case import today
from handlers.staff.reports_figures import office_name
from handlers.staff.reports_kpi import WORD, WORKBOOK, attached, digits_asked
from handlers.staff.surveys_results import period_asked
from handlers.staff.visit import needs, note, session
from models.calendar import fiscal_year
from models.reports import monthly
from models.reports.docx_papers import docx_of
from models.reports.pdf_papers import pdf_of
from models.reports.satisfaction_sheets import satisfaction_of
from models.surveys import Survey
from models.usage import reporting


@needs("surveys.read")
def download(kind: str) -> Response:
    """`?year=`, `?quarter=`, `?survey=` choose what of it; `?digits=thai` for Thai digits."""
    year = fiscal_year(period_asked().first)
    quarter = request.args.get("quarter", 0, type=int) or None
    number = request.args.get("survey", type=int)
    survey = (session().get(Survey, number) or abort(404)) if number else None
    office = office_name()
    figures = reporting.pleased(session(), office, year, today(), quarter=quarter, survey=survey)
    paper = monthly.satisfaction(figures, today(), digits_asked())
    written: dict[str, tuple[Callable[[], Any], str]] = {
        "docx": (lambda: docx_of(paper), WORD),
        "pdf": (lambda: pdf_of(paper), "application/pdf"),
        "xlsx": (lambda: satisfaction_of(figures), WORKBOOK),
    }
    make, mimetype = written[kind]
    note("reports.downloaded", f"satisfaction:{year}", after={"as": kind})
    span = f"{year}-q{quarter}" if quarter else f"{year}"
    return attached(make(), mimetype, f"satisfaction-{span}.{kind}")
