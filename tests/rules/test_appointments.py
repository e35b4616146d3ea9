"""Seats: who gets one, who does not and why, and what is free again."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.appointments import (
    AlreadyBooked,
    Bar,
    Barred,
    Booking,
    PastCutOff,
    State,
    WrongMove,
    add_rule,
    book,
    bookings_of,
    cancel,
    changeable_until,
    days,
    end_rule,
    lock_day,
    move,
    new_rule,
    rules_of,
)
from models.calendar import Entry, Kind, add_day, read
from tests.officers import officers
from tests.people import DAY, NOON, somying
from tests.visits import (
    AFTERNOON,
    DIVORCE,
    FRIDAY,
    MARRIAGE,
    MONDAY,
    MORNING,
    SATURDAY,
    TUESDAY,
    open_seats,
)

HOUR = timedelta(hours=1)


def left(session: Session, day, half, matter=MARRIAGE, now=NOON):
    found = next(one for one in days(session, matter, read(session), now) if one.day == day)
    return next(choice for choice in found.choices if choice.half == half)


def refused(session: Session, citizen, place, matter=MARRIAGE, now=NOON) -> Bar:
    with pytest.raises(Barred) as caught:
        book(session, citizen, matter, place, now)
    return caught.value.bar


def test_a_seat_taken_is_one_seat_fewer(session):
    open_seats(session, 2)
    book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)
    assert left(session, MONDAY, MORNING).left == 1
    assert left(session, MONDAY, AFTERNOON).left == 2


def test_numbers_follow_each_other_within_a_half_day(session):
    open_seats(session, 5)
    first = book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)
    second = book(session, somying(session, "b"), DIVORCE, (MONDAY, MORNING), NOON)
    after_noon = book(session, somying(session, "c"), MARRIAGE, (MONDAY, AFTERNOON), NOON)
    assert [first.queue_number(), second.queue_number()] == ["ช001", "ช002"]
    assert after_noon.queue_number("en") == "A001"


def test_a_full_half_day_takes_nobody(session):
    open_seats(session, 1)
    book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)
    assert refused(session, somying(session, "b"), (MONDAY, MORNING)) is Bar.FULL


def test_procedures_share_the_seats_of_their_section(session):
    open_seats(session, 1)
    book(session, somying(session), DIVORCE, (MONDAY, MORNING), NOON)
    assert refused(session, somying(session, "b"), (MONDAY, MORNING)) is Bar.FULL


def test_a_procedure_may_have_fewer_seats_than_its_section(session):
    open_seats(session, 10)
    open_seats(session, 1, MARRIAGE.procedure)
    book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)
    assert refused(session, somying(session, "b"), (MONDAY, MORNING)) is Bar.FULL
    assert book(session, somying(session, "c"), DIVORCE, (MONDAY, MORNING), NOON)


def test_without_seats_set_by_the_office_nothing_can_be_booked(session):
    assert days(session, MARRIAGE, read(session), NOON) == []
    assert refused(session, somying(session), (MONDAY, MORNING)) is Bar.NOT_OPENED


def test_a_holiday_is_shown_as_closed_with_its_name(session):
    open_seats(session, 2)
    shown = {day.day: day for day in days(session, MARRIAGE, read(session), NOON)}
    substitute = next(day for day in shown if (day.month, day.day) == (12, 7))
    assert "ชดเชย" in (shown[substitute].closed or "")
    assert shown[SATURDAY].closed == "วันเสาร์"
    assert refused(session, somying(session), (substitute, MORNING)) is Bar.CLOSED


def test_the_lead_counts_working_days(session):
    open_seats(session, 2, lead_days=2)
    assert refused(session, somying(session), (MONDAY, MORNING)) is Bar.TOO_SOON
    assert book(session, somying(session, "b"), MARRIAGE, (TUESDAY, MORNING), NOON)


def test_with_no_lead_the_same_afternoon_can_be_had_until_it_begins(session):
    open_seats(session, 2, lead_days=0)
    assert refused(session, somying(session), (FRIDAY, MORNING)) is Bar.TOO_SOON
    assert (
        refused(session, somying(session, "b"), (FRIDAY, AFTERNOON), now=NOON + HOUR)
        is Bar.TOO_SOON
    )
    assert book(session, somying(session, "c"), MARRIAGE, (FRIDAY, AFTERNOON), NOON)


def test_nobody_books_beyond_the_horizon(session):
    open_seats(session, 2, horizon_days=3)
    assert refused(session, somying(session), (TUESDAY, MORNING)) is Bar.TOO_FAR
    assert book(session, somying(session, "b"), MARRIAGE, (MONDAY, MORNING), NOON)


def test_one_live_booking_for_a_matter(session):
    open_seats(session, 5)
    citizen = somying(session)
    first = book(session, citizen, MARRIAGE, (MONDAY, MORNING), NOON)
    with pytest.raises(AlreadyBooked) as caught:
        book(session, citizen, MARRIAGE, (TUESDAY, MORNING), NOON)
    assert caught.value.booking is first
    assert book(session, citizen, DIVORCE, (TUESDAY, MORNING), NOON)


def test_a_cancelled_seat_is_free_at_once(session):
    open_seats(session, 1)
    booking = book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)
    cancel(session, booking, NOON)
    assert book(session, somying(session, "b"), MARRIAGE, (MONDAY, MORNING), NOON).number == 2


def test_a_moved_seat_is_free_at_once_and_the_new_one_is_taken(session):
    open_seats(session, 1)
    old = book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)
    new = move(session, old, (TUESDAY, AFTERNOON), NOON)
    assert (old.state, old.moved_to_id, new.state) == (State.MOVED, new.id, State.BOOKED)
    assert left(session, MONDAY, MORNING).left == 1
    assert left(session, TUESDAY, AFTERNOON).left == 0


def test_moving_to_a_full_half_day_keeps_the_old_seat(session):
    open_seats(session, 1)
    book(session, somying(session), MARRIAGE, (TUESDAY, MORNING), NOON)
    mine = book(session, somying(session, "b"), MARRIAGE, (MONDAY, MORNING), NOON)
    with pytest.raises(Barred):
        move(session, mine, (TUESDAY, MORNING), NOON)
    assert mine.state == State.BOOKED


def test_moving_to_where_one_is_changes_nothing(session):
    open_seats(session, 1)
    mine = book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)
    assert move(session, mine, (MONDAY, MORNING), NOON) is mine


def test_after_the_cut_off_a_visit_stays(session):
    open_seats(session, 1, cut_off_minutes=120)
    booking = book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)
    until = changeable_until(session, booking, read(session))
    assert until.hour == 6  # Bangkok: two hours before 08.00
    with pytest.raises(PastCutOff):
        cancel(session, booking, until)
    with pytest.raises(PastCutOff):
        move(session, booking, (TUESDAY, MORNING), until)
    cancel(session, booking, until - timedelta(seconds=1))


def test_what_has_been_cancelled_cannot_be_cancelled_again(session):
    open_seats(session, 1)
    booking = book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)
    cancel(session, booking, NOON)
    with pytest.raises(WrongMove):
        cancel(session, booking, NOON)


def test_every_step_is_written_down(session):
    open_seats(session, 1)
    booking = book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)
    cancel(session, booking, NOON + HOUR)
    assert [(step.from_state, step.to_state, step.at, step.by) for step in booking.steps] == [
        (None, "booked", NOON, "citizen"),
        ("booked", "cancelled", NOON + HOUR, "citizen"),
    ]


def test_what_lies_ahead_is_listed_soonest_first(session):
    open_seats(session, 5)
    citizen = somying(session)
    later = book(session, citizen, MARRIAGE, (TUESDAY, MORNING), NOON)
    sooner = book(session, citizen, DIVORCE, (MONDAY, AFTERNOON), NOON)
    assert bookings_of(session, citizen) == [sooner, later]


def test_a_new_rule_ends_the_old_one_the_day_before(session):
    open_seats(session, 1)
    add_rule(session, new_rule("section:registration", 9, TUESDAY, NOON))
    assert left(session, MONDAY, MORNING).left == 1
    assert left(session, TUESDAY, MORNING).left == 9


def test_fewer_seats_than_bookings_show_none_left_and_lose_nobody(session):
    open_seats(session, 2)
    for letter in "ab":
        book(session, somying(session, letter), MARRIAGE, (MONDAY, MORNING), NOON)
    add_rule(session, new_rule("section:registration", 1, MONDAY, NOON))
    assert left(session, MONDAY, MORNING).left == 0
    assert session.query(Booking).filter_by(state=State.BOOKED).count() == 2


def test_a_rule_for_one_weekday_or_half_goes_before_the_general_one(session):
    open_seats(session, 5)
    open_seats(session, 3, half=AFTERNOON)
    open_seats(session, 1, weekday=0)
    assert left(session, MONDAY, MORNING).left == 1
    assert left(session, TUESDAY, MORNING).left == 5
    assert left(session, TUESDAY, AFTERNOON).left == 3


def test_a_rule_taken_back_closes_the_booking(session):
    open_seats(session, 5)
    (rule,) = rules_of(session, ["section:registration"], FRIDAY)
    end_rule(session, rule, FRIDAY)
    assert days(session, MARRIAGE, read(session), NOON) == []


def test_a_closure_made_after_the_card_was_shown_still_bars(session):
    open_seats(session, 5)
    lock_day(session, MONDAY)
    entry = Entry(MONDAY, Kind.CLOSURE, "อบรมเจ้าหน้าที่")
    add_day(session, entry, officers(session).head, NOON)
    assert refused(session, somying(session), (MONDAY, MORNING)) is Bar.CLOSED


def test_half_a_day_closed_leaves_the_other_half(session):
    open_seats(session, 5)
    entry = Entry(MONDAY, Kind.HALF_DAY, "ประชุม", half=MORNING)
    add_day(session, entry, officers(session).head, NOON)
    assert left(session, MONDAY, MORNING).why == "ประชุม"
    assert book(session, somying(session), MARRIAGE, (MONDAY, AFTERNOON), NOON)


def test_yesterday_is_not_offered(session):
    open_seats(session, 5)
    assert days(session, MARRIAGE, read(session), NOON)[0].day == FRIDAY
    assert days(session, MARRIAGE, read(session), NOON + DAY)[0].day == SATURDAY
