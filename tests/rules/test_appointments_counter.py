"""At the counter: who came, how it went, and whom a closed day sends elsewhere."""

from datetime import timedelta

import pytest

from models.appointments import Matter, State, WrongMove, book, waiting
from models.appointments.counter import (
    check_in,
    end,
    find,
    month,
    sheet,
    take_back,
    unmarked,
    walk_in,
)
from models.appointments.forgetting import forget, told
from models.appointments.reminding import that_morning, the_day_before
from models.calendar import read
from models.citizens import Citizen
from models.dates import BANGKOK
from tests.officers import officers
from tests.people import DAY, NOON, somying
from tests.prechecks import passed
from tests.visits import AFTERNOON, DIVORCE, FRIDAY, MARRIAGE, MONDAY, MORNING, TUESDAY, open_seats

HOUR = timedelta(hours=1)
MONDAY_MORNING = NOON + 3 * DAY - 4 * HOUR  # eight o'clock in Bangkok


@pytest.fixture
def cast(session):
    """The officers of these stories."""
    return officers(session)


@pytest.fixture
def visit(session):
    """สมหญิง comes on Monday morning."""
    open_seats(session, 3)
    return book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)


def test_a_day_sheet_lists_morning_before_afternoon(session, visit):
    other = book(session, somying(session, "b"), MARRIAGE, (MONDAY, AFTERNOON), NOON)
    assert list(sheet(session, MONDAY)) == [visit, other]
    assert list(sheet(session, MONDAY, "city-law")) == []


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "{reference}", "ช001", "m001"])
def test_a_visit_is_found_by_what_the_citizen_shows(session, visit, typed):
    typed = typed.format(
        code=visit.code, lower=visit.code.lower(), reference=visit.reference.lower()
    )
    assert find(session, typed, MONDAY) is visit


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ช002",
        "B-999999",
        "B-",
        "B-99999999999",
        "ช99999999999",
        "ZZZZZZZZ",
        "สมหญิง",
        "ช",
        "'; --",
    ],
)
def test_what_is_not_there_is_not_found(session, visit, typed):
    assert find(session, typed, MONDAY) is None


def test_a_number_two_sections_gave_is_not_guessed(session, visit, cast):
    tax = Matter("signboard-tax", "revenue", "ภาษีป้าย")
    walk_in(session, tax, (MONDAY, MORNING), cast.admin, NOON)
    assert find(session, "ช001", MONDAY) is None


def test_a_visit_from_arrival_to_the_end(session, visit, cast):
    check_in(session, visit, cast.somchai, NOON)
    end(session, visit, State.SERVED, cast.somchai, NOON, minutes=15)
    assert (visit.state, visit.minutes, visit.ended_at) == (State.SERVED, 15, NOON)


def test_nobody_is_checked_in_twice(session, visit, cast):
    check_in(session, visit, cast.somchai, NOON)
    with pytest.raises(WrongMove):
        check_in(session, visit, cast.malee, NOON)


def test_who_must_come_back_is_told_why(session, visit, cast):
    check_in(session, visit, cast.somchai, NOON)
    with pytest.raises(ValueError, match="reason"):
        end(session, visit, State.CAME_BACK, cast.somchai, NOON)
    end(session, visit, State.CAME_BACK, cast.somchai, NOON, reason="พยานไม่มา")
    assert visit.reason == "พยานไม่มา"


@pytest.mark.parametrize("minutes", [-1, 481])
def test_minutes_at_the_counter_are_of_one_day(session, visit, cast, minutes):
    check_in(session, visit, cast.somchai, NOON)
    with pytest.raises(ValueError, match="minutes"):
        end(session, visit, State.SERVED, cast.somchai, NOON, minutes=minutes)


def test_a_slip_is_taken_back_step_by_step(session, visit, cast):
    check_in(session, visit, cast.somchai, NOON)
    end(session, visit, State.SERVED, cast.somchai, NOON, minutes=15)
    take_back(session, visit, cast.somchai, NOON)
    assert (visit.state, visit.minutes) == (State.ARRIVED, None)


def test_arrival_too_is_taken_back(session, visit, cast):
    check_in(session, visit, cast.somchai, NOON)
    take_back(session, visit, cast.somchai, NOON)
    assert (visit.state, visit.arrived_at) == (State.BOOKED, None)


def test_walk_ins_stand_in_the_same_queue_and_take_no_booked_seat(session, visit, cast):
    for _ in range(3):
        last = walk_in(session, MARRIAGE, (MONDAY, MORNING), cast.somchai, NOON)
    assert last.number == 4
    assert book(session, somying(session, "b"), MARRIAGE, (MONDAY, MORNING), NOON).number == 5


