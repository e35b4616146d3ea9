"""The office calendar: no opening where there is none, and open minutes that add up."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendar import (
    HOLIDAY,
    OFFICE,
    Calendar,
    Change,
    Half,
    Kind,
    NeverOpen,
    Opening,
    fiscal_year,
    quarter,
    quarter_span,
    span,
)
from models.dates import BANGKOK

MORNING = Opening(time(8), time(12), Half.MORNING)
AFTERNOON = Opening(time(13), time(16), Half.AFTERNOON)
NO_LUNCH = Opening(time(12), time(16), Half.AFTERNOON)
ALL_DAY = (MORNING, AFTERNOON)
WEEKDAYS = dict.fromkeys(range(5), ALL_DAY)
DEATHS, BIRTHS, QUEUELESS = "death-notification", "birth-notification", "payment-counter"
REGISTRATION = "section:registration"
HOURS = {
    None: WEEKDAYS,
    DEATHS: dict.fromkeys((*range(7), HOLIDAY), ALL_DAY),
    BIRTHS: dict.fromkeys(range(6), ALL_DAY),
    QUEUELESS: dict.fromkeys(range(5), (MORNING, NO_LUNCH)),
}
CHAINS = [OFFICE, *((name, REGISTRATION) for name in (DEATHS, BIRTHS, QUEUELESS, "move-in"))]
MONDAY = date(2026, 11, 23)

days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
chains = st.sampled_from(CHAINS)
minutes = st.integers(0, 6000)
AUTUMN = datetime(2026, 10, 1, tzinfo=BANGKOK)
moments = st.integers(0, 91 * 24 * 60).map(lambda count: AUTUMN + timedelta(minutes=count))


def change(kind: Kind, half: Half | None = None, service: str | None = None, number: int = 1):
    return Change(number, service, kind, half, "เหตุ", "reason")


@st.composite
def changes(draw: st.DrawFn) -> Change:
    kind = draw(st.sampled_from(Kind))
    if kind.of_office:
        return change(kind)
    half = draw(st.sampled_from([*Half] if kind is Kind.HALF_DAY else [None, *Half]))
    service = draw(st.sampled_from([None, REGISTRATION, DEATHS, BIRTHS]))
    return change(kind, half, service, draw(st.integers(1, 9)))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A calendar of the last quarter of 2026 with all kinds of days in it."""
    autumn = st.dates(date(2026, 10, 1), date(2027, 1, 31))
    one_day = st.lists(changes(), min_size=1, max_size=3).map(tuple)
    return Calendar(HOURS, draw(st.dictionaries(autumn, one_day, max_size=25)))


def plain(**of_monday: object) -> Calendar:
    """The usual hours, with changes on Monday 23 November 2026."""
    return Calendar(HOURS, {MONDAY: tuple(of_monday.values())})


@given(days, st.sampled_from([Kind.HOLIDAY, Kind.SPECIAL]))
def test_the_office_never_opens_on_a_holiday_but_deaths_are_taken(day: date, kind: Kind):
    calendar = Calendar(HOURS, {day: (change(kind),)})
    assert not calendar.openings(day) and calendar.why_closed(day) == "เหตุ"
    assert not calendar.openings(day, (BIRTHS, REGISTRATION))
    assert calendar.openings(day, (DEATHS, REGISTRATION)) == ALL_DAY


@given(days)
def test_without_changes_the_week_decides_leap_days_among_them(day: date):
    calendar = Calendar(HOURS, {})
    assert bool(calendar.openings(day)) is (day.weekday() < 5)
    assert bool(calendar.openings(day, (BIRTHS,))) is (day.weekday() < 6)
    assert calendar.openings(day, (DEATHS,)) == ALL_DAY
    assert (calendar.why_closed(day) is None) is bool(calendar.openings(day))


def test_a_leap_day_is_a_day():
    assert Calendar(HOURS, {}).openings(date(2028, 2, 29)) == ALL_DAY
    friday = datetime(2024, 2, 28, 16, 0, tzinfo=BANGKOK)
    assert Calendar(HOURS, {}).after(friday, 1) == datetime(2024, 2, 29, 8, 1, tzinfo=BANGKOK)


