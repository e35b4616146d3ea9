"""What the clock does for questions, and who is told of it; what is taken back, what is noise."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models import questions
from models.alerts import Alert, AlertDoor, Door
from models.calendar import read
from models.moves import By
from models.questions import Question, State
from models.questions.keeping import apologise, broken, end_answered, escalate, release
from tests.officers import officers
from tests.people import DAY, MINUTE, NOON, heard_from, somying

AFTER_LUNCH = NOON + 60 * MINUTE  # 13.00 in Bangkok
HOUR = 60 * MINUTE


@pytest.fixture
def cast(session):
    """The officers of these stories."""
    return officers(session)


@pytest.fixture
def asked(session, cast):
    """สมหญิง asked registration at 13.00."""
    return ask(session)


def ask(session):
    citizen = somying(session)
    return questions.ask(session, citizen, "ย้ายอย่างไร", AFTER_LUNCH, section="registration")


def taken(session, question, officer, now=AFTER_LUNCH):
    questions.take(session, question, officer, now, seen=question.revision)
    return question


def answered(session, question, officer):
    seen = question.revision
    questions.answer(session, question, officer, AFTER_LUNCH, seen=seen, text="ไปที่ฝ่ายทะเบียนค่ะ")


def test_the_head_is_warned_once_before_a_promise_breaks(session, asked):
    calendar = read(session)
    assert escalate(session, calendar, AFTER_LUNCH + 44 * MINUTE) == []
    assert escalate(session, calendar, AFTER_LUNCH + 45 * MINUTE) == [asked]
    assert escalate(session, calendar, AFTER_LUNCH + 46 * MINUTE) == []


def test_a_broken_promise_is_apologised_for_once_and_stays_in_the_history(session, asked):
    late = AFTER_LUNCH + HOUR
    assert list(broken(session, late - timedelta(seconds=1))) == []
    assert list(broken(session, late)) == [asked.id]
    assert apologise(session, asked.id, read(session), late) is asked
    assert apologise(session, asked.id, read(session), late + 5 * HOUR) is None
    assert late.isoformat() in asked.steps[-1].why
    assert asked.promised_at > late


def test_an_owner_who_leaves_lets_the_question_be_seen_again(session, cast, asked):
    taken(session, asked, cast.somchai)
    calendar = read(session)
    assert release(session, calendar, AFTER_LUNCH + 59 * MINUTE) == []
    assert release(session, calendar, AFTER_LUNCH + 60 * MINUTE) == [asked]
    assert (asked.state, asked.officer_id, asked.steps[-1].by) == (State.WAITING, None, By.CLOCK)


def test_only_what_the_owner_does_keeps_them_owner(session, cast, asked):
    taken(session, asked, cast.somchai)
    calendar = read(session)
    for minutes in (20, 40, 59):
        questions.add_words(session, asked, "ยังอยู่ไหมคะ", AFTER_LUNCH + minutes * MINUTE)
    assert release(session, calendar, AFTER_LUNCH + 60 * MINUTE) == [asked]
    taken(session, asked, cast.malee, AFTER_LUNCH + HOUR)
    questions.add_note(
        session, asked, cast.malee, AFTER_LUNCH + 90 * MINUTE, seen=asked.revision, text="โทรถาม"
    )
    assert release(session, calendar, AFTER_LUNCH + 2 * HOUR) == []


def test_who_is_just_being_served_is_left_for_the_next_minute(sessions):
    with sessions.begin() as session:
        cast = officers(session)
        number = taken(session, ask(session), cast.somchai).id
    with sessions.begin() as turn, sessions.begin() as clock:
        question = turn.get(Question, number)
        questions.hold(turn, question)
        assert release(clock, read(clock), AFTER_LUNCH + 2 * HOUR) == []
    with sessions.begin() as clock:
        assert len(release(clock, read(clock), AFTER_LUNCH + 2 * HOUR)) == 1


def test_what_was_taken_back_leaves_the_thread_and_the_summary(session, asked):
    event = heard_from(session, asked.citizen, 1)
    questions.add_words(session, asked, "เลขบัตร", AFTER_LUNCH, event_id=event.id)
    asked.summary = {"subject": "ย้าย", "trouble": "เลขบัตร"}
    questions.unsay(session, event.id)
    assert (asked.words[0].text, asked.summary) == ("", {"subject": "ย้าย"})


@pytest.mark.parametrize(
    ("words", "worth"),
    [
        ("ย้ายบ้านไปต่างประเทศต้องทำอย่างไร", True),
        ("where do i park my elephant", True),
        ("555", False),
        ("กกกก", False),
        ("ฟหกดสวาง", False),
        ("asdf jkl", False),
        ("ใช่ค่ะ", False),
        ("👍👍", False),
        ("", False),
    ],
)
def test_noise_is_not_put_before_an_officer(words, worth):
    assert questions.worth_asking(words) is worth


def test_staff_are_told_by_each_open_door_once_and_again_after_a_while(session, cast, asked):
    doors = [
        AlertDoor(officer_id=cast.malee.id, kind=kind, address={}, added_at=NOON) for kind in Door
    ]
    doors[0].ended_at = NOON
    session.add_all(doors)
    session.flush()

    def tell(minutes):
        moment = AFTER_LUNCH + minutes * MINUTE
        questions.tell_section(session, asked, "words", moment, read(session))
        session.expire_all()
        return [alert.sent_at for alert in session.scalars(select(Alert).order_by(Alert.id))]

    assert tell(0) == tell(1) == [None, None]
    for alert in session.scalars(select(Alert)):
        alert.sent_at = AFTER_LUNCH + MINUTE
    assert None not in tell(5)
    assert tell(30) == [None, None]


def test_an_answer_nobody_objected_to_is_done_after_a_week(session, cast, asked):
    answered(session, asked, cast.somchai)
    assert end_answered(session, AFTER_LUNCH + 7 * DAY) == 0
    assert end_answered(session, AFTER_LUNCH + 7 * DAY + MINUTE) == 1
    assert asked.state is State.DONE
