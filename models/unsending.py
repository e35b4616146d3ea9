"""A citizen takes a message back: it disappears here too, whichever came first."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from models import prechecks, questions, surveys, unanswered
from models.attachments import Attachment, Keeping, Why
from models.citizens import Citizen
from models.inbox import FORGOTTEN, Event, Unsent
from models.prechecks import Photo
from models.questions import Question


def forget_message(session: Session, citizen: Citizen, message_id: str, now: datetime) -> None:
    """Drop this citizen's message: its words, the question made of it, its photograph in any case.

    LINE's reference, "Unsend event": respect the intent, so that the message can no longer be
    seen or used. An event that comes later for the same message is dropped on arrival.
    """
    note = insert(Unsent).values(message_id=message_id, citizen_id=citizen.id, unsent_at=now)
    session.execute(note.on_conflict_do_nothing())
    own = (Event.message_id == message_id) & (Event.line_user_id == citizen.line_user_id)
    for event in session.scalars(select(Event).where(own, Event.type == "message")):
        if event.raw == FORGOTTEN:  # as what is written to a survey is, at once
            surveys.unsay(session, citizen)
        event.forget()
        unanswered.forget_event(session, event.id)
        questions.unsay(session, event.id)
        asked = select(Question).where(Question.event_id == event.id)
        for question in session.scalars(asked):
            questions.forget(question, now)
    session.execute(
        update(Attachment)
        .where(Attachment.message_id == message_id, Attachment.citizen_id == citizen.id)
        .where(Attachment.status != Keeping.FORGOTTEN)
        .values(status=Keeping.FORGET, why=Why.UNSENT, due_at=now)
    )
    _leave_topic(citizen, [event.id for event in session.scalars(select(Event).where(own))])
    shown = select(Photo).join(Photo.attachment)
    own_picture = (Attachment.message_id == message_id) & (Attachment.citizen_id == citizen.id)
    for photo in session.scalars(shown.where(own_picture)):
        prechecks.lose_photo(photo, now)


def _leave_topic(citizen: Citizen, events: Sequence[int]) -> None:
    """What was shown before its question was asked is not put beside it any more."""
    shown = (citizen.topic or {}).get("shown", [])
    kept = [one for one in shown if one["event_id"] not in events]
    if kept != shown:
        citizen.topic = {**(citizen.topic or {}), "shown": kept}
