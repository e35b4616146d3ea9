"""How well questions are served, from rows: waits in office minutes, shares, broken promises."""

import pytest

from models import happenings, questions
from models.calendar import read
from models.happenings import What
from models.questions.figures import Share, Wait, figures
from models.questions.keeping import apologise
from tests.officers import officers
from tests.people import DAY, MINUTE, NOON, somying

ONE = NOON + 60 * MINUTE  # 13.00 in Bangkok, a Friday
HOUR = 60 * MINUTE


@pytest.fixture
def cast(session):
    """The officers of these stories."""
    return officers(session)


def ask(session, letter, now=ONE, section="registration"):
    return questions.ask(session, somying(session, letter), f"ถาม {letter}", now, section=section)


def answer(session, question, officer, now):
    questions.answer(session, question, officer, now, seen=question.revision, text="ค่ะ")


def counted(session, now=ONE + 2 * HOUR, section=None):
    return figures(session, read(session), NOON, now, section)


def test_an_empty_day_has_no_figures_rather_than_zeroes(session):
    none = counted(session)
    assert (none.asked, none.first_response, none.broken.percent) == (0, Wait(None, 0), None)


def test_waits_are_medians_of_office_minutes_from_asking(session, cast):
    for letter, minutes in (("a", 10), ("b", 20), ("c", 50)):
        answer(session, ask(session, letter), cast.somchai, ONE + minutes * MINUTE)
    ask(session, "d")
    assert counted(session).first_response == Wait(20, 3)
    assert counted(session).resolution == Wait(20, 3)
    assert counted(session).asked == 4


def test_nights_and_weekends_do_not_count(session, cast):
    question = ask(session, "a", now=ONE + 3 * HOUR - 10 * MINUTE)  # ten minutes before closing
    monday = NOON + 3 * DAY - 4 * HOUR + 5 * MINUTE  # 08.05
    answer(session, question, cast.somchai, monday)
    assert counted(session, now=monday).first_response == Wait(15, 1)


def test_asking_back_is_a_first_response_and_no_resolution(session, cast):
    question = ask(session, "a")
    questions.take(session, question, cast.somchai, ONE, seen=1)
    questions.ask_back(session, question, cast.somchai, ONE + 5 * MINUTE, seen=2, text="ของใครคะ")
    assert counted(session).first_response == Wait(5, 1)
    assert counted(session).resolution == Wait(None, 0)


def test_what_was_not_understood_is_resolved_by_the_last_answer(session, cast):
    question = ask(session, "a")
    answer(session, question, cast.somchai, ONE + 5 * MINUTE)
    questions.not_understood(session, question, ONE + 10 * MINUTE)
    assert counted(session).resolution == Wait(None, 0)
    answer(session, question, cast.somchai, ONE + 30 * MINUTE)
    assert counted(session).first_response == Wait(5, 1)
    assert counted(session).resolution == Wait(30, 1)


def test_a_prepared_answer_that_was_right_is_counted(session, cast):
    questions.deflect(ask(session, "a"), ONE, "move-out")
    ask(session, "b")
    assert counted(session).deflected == Share(1, 2)
    assert counted(session).deflected.percent == 50


@pytest.mark.parametrize("ending", ["open", "answered late", "apologised", "apologised, answered"])
def test_a_broken_promise_stays_broken_whatever_follows(session, cast, ending):
    question, late = ask(session, "a"), ONE + HOUR + MINUTE
    answer(session, ask(session, "b"), cast.somchai, ONE + MINUTE)
    if ending.startswith("apologised"):
        apologise(session, question.id, read(session), late)
    if ending.endswith(("late", "answered")):
        answer(session, question, cast.somchai, late + MINUTE)
    assert counted(session, now=late + 2 * MINUTE).broken == Share(1, 2)


def test_what_is_kept_in_time_is_not_broken(session, cast):
    answer(session, ask(session, "a"), cast.somchai, ONE + HOUR)
    assert counted(session, now=ONE + 9 * DAY).broken == Share(0, 1)


def test_a_section_counts_its_own_and_the_office_counts_what_answered_itself(session, cast):
    ask(session, "a")
    ask(session, "b", section="revenue")
    for what in (What.ANSWERED, What.ANSWERED, What.SUGGESTED, What.UNKNOWN, What.ASKED):
        happenings.note(session, None, what, ONE)
    found = counted(session, section="revenue")
    assert (found.asked, found.auto_answered) == (1, Share(2, 4))


def test_what_was_asked_before_belongs_to_another_day(session, cast):
    ask(session, "a", now=NOON - DAY)
    assert counted(session).asked == 0
