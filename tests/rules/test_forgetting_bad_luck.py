"""What was to be forgotten is forgotten, also where it lay at an unlucky moment."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import outbox, questions
from models.citizens import Citizen
from models.erasing import erase, finish
from models.outbox import Letter, State
from models.questions.tables import Words
from models.retention import WORDS
from models.unsending import forget_message
from scheduler import forget
from tests.officers import officers
from tests.people import DAY, MINUTE, NOON, heard_from, somying

SECRET = "เลขบัตรของฉัน"


@pytest.fixture
def citizen(session: Session) -> Citizen:
    """สมหญิง."""
    return somying(session)


def owed(session: Session, citizen: Citizen, state: State) -> Letter:
    (letter,) = outbox.put(session, citizen, [{"type": "text", "text": SECRET}], NOON)
    letter.state = state
    session.flush()
    return letter


def test_a_letter_riding_along_with_a_reply_in_doubt_is_erased_with_it(
    session: Session, citizen: Citizen
) -> None:
    rider = owed(session, citizen, State.SENDING)
    carrier = owed(session, citizen, State.WAITING)
    carrier.in_doubt, rider.carried_by = True, carrier.id
    erase(session, citizen, NOON)
    session.expire_all()
    left = session.scalars(select(Letter)).all()
    assert SECRET not in str([letter.messages for letter in left])


def test_a_letter_on_its_way_when_she_asked_to_be_forgotten_is_emptied_once_it_arrived(
    session: Session, citizen: Citizen
) -> None:
    came, failed, farewell = (owed(session, citizen, State.SENDING) for _ in range(3))
    farewell.written_at = NOON + MINUTE
    erase(session, citizen, NOON + MINUTE)
    assert finish(session, NOON + 2 * MINUTE) == 0
    came.state, failed.state, farewell.state = State.SENT, State.PARKED, State.WAITING
    session.flush()
    assert forget.run(session, NOON + DAY) == 2
    session.expire_all()
    left = {letter.id: letter.messages for letter in session.scalars(select(Letter))}
    assert left.pop(farewell.id) != []
    assert left == {came.id: []}


@pytest.mark.parametrize("state", [State.PARKED, State.BLOCKED])
def test_letters_nobody_ever_came_for_are_not_kept_longer_than_words(
    session: Session, citizen: Citizen, state: State
) -> None:
    owed(session, citizen, state)
    assert outbox.forget_before(session, NOON) == 0
    assert outbox.forget_before(session, NOON + DAY) == 1
    session.expire_all()
    assert SECRET not in str([letter.messages for letter in session.scalars(select(Letter))])


def test_words_said_to_a_question_after_its_own_were_forgotten_are_forgotten_too(
    session: Session, citizen: Citizen
) -> None:
    question = questions.ask(session, citizen, "ถาม", NOON)
    old = NOON + WORDS
    assert questions.forget_before(session, old - WORDS + MINUTE) == 1
    session.expire_all()
    questions.add_words(session, question, SECRET, old)
    question.summary = {"trouble": SECRET}
    session.flush()
    questions.forget_before(session, old)
    session.expire_all()
    assert session.scalars(select(Words.text)).all() == [SECRET]
    questions.forget_before(session, old + MINUTE)
    session.expire_all()
    assert (session.scalars(select(Words.text)).all(), question.summary) == ([""], None)
    assert questions.forget_before(session, old + MINUTE) == 0


def test_why_an_officer_handed_a_question_over_is_forgotten_with_it(
    session: Session, citizen: Citizen
) -> None:
    cast = officers(session)
    question = questions.ask(session, citizen, "ถาม", NOON, section="registration")
    questions.hand_over(
        session, question, cast.somchai, NOON, seen=question.revision, to="revenue", why=SECRET
    )
    other = questions.ask(session, citizen, "ถามอีก", NOON, section="registration")
    questions.hand_over(
        session, other, cast.somchai, NOON, seen=other.revision, to="revenue", why=SECRET
    )
    questions.forget(other, NOON)
    assert SECRET not in [step.why for step in other.steps]
    questions.forget_before(session, NOON + MINUTE)
    session.expire_all()
    assert SECRET not in [step.why for step in question.steps]


def test_a_line_of_the_summary_goes_with_its_message_however_it_was_spaced(
    session: Session, citizen: Citizen
) -> None:
    event = heard_from(session, citizen, 7)
    question = questions.ask(session, citizen, "ถาม", NOON)
    questions.add_words(session, question, "ลูกชาย \n เลขบัตรของฉัน", NOON, event_id=event.id)
    question.summary = {"trouble": "ลูกชาย เลขบัตรของฉัน", "wish": "ขอคำตอบ"}
    forget_message(session, citizen, event.message_id or "", NOON)
    assert question.summary == {"wish": "ขอคำตอบ"}


def test_a_place_taken_back_before_its_question_was_asked_does_not_get_into_it(
    session: Session, citizen: Citizen
) -> None:
    event, kept = heard_from(session, citizen, 7), heard_from(session, citizen, 8)
    shown = [
        {"attachment_id": None, "place": {"title": title}, "event_id": one.id}
        for one, title in ((event, SECRET), (kept, "ตลาด"))
    ]
    citizen.wait_for({"kind": "question", "shown": shown}, NOON)
    forget_message(session, citizen, event.message_id or "", NOON)
    assert citizen.topic == {"kind": "question", "shown": shown[1:]}