def test_a_half_day_closes_one_session():
    calendar = plain(a=change(Kind.HALF_DAY, Half.AFTERNOON))
    assert calendar.openings(MONDAY) == (MORNING,)
    assert calendar.why_closed(MONDAY) is None
    assert calendar.why_closed(MONDAY, half=Half.AFTERNOON) == "เหตุ"
    assert calendar.why_closed_en(MONDAY, half=Half.AFTERNOON) == "reason"


def test_a_closure_of_a_section_closes_its_procedures_alone():
    calendar = plain(a=change(Kind.CLOSURE, service=REGISTRATION))
    assert calendar.openings(MONDAY) == ALL_DAY
    assert calendar.openings(MONDAY, ("section:revenue",)) == ALL_DAY
    assert not calendar.openings(MONDAY, ("move-in", REGISTRATION))
    assert not calendar.openings(MONDAY, (REGISTRATION,))


def test_a_closure_of_a_procedure_leaves_its_section_open():
    calendar = plain(a=change(Kind.CLOSURE, service=BIRTHS))
    assert calendar.openings(MONDAY, (REGISTRATION,)) == ALL_DAY
    assert not calendar.openings(MONDAY, (BIRTHS, REGISTRATION))


def test_a_closure_of_the_office_closes_everything_until_somebody_says_otherwise():
    shut = change(Kind.CLOSURE)
    assert not plain(a=shut).openings(MONDAY, (DEATHS, REGISTRATION))
    opened = change(Kind.EXTRA_OPENING, Half.MORNING, DEATHS)
    calendar = plain(a=opened, b=shut)
    assert calendar.openings(MONDAY, (DEATHS, REGISTRATION)) == (MORNING,)
    assert not calendar.openings(MONDAY)


def test_an_extra_opening_opens_a_sunday_with_the_usual_hours_of_the_service():
    sunday = MONDAY - timedelta(days=1)
    extra = change(Kind.EXTRA_OPENING, service=QUEUELESS)
    calendar = Calendar(HOURS, {sunday: (extra,)})
    assert calendar.openings(sunday, (QUEUELESS,)) == (MORNING, NO_LUNCH)
    assert calendar.why_closed(sunday) == "วันอาทิตย์"
    assert calendar.why_closed_en(sunday) == "Sunday"


def test_a_service_closed_on_a_workday_says_which():
    calendar = Calendar({**HOURS, "x": {1: (MORNING,)}}, {})
    assert calendar.why_closed(MONDAY, ("x",)) == "ไม่เปิดวันจันทร์"
    assert calendar.why_closed(date(2026, 11, 24), ("x",), Half.AFTERNOON) == "ไม่เปิดช่วงบ่าย"


def test_lunch_is_closed_unless_the_service_works_through_it():
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=BANGKOK)
    calendar = plain()
    assert not calendar.is_open(noon) and calendar.is_open(noon, (QUEUELESS,))
    assert calendar.next_opening(noon) == noon.replace(hour=13)
    assert calendar.after(noon - timedelta(minutes=30), 60) == noon.replace(hour=13, minute=30)
    assert calendar.after(noon - timedelta(minutes=30), 60, (QUEUELESS,)) == noon.replace(minute=30)


def test_a_session_ends_just_before_its_end():
    eight = datetime(2026, 11, 23, 8, 0, tzinfo=BANGKOK)
    calendar = plain()
    assert calendar.is_open(eight) and not calendar.is_open(eight - timedelta(microseconds=1))
    assert not calendar.is_open(eight.replace(hour=16))
    assert calendar.after(eight, 4 * 60) == eight.replace(hour=12)


@given(calendars(), moments, minutes, chains)
def test_the_minutes_up_to_a_promise_are_the_minutes_promised(
    calendar: Calendar, moment: datetime, count: int, chain: tuple[str, ...]
):
    promised = calendar.after(moment, count, chain)
    assert promised >= moment and promised.tzinfo is UTC
    assert calendar.minutes_between(moment, promised, chain) == count
    assert calendar.minutes_between(promised, moment, chain) == -count


@given(calendars(), moments, moments, chains)
def test_a_promise_made_of_the_minutes_between_is_never_late(
    calendar: Calendar, a: datetime, b: datetime, chain: tuple[str, ...]
):
    a, b = min(a, b), max(a, b)
    assert calendar.after(a, calendar.minutes_between(a, b, chain), chain) <= b


