"""What other channels counted, as entered; and how it was before, frozen to compare with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.officers import Officer
from models.usage.periods import Period
from models.usage.tables import CHANNELS, COUNTED, Baseline, ChannelCount

ALL = "all"


@dataclass(frozen=True)
class Entry:
    """How many of `what` came by `channel` in `month`; of one procedure, or of all (None)."""

    month: Period
    channel: str
    what: str
    count: int
    procedure: str | None = None


def enter(session: Session, entry: Entry, officer: Officer | None, now: datetime) -> ChannelCount:
    """Keep what an officer counted; an earlier figure for the same stays in the history.

    Raises ValueError for a channel or a thing not counted, and for a negative number.
    """
    if entry.channel not in CHANNELS or entry.what not in COUNTED or entry.count < 0:
        raise ValueError(f"{entry.channel} {entry.what} {entry.count}")
    standing = select(ChannelCount).where(
        ChannelCount.month == entry.month.first,
        ChannelCount.channel == entry.channel,
        ChannelCount.what == entry.what,
        ChannelCount.procedure.is_not_distinct_from(entry.procedure),
        ChannelCount.replaced_at.is_(None),
    )
    for old in session.scalars(standing.with_for_update()):
        old.replaced_at = now
    session.flush()
    row = ChannelCount(
        month=entry.month.first, channel=entry.channel, what=entry.what,
        procedure=entry.procedure, count=entry.count,
        officer_id=officer.id if officer else None, entered_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def entered(session: Session, period: Period) -> Sequence[ChannelCount]:
    """The standing figures of the months in a period."""
    rows = select(ChannelCount).where(
        ChannelCount.month.between(period.first, period.last), ChannelCount.replaced_at.is_(None)
    )
    order = (ChannelCount.month, ChannelCount.channel, ChannelCount.what)
    return session.scalars(rows.order_by(*order)).all()


def total(session: Session, period: Period, channel: str, what: str) -> int | None:
    """What a channel counted in a period; None when no month of it was entered."""
    rows = select(func.sum(ChannelCount.count)).where(
        ChannelCount.month.between(period.first, period.last),
        ChannelCount.channel == channel,
        ChannelCount.what == what,
        ChannelCount.procedure.is_(None),
        ChannelCount.replaced_at.is_(None),
    )
    counted = session.scalar(rows)
    return None if counted is None else int(counted)


def freeze(session: Session, baseline: Baseline) -> Baseline:
    """Keep a figure of before for good. Raises ValueError when it makes no sense."""
    if baseline.count < 0 or baseline.last_day < baseline.first_day:
        raise ValueError("baseline")
    session.add(baseline)
    session.flush()
    return baseline


def baselines(session: Session) -> Sequence[Baseline]:
    """Every figure of before, oldest first."""
    return session.scalars(select(Baseline).order_by(Baseline.first_day, Baseline.id)).all()
