"""A day the office closes: its people go to the nearest seats, and nobody is lost."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from models.appointments import (
    Barred,
    Booking,
    State,
    WrongMove,
    add_rule,
    allowances,
    book,
    live_of,
    lock_day,
    move,
    new_rule,
)
from models.appointments.closing import (
    Meanwhile,
    affected,
    displaced,
    hold_people,
    move_all,
    stranded,
)
from models.calendar import Entry, Kind, add_day, read
from models.citizens import Citizen
from models.officers import Officer
from tests.officers import officers
from tests.people import DAY, NOON, somying
from tests.visits import AFTERNOON, FRIDAY, MARRIAGE, MONDAY, MORNING, TUESDAY, open_seats
from tests.waiting import until_blocked


@pytest.fixture
def cast(session):
    """The officers of these stories."""
    return officers(session)


@pytest.fixture
def visit(session):
    """สมหญิง comes on Monday morning."""
    open_seats(session, 3)
    return book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)


def close(session, cast, day=MONDAY, **more):
    lock_day(session, day)
    add_day(session, Entry(day, Kind.CLOSURE, "น้ำท่วม", **more), cast.head, NOON)
    calendar = read(session)
    people = affected(session, day, calendar)
    return move_all(session, people, cast.head, NOON, calendar, why="น้ำท่วม")


def test_a_closed_day_moves_its_people_to_the_nearest_seats(session, visit, cast):
    (moved,) = close(session, cast)
    assert moved.old is visit
    assert (moved.new.day, moved.new.half) == (TUESDAY, MORNING)


def test_who_booked_first_chooses_first_and_nobody_is_lost(session, visit, cast):
    for letter in "bc":
        book(session, somying(session, letter), MARRIAGE, (MONDAY, MORNING), NOON)
    open_seats(session, 1, MARRIAGE.procedure, horizon_days=4)
    moved = close(session, cast)
    assert [(one.new.half if one.new else None) for one in moved] == [MORNING, AFTERNOON, None]
    assert [one.old.state for one in moved] == ["moved", "moved", "displaced"]


def test_who_was_displaced_books_anew_and_is_displaced_no_more(session, visit, cast):
    open_seats(session, 0, MARRIAGE.procedure)
    (moved,) = close(session, cast)
    open_seats(session, 5, MARRIAGE.procedure)
    citizen = session.get(Citizen, visit.citizen_id)
    new = book(session, citizen, MARRIAGE, (TUESDAY, MORNING), NOON)
    assert (moved.old.state, moved.old.moved_to_id) == (State.MOVED, new.id)


def test_closing_half_a_day_leaves_the_other_half_alone(session, visit, cast):
    stays = book(session, somying(session, "b"), MARRIAGE, (MONDAY, AFTERNOON), NOON)
    close(session, cast, half=MORNING)
    assert (visit.state, stays.state) == (State.MOVED, State.BOOKED)


def test_who_is_stranded_by_any_other_way_is_found_and_placed_like_the_others(session, visit, cast):
    assert list(stranded(session, read(session), FRIDAY)) == []
    add_day(session, Entry(MONDAY, Kind.SPECIAL, "วันหยุดพิเศษ"), cast.admin, NOON)
    calendar = read(session)
    assert list(stranded(session, calendar, FRIDAY)) == [visit]
    (moved,) = move_all(session, [visit], cast.admin, NOON, calendar, why="วันหยุดพิเศษ")
    assert moved.new.day == TUESDAY
    assert list(stranded(session, calendar, FRIDAY)) == []


def test_who_was_displaced_is_placed_when_there_are_seats_again(session, visit, cast):
    open_seats(session, 0, MARRIAGE.procedure)
    close(session, cast)
    assert list(displaced(session)) == [visit]
    calendar = read(session)
    assert move_all(session, [visit], cast.head, NOON, calendar, why="น้ำท่วม") == []
    open_seats(session, 5, MARRIAGE.procedure)
    (moved,) = move_all(session, [visit], cast.head, NOON, calendar, why="น้ำท่วม")
    assert (moved.new.day, list(displaced(session))) == (TUESDAY, [])


def test_a_closed_day_sends_nobody_to_an_earlier_one_while_a_later_is_free(session, cast):
    open_seats(session, 3)
    book(session, somying(session), MARRIAGE, (TUESDAY, MORNING), NOON)
    (moved,) = close(session, cast, TUESDAY)
    assert moved.new.day == TUESDAY + DAY


def test_a_closing_holds_its_people_and_their_days_until_it_is_done(sessions):
    with sessions.begin() as session:
        open_seats(session, 3)
        citizen = somying(session)
        book(session, citizen, MARRIAGE, (MONDAY, MORNING), NOON)
    with sessions() as closing, sessions() as turn:
        hold_people(closing, Booking.day == MONDAY, [MONDAY], NOON)
        turn.execute(text("SET lock_timeout = '100ms'"))
        other = somying(turn, "b")
        with pytest.raises(OperationalError):
            book(turn, other, MARRIAGE, (TUESDAY, MORNING), NOON)


def test_who_books_while_a_closing_waits_makes_it_begin_anew(sessions):
    with sessions.begin() as session:
        open_seats(session, 3)
    with sessions() as closing, sessions() as turn, ThreadPoolExecutor(1) as pool:
        book(turn, somying(turn), MARRIAGE, (MONDAY, MORNING), NOON)
        asked = pool.submit(hold_people, closing, Booking.day == MONDAY, [MONDAY], NOON)
        until_blocked(sessions)
        turn.commit()
        with pytest.raises(Meanwhile):
            asked.result(60)


def test_seats_for_some_days_only_end_nothing_that_goes_on_after_them(session):
    open_seats(session, 3)
    add_rule(session, new_rule("section:registration", 1, MONDAY, NOON, until_day=MONDAY))
    held = allowances(session, MARRIAGE, FRIDAY)
    seats = [held.on(day, MORNING)["section:registration"].seats for day in (MONDAY, TUESDAY)]
    assert seats == [1, 3]


def test_a_day_closes_while_everybody_books_and_moves_and_nobody_is_lost(sessions):
    with sessions.begin() as session:
        open_seats(session, 9)
        open_seats(session, 6, MARRIAGE.procedure)
        head = officers(session).head.id
        people = [somying(session, f"{number:x}").id for number in range(16)]
        for person in people[:6]:
            book(session, session.get_one(Citizen, person), MARRIAGE, (MONDAY, MORNING), NOON)

    def books(number: int) -> None:
        turn = sessions()
        with turn.begin():
            citizen = turn.get_one(Citizen, people[number], with_for_update={"key_share": True})
            place = ((MONDAY, TUESDAY)[number % 2], (MORNING, AFTERNOON)[number // 2 % 2])
            live = live_of(turn, citizen, MARRIAGE.procedure)
            try:
                if live:
                    move(turn, live, place, NOON)
                else:
                    book(turn, citizen, MARRIAGE, place, NOON)
            except (Barred, WrongMove):
                return

    def closes() -> None:
        for _ in range(50):
            with contextlib.suppress(Meanwhile), sessions.begin() as session:
                hold_people(session, booked_on_monday, [MONDAY], NOON)
                officer = session.get_one(Officer, head)
                add_day(session, Entry(MONDAY, Kind.CLOSURE, "น้ำท่วม"), officer, NOON)
                calendar = read(session)
                moving = affected(session, MONDAY, calendar)
                move_all(session, moving, officer, NOON, calendar, why="น้ำท่วม")
                return
        raise AssertionError("never closed")

    booked_on_monday = (Booking.state == State.BOOKED) & (Booking.day == MONDAY)
    with ThreadPoolExecutor(9) as pool:
        turns = [pool.submit(books, number) for number in range(8)]
        turns.append(pool.submit(closes))
        turns += [pool.submit(books, number) for number in range(8, 16)]
        for turn in turns:
            turn.result(30)
    with sessions() as session:
        assert session.scalars(select(Booking).where(booked_on_monday)).all() == []
        held = {State.BOOKED, State.DISPLACED}
        still = session.scalars(select(Booking.citizen_id).where(Booking.state.in_(held))).all()
        assert set(people[:6]) <= set(still)
