"""How the office is doing, counted from its rows: what waits, for how long, what needs a person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, text, union_all
from sqlalchemy.orm import Session

from models.attachments import Attachment, Keeping
from models.inbox import PENDING, Event
from models.outbox import Letter, State
from models.prechecks import Precheck
from models.prechecks import State as Case
from models.questions import OPEN as STILL_OPEN
from models.questions import Question
from models.questions import State as Asked

OFFICES_TURN = (Case.WAITING, Case.CHECKING)


@dataclass(frozen=True)
class Condition:
    """Figures of one moment; ages in seconds, 0 when nothing waits."""

    events_waiting: int
    oldest_event_age: float
    events_set_aside: int
    letters_waiting: int
    oldest_letter_age: float
    letters_parked: int
    letters_refused: int
    letters_uncertain: int
    attachments_waiting: int
    questions_waiting: int
    promises_open: int
    promises_overdue: int
    oldest_overdue_promise_age: float


def look(session: Session, now: datetime) -> Condition:
    """Count it all afresh."""
    waiting, oldest = session.execute(
        select(func.count(), func.min(Event.received_at)).where(text(PENDING))
    ).one()
    states = select(Letter.state, func.count()).where(Letter.state != State.SENT)
    letters: dict[str, int] = {
        state: count for state, count in session.execute(states.group_by(Letter.state))
    }
    going = Letter.state.in_([State.WAITING, State.SENDING])
    written = session.scalar(select(func.min(Letter.written_at)).where(going))
    given, late, promised = promises(session, now)
    return Condition(
        events_waiting=waiting,
        oldest_event_age=_age(oldest, now),
        events_set_aside=_count(session, select(Event.id).where(Event.set_aside_at.is_not(None))),
        letters_waiting=letters.get(State.WAITING, 0) + letters.get(State.SENDING, 0),
        oldest_letter_age=_age(written, now),
        letters_parked=letters.get(State.PARKED, 0),
        letters_refused=letters.get(State.REFUSED, 0),
        letters_uncertain=letters.get(State.UNCERTAIN, 0),
        attachments_waiting=_count(
            session, select(Attachment.id).where(Attachment.status == Keeping.WAITING)
        ),
        questions_waiting=_count(
            session, select(Question.id).where(Question.state == Asked.WAITING)
        ),
        promises_open=given,
        promises_overdue=late,
        oldest_overdue_promise_age=_age(promised, now),
    )


def promises(session: Session, now: datetime) -> tuple[int, int, datetime | None]:
    """Promises citizens wait for, how many are broken, and the moment of the oldest broken one.

    Of questions to officers and of papers sent ahead alike.
    """
    asked = select(Question.promised_at).where(Question.state.in_(STILL_OPEN))
    sent = select(Precheck.promised_at).where(Precheck.state.in_(OFFICES_TURN))
    both = union_all(asked, sent).subquery()
    late = both.c.promised_at < now
    counts = select(
        func.count(both.c.promised_at),
        func.count().filter(late),
        func.min(both.c.promised_at).filter(late),
    )
    given, broken, oldest = session.execute(counts).one()
    return given, broken, oldest


def set_aside(session: Session, most: int = 20) -> list[Event]:
    """The events that could not be handled, newest first."""
    rows = select(Event).where(Event.set_aside_at.is_not(None)).order_by(Event.set_aside_at.desc())
    return list(session.scalars(rows.limit(most)))


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _count(session: Session, rows: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0
