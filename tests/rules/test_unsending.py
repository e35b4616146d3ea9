"""A message taken back disappears here too, whichever came first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import attachments, inbox, questions
from models.attachments import Attachment, Keeping
from models.unsending import forget_message
from tests.people import NOON, heard_from, somying


def test_words_question_and_photograph_are_forgotten(session: Session) -> None:
    citizen = somying(session)
    event = heard_from(session, citizen, 1)
    event.raw = '{"message": {"text": "เลขบัตรของฉัน"}}'
    message_id = event.message_id or ""
    asked = questions.ask(session, citizen, "เลขบัตรของฉัน", NOON, event_id=event.id)
    attachments.expect(session, citizen, message_id, "image", NOON, NOON)
    forget_message(session, citizen, message_id, NOON)
    session.expire_all()
    assert (event.raw, asked.text, asked.status) == ("{}", "", questions.FORGOTTEN)
    assert session.scalar(select(Attachment.status)) == Keeping.FORGET


def test_an_unsend_that_comes_first_is_remembered(session: Session) -> None:
    citizen = somying(session)
    forget_message(session, citizen, "900", NOON)
    forget_message(session, citizen, "900", NOON)
    assert inbox.was_unsent(session, "900")
    assert not inbox.was_unsent(session, "901")


def test_nobody_can_take_back_what_another_said(session: Session) -> None:
    citizen, stranger = somying(session, "a"), somying(session, "b")
    event = heard_from(session, citizen, 1)
    event.raw = '{"message": {}}'
    forget_message(session, stranger, event.message_id or "", NOON)
    session.expire_all()
    assert event.raw == '{"message": {}}'
