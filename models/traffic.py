"""What passed through the office today and in the last hours: counted from rows, nobody named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Float, cast, func, select
from sqlalchemy.orm import Session

from models import line_calls
from models.dates import BANGKOK
from models.happenings import Happening, What
from models.inbox import Event

HOUR = timedelta(hours=1)
DECISIONS = (What.ANSWERED, What.SUGGESTED, What.UNKNOWN)


@dataclass(frozen=True)
class Today:
    """Counts since midnight in Bangkok. `decisions`: what the matcher did with own words."""

    events_kept: int
    events_handled: int
    decisions: Mapping[What, int]
    line_calls: line_calls.Calls


@dataclass(frozen=True)
class Hour:
    """One hour: the events LINE brought, and the longest (seconds) any of them waited."""

    begins: datetime
    events: int
    longest_wait: float


def midnight(now: datetime) -> datetime:
    """The first moment of the present day in Bangkok."""
    return now.astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)


def today(session: Session, now: datetime) -> Today:
    """Count the day so far."""
    start = midnight(now)
    events = select(func.count(), func.count(Event.handled_at)).where(Event.received_at >= start)
    kept, handled = session.execute(events).one()
    met = (
        select(Happening.what, func.count())
        .where(Happening.at >= start, Happening.what.in_(DECISIONS))
        .group_by(Happening.what)
    )
    counts = {what: many for what, many in session.execute(met)}
    decisions = {what: counts.get(what, 0) for what in DECISIONS}
    return Today(kept, handled, decisions, line_calls.today(session, now))


def last_hours(session: Session, now: datetime, hours: int = 24) -> list[Hour]:
    """The last hours, oldest first, the present one last; an hour begins at its full hour."""
    present = now.astimezone(BANGKOK).replace(minute=0, second=0, microsecond=0)
    first = present - (hours - 1) * HOUR
    hour = func.date_trunc("hour", func.timezone(BANGKOK.key, Event.received_at))
    # What was set aside waits for a person, and is told of elsewhere.
    until = func.coalesce(Event.handled_at, Event.set_aside_at, now)
    waited = cast(func.extract("epoch", until - Event.received_at), Float)
    rows = (
        select(hour, func.count(), func.max(waited))
        .where(Event.received_at >= first)
        .group_by(hour)
    )
    found = {at: (many, max(0.0, longest)) for at, many, longest in session.execute(rows)}
    return [
        Hour(begins, *found.get(begins.replace(tzinfo=None), (0, 0.0)))
        for begins in (first + n * HOUR for n in range(hours))
    ]
