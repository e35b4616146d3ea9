"""Which officers hear that something happened to a question; how they are reached is `alerts`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import alerts
from models.calendar import Calendar, NeverOpen
from models.officers import Officer
from models.permissions import Role
from models.questions.promises import ANSWER_ROLES, services
from models.questions.tables import Question

NEW, WORDS, REOPENED = "new", "words", "reopened"
ESCALATED, BROKEN, RELEASED = "escalated", "broken", "released"
HANDED_OVER = "handed_over"


def tell_section(
    session: Session, question: Question, reason: str, now: datetime, calendar: Calendar
) -> None:
    """Whoever may answer it, once the office is open; at once when it is urgent."""
    people = _people(session, question.section, ANSWER_ROLES)
    _tell(session, people, question, reason, now, _when(question, now, calendar))


def tell_heads(session: Session, question: Question, reason: str, now: datetime) -> None:
    """The head of its section; of a question of nobody's, every head."""
    _tell(session, _people(session, question.section, (Role.HEAD,)), question, reason, now, now)


def tell_owner(
    session: Session, question: Question, reason: str, now: datetime, calendar: Calendar
) -> None:
    """Who has it, or else its section."""
    if question.officer is None or not question.officer.active:
        tell_section(session, question, reason, now, calendar)
    else:
        due = _when(question, now, calendar)
        _tell(session, [question.officer], question, reason, now, due)


def _people(session: Session, section: str | None, roles: Sequence[Role]) -> Sequence[Officer]:
    rows = select(Officer).where(Officer.active, Officer.role.in_(roles))
    if section:
        rows = rows.where(Officer.section == section)
    return session.scalars(rows.order_by(Officer.id)).all()


def _when(question: Question, now: datetime, calendar: Calendar) -> datetime:
    """Nobody's telephone rings at night for what waits until the morning."""
    if question.urgent:
        return now
    try:
        return calendar.next_opening(now, services(question.section))
    except NeverOpen:
        return now


def _tell(
    session: Session,
    people: Sequence[Officer],
    question: Question,
    reason: str,
    now: datetime,
    due: datetime,
) -> None:
    alerts.tell(session, people, f"question:{question.id}", reason, now, due=due)
