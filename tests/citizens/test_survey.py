"""How satisfied were you? Asked once, after the end, by the way, and never instead of an answer."""

import pytest
from sqlalchemy import select

from models import questions, surveys
from models.appointments import Booking
from models.inbox import FORGOTTEN, Event
from models.moves import By
from models.prechecks import State as Case
from models.questions import Question, State
from models.surveys import Survey, SurveyAnswer, SurveyAsk
from models.unsending import forget_message
from tests import prechecks as cases
from tests.citizens.talk import Talk, buttons, text_of
from tests.people import DAY, MINUTE

ASKING = "ขอถามสั้น ๆ ค่ะ"
LEVELS = ["มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด"]


@pytest.fixture
def talk(kept_talk: Talk) -> Talk:
    """สมหญิง, whom the office knows."""
    assert kept_talk.session
    kept_talk.session.add(kept_talk.citizen)
    kept_talk.session.flush()
    return kept_talk


def question(talk: Talk, state: State = State.DONE) -> Question:
    """A question of hers that was answered."""
    assert talk.session
    asked = questions.ask(talk.session, talk.citizen, "โอนบ้านทำอย่างไร", talk.now - DAY)
    asked.state, asked.section = state, "registration"
    talk.session.flush()
    return asked


def visit(talk: Talk, **more: object) -> Booking:
    """A visit of hers that was served an hour ago."""
    assert talk.session
    facts = {
        "code": "ABCDEFGH", "citizen_id": talk.citizen.id, "procedure": "marriage-registration",
        "procedure_name": "จดทะเบียนสมรส", "section": "registration", "day": talk.now.date(),
        "half": "morning", "number": 1, "state": "served", "source": "line",
        "booked_at": talk.now - 3 * DAY, "ended_at": talk.now - 60 * MINUTE,
    }  # fmt: skip
    made = Booking(**{**facts, **more})
    talk.session.add(made)
    talk.session.flush()
    return made


def answers(talk: Talk) -> list[SurveyAnswer]:
    assert talk.session
    return list(talk.session.scalars(select(SurveyAnswer)))


def asks(talk: Talk) -> bool:
    return ASKING in text_of(talk.said)


def test_the_next_answer_after_a_visit_brings_the_question_along(talk: Talk) -> None:
    visit(talk)
    said = talk.presses("menu?")
    assert text_of(said[0]).startswith("เมนูหลัก") and asks(talk)
    assert "จดทะเบียนสมรส" in text_of(said[-1])
    assert [label for label, _ in buttons(said[-1:])] == LEVELS


def test_the_quick_replies_of_the_answer_stay_within_reach(talk: Talk) -> None:
    asked = question(talk, State.ANSWERED)
    said = talk.presses(f"understood?q={asked.id}")
    assert asked.state is State.DONE and asks(talk)
    assert "quickReply" not in said[0]
    assert [label for label, _ in buttons(said[-1:])][-2:] == ["เมนูหลัก", "เรื่องของฉัน"]


def test_one_tap_answers_without_a_name_and_a_word_may_follow(talk: Talk) -> None:
    visit(talk)
    talk.presses("menu?")
    talk.taps("มาก")
    assert "“มาก”" in text_of(talk.said)
    talk.types("เจ้าหน้าที่บริการดีมาก โทร 0812345678")
    [kept] = answers(talk)
    assert (kept.level, kept.section) == (4, "registration")
    assert kept.procedure == "marriage-registration"
    assert kept.words.startswith("เจ้าหน้าที่บริการดีมาก") and "0812345678" not in kept.words
    talk.types("เวลาทำการ")
    assert len(answers(talk)) == 1 and not asks(talk)


def test_a_level_that_is_typed_is_a_tap(talk: Talk) -> None:
    visit(talk)
    talk.presses("menu?")
    talk.types("น้อย")
    assert [one.level for one in answers(talk)] == [2]


@pytest.mark.parametrize(
    "words", ["ทำบัตรประชาชนใช้อะไรบ้าง", "ไฟไหม้บ้านค่ะ", "ขอบคุณมากนะคะ", "เปิดกี่โมงคะ"]
)
def test_a_question_typed_next_is_answered_and_not_taken_for_a_word(talk: Talk, words: str) -> None:
    visit(talk)
    talk.presses("menu?")
    talk.taps("มากที่สุด")
    said = text_of(talk.types(words))
    assert "บันทึกไว้โดยไม่มีชื่อ" not in said
    assert [one.words for one in answers(talk)] == [""]


def test_words_written_much_later_are_no_word_to_the_survey(talk: Talk) -> None:
    visit(talk)
    talk.presses("menu?")
    talk.taps("มาก")
    talk.now += 31 * MINUTE
    talk.types("บริการดี")
    assert [one.words for one in answers(talk)] == [""]


def test_a_second_tap_changes_the_answer(talk: Talk) -> None:
    visit(talk)
    talk.presses("menu?")
    card = dict(buttons(talk.said))
    talk.presses(card["น้อย"])
    talk.presses(card["มาก"])
    assert [one.level for one in answers(talk)] == [4]


def test_nobody_is_asked_twice_about_the_same_nor_about_two_things_in_a_week(talk: Talk) -> None:
    visit(talk)
    question(talk)
    asked = []
    for _ in range(20):
        talk.presses("menu?")
        asked.append(asks(talk))
        talk.now += DAY
    assert asked.count(True) == 2 and asked[0] and not any(asked[1:7])


