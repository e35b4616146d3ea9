"""The month's counted messages: what the plan allows, what is spent, what is kept for duties."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import office_settings
from models.dates import BANGKOK
from models.officers import Officer
from models.outbox import pushed_since

# Unless the office decides: a fifth of the plan waits for what must be said, i.e. a refused
# document, tomorrow's visit, a promise that is due.
RESERVE_SHARE = 5
UNLIMITED = 1_000_000


@dataclass(frozen=True)
class Quota:
    """What LINE says of this month: `limit` None means no limit. Source: GET message/quota."""

    limit: int | None
    used: int = 0


def month_start(now: datetime) -> datetime:
    """The first moment of the present month in Bangkok."""
    return now.astimezone(BANGKOK).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def reserve(session: Session, limit: int) -> int:
    """How many of the plan's messages are kept for duties; never more than there are."""
    decided = office_settings.value(session, office_settings.PUSH_RESERVE)
    return min(limit, limit // RESERVE_SHARE if decided is None else decided)


def set_reserve(session: Session, messages: int, officer: Officer, now: datetime) -> None:
    """Keep so many of each month's messages for duties; ValueError for fewer than none."""
    if messages < 0:
        raise ValueError("a reserve cannot be negative")
    office_settings.decide(session, office_settings.PUSH_RESERVE, messages, officer, now)


def room(session: Session, quota: Quota, now: datetime, *, duty: bool) -> int:
    """How many more counted messages the month allows; duties may use the reserve."""
    if quota.limit is None:
        return UNLIMITED
    # LINE's figure is approximate but knows what OA Manager sent; ours is exact for our own.
    spent = max(quota.used, pushed_since(session, month_start(now)))
    kept = 0 if duty else reserve(session, quota.limit)
    return max(0, quota.limit - kept - spent)


def may_push(session: Session, quota: Quota, duty: bool, now: datetime) -> bool:
    """Whether one more counted message is in the budget."""
    return room(session, quota, now, duty=duty) > 0


def note_quota(session: Session, quota: Quota, now: datetime) -> None:
    """Keep LINE's own figures where the console and the month's page can read them."""
    limit = office_settings.NO_LIMIT if quota.limit is None else quota.limit
    office_settings.note(session, office_settings.LINE_QUOTA, limit, now)
    office_settings.note(session, office_settings.LINE_USED, quota.used, now)


def last_told(session: Session, now: datetime) -> Quota | None:
    """LINE's figures as we last heard them; None before LINE was ever asked."""
    limit = office_settings.value(session, office_settings.LINE_QUOTA)
    used = office_settings.value(session, office_settings.LINE_USED)
    at = office_settings.told_at(session, office_settings.LINE_USED)
    if limit is None or used is None or at is None:
        return None
    # A new month begins at nothing, also before LINE says so.
    used = used if at >= month_start(now) else 0
    return Quota(None if limit == office_settings.NO_LIMIT else limit, used)
