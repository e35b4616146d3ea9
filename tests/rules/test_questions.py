"""Questions to officers: a receipt and a promise at once, one owner, and no answer overwritten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models import questions
from models.calendar import Entry, Kind, add_day
from models.citizens import Citizen
from models.questions import Busy, Changed, NotYours, Question, Setting, State, Wanted, WrongState
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
    return ask(session, somying(session))


def ask(session, citizen, words="ย้ายบ้านไปต่างประเทศต้องทำอย่างไร", now=AFTER_LUNCH, **more):
    return questions.ask(session, citizen, words, now, section="registration", **more)


def taken(session, question, officer, now=AFTER_LUNCH):
    questions.take(session, question, officer, now, seen=question.revision)
    return question


def answered(session, question, officer, now=AFTER_LUNCH, words="ไปที่ฝ่ายทะเบียนค่ะ"):
    questions.answer(session, question, officer, now, seen=question.revision, text=words)
    return question


def test_a_question_is_promised_an_answer_in_office_minutes(asked):
    assert asked.promised_at == AFTER_LUNCH + HOUR


def test_a_question_at_night_is_promised_for_the_next_working_morning(session, cast):
    saturday = NOON + DAY
    assert ask(session, somying(session), now=saturday).promised_at == datetime(
        2026, 11, 23, 2, 0, tzinfo=UTC
    )  # Monday 09.00


def test_before_a_long_holiday_the_promise_leaps_over_it(session, cast):
    for day in (24, 25, 26):
        closed = datetime(2026, 11, day, tzinfo=UTC).date()
        add_day(session, Entry(closed, Kind.SPECIAL, "หยุดพิเศษ"), cast.head, NOON)
    late = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)  # Monday 15.50
    question = ask(session, somying(session), now=late)
    assert question.promised_at == datetime(2026, 11, 27, 1, 50, tzinfo=UTC)  # Friday 08.50


def test_the_queue_before_it_lengthens_the_promise_by_the_hands_there_are(session, cast):
    for letter in "abc":
        ask(session, somying(session, letter))
    # Three before it, ten minutes each, among three people of registration.
    assert ask(session, somying(session, "d")).promised_at == AFTER_LUNCH + HOUR + 10 * MINUTE


def test_a_busy_counter_lengthens_promises_until_it_ends_by_itself(session, cast):
    busy = Busy(
        section="registration", minutes_more=30, officer_id=cast.head.id,
        from_at=NOON, until_at=AFTER_LUNCH + MINUTE,
    )  # fmt: skip
    session.add(busy)
    first = ask(session, somying(session))
    later = AFTER_LUNCH + MINUTE
    second = questions.ask(session, somying(session, "b"), "x", later, section="revenue")
    assert first.promised_at == AFTER_LUNCH + HOUR + 30 * MINUTE
    assert second.promised_at == later + HOUR


def test_the_office_sets_its_own_minutes(session, cast):
    session.add(Setting(name="promise_minutes", value=20, set_at=NOON))
    assert ask(session, somying(session)).promised_at == AFTER_LUNCH + 20 * MINUTE


def test_one_event_asks_once(session, cast):
    citizen = somying(session)
    event = heard_from(session, citizen, 1)
    first = ask(session, citizen, event_id=event.id)
    assert ask(session, citizen, event_id=event.id) is first


def test_taking_silences_the_bot_for_this_citizen(session, cast, asked):
    assert questions.owned_of(session, asked.citizen) is None
    taken(session, asked, cast.somchai)
    assert questions.owned_of(session, asked.citizen) is asked
    answered(session, asked, cast.somchai)
    assert questions.owned_of(session, asked.citizen) is None


def test_the_later_of_two_officers_is_told_and_overwrites_nothing(session, cast, asked):
    seen = asked.revision
    questions.take(session, asked, cast.somchai, AFTER_LUNCH, seen=seen)
    with pytest.raises(Changed):
        questions.take(session, asked, cast.malee, AFTER_LUNCH, seen=seen)
    assert asked.officer_id == cast.somchai.id


def test_two_officers_answering_at_once_answer_once(sessions):
    with sessions.begin() as session:
        cast = officers(session)
        question = taken(session, ask(session, somying(session)), cast.somchai)
        number, seen, who = question.id, question.revision, cast.somchai.id

    def reply(words):
        with sessions.begin() as session:
            officer = session.get(type(cast.somchai), who)
            try:
                questions.answer(
                    session, session.get(Question, number), officer, AFTER_LUNCH,
                    seen=seen, text=words,
                )  # fmt: skip
            except Changed:
                return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(reply, ["หนึ่ง", "สอง"])) == [False, True]
    with sessions() as session:
        said = session.get(Question, number).words
        assert [words.by for words in said] == ["officer"]


def test_what_a_colleague_owns_is_not_answered_over_their_head(session, cast, asked):
    taken(session, asked, cast.somchai)
    with pytest.raises(NotYours):
        answered(session, asked, cast.malee)


def test_another_section_may_not_touch_it(session, cast, asked):
    with pytest.raises(NotYours):
        taken(session, asked, cast.city)


def test_a_question_of_nobody_is_everybodys_until_it_is_taken(session, cast):
    question = questions.ask(session, somying(session), "x", AFTER_LUNCH)
    assert taken(session, question, cast.city).section == "city-law"


def test_handing_over_keeps_the_promise_and_tells_why(session, cast, asked):
    promised = asked.promised_at
    taken(session, asked, cast.somchai)
    questions.hand_over(
        session, asked, cast.somchai, AFTER_LUNCH, seen=asked.revision, to="city-law", why="เทศกิจ"
    )
    assert (asked.state, asked.section, asked.officer_id) == (State.WAITING, "city-law", None)
    assert (asked.promised_at, asked.steps[-1].why) == (promised, "เทศกิจ")


def test_an_answer_without_words_is_none(session, cast, asked):
    with pytest.raises(ValueError, match="words"):
        answered(session, asked, cast.somchai, words=" \n")


def test_not_understood_comes_back_with_a_new_promise(session, cast, asked):
    answered(session, asked, cast.somchai)
    questions.not_understood(session, asked, AFTER_LUNCH + HOUR)
    assert (asked.state, asked.officer_id) == (State.WAITING, cast.somchai.id)
    assert asked.promised_at == AFTER_LUNCH + 2 * HOUR


def test_a_prepared_answer_that_was_right_closes_it(session, asked):
    questions.deflect(asked, AFTER_LUNCH, "move-out")
    assert (asked.state, asked.steps[-1].why) == (State.DEFLECTED, "move-out")


def test_what_an_officer_has_is_not_deflected(session, cast, asked):
    taken(session, asked, cast.somchai)
    with pytest.raises(WrongState):
        questions.deflect(asked, AFTER_LUNCH, "move-out")


def test_a_summary_has_its_four_lines_and_no_other(session, asked):
    questions.summarise(asked, {"subject": " ย้ายออก ", "wish": ""}, AFTER_LUNCH)
    assert asked.summary == {"subject": "ย้ายออก"}
    with pytest.raises(ValueError, match="summary"):
        questions.summarise(asked, {"password": "x"}, AFTER_LUNCH)


def test_like_questions_are_found_together(session, asked):
    same = ask(session, somying(session, "b"), "ย้ายบ้านไปต่างประเทศ ต้องทำอย่างไรคะ")
    ask(session, somying(session, "c"), "ภาษีป้ายเท่าไหร่")
    assert questions.alike(session, asked) == [same]


def test_the_inbox_begins_with_what_is_urgent_then_soonest(session, cast, asked):
    later = ask(session, somying(session, "b"), now=AFTER_LUNCH + MINUTE)
    urgent = ask(session, somying(session, "c"), now=AFTER_LUNCH + 2 * MINUTE, urgent=True)
    wanted = Wanted(section="registration")
    assert list(questions.queue(session, wanted)) == [urgent, asked, later]
    assert questions.count(session, Wanted(section="revenue")) == 0


@pytest.mark.parametrize("words", ["ต่างประเทศ", "{receipt}", "ชั้นสอง"])
def test_a_question_is_found_by_its_words_its_thread_or_its_receipt(session, asked, words):
    questions.add_words(session, asked, "ห้องชั้นสอง", AFTER_LUNCH)
    wanted = Wanted(words=words.format(receipt=asked.receipt))
    assert list(questions.queue(session, wanted)) == [asked]


@pytest.mark.parametrize("words", ["%", "_", "Q-", "9" * 30, "\\", "ไม่มีคำนี้"])
def test_odd_words_find_nothing_and_break_nothing(session, asked, words):
    assert list(questions.queue(session, Wanted(words=words))) == []


def test_forgetting_empties_the_thread_too(session, cast, asked):
    questions.add_words(session, asked, "เลขบัตร", AFTER_LUNCH, place={"title": "บ้าน"})
    questions.forget(asked, AFTER_LUNCH)
    assert (asked.text, asked.summary, asked.words[0].text, asked.words[0].place) == (
        "", None, "", None,
    )  # fmt: skip


def test_old_words_go_and_the_count_stays(session, cast, asked):
    questions.add_words(session, asked, "เลขบัตร", AFTER_LUNCH)
    assert questions.forget_before(session, AFTER_LUNCH + DAY) == 1
    session.expire_all()
    assert session.scalars(select(Question.text)).all() == [""]
    assert session.scalars(select(Citizen)).one()
