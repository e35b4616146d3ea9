"""What the office's messages cost this month: counted from the letters themselves, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from models.dates import BANGKOK
from models.office_settings import LINE_USED
from models.outbox import TOKEN_LIFE, Letter, State
from models.pushes import month_start
from models.questions.tables import Setting


@dataclass(frozen=True)
class Day:
    """Letters sent on one day in Bangkok. `line_used`: the month's use as LINE last said it then.

    `replies` and `rides` (letters that had waited for a touch) are free; `duties` and `others`
    were pushed, and counted by LINE.
    """

    day: date
    replies: int = 0
    rides: int = 0
    duties: int = 0
    others: int = 0
    line_used: int | None = None

    @property
    def pushes(self) -> int:
        """The counted ones."""
        return self.duties + self.others


@dataclass(frozen=True)
class Waiting:
    """What lies here until its people touch the menu."""

    letters: int
    people: int
    oldest: datetime | None


def month(session: Session, now: datetime) -> list[Day]:
    """A row for each day of the present month up to today."""
    start = month_start(now)
    sent = {row.day: row for row in session.execute(_sent_since(start))}
    told = _told(session, start)
    days, used = [], None
    for number in range((now.astimezone(BANGKOK).date() - start.date()).days + 1):
        day = start.date() + timedelta(days=number)
        used, row = told.get(day, used), sent.get(day)
        counts = [row.replies, row.rides, row.duties, row.others] if row else [0] * 4
        days.append(Day(day, counts[0], counts[1], counts[2], counts[3], used))
    return days


def total(days: Sequence[Day]) -> Day:
    """All of these days together, as if they were one; the last's `line_used`."""
    return Day(
        day=days[-1].day,
        replies=sum(day.replies for day in days),
        rides=sum(day.rides for day in days),
        duties=sum(day.duties for day in days),
        others=sum(day.others for day in days),
        line_used=days[-1].line_used,
    )


def waiting(session: Session) -> Waiting:
    """What is parked just now."""
    rows = select(
        func.count(), func.count(Letter.citizen_id.distinct()), func.min(Letter.written_at)
    ).where(Letter.state == State.PARKED)
    return Waiting(*session.execute(rows).one())


def _sent_since(start: datetime):  # type: ignore[no-untyped-def]
    day = func.date(func.timezone(BANGKOK.key, Letter.sent_at))
    # A reply belongs to a touch of the last seconds: older words have waited for it.
    waited = or_(Letter.carried_by.is_not(None), Letter.sent_at - Letter.written_at > TOKEN_LIFE)
    push, reply = Letter.sent_by == "push", Letter.sent_by == "reply"
    kinds = {
        "replies": and_(reply, ~waited),
        "rides": and_(reply, waited),
        "duties": and_(push, Letter.duty),
        "others": and_(push, ~Letter.duty),
    }
    counts = [func.count(case((kind, 1))).label(name) for name, kind in kinds.items()]
    return select(day.label("day"), *counts).where(Letter.sent_at >= start).group_by(day)


def _told(session: Session, start: datetime) -> dict[date, int]:
    """LINE's figure at the end of each day it was asked."""
    rows = select(Setting.set_at, Setting.value).where(
        Setting.name == LINE_USED, Setting.set_at >= start
    )
    told = session.execute(rows.order_by(Setting.id)).all()
    return {at.astimezone(BANGKOK).date(): used for at, used in told}
