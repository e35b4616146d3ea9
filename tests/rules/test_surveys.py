"""Satisfaction: asked once, answered by nobody in particular, counted with its N."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models import surveys
from models.surveys import Survey, SurveyAnswer, SurveyAsk
from tests.people import DAY, MINUTE, NOON, somying

LEVELS = [["น้อยที่สุด", "Very poor"], ["น้อย", "Poor"], ["ปานกลาง", "Fair"], ["มาก", "Good"],
          ["มากที่สุด", "Very good"]]  # fmt: skip
SUBJECT = "question:1"


@pytest.fixture
def survey(session) -> Survey:
    """How satisfied people are with an answer, from 1 to 5."""
    made = Survey(
        about="question", name="ความพึงพอใจต่อคำตอบ", question_th="พอใจกับคำตอบแค่ไหนคะ",
        question_en="How satisfied are you?", scale_max=5, levels=LEVELS, satisfied_from=4,
        begun_at=NOON,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def citizen(session, survey):
    """สมหญิง, who was asked about her question."""
    citizen = somying(session)
    surveys.ask(session, survey, citizen, SUBJECT, NOON)
    return citizen


def chosen(session, survey):
    return surveys.results(session, survey, NOON - DAY, NOON + 60 * DAY)


def test_one_tap_is_one_answer_without_a_name(session, survey, citizen):
    assert surveys.answer(session, citizen, survey, SUBJECT, 5, NOON, section="registration")
    found = chosen(session, survey)
    assert (found.counts[5], sum(found.counts.values()), found.asked) == (1, 1, 1)
    assert "citizen_id" not in SurveyAnswer.__table__.columns


def test_a_second_tap_changes_the_answer_for_a_day(session, survey, citizen):
    surveys.answer(session, citizen, survey, SUBJECT, 5, NOON)
    assert surveys.answer(session, citizen, survey, SUBJECT, 2, NOON + MINUTE)
    late = NOON + DAY + MINUTE
    assert not surveys.answer(session, citizen, survey, SUBJECT, 1, late)
    assert chosen(session, survey).counts[2] == 1


def test_who_was_not_asked_does_not_answer(session, survey):
    assert not surveys.answer(session, somying(session), survey, SUBJECT, 5, NOON)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_level_the_scale_does_not_have_is_refused(session, survey, citizen, level):
    with pytest.raises(ValueError, match="level"):
        surveys.answer(session, citizen, survey, SUBJECT, level, NOON)


def test_nobody_is_asked_twice_about_the_same_or_too_often(session, survey, citizen):
    assert not surveys.ask(session, survey, citizen, SUBJECT, NOON)
    assert not surveys.may_ask(session, survey, citizen, NOON + 29 * DAY)
    assert surveys.may_ask(session, survey, citizen, NOON + 31 * DAY)


def test_a_word_is_added_within_the_day_and_cut_at_its_length(session, survey, citizen):
    assert not surveys.add_words(session, citizen, survey, SUBJECT, "ดี", NOON)
    surveys.answer(session, citizen, survey, SUBJECT, 5, NOON)
    assert surveys.add_words(session, citizen, survey, SUBJECT, " ดีมาก" * 500, NOON)
    words = session.scalars(select(SurveyAnswer.words)).one()
    assert len(words) == surveys.LONGEST_WORDS
    assert not surveys.add_words(session, citizen, survey, SUBJECT, "x", NOON + 2 * DAY)


def test_after_a_day_nothing_leads_from_the_person_to_the_answer(session, survey, citizen):
    surveys.answer(session, citizen, survey, SUBJECT, 5, NOON)
    assert surveys.loosen(session, NOON + DAY) == 0
    assert surveys.loosen(session, NOON + DAY + timedelta(seconds=1)) == 1
    session.expire_all()
    assert session.scalars(select(SurveyAsk.answer_id)).all() == [None]


def test_answers_at_the_counter_count_among_none_of_those_asked(session, survey, citizen):
    surveys.answer_at_counter(session, survey, 4, NOON, "รวดเร็ว")
    found = chosen(session, survey)
    assert (found.counts[4], sum(found.counts.values())) == (1, 1)
    assert (found.asked, found.counter) == (1, 1)


def test_the_survey_running_last_is_the_one_that_is_asked(session, survey):
    assert surveys.running(session, "question") is survey
    for each in surveys.surveys(session):
        each.ended_at = NOON
    session.flush()
    assert surveys.running(session, "question") is None


def test_an_answer_keeps_its_day_and_no_minute(session, survey, citizen):
    surveys.answer(session, citizen, survey, SUBJECT, 5, NOON)
    surveys.loosen(session, NOON + 2 * DAY)
    session.expire_all()
    midnight = NOON - timedelta(hours=12)
    assert session.scalars(select(SurveyAnswer.at)).all() == [midnight]
    assert session.scalars(select(SurveyAsk.answered_at)).all() == [midnight]


def test_words_that_still_lead_to_a_person_can_be_unsaid(session, survey, citizen):
    surveys.answer(session, citizen, survey, SUBJECT, 5, NOON)
    surveys.add_words(session, citizen, survey, SUBJECT, "ดี", NOON)
    surveys.unsay(session, citizen)
    session.expire_all()
    assert session.scalars(select(SurveyAnswer.words)).all() == [""]
