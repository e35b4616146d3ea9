"""A message taken back disappears here too, whichever came first."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import attachments, inbox, prechecks, questions
from models.attachments import Attachment, Keeping, Why
from models.citizens import Citizen
from models.prechecks import PaperState, Photo, State
from models.unsending import forget_message
from tests.officers import officers
from tests.people import DAY, NOON, heard_from, somying
from tests.prechecks import on_the_desk, opened, passed, photographed


def test_words_question_and_photograph_are_forgotten(session: Session) -> None:
    citizen = somying(session)
    event = heard_from(session, citizen, 1)
    event.raw = '{"message": {"text": "เลขบัตรของฉัน"}}'
    message_id = event.message_id or ""
    asked = questions.ask(session, citizen, "เลขบัตรของฉัน", NOON, event_id=event.id)
    attachments.expect(session, citizen, message_id, "image", NOON, NOON)
    forget_message(session, citizen, message_id, NOON)
    session.expire_all()
    assert (event.raw, asked.text, asked.state) == ("{}", "", questions.State.FORGOTTEN)
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


def unsend(session: Session, citizen: Citizen, photo: Photo) -> None:
    forget_message(session, citizen, photo.attachment.message_id, NOON + DAY)
    session.flush()
    session.expire_all()


def test_a_photograph_taken_back_leaves_its_case_and_is_asked_for_again(session: Session) -> None:
    citizen = somying(session)
    case = opened(session, citizen)
    photo = photographed(session, case.papers[0])
    unsend(session, citizen, photo)
    assert (case.photos, case.papers[0].state) == ([], PaperState.ASKED)
    assert (photo.attachment.status, photo.attachment.why) == (Keeping.FORGET, Why.UNSENT)
    assert len(case.steps) == 1


def test_a_photograph_taken_back_before_it_was_fetched_leaves_its_case_too(
    session: Session,
) -> None:
    citizen = somying(session)
    case = opened(session, citizen)
    waiting = attachments.expect(session, citizen, "777", "image", NOON, NOON)
    prechecks.take_photo(session, case, waiting.id, NOON, paper=case.papers[0])
    forget_message(session, citizen, "777", NOON + DAY)
    session.flush()
    session.expire_all()
    assert (case.photos, waiting.status) == ([], Keeping.FORGET)


def test_one_of_two_photographs_taken_back_leaves_the_paper_given(session: Session) -> None:
    citizen = somying(session)
    case = opened(session, citizen)
    photo = photographed(session, case.papers[0])
    photographed(session, case.papers[0], number=2)
    unsend(session, citizen, photo)
    assert case.papers[0].state is PaperState.GIVEN


def test_an_officer_at_work_sees_that_a_photograph_was_taken_back(session: Session) -> None:
    citizen, cast = somying(session), officers(session)
    case = on_the_desk(session, citizen, cast)
    seen, paper = case.revision, case.papers[0]
    unsend(session, citizen, paper.photos[0])
    assert (case.state, paper.state) == (State.CHECKING, PaperState.ASKED)
    assert paper.name_th in case.steps[-1].why
    with pytest.raises(prechecks.Changed):
        prechecks.finish_look(session, case, cast.somchai, NOON + DAY, seen=seen)


def test_a_verdict_stands_when_its_photograph_is_taken_back(session: Session) -> None:
    citizen = somying(session)
    case = passed(session, citizen, officers(session))
    unsend(session, citizen, case.papers[0].photos[0])
    assert (case.state, case.papers[0].state) == (State.PASSED, PaperState.PASSED)
    assert (case.steps[-1].by, case.steps[-1].to_state) == (prechecks.By.CITIZEN, State.PASSED)


def test_a_stranger_takes_no_photograph_out_of_a_case(session: Session) -> None:
    citizen, stranger = somying(session, "a"), somying(session, "b")
    case = opened(session, citizen)
    photo = photographed(session, case.papers[0])
    unsend(session, stranger, photo)
    assert case.photos == [photo]
