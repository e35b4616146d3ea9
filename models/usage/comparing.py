"""Before beside after: the same channel and procedure, over spans whose lengths are told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Text, cast, distinct, func, select
from sqlalchemy.orm import Session

from models.happenings import Happening, What
from models.reports.figures import Channel
from models.reports.formulas import half_up
from models.usage.channels import ALL, baselines, entered
from models.usage.counting import Figures
from models.usage.periods import Period, month_of
from models.usage.tables import CHANNELS, Baseline

LINE = "line"
ASKED = (What.ANSWERED, What.SUGGESTED, What.UNKNOWN)
Months = Sequence[tuple[Period, Figures]]
Key = tuple[str, str, str | None]  # channel, what is counted, procedure
Counted = Mapping[Key, Mapping[date, int]]


@dataclass(frozen=True)
class Compared:
    """A figure of before beside the months of a year that are over and counted in the same way.

    `missing` are channels no month of which was counted; `left_out` months that one of them lacks.
    """

    baseline: Baseline
    way: Channel
    months: tuple[Period, ...]
    missing: tuple[str, ...]
    left_out: tuple[Period, ...]


def compare(session: Session, months: Months, today: date) -> list[Compared]:
    """Each figure of before beside the months of a year that are over; people once a month each."""
    over = [(month, figures) for month, figures in months if month.last < today]
    kept = baselines(session)
    counted = _counted(session, over, {one.procedure for one in kept if one.procedure})
    return [_beside(one, [month for month, _ in over], counted) for one in kept]


def length(first: date, last: date) -> Decimal:
    """Months from one day to another, both counted: whole ones as 1, others by their days."""
    months, day = Decimal(0), first
    while day <= last:
        month = month_of(day)
        end = min(month.last, last)
        months += Decimal((end - day).days + 1) / month.last.day
        day = end + timedelta(days=1)
    return half_up(months)


def _plain(months: Decimal) -> str:
    """A length without the decimals it does not need: 12, 2.52."""
    return str(int(months) if months == int(months) else months)


def _beside(before: Baseline, over: Sequence[Period], counted: Counted) -> Compared:
    ways = (*CHANNELS, LINE) if before.channel == ALL else (before.channel,)
    told = {way: counted.get((way, before.what, before.procedure), {}) for way in ways}
    missing = tuple(way for way in ways if not told[way])
    months = tuple(m for m in over if all(m.first in each for each in told.values()))
    after = sum(each[month.first] for each in told.values() for month in months)
    way = Channel(
        before.channel, before.count, after if months else None,
        before_months=_plain(length(before.first_day, before.last_day)),
        after_months=str(len(months)), adds=before.channel != ALL and before.procedure is None,
    )  # fmt: skip
    left_out = tuple(m for m in over if m not in months) if months else ()
    return Compared(before, way, months, missing, left_out)


def _counted(session: Session, over: Months, procedures: set[str]) -> Counted:
    """What every channel counted, month by month."""
    found: dict[Key, dict[date, int]] = defaultdict(dict)
    if not over:
        return found
    span = Period(over[0][0].first, over[-1][0].last)
    for row in entered(session, span):
        found[row.channel, row.what, row.procedure][row.month] = row.count
    for month, figures in over:
        for what in ("questions", "people", "visits"):
            found[LINE, what, None][month.first] = figures.get(what) or 0
            for slug in procedures:
                found[LINE, what, slug][month.first] = 0
    for slug, first, *counts in _by_procedure(session, span, procedures):
        for what, count in zip(("questions", "people", "visits"), counts, strict=True):
            found[LINE, what, slug][first] = count
    return found


def _by_procedure(session: Session, span: Period, procedures: set[str]) -> Iterable[Any]:
    """Questions, people and visits of each procedure and month in LINE, in one reading."""
    if not procedures:
        return ()
    local = func.timezone("Asia/Bangkok", Happening.at)
    month = cast(func.date_trunc("month", local), Date)
    visit = cast(Happening.person, Text) + cast(cast(local, Date), Text)
    rows = select(
        Happening.procedure, month,
        func.count().filter(Happening.what.in_(ASKED)),
        func.count(distinct(Happening.person)),
        func.count(distinct(visit)),
    ).where(
        Happening.at >= span.start, Happening.at < span.end, Happening.procedure.in_(procedures)
    )  # fmt: skip
    return session.execute(rows.group_by(Happening.procedure, month)).all()
