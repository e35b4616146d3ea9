"""A month is closed: its figures are frozen, and what changes later is told as an adjustment."""

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from models.dates import BANGKOK
from models.happenings import Happening
from models.officers import Officer
from models.retention import ARCHIVE, CASES
from models.usage.counting import FROM_CASES, LABELS, Figures, figures
from models.usage.periods import Period, month_before, month_of, months_of_year, year_of
from models.usage.tables import Adjustment, ChannelCount, ClosedMonth


class NotOver(Exception):
    """The month still runs."""


def close(
    session: Session, month: Period, now: datetime, officer: Officer | None = None
) -> ClosedMonth:
    """Freeze a month that is over; closing it again gives what was frozen. Raises NotOver.

    People are cumulated from the first day of the fiscal year.
    """
    if now < month.end:
        raise NotOver
    known = closed(session, month)
    if known is not None:
        return known
    counted = figures(session, month, year_of(month.first).start)
    row = insert(ClosedMonth).values(
        month=month.first,
        figures=counted,
        checksum=checksum(counted),
        closed_at=now,
        closed_by_id=officer.id if officer else None,
    )
    session.execute(row.on_conflict_do_nothing(index_elements=[ClosedMonth.month]))
    frozen = closed(session, month)
    assert frozen is not None
    return frozen


def _gone(month: Period, now: datetime) -> Collection[str]:
    """The figures of a month whose rows were taken away since, some or all."""
    if month.start < now - ARCHIVE:
        return LABELS
    return FROM_CASES if month.start < now - CASES else ()


def closed(session: Session, month: Period) -> ClosedMonth | None:
    """What was frozen of this month, if it is closed."""
    return session.scalar(select(ClosedMonth).where(ClosedMonth.month == month.first))


def close_last(session: Session, now: datetime) -> int:
    """Close the month before this one, for the clock; 0 when there is nothing to close.

    A month before the office began has nothing to freeze: closed, it would look like one in which
    nobody came.
    """
    month = month_before(now.astimezone(BANGKOK).date())
    if closed(session, month) is not None or not begun(session, month):
        return 0
    close(session, month, now)
    return 1


def begun(session: Session, month: Period) -> bool:
    """Whether the office had anything to count by the end of this month."""
    happened = select(Happening.at).where(Happening.at < month.end).limit(1)
    entered = select(ChannelCount.id).where(ChannelCount.month <= month.first).limit(1)
    return any(session.scalar(rows) is not None for rows in (happened, entered))


def adjust(
    session: Session, month: Period, now: datetime, why: str, officer: Officer | None = None
) -> Sequence[Adjustment]:
    """Count a closed month again, and write down every figure that has changed since.

    Figures of matters stand once rows of theirs were taken away in time.
    """
    frozen = closed(session, month)
    if frozen is None:
        return []
    standing = standing_figures(session, month)
    counted = figures(session, month, year_of(month.first).start)
    gone = _gone(month, now)
    changed = [
        Adjustment(
            month=month.first, figure=name, was=standing.get(name), now=value, why=why,
            officer_id=officer.id if officer else None, at=now,
        )
        for name, value in counted.items()
        if standing.get(name) != value and name not in gone
    ]  # fmt: skip
    session.add_all(changed)
    session.flush()
    return changed


def standing_figures(session: Session, month: Period) -> Figures:
    """The figures of a month as they stand: frozen and adjusted, or counted now."""
    frozen = closed(session, month)
    if frozen is None:
        return figures(session, month, year_of(month.first).start)
    standing = dict(frozen.figures)
    for change in adjustments(session, month):
        standing[change.figure] = change.now
    return standing


def adjustments(session: Session, month: Period) -> Sequence[Adjustment]:
    """What turned out otherwise after the month was closed, oldest first."""
    rows = select(Adjustment).where(Adjustment.month == month.first)
    return session.scalars(rows.order_by(Adjustment.id)).all()


def unbroken(frozen: ClosedMonth) -> bool:
    """Whether the frozen figures are the very ones that were frozen."""
    return frozen.checksum == checksum(frozen.figures)


def checksum(counted: Figures) -> str:
    """SHA-256 of the figures in one fixed spelling."""
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()


def months_until(session: Session, year: int, today: date) -> list[tuple[Period, Figures]]:
    """The months of a fiscal year (B.E.) that have begun, with their figures."""
    begun = [month for month in months_of_year(year) if month.first <= month_of(today).first]
    return [(month, standing_figures(session, month)) for month in begun]
