"""Counts the months that are not closed: at once, or beside the page in a huge district."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import func, select

from handlers.staff.visit import now, session
from models import usage
from models.happenings import Happening
from models.usage import Figures, Period

AT_ONCE = 200_000  # happenings of a fiscal year that are counted in a fraction of a second
STANDS = timedelta(minutes=10)  # how long a long count is shown before it is made again
Counted = dict[Period, tuple[datetime, Figures]]


def counted(period: Period, *, wait: bool) -> tuple[datetime, Figures] | None:
    """The figures of a month as of a moment; None when counting would keep the page waiting.

    With `wait` it is counted in any case: the page asks for that by itself with `?count=1`.
    """
    known = _kept().get(period)
    if known and now() - known[0] < STANDS:
        return known
    if not wait and _many(period):
        return None
    found = now(), usage.standing_figures(session(), period)
    if _many(period):
        _kept()[period] = found
    return found


def people(span: Period) -> int:
    """How many different people came in a span; remembered for a while where there are many."""
    known = _people().get(span)
    if known and now() - known[0] < STANDS:
        return known[1]
    found = usage.people(session(), span.start, span.end)
    if _many(span):
        _people()[span] = now(), found
    return found


def _many(period: Period) -> bool:
    """Whether the year has more rows up to this month than are counted at once."""
    year = usage.year_of(period.first)
    rows = select(Happening.at).where(Happening.at >= year.start, Happening.at < period.end)
    some = rows.limit(AT_ONCE + 1).subquery()
    return (session().scalar(select(func.count()).select_from(some)) or 0) > AT_ONCE


def _people() -> dict[Period, tuple[datetime, int]]:
    return current_app.extensions.setdefault("counted_people", {})  # type: ignore[no-any-return]


def _kept() -> Counted:
    """Long counts of this process, by month."""
    return current_app.extensions.setdefault("counted_months", {})  # type: ignore[no-any-return]