def test_a_month_is_counted_from_the_rows(session, visit, cast):
    walk_in(session, MARRIAGE, (MONDAY, MORNING), cast.somchai, NOON)
    counted = month(session, MONDAY, TUESDAY)
    assert sorted((one.state, one.source, one.count) for one in counted) == [
        ("arrived", "counter", 1),
        ("booked", "line", 1),
    ]


def test_the_reminder_comes_on_the_last_working_day_before(session, visit):
    calendar = read(session)
    visit.booked_at = NOON - DAY
    assert list(the_day_before(session, calendar, NOON)) == [visit]  # Friday, for Monday
    assert list(the_day_before(session, calendar, NOON)) == []


def test_a_visit_two_working_days_away_is_not_yet_reminded(session):
    open_seats(session, 3)
    book(session, somying(session), MARRIAGE, (TUESDAY, MORNING), NOON)
    assert list(the_day_before(session, read(session), NOON)) == []


def test_who_chose_the_day_just_now_is_not_reminded_of_it(session, visit):
    assert the_day_before(session, read(session), NOON) == []


def test_the_morning_brings_one_reminder(session, visit):
    calendar = read(session)
    assert that_morning(session, calendar, NOON) == []
    assert that_morning(session, calendar, MONDAY_MORNING) == [visit]
    assert that_morning(session, calendar, MONDAY_MORNING) == []


def test_a_clock_that_was_down_all_morning_reminds_nobody_of_what_is_over(session, visit):
    assert that_morning(session, read(session), MONDAY_MORNING + 5 * HOUR) == []


def test_no_reminder_for_who_is_here_already(session, visit, cast):
    check_in(session, visit, cast.somchai, NOON + 3 * DAY)
    assert that_morning(session, read(session), MONDAY_MORNING) == []
    assert visit.day != FRIDAY


def test_a_visit_served_ends_the_precheck_that_led_to_it(session, cast):
    open_seats(session, 3)
    citizen = somying(session)
    case = passed(session, citizen, cast)
    visit = book(session, citizen, MARRIAGE, (MONDAY, MORNING), NOON, precheck_id=case.id)
    check_in(session, visit, cast.somchai, NOON)
    end(session, visit, State.SERVED, cast.somchai, NOON)
    assert case.state == "closed"


def test_a_case_with_a_visit_ahead_is_not_closed_as_left_alone(session, cast):
    open_seats(session, 3)
    citizen = somying(session)
    case = passed(session, citizen, cast)
    visit = book(session, citizen, MARRIAGE, (MONDAY, MORNING), NOON, precheck_id=case.id)
    assert case.touched_at.astimezone(BANGKOK).date() == visit.day


def test_who_is_forgotten_gives_back_the_seat_and_leaves_a_row_without_a_name(session, visit):
    citizen = session.get(Citizen, visit.citizen_id)
    waiting.join(session, citizen, DIVORCE, NOON)
    assert told(session, citizen)[0]["queue_number"] == "ช001"
    assert forget(session, citizen, NOON) == 1
    assert (visit.state, visit.citizen_id) == (State.CANCELLED, None)
    assert waiting.wishes_of(session, citizen) == []


def test_a_slip_taken_back_twice_does_not_come_again(session, visit, cast):
    check_in(session, visit, cast.somchai, NOON)
    end(session, visit, State.SERVED, cast.somchai, NOON)
    take_back(session, visit, cast.somchai, NOON)
    take_back(session, visit, cast.somchai, NOON)
    assert visit.state == State.BOOKED
    with pytest.raises(WrongMove):
        take_back(session, visit, cast.somchai, NOON)


def test_a_walk_in_entered_by_mistake_is_taken_off_the_sheet(session, cast):
    guest = walk_in(session, MARRIAGE, (MONDAY, MORNING), cast.somchai, NOON)
    take_back(session, guest, cast.somchai, NOON)
    assert list(sheet(session, MONDAY)) == []


def test_a_number_of_two_sections_is_found_by_an_officer_of_one(session, visit, cast):
    tax = Matter("signboard-tax", "revenue", "ภาษีป้าย")
    walk_in(session, tax, (MONDAY, MORNING), cast.admin, NOON)
    assert find(session, "ช001", MONDAY, "registration") is visit


def test_who_nobody_marked_is_found_the_day_after(session, visit, cast):
    assert list(unmarked(session, MONDAY)) == []
    assert list(unmarked(session, TUESDAY)) == [visit]
