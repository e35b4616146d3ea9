"""The dashboard of orders: how far the agencies are, by type, factor, status; as papers too."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

from flask import Response, abort, render_template, request, url_for

from handlers.staff.figures_rows import PIECE
from handlers.staff.order_words import READ, round_name, words
from handlers.staff.procedure_case import today
from handlers.staff.reports_figures import office_name
from handlers.staff.reports_kpi import attached
from handlers.staff.reports_papers import MIMETYPES, PRINTED
from handlers.staff.visit import needs, note, session
from models.calendar import fiscal_year
from models.orders import OrderRound, Status, exporting, issuing, users
from models.orders.counting import (
    TARGET_REPORTED,
    TARGET_SATISFIED,
    Scope,
    overview,
    years,
)
from models.reports import orders as papers
from models.reports.papers import Digits
from models.surveys import Survey
from models.usage import Period, months_of_year

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(READ)
def figures() -> str:
    """What a fiscal year or one of its rounds comes to, each figure opening its orders."""
    scope, year = _asked()
    counted = overview(session(), scope, today())
    pleased = users.pleased(session(), _whole(year))
    return render_template(
        "staff/orders/figures.html",
        counted=counted,
        year=year,
        years=years(session()) or [year],
        scope=scope,
        rounds=issuing.rounds(session()),
        reported=papers.reported(counted),
        satisfied=papers.satisfied(pleased),
        pleased=pleased,
        users=users.users(session()),
        survey=users.asked(session()),
        survey_page=_survey_page(),
        targets={"reported": TARGET_REPORTED, "satisfied": TARGET_SATISFIED},
        verdict=papers.verdict,
        not_reported=Status.NOT_REPORTED,
        rows=lambda **more: _rows(scope, year, **more),
        **words(),
    )


@needs(READ)
def paper(kind: str) -> Response:
    """The project's three indicators as a paper; `?digits=thai` for Thai digits."""
    scope, year = _asked()
    digits = Digits.THAI if request.args.get("digits") == "thai" else Digits.ARABIC
    counted = overview(session(), scope, today())
    pleased = users.pleased(session(), _whole(year))
    made = papers.paper(office_name(), _called(scope, year), counted, pleased, today(), digits)
    note("orders.exported", f"orders:{year}", after={"as": kind})
    return attached(PRINTED[kind](made), MIMETYPES[kind], f"orders-{year}.{kind}")


@needs(READ)
def export(kind: str) -> Response:
    """All orders of a fiscal year or round with what was reported last."""
    scope, year = _asked()
    note("orders.exported", f"orders:{year}", after={"as": kind})
    if kind == "csv":
        lines = (line.encode() for line in exporting.lines(session(), scope))
        made = _bits(lambda file: file.writelines(lines))
        return attached(made, "text/csv", f"orders-{year}.csv")
    counted, pleased = overview(session(), scope, today()), users.pleased(session(), _whole(year))
    book = partial(exporting.workbook, session(), scope, counted=counted, answers=pleased)
    return attached(_bits(book), XLSX, f"orders-{year}.xlsx")


def _bits(write: Callable[[BinaryIO], object]) -> Iterator[bytes]:
    """A file, written to the disk before the request ends, handed out bit by bit."""
    file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed once it was handed out
    write(file)
    file.seek(0)

    def bits() -> Iterator[bytes]:
        with file:
            while piece := file.read(PIECE):
                yield piece

    return bits()


def _asked() -> tuple[Scope, int]:
    """The round or fiscal year of the address; by default the newest year that has a round."""
    if number := request.args.get("round", type=int):
        found = session().get(OrderRound, number) or abort(404)
        return Scope(round_id=found.id), found.fiscal_year
    newest = years(session())[:1] or [fiscal_year(today())]
    year = request.args.get("year", newest[0], type=int)
    if year not in issuing.YEARS:
        abort(404)
    return Scope(fiscal_year=year), year


def _whole(year: int) -> Period:
    months = months_of_year(year)
    return Period(months[0].first, months[-1].last)


def _called(scope: Scope, year: int) -> str:
    if scope.round_id is not None:
        return round_name(session().get_one(OrderRound, scope.round_id))
    return f"ปีงบประมาณ {year}"


def _rows(scope: Scope, year: int, **more: Any) -> str:
    """Where the orders behind a figure are listed."""
    by_round = scope.round_id is not None
    where: dict[str, Any] = {"round": scope.round_id} if by_round else {"year": year}
    return url_for("orders.index", **where, **more)


def _survey_page() -> str | None:
    """Where those who use the desk say how satisfied they are."""
    survey: Survey | None = users.asked(session())
    return url_for("pages.survey", number=survey.id) if survey else None
