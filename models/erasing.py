"""A citizen's right to be forgotten: photographs shredded, words emptied, only counts left."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from models import consents, prechecks, questions, surveys, unanswered
from models.appointments import Booking
from models.appointments.forgetting import forget as forget_visits
from models.attachments import Attachment, Keeping, Why
from models.citizens import Citizen
from models.clips import ClipCompletion
from models.exporting import export
from models.inbox import FORGOTTEN, Event
from models.orders import AgencyContact
from models.orders import agencies as order_agencies
from models.outbox import Letter, State
from models.prechecks import Precheck
from models.questions import Question
from models.shreddings import Erasure

__all__ = ["ERASERS", "KEPT", "Erasure", "erase", "export", "finish"]

HELD_AT_MOST = timedelta(days=7)  # a postman tries for a day at most; the clock comes every night


def erase(session: Session, citizen: Citizen, now: datetime) -> Erasure:
    """Forget all this citizen said and sent; open cases are withdrawn first.

    What stays is LINE's id of them, so that the account can answer when they write again, the
    proofs that they had agreed and that things were shredded, and rows without words or names.
    """
    counts = {name: eraser(session, citizen, now) for name, eraser in ERASERS.items()}
    erasure = Erasure(citizen_id=citizen.id, at=now, counts=counts)
    session.add(erasure)
    session.flush()
    return erasure


def finish(session: Session, now: datetime) -> int:
    """Empty what was on its way to somebody when they asked to be forgotten; how many letters.

    It was left alone then, for a postman held it. What never came is not sent any more.
    """
    rows = select(Letter.id).join(Erasure, Erasure.citizen_id == Letter.citizen_id)
    rows = rows.where(Erasure.at > Letter.written_at, Erasure.at > now - HELD_AT_MOST)
    left = Letter.id.in_(rows.where(Letter.state != State.SENDING, Letter.messages != []))
    held_back = Letter.state.in_([State.WAITING, State.PARKED, State.BLOCKED])
    dropped = _count(session, delete(Letter).where(left, held_back))
    emptied = update(Letter).where(left).values(messages=[], reply_token=None)
    return dropped + _count(session, emptied)


def _cases(session: Session, citizen: Citizen, now: datetime) -> int:
    cases = prechecks.cases_of(session, citizen)
    for case in cases:
        if not case.state.ended:
            prechecks.withdraw(session, case, now)
        prechecks.unname(session, case)
    return len(cases)


def _attachments(session: Session, citizen: Citizen, now: datetime) -> int:
    rows = update(Attachment).where(
        Attachment.citizen_id == citizen.id,
        Attachment.status.not_in([Keeping.FORGET, Keeping.FORGOTTEN]),
    )
    return _count(session, rows.values(status=Keeping.FORGET, why=Why.ERASED, due_at=now))


def _questions(session: Session, citizen: Citizen, now: datetime) -> int:
    asked = session.scalars(select(Question).where(Question.citizen_id == citizen.id)).all()
    for question in asked:
        questions.forget(question, now)
    return len(asked)


def _unanswered(session: Session, citizen: Citizen, now: datetime) -> int:
    own = select(Event.id).where(Event.line_user_id == citizen.line_user_id)
    rows = select(unanswered.Unanswered.event_id).where(unanswered.Unanswered.event_id.in_(own))
    events = [event_id for event_id in session.scalars(rows) if event_id is not None]
    for event_id in events:
        unanswered.forget_event(session, event_id)
    return len(events)


def _events(session: Session, citizen: Citizen, now: datetime) -> int:
    """What was heard. What still waits is heard first: it comes after the wish to be forgotten."""
    heard = Event.handled_at.is_not(None) | Event.set_aside_at.is_not(None)
    rows = update(Event).where(Event.line_user_id == citizen.line_user_id, heard)
    return _count(session, rows.where(Event.raw != FORGOTTEN).values(raw=FORGOTTEN))


def _letters(session: Session, citizen: Citizen, now: datetime) -> int:
    own = Letter.citizen_id == citizen.id
    # A letter a postman holds is on its way; whatever else was not sent must not come any more.
    held_back = Letter.state.in_([State.WAITING, State.PARKED, State.BLOCKED])
    # What rides along with a reply that waits, in doubt, would be left with nobody to settle it.
    riding = Letter.carried_by.in_(select(Letter.id).where(own, held_back))
    dropped = _count(session, delete(Letter).where(own, or_(held_back, riding)))
    rows = update(Letter).where(own, Letter.state != State.SENDING, Letter.messages != [])
    return dropped + _count(session, rows.values(messages=[], reply_token=None))


def _films(session: Session, citizen: Citizen, now: datetime) -> int:
    return _count(session, delete(ClipCompletion).where(ClipCompletion.citizen_id == citizen.id))


def _consents(session: Session, citizen: Citizen, now: datetime) -> int:
    given = [c for c in consents.all_of(session, citizen) if c.withdrawn_at is None]
    for consent in given:
        consent.withdrawn_at = now
    return len(given)


def _surveys(session: Session, citizen: Citizen, now: datetime) -> int:
    """That they were asked, and words that still lead to them; a level never bore a name."""
    surveys.unsay(session, citizen)
    mine = surveys.SurveyAsk.citizen_id == citizen.id
    return _count(session, delete(surveys.SurveyAsk).where(mine))


def _citizen(session: Session, citizen: Citizen, now: datetime) -> int:
    citizen.offered, citizen.person = {}, uuid.uuid4()
    citizen.wait_for(None, now)
    if citizen.language != "th":
        citizen.speak("th", now)
    return 1


def _count(session: Session, rows: Any) -> int:
    return session.execute(rows).rowcount  # type: ignore[attr-defined,no-any-return]


# What is emptied, by the name of its table; a case's own tables are emptied with the case.
ERASERS: Mapping[str, Callable[[Session, Citizen, datetime], int]] = {
    Precheck.__tablename__: _cases,
    Attachment.__tablename__: _attachments,
    Booking.__tablename__: forget_visits,
    Question.__tablename__: _questions,
    surveys.SurveyAsk.__tablename__: _surveys,
    unanswered.Unanswered.__tablename__: _unanswered,
    Event.__tablename__: _events,
    Letter.__tablename__: _letters,
    ClipCompletion.__tablename__: _films,
    AgencyContact.__tablename__: order_agencies.forget,
    consents.Consent.__tablename__: _consents,
    Citizen.__tablename__: _citizen,
}
# What stays as it is, and why.
KEPT: Mapping[str, str] = {
    "wish": "deleted with the bookings",
    "happening": "counts under a number drawn by chance, which nobody bears any more",
    "erasure": "proof that the citizen was forgotten",
    "shredding": "proof that what they sent is gone",
    "unsent": "numbers of messages taken back, so that one coming late is dropped",
}
