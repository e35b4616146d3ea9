"""The month's counted messages: what the plan allows, what is spent, what is kept for duties."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.dates import BANGKOK
from models.outbox import pushed_since

# One fifth of the plan waits for what the office must say: a refused paper, tomorrow's visit.
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


def room(session: Session, quota: Quota, now: datetime, *, duty: bool) -> int:
    """How many more counted messages the month allows; duties may use the reserve."""
    if quota.limit is None:
        return UNLIMITED
    # LINE's figure is approximate but knows what OA Manager sent; ours is exact for our own.
    spent = max(quota.used, pushed_since(session, month_start(now)))
    reserve = 0 if duty else quota.limit // RESERVE_SHARE
    return max(0, quota.limit - reserve - spent)


def may_push(session: Session, quota: Quota, duty: bool, now: datetime) -> bool:
    """Whether one more counted message is in the budget."""
    return room(session, quota, now, duty=duty) > 0
