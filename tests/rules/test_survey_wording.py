"""How a survey asks: begun once by itself, ended for good, and never reworded under its answers."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from models import survey_wording, surveys
from models.survey_wording import FIRST, LEVELS
from models.surveys import ABOUT, Survey
from tests.officers import officers
from tests.people import DAY, NOON, somying

COUNTER = next(one for one in FIRST if one.about == "counter")


@pytest.fixture
def head(session):
    return officers(session).head


def running(session, about="counter"):
    found = surveys.running(session, about)
    assert found
    return found


def test_an_office_begins_with_one_survey_of_each_kind(session):
    assert {one.about for one in surveys.surveys(session)} == set(ABOUT)
    assert survey_wording.seed(session, NOON) == 0


def test_what_the_office_ended_does_not_begin_again_by_itself(session):
    survey_wording.end(running(session), NOON)
    session.flush()
    assert survey_wording.seed(session, NOON + DAY) == 0
    assert surveys.running(session, "counter") is None


def test_a_new_survey_ends_the_one_before_it(session, head):
    before = running(session)
    after = survey_wording.begin(session, replace(COUNTER, question_th="ดีไหมคะ"), head, NOON)
    assert (before.ended_at, running(session)) == (NOON, after)
    assert survey_wording.standing(session, before) is after


def test_words_nobody_has_answered_are_changed_in_place(session, head):
    survey = running(session)
    asked = replace(COUNTER, question_th="ดีไหมคะ")
    assert survey_wording.change(session, survey, asked, head, NOON) is survey
    assert survey.question_th == "ดีไหมคะ"


def test_answers_keep_the_words_they_answered(session, head):
    survey = running(session)
    surveys.answer_at_counter(session, survey, 5, NOON)
    four = replace(COUNTER, scale_max=4, levels=LEVELS[4], satisfied_from=3)
    after = survey_wording.change(session, survey, four, head, NOON)
    assert after is not survey and (survey.scale_max, after.scale_max) == (5, 4)
    assert survey.ended_at == NOON


def test_the_name_alone_changes_at_any_time(session, head):
    survey = running(session)
    surveys.answer_at_counter(session, survey, 5, NOON)
    named = replace(COUNTER, name="ชื่อใหม่")
    assert survey_wording.change(session, survey, named, head, NOON) is survey
    assert survey.name == "ชื่อใหม่" and survey.ended_at is None


def test_who_was_asked_has_seen_the_words(session, head):
    survey = running(session, "visit")
    surveys.ask(session, survey, somying(session), "visit:1", NOON)
    asked = replace(FIRST[2], question_th="ดีไหมคะ")
    assert survey_wording.change(session, survey, asked, head, NOON) is not survey


@pytest.mark.parametrize(
    "wrong",
    [
        {"about": "weather"},
        {"scale_max": 4},
        {"satisfied_from": 6},
        {"levels": [["", ""], *LEVELS[5][1:]]},
    ],
)
def test_a_wording_nobody_could_answer_is_refused(session, head, wrong):
    with pytest.raises(ValueError):
        survey_wording.begin(session, replace(COUNTER, **wrong), head, NOON)
    assert len(session.scalars(select(Survey)).all()) == len(ABOUT)