def test_papers_checked_before_a_visit_are_one_matter_with_it(talk: Talk) -> None:
    assert talk.session
    case = cases.opened(talk.session, talk.citizen, talk.now)
    case.state, case.ended_at = Case.CLOSED, talk.now
    visit(talk, precheck_id=case.id)
    talk.presses("menu?")
    assert "ตรวจเอกสารล่วงหน้า" in text_of(talk.said[-1])
    talk.now += 8 * DAY
    talk.presses("menu?")
    assert not asks(talk)


def test_a_case_the_clock_closed_is_not_asked_about(talk: Talk) -> None:
    assert talk.session
    case = cases.opened(talk.session, talk.citizen, talk.now)
    case.state = Case.PASSED
    case.move(Case.CLOSED, talk.now, By.CLOCK)
    case.ended_at = talk.now
    talk.session.flush()
    talk.presses("menu?")
    assert not asks(talk)


@pytest.mark.parametrize("data", ["officer?", "cancel?", "precheck?", "erase?", "privacy?"])
def test_what_is_in_haste_or_grave_is_left_alone(talk: Talk, data: str) -> None:
    visit(talk)
    talk.presses(data)
    assert not asks(talk)


def test_nobody_is_asked_while_a_person_speaks_with_them(talk: Talk) -> None:
    visit(talk)
    question(talk, State.OWNED)
    talk.presses("menu?")
    assert not asks(talk)


def test_what_ended_long_ago_is_not_asked_about(talk: Talk) -> None:
    visit(talk, ended_at=talk.now - 15 * DAY)
    talk.presses("menu?")
    assert not asks(talk)


def test_without_a_running_survey_nobody_is_asked(talk: Talk) -> None:
    assert talk.session
    for survey in talk.session.scalars(select(Survey)):
        survey.ended_at = talk.now
    talk.session.flush()
    visit(talk)
    talk.presses("menu?")
    assert not asks(talk)


@pytest.mark.parametrize("case", ["late", "ended", "other", "garbled", "level", "huge"])
def test_old_and_strange_buttons_are_answered_kindly(talk: Talk, case: str) -> None:
    assert talk.session
    made = visit(talk)
    talk.presses("menu?")
    data = dict(buttons(talk.said))["มาก"]
    survey = talk.session.scalars(select(Survey).where(Survey.about == "visit")).one()
    if case == "late":
        talk.presses(data)
        talk.now += 2 * DAY
    elif case == "ended":
        survey.ended_at = talk.now
    elif case == "other":
        data = f"rate?s={survey.id}&a=visit%3A{made.id + 1}&l=4"
    elif case == "garbled":
        data = "rate?s=x&a=&l="
    elif case == "level":
        data = f"rate?s={survey.id}&a=visit%3A{made.id}&l=6"
    else:
        data = f"rate?s={survey.id}&a=visit%3A{'9' * 30}&l=4"
    before = len(answers(talk))
    assert talk.presses(data)
    assert len(answers(talk)) == before


def test_the_words_of_the_event_are_let_go_at_once(talk: Talk) -> None:
    assert talk.session
    visit(talk)
    talk.presses("menu?")
    talk.taps("มาก")
    talk.types("บริการดีมาก")
    raws = talk.session.scalars(select(Event.raw).order_by(Event.id.desc()).limit(2)).all()
    assert raws == [FORGOTTEN, FORGOTTEN]


def test_a_word_taken_back_in_line_is_dropped(talk: Talk) -> None:
    assert talk.session
    visit(talk)
    talk.presses("menu?")
    talk.taps("มาก")
    talk.types("บริการดีมาก")
    assert [one.words for one in answers(talk)] == ["บริการดีมาก"]
    message = talk.session.scalars(select(Event.message_id).order_by(Event.id.desc())).first()
    assert message
    forget_message(talk.session, talk.citizen, message, talk.now)
    talk.session.expire_all()
    assert [(one.level, one.words) for one in answers(talk)] == [(4, "")]


def test_who_is_asked_something_else_is_thanked_without_being_asked_for_more(talk: Talk) -> None:
    visit(talk)
    talk.presses("menu?")
    data = dict(buttons(talk.said))["มาก"]
    talk.presses("officer?")
    talk.presses(data)
    assert "พิมพ์มาได้เลย" not in text_of(talk.said)
    assert (talk.citizen.topic or {}).get("kind") == "question"


def test_english_is_asked_in_english(talk: Talk) -> None:
    talk.citizen.language = "en"
    visit(talk)
    said = talk.presses("menu?")
    assert "One short question" in text_of(said)
    assert [label for label, _ in buttons(said[-1:])][0] == "Very good"


def test_the_asking_is_counted_and_the_response_rate_with_it(talk: Talk) -> None:
    assert talk.session
    visit(talk)
    talk.presses("menu?")
    survey = surveys.running(talk.session, "visit")
    assert survey
    found = surveys.results(talk.session, survey, talk.now - DAY, talk.now + DAY)
    assert (sum(found.counts.values()), found.asked) == (0, 1)
    assert talk.session.scalars(select(SurveyAsk.subject)).one().startswith("visit:")
