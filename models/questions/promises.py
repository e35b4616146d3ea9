"""When a person will have answered: counted in the office's minutes, from the queue there is."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.calendar import Calendar, NeverOpen
from models.officers import Officer
from models.permissions import Role
from models.questions.states import OPEN
from models.questions.tables import Busy, Question, Setting

# What the office promises until it sets something else; minutes of office hours.
DEFAULTS = {
    "promise_minutes": 60,  # to a question that comes to an empty desk
    "minutes_each": 10,  # for every question that waits before it, shared by the section's people
}
WARN_BEFORE = 15  # minutes of office hours before the promise breaks
ANSWER_ROLES = (Role.OFFICER, Role.HEAD)


def due(
    session: Session,
    calendar: Calendar,
    section: str | None,
    now: datetime,
    *,
    anew: Question | None = None,
) -> datetime:
    """The moment promised to a question asked now; a day from now when the office never opens.

    `anew` is a question promised once more, which does not wait for itself.
    """
    minutes = setting(session, "promise_minutes") + _queue(session, section, anew)
    minutes += busy_minutes(session, section, now)
    try:
        return calendar.after(now, minutes, services(section))
    except NeverOpen:
        return now + timedelta(days=1)


def services(section: str | None) -> tuple[str, ...]:
    """Whose hours count, as the calendar asks for them."""
    return (f"section:{section}",) if section else ()


def setting(session: Session, name: str) -> int:
    """What the office set last for `name`, else its default."""
    newest = select(Setting.value).where(Setting.name == name).order_by(Setting.id.desc()).limit(1)
    value = session.scalar(newest)
    return DEFAULTS[name] if value is None else value


def busy_minutes(session: Session, section: str | None, now: datetime) -> int:
    """How much longer promises take just now, because the counter is busy; it ends by itself."""
    rows = select(func.max(Busy.minutes_more)).where(
        or_(Busy.section.is_(None), Busy.section == section),
        Busy.from_at <= now,
        Busy.until_at > now,
        Busy.ended_at.is_(None),
    )
    return session.scalar(rows) or 0


def _queue(session: Session, section: str | None, anew: Question | None) -> int:
    """The minutes until those who asked before are served."""
    asked = select(func.count()).select_from(Question).where(Question.state.in_(OPEN))
    if anew is not None:
        asked = asked.where(Question.id != anew.id)
    hands = (
        select(func.count())
        .select_from(Officer)
        .where(Officer.active, Officer.role.in_(ANSWER_ROLES))
    )
    if section:
        asked = asked.where(or_(Question.section == section, Question.section.is_(None)))
        hands = hands.where(Officer.section == section)
    waiting, people = session.scalar(asked) or 0, session.scalar(hands) or 0
    return waiting * setting(session, "minutes_each") // max(people, 1)
