"""What the office decided for itself, or was told, as numbers by name; the newest counts."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.dates import BANGKOK
from models.officers import Officer
from models.questions.tables import Setting

PUSH_RESERVE = "push_reserve"  # counted messages a month kept for duties
LINE_QUOTA = "line_quota"  # what LINE says the plan allows; NO_LIMIT when it sets none
LINE_USED = "line_used"  # what LINE says is used of it
NO_LIMIT = -1
BACKUP_MADE = "backup_made"  # Unix seconds of the moment the newest backup holds
BACKUP_LOST = "backup_lost"  # files it should hold and the vault did not have


def value(session: Session, name: str) -> int | None:
    """The newest value of `name`; None when it was never set."""
    row = session.scalar(_newest(name))
    return None if row is None else row.value


def told_at(session: Session, name: str) -> datetime | None:
    """When `name` was last set, or last found to be the same."""
    row = session.scalar(_newest(name))
    return None if row is None else row.set_at


def decide(session: Session, name: str, number: int, officer: Officer, now: datetime) -> None:
    """An officer sets `name`; what was set before stays in the history."""
    session.add(Setting(name=name, value=number, officer_id=officer.id, set_at=now))
    session.flush()


def note(session: Session, name: str, number: int, now: datetime) -> None:
    """Keep what we were told: a row for each value and day, its `set_at` when it was last so."""
    newest = session.scalar(_newest(name).with_for_update())
    if newest is not None and newest.value == number and _day(newest.set_at) == _day(now):
        newest.set_at = max(newest.set_at, now)
        return
    session.add(Setting(name=name, value=number, set_at=now))
    session.flush()


def _newest(name: str) -> Select[Setting]:
    return select(Setting).where(Setting.name == name).order_by(Setting.id.desc()).limit(1)


def _day(moment: datetime) -> object:
    return moment.astimezone(BANGKOK).date()
