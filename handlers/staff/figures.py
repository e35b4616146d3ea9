"""The dashboard: what was counted this fiscal year, and the rows behind each figure."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy import func, select

from handlers.staff import needs, note, session
from handlers.staff.figures_rows import as_csv, as_xlsx
from handlers.staff.figures_words import COLUMNS, GROUPS, NAMES, STANDING, SUMMED, said, wording
from handlers.staff.figures_year import (
    month_as_it_stands,
    month_asked,
    satisfaction,
    year_asked,
    years,
)
from handlers.staff.procedure_case import today
from handlers.staff.visit import lent
from models import unanswered
from models.calendar import fiscal_year
from models.happenings import Happening, What
from models.reports import formulas
from models.surveys import Survey
from models.usage import Period
from models.usage.behind import Behind, answers_behind, behind

desk = Blueprint("figures", __name__, url_prefix="/staff/figures")
ON_A_PAGE = 100
BUSIEST = 10
SATISFIED = "satisfaction"
KINDS: dict[str, tuple[Any, str]] = {
    "csv": (as_csv, "text/csv"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@desk.get("/")
@needs("figures.read")
def index() -> str:
    """A fiscal year: what it comes to, month by month, as plots and as tables."""
    return render_template("staff/figures/index.html", years=years(), **_year())


@desk.get("/counted")
@needs("figures.read")
def counted_year() -> str:
    """The part of that page that waited for a long count."""
    return render_template("staff/figures/year.html", **_year())


@desk.get("/words")
@needs("figures.read")
def words() -> str:
    """What people ask about most in a month, and what waits for an answer; asked for by itself."""
    month = month_asked(request.args.get("month", f"{today():%Y-%m}"))
    waiting = unanswered.groups(session())[:BUSIEST]
    if waiting:
        note("unanswered.seen", "figures", after={"messages": sum(g.count for g in waiting)})
    part = "words" if "HX-Request" in request.headers else "words_page"
    return render_template(
        f"staff/figures/{part}.html",
        month=month,
        busiest=_busiest(month),
        waiting=waiting,
        called=wording()["procedure"],
    )


@desk.get("/rows/<figure>")
@needs("figures.read")
def rows(figure: str) -> str:
    """What was counted for a figure in a month (or by a survey in a year), a page at a time."""
    found, period = _asked(figure)
    count = session().scalar(select(func.count()).select_from(found.rows.subquery())) or 0
    page = max(request.args.get("page", 1, type=int), 1)
    shown = found.rows.limit(ON_A_PAGE).offset((page - 1) * ON_A_PAGE)
    return render_template(
        "staff/figures/rows.html",
        figure=figure,
        name=NAMES.get(figure),
        period=period,
        year=fiscal_year(period.first),
        month=None if figure == SATISFIED else month_as_it_stands(period),
        heads=_heads(found),
        rows=[_said(found, row) for row in session().execute(shown)],
        count=count,
        page=page,
        pages=-(-count // ON_A_PAGE),
        standing=STANDING,
        survey=_survey() if figure == SATISFIED else None,
    )


@desk.get("/rows/<figure>.<any(csv, xlsx):kind>")
@needs("figures.read")
def download(figure: str, kind: str) -> Response:
    """All these rows as one file."""
    found, period = _asked(figure)
    write, mimetype = KINDS[kind]
    note("figures.exported", f"figures:{figure}", after={"from": str(period.first), "as": kind})
    pieces = write(lent().sessions, found, _heads(found), wording())
    name = f"{figure}-{period.first:%Y-%m}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(pieces, mimetype=mimetype, headers=headers)


def _year() -> dict[str, Any]:
    year = year_asked()
    return {
        "year": year,
        "groups": GROUPS,
        "names": NAMES,
        "summed": SUMMED,
        "standing": STANDING,
        "satisfaction": satisfaction(year),
        "formulas": formulas,
    }


def _asked(figure: str) -> tuple[Behind, Period]:
    if figure == SATISFIED:
        period = year_asked().whole
        return answers_behind(_survey().id, period), period
    if figure not in NAMES:
        abort(404)
    period = month_asked(request.args.get("month", ""))
    return behind(figure, period), period


def _survey() -> Survey:
    number = request.args.get("survey", 0, type=int)
    return session().get(Survey, number) or abort(404)


def _said(found: Behind, row: Any) -> list[tuple[str, str]]:
    """A row as (what the column is called, what stands in it)."""
    words = wording()
    cells = zip(found.columns, row, strict=True)
    return [(str(COLUMNS[name]), said(value, words.get(name, {}))) for name, value in cells]


def _heads(found: Behind) -> list[str]:
    return [str(COLUMNS[name]) for name in found.columns]


def _busiest(month: Period) -> list[tuple[str, int]]:
    """The procedures met most often by questions of the month, and how often."""
    met = select(Happening.procedure, func.count().label("times")).where(
        Happening.at >= month.start,
        Happening.at < month.end,
        Happening.what.in_([What.ANSWERED, What.ASKED]),
        Happening.procedure.is_not(None),
    )
    often = met.group_by(Happening.procedure).order_by(func.count().desc(), Happening.procedure)
    return [(slug or "", times) for slug, times in session().execute(often.limit(BUSIEST))]
