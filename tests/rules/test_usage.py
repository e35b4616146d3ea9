"""Figures for reports: counted from rows, closed once, and what changes later is told."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from models import pruning, questions, usage
from models.calendar import fiscal_year
from models.happenings import Happening, What, note
from models.questions import Question
from models.retention import CASES
from models.usage import Baseline, ClosedMonth, Entry, NotOver, Period, figures, month_of
from models.usage.summing import summed
from tests.officers import officers
from tests.people import MINUTE, NOON, somying

NOVEMBER = month_of(date(2026, 11, 20))
# Seed 001: the LINE account of a registration section, March to August 2564.
CUMULATIVE = {3: 470, 4: 500, 5: 559, 6: 663, 7: 1259, 8: 2043}


def happened(session, person, at, what=What.WROTE, **more):
    session.execute(
        insert(Happening).values(at=at, what=what, person=person, channel="line", **more)
    )


def crowd(session, month, everybody, until):
    """The people numbered up to `until` each come once in that month of 2021."""
    at = datetime(2021, month, 15, 3, tzinfo=UTC)
    rows = [
        {"at": at + timedelta(seconds=n), "what": What.WROTE, "person": person, "channel": "line"}
        for n, person in enumerate(everybody[:until])
    ]
    session.execute(insert(Happening), rows)


def test_the_months_of_a_real_district_come_out_exactly(session):
    """Seed 001: 470 people in March, then cumulative 500, 559, 663, 1,259, 2,043."""
    everybody = [uuid.uuid4() for _ in range(2043)]
    begun = 0
    since = month_of(date(2021, 3, 1)).start
    for month, cumulative in CUMULATIVE.items():
        crowd(session, month, everybody[begun:], cumulative - begun)
        counted = figures(session, month_of(date(2021, month, 1)), since)
        assert counted["people_cumulative"] == cumulative
        assert counted["people"] == cumulative - begun
        begun = cumulative


def test_who_comes_twice_is_one_person_and_two_visits(session):
    person = uuid.uuid4()
    for at in (NOON, NOON + MINUTE, NOON + timedelta(days=1)):
        happened(session, person, at)
    counted = figures(session, NOVEMBER)
    assert (counted["people"], counted["visits"]) == (1, 2)


def test_a_day_begins_at_midnight_in_bangkok(session):
    person = uuid.uuid4()
    midnight = datetime(2026, 11, 20, 17, tzinfo=UTC)
    happened(session, person, midnight - timedelta(seconds=1))
    happened(session, person, midnight)
    assert figures(session, NOVEMBER)["visits"] == 2


def test_a_month_ends_at_its_last_moment(session):
    happened(session, uuid.uuid4(), NOVEMBER.end - timedelta(microseconds=1))
    happened(session, uuid.uuid4(), NOVEMBER.end)
    assert figures(session, NOVEMBER)["people"] == 1


def test_questions_are_counted_by_what_became_of_them(session):
    for what in (What.ANSWERED, What.ANSWERED, What.SUGGESTED, What.UNKNOWN, What.ASKED):
        happened(session, uuid.uuid4(), NOON, what)
    counted = figures(session, NOVEMBER)
    assert (counted["questions"], counted["answered"], counted["escalated"]) == (4, 2, 1)


def test_waiting_times_are_minutes_of_office_hours(session):
    cast = officers(session)
    friday = NOON + timedelta(hours=3, minutes=30)  # 15.30
    question = questions.ask(session, somying(session), "x", friday, section="registration")
    monday = friday + timedelta(days=2, hours=17)  # 08.30
    questions.answer(session, question, cast.somchai, monday, seen=question.revision, text="ค่ะ")
    counted = figures(session, NOVEMBER)
    assert counted["median_first_response"] == 60
    assert counted["median_resolution"] is None


def test_a_month_that_runs_is_not_closed(session):
    with pytest.raises(NotOver):
        usage.close(session, NOVEMBER, NOVEMBER.end - timedelta(seconds=1))


def test_a_closed_month_keeps_its_figures_and_tells_what_changed(session):
    happened(session, uuid.uuid4(), NOON)
    frozen = usage.close(session, NOVEMBER, NOVEMBER.end)
    happened(session, uuid.uuid4(), NOON)
    assert usage.close(session, NOVEMBER, NOVEMBER.end).figures["people"] == 1
    assert usage.unbroken(frozen)
    changed = usage.adjust(session, NOVEMBER, NOVEMBER.end, "นำเข้าข้อมูลที่ตกหล่น")
    assert {(one.figure, one.was, one.now) for one in changed} == {
        ("people", 1, 2), ("people_cumulative", 1, 2), ("visits", 1, 2),
    }  # fmt: skip
    assert usage.standing_figures(session, NOVEMBER)["people"] == 2
    assert usage.adjust(session, NOVEMBER, NOVEMBER.end, "อีกครั้ง") == []


def test_what_was_taken_away_in_time_changes_no_closed_figure(session):
    asked = questions.ask(session, somying(session), "x", NOON, section="registration")
    asked.apologised_at = NOON
    asked.state, asked.touched_at = "done", NOON
    session.flush()
    usage.close(session, NOVEMBER, NOVEMBER.end)
    later = NOON + CASES + timedelta(days=60)
    pruning.prune(session, later)
    assert session.scalar(select(func.count(Question.id))) == 0
    assert usage.adjust(session, NOVEMBER, later, "นับใหม่") == []
    known = [(NOVEMBER, usage.standing_figures(session, NOVEMBER))]
    assert summed(session, NOVEMBER, known)["broken_promises"] == 1


def test_figures_changed_by_hand_are_found_out(session):
    frozen = usage.close(session, NOVEMBER, NOVEMBER.end)
    frozen.figures = {**frozen.figures, "people": 9999}
    assert not usage.unbroken(frozen)


def test_a_closed_month_can_be_counted_again_from_the_rows(session):
    for _ in range(3):
        happened(session, uuid.uuid4(), NOON)
    frozen = usage.close(session, NOVEMBER, NOVEMBER.end)
    assert frozen.figures == figures(session, NOVEMBER, usage.year_of(NOVEMBER.first).start)


def test_a_month_before_the_office_began_is_not_closed_by_the_clock(session):
    night = NOVEMBER.end + timedelta(hours=1)
    happened(session, uuid.uuid4(), NOVEMBER.end)
    assert usage.close_last(session, night) == 0 and usage.closed(session, NOVEMBER) is None
    happened(session, uuid.uuid4(), NOVEMBER.start - timedelta(days=90))
    assert usage.close_last(session, night) == 1
    assert usage.closed(session, NOVEMBER).figures["people"] == 0


def test_figures_entered_for_a_month_are_something_to_close(session):
    assert not usage.begun(session, NOVEMBER)
    usage.enter(session, Entry(NOVEMBER, "phone", "questions", 3), None, NOON)
    assert usage.begun(session, NOVEMBER)


def test_three_clocks_close_a_month_once(sessions):
    with sessions.begin() as session:
        happened(session, uuid.uuid4(), NOON)

    def strike(_):
        with sessions.begin() as session:
            usage.close_last(session, NOVEMBER.end + timedelta(hours=1))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(strike, range(3)))
    with sessions() as session:
        assert session.scalar(select(func.count(ClosedMonth.id))) == 1


def test_what_another_channel_counted_is_replaced_not_lost(session):
    who = officers(session).admin
    usage.enter(session, Entry(NOVEMBER, "facebook", "questions", 300), who, NOON)
    usage.enter(session, Entry(NOVEMBER, "facebook", "questions", 315), who, NOON + MINUTE)
    assert [row.count for row in usage.entered(session, NOVEMBER)] == [315]
    assert usage.total(session, NOVEMBER, "facebook", "questions") == 315
    assert usage.total(session, NOVEMBER, "website", "questions") is None


@pytest.mark.parametrize(
    "entry",
    [("fax", "questions", 1), ("facebook", "likes", 1), ("facebook", "questions", -1)],
)
def test_what_is_not_counted_is_refused(session, entry):
    with pytest.raises(ValueError):
        usage.enter(session, Entry(NOVEMBER, *entry), None, NOON)


def test_a_baseline_that_runs_backwards_is_refused(session):
    backwards = Baseline(
        name="คำถามก่อนมีคลิป", channel="all", what="questions", first_day=date(2023, 7, 1),
        last_day=date(2023, 1, 1), count=841, source="แบบรายงาน", frozen_at=NOON,
    )  # fmt: skip
    with pytest.raises(ValueError, match="baseline"):
        usage.freeze(session, backwards)


def test_a_forgotten_citizen_is_still_one_person_in_the_figures(session):
    from models.erasing import erase

    citizen = somying(session)
    note(session, citizen, What.WROTE, NOON)
    session.flush()
    before = citizen.person
    erase(session, citizen, NOON)
    session.flush()
    assert citizen.person != before
    assert figures(session, NOVEMBER)["people"] == 1


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_month_quarter_and_fiscal_year(day):
    year = fiscal_year(day)
    months = usage.months_of_year(year)
    assert sum(month.first <= day <= month.last for month in months) == 1
    quarters = [usage.quarter_of_year(year, number) for number in (1, 2, 3, 4)]
    assert sum(quarter.first <= day <= quarter.last for quarter in quarters) == 1
    assert quarters[0].first == months[0].first == date(year - 544, 10, 1)
    assert quarters[3].last == date(year - 543, 9, 30)


def test_a_period_is_named_in_the_buddhist_era():
    assert NOVEMBER.name_th == "พ.ย. 2569"
    assert Period(date(2026, 10, 1), date(2026, 12, 31)).name_th == "ต.ค. 2569 – ธ.ค. 2569"


def test_a_quarter_and_a_year_come_out_of_their_months(session):
    months = usage.months_of_year(2570)[:3]
    regular = uuid.uuid4()
    for month in months:
        at = month.start + timedelta(days=3)
        for person in (regular, uuid.uuid4()):
            happened(session, person, at, What.ANSWERED)
    known = [(month, figures(session, month, months[0].start)) for month in months]
    quarter, year = usage.quarter_of_year(2570, 1), usage.year_of(months[0].first)
    for span in (quarter, year):
        assert summed(session, span, known) == figures(session, span, year.start)
    told = summed(session, quarter, known, lambda span: 99)
    assert (told["people"], told["questions"]) == (99, 6)
