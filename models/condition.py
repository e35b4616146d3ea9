"""How the office is doing, counted from its rows: what waits, for how long, what needs a person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from models.attachments import Attachment, Keeping
from models.inbox import PENDING, Event
from models.outbox import Letter, State
from models.questions import Question
from models.questions import State as Asked


@dataclass(frozen=True)
class Condition:
    """Figures of one moment; ages in seconds, 0 when nothing waits."""

    events_waiting: int
    oldest_event_age: float
    events_set_aside: int
    letters_waiting: int
    letters_parked: int
    letters_refused: int
    letters_uncertain: int
    attachments_waiting: int
    questions_waiting: int


def look(session: Session, now: datetime) -> Condition:
    """Count it all afresh."""
    waiting, oldest = session.execute(
        select(func.count(), func.min(Event.received_at)).where(text(PENDING))
    ).one()
    states = select(Letter.state, func.count()).where(Letter.state != State.SENT)
    letters: dict[str, int] = {
        state: count for state, count in session.execute(states.group_by(Letter.state))
    }
    return Condition(
        events_waiting=waiting,
        oldest_event_age=max(0.0, (now - oldest).total_seconds()) if oldest else 0.0,
        events_set_aside=_count(session, select(Event.id).where(Event.set_aside_at.is_not(None))),
        letters_waiting=letters.get(State.WAITING, 0) + letters.get(State.SENDING, 0),
        letters_parked=letters.get(State.PARKED, 0),
        letters_refused=letters.get(State.REFUSED, 0),
        letters_uncertain=letters.get(State.UNCERTAIN, 0),
        attachments_waiting=_count(
            session, select(Attachment.id).where(Attachment.status == Keeping.WAITING)
        ),
        questions_waiting=_count(
            session, select(Question.id).where(Question.state == Asked.WAITING)
        ),
    )


def set_aside(session: Session, most: int = 20) -> list[Event]:
    """The events that could not be handled, newest first."""
    rows = select(Event).where(Event.set_aside_at.is_not(None)).order_by(Event.set_aside_at.desc())
    return list(session.scalars(rows.limit(most)))


def _count(session: Session, rows: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0
