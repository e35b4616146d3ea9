"""The waiting list: one seat, one offer at a time, and never in somebody's sleep."""

from datetime import timedelta

import pytest

from models.appointments import Booking, Matter, State, book, cancel, waiting
from models.calendar import Entry, Kind, add_day, read
from models.citizens import Citizen
from tests.officers import officers
from tests.people import NOON, somying
from tests.visits import MARRIAGE, MONDAY, MORNING, SATURDAY, TUESDAY, open_seats

HOUR = timedelta(hours=1)
OPEN = NOON - 3 * HOUR  # 09.00 of that Friday
EVENING = NOON + 6 * HOUR


@pytest.fixture
def full(session):
    """Two who wait for a Monday that is full, and the one who has its only seat."""
    open_seats(session, 1, horizon_days=3)
    taken = [
        book(session, somying(session, letter), MARRIAGE, (MONDAY, half), OPEN)
        for letter, half in (("a", "morning"), ("b", "afternoon"))
    ]
    wishes = [
        waiting.join(session, somying(session, letter), MARRIAGE, OPEN) for letter in ("c", "d")
    ]
    return taken, wishes


def offer(session, now=OPEN):
    return waiting.offer_free_seats(session, read(session), now)


def test_nothing_is_offered_while_nothing_is_free(session, full):
    assert offer(session) == []


def test_a_seat_that_comes_free_is_held_for_who_waited_longest(session, full):
    (first, _), (wish, other) = full
    cancel(session, first, OPEN)
    assert offer(session) == [wish]
    assert (wish.state, other.state) == (waiting.OFFERED, waiting.WAITING)


def test_a_held_seat_is_taken_for_everybody_else(session, full):
    (first, _), _wishes = full
    cancel(session, first, OPEN)
    offer(session)
    assert offer(session) == []


def test_the_held_seat_becomes_theirs(session, full):
    (first, _), (wish, _) = full
    cancel(session, first, OPEN)
    offer(session)
    booking = waiting.take(session, wish, OPEN + 59 * HOUR / 60)
    assert (booking.state, booking.day, booking.half) == (State.BOOKED, MONDAY, MORNING)


def test_after_its_hour_the_offer_goes_to_the_next(session, full):
    (first, _), (wish, other) = full
    cancel(session, first, OPEN)
    offer(session)
    late = OPEN + HOUR
    with pytest.raises(waiting.OfferOver):
        waiting.take(session, wish, late)
    assert waiting.end_offers(session, late) == [wish]
    assert offer(session, late) == [other]


def test_the_hour_of_an_offer_is_counted_in_office_hours(session, full):
    (first, _), (wish, _) = full
    cancel(session, first, OPEN)
    offer(session, NOON + 3 * HOUR + HOUR / 2)  # 15.30: half an hour is left of this day
    held = session.get(Booking, wish.booking_id)
    assert held.held_until == NOON + 68 * HOUR + HOUR / 2  # Monday 08.30


def test_nothing_is_offered_at_night(session, full):
    (first, _), _wishes = full
    cancel(session, first, OPEN)
    assert offer(session, EVENING) == []


def test_who_wished_for_another_day_is_passed_over(session, full):
    (first, _), (wish, other) = full
    wish.day = TUESDAY
    cancel(session, first, OPEN)
    assert offer(session) == [other]


def test_leaving_frees_the_held_seat_for_the_next(session, full):
    (first, _), (wish, other) = full
    cancel(session, first, OPEN)
    offer(session)
    waiting.leave(session, wish, OPEN)
    assert offer(session) == [other]


def test_joining_twice_keeps_the_turn(session, full):
    _taken, (wish, other) = full
    again = waiting.join(
        session, session.get(Citizen, wish.citizen_id), MARRIAGE, OPEN + HOUR, half=MORNING
    )
    assert again is wish
    assert (again.half, waiting.ahead_of(session, other)) == (MORNING, 1)


def test_a_full_matter_does_not_stand_before_another_that_has_room(session, full):
    divorce = Matter("divorce-registration", "registration", "จดทะเบียนหย่า")
    tax = Matter("signboard-tax", "revenue", "ภาษีป้าย")
    open_seats(session, 1, "section:revenue", horizon_days=3)
    waiting.join(session, somying(session, "e"), divorce, OPEN)
    wish = waiting.join(session, somying(session, "f"), tax, OPEN)
    assert offer(session) == [wish]


def test_who_blocked_the_account_is_offered_nothing_and_keeps_their_turn(session, full):
    (first, _), (wish, other) = full
    session.get(Citizen, wish.citizen_id).blocked_at = OPEN
    cancel(session, first, OPEN)
    assert offer(session) == [other]
    assert wish.state == waiting.WAITING


def test_a_seat_held_on_a_day_that_closed_since_is_no_seat(session, full):
    (first, _), (wish, _) = full
    cancel(session, first, OPEN)
    offer(session)
    add_day(session, Entry(MONDAY, Kind.CLOSURE, "น้ำท่วม"), officers(session).head, OPEN)
    with pytest.raises(waiting.OfferOver):
        waiting.take(session, wish, OPEN)
    assert wish.state == waiting.WAITING


def test_a_seat_taken_from_the_list_takes_the_place_of_the_one_they_had(session):
    open_seats(session, 1)
    holder, citizen = somying(session), somying(session, "b")
    first = book(session, holder, MARRIAGE, (MONDAY, MORNING), OPEN)
    late = book(session, citizen, MARRIAGE, (TUESDAY, MORNING), OPEN)
    wish = waiting.join(session, citizen, MARRIAGE, OPEN, day=MONDAY, half=MORNING)
    cancel(session, first, OPEN)
    assert offer(session) == [wish]
    better = waiting.take(session, wish, OPEN)
    assert (late.state, late.moved_to_id, better.day) == (State.MOVED, better.id, MONDAY)


def test_waiting_for_a_day_ends_when_it_has_come(session, full):
    _taken, (wish, other) = full
    wish.day = MONDAY
    assert waiting.end_wishes(session, SATURDAY) == []
    assert waiting.end_wishes(session, MONDAY) == [wish]
    assert (wish.state, other.state) == (waiting.OVER, waiting.WAITING)