@given(calendars(), moments, minutes, minutes, chains)
def test_more_minutes_end_later_and_a_later_start_never_ends_earlier(
    calendar: Calendar, moment: datetime, few: int, more: int, chain: tuple[str, ...]
):
    few, more = min(few, more), max(few, more)
    assert calendar.after(moment, few, chain) <= calendar.after(moment, more, chain)
    later = moment + timedelta(minutes=more)
    assert calendar.after(moment, few, chain) <= calendar.after(later, few, chain)


@settings(max_examples=40)
@given(calendars(), moments, st.integers(0, 4 * 24 * 60), chains)
def test_open_minutes_are_those_at_which_somebody_is_served(
    calendar: Calendar, moment: datetime, length: int, chain: tuple[str, ...]
):
    each = (moment + timedelta(minutes=number) for number in range(length))
    served = sum(calendar.is_open(one, chain) for one in each)
    assert calendar.minutes_between(moment, moment + timedelta(minutes=length), chain) == served


@given(calendars(), moments, chains)
def test_the_next_opening_is_open_and_nothing_before_it(
    calendar: Calendar, moment: datetime, chain: tuple[str, ...]
):
    opens = calendar.next_opening(moment, chain)
    assert opens >= moment and calendar.is_open(opens, chain)
    assert calendar.minutes_between(moment, opens, chain) == 0


@given(calendars(), days, chains)
def test_a_day_is_either_open_or_says_why_not(
    calendar: Calendar, day: date, chain: tuple[str, ...]
):
    assert bool(calendar.openings(day, chain)) is (calendar.why_closed(day, chain) is None)
    openings = calendar.openings(day, chain)
    assert all(a.end <= b.start for a, b in zip(openings, openings[1:], strict=False))


def test_a_service_that_never_opens_says_so_instead_of_searching_for_ever():
    calendar = Calendar({}, {})
    with pytest.raises(NeverOpen):
        calendar.next_opening(datetime(2026, 11, 20, tzinfo=UTC))
    with pytest.raises(NeverOpen):
        calendar.after(datetime(2026, 11, 20, tzinfo=UTC), 1)
    assert calendar.after(datetime(2026, 11, 20, tzinfo=UTC), 0)
    with pytest.raises(ValueError, match="forward"):
        calendar.after(datetime(2026, 11, 20, tzinfo=UTC), -1)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.times())
def test_bangkok_keeps_one_time_all_year(day: date, hour: time):
    moment = datetime.combine(day, hour, BANGKOK)
    assert moment.utcoffset() == timedelta(hours=7)
    opened = Calendar(HOURS, {}).next_opening(moment, (DEATHS,)).astimezone(BANGKOK)
    assert opened - moment <= timedelta(hours=16)


def test_a_day_begins_at_midnight_in_bangkok_not_in_london():
    late = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)  # 01.00 of Monday in Bangkok
    assert plain().next_opening(late) == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@given(days)
def test_a_fiscal_year_runs_from_october_to_september(day: date):
    first, last = span(fiscal_year(day))
    assert first <= day <= last
    assert (first.month, first.day, last.month, last.day) == (10, 1, 9, 30)
    begins, ends = quarter_span(fiscal_year(day), quarter(day))
    assert begins <= day <= ends and quarter(begins) == quarter(ends) == quarter(day)


def test_the_edges_of_a_fiscal_year():
    assert (fiscal_year(date(2026, 9, 30)), quarter(date(2026, 9, 30))) == (2569, 4)
    assert (fiscal_year(date(2026, 10, 1)), quarter(date(2026, 10, 1))) == (2570, 1)
    assert span(2561) == (date(2017, 10, 1), date(2018, 9, 30))
    assert quarter_span(2571, 2) == (date(2028, 1, 1), date(2028, 3, 31))


def test_working_days_count_both_ends_and_those_between_leave_out_the_first():
    calendar, friday = plain(), date(2026, 11, 20)
    assert calendar.working_days(friday, MONDAY) == 2
    assert calendar.working_days_between(friday, MONDAY) == 1
    assert calendar.working_days_between(MONDAY, MONDAY) == 0
    assert calendar.working_days(MONDAY, friday) == 0
