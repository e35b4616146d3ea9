"""Many hands reaching for few seats: each seat goes to exactly one of them."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from models.appointments import Barred, Booking, State, book, cancel, move, waiting
from models.appointments.states import SEATED
from models.calendar import Half, read
from models.citizens import Citizen
from tests.people import NOON
from tests.visits import AFTERNOON, MARRIAGE, MONDAY, MORNING, TUESDAY, open_seats

PLACES = [(day, half) for day in (MONDAY, TUESDAY) for half in Half]


def crowd(sessions, count: int) -> list[int]:
    """So many citizens, by id."""
    with sessions.begin() as session:
        people = [
            Citizen(line_user_id=f"U{number:032x}", first_seen_at=NOON, offered={})
            for number in range(count)
        ]
        session.add_all(people)
        session.flush()
        return [person.id for person in people]


def at_once(work, things, hands: int = 12) -> list:
    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(work, things))


def seated(session, day=MONDAY, half=MORNING) -> int:
    rows = (
        select(func.count())
        .select_from(Booking)
        .where(Booking.day == day, Booking.half == half, Booking.state.in_(SEATED))
    )
    return session.scalar(rows)


def test_the_last_five_seats_go_to_exactly_five(sessions):
    with sessions.begin() as session:
        open_seats(session, 5)

    def reach(citizen_id: int) -> str:
        with sessions.begin() as session:
            try:
                book(session, session.get(Citizen, citizen_id), MARRIAGE, (MONDAY, MORNING), NOON)
            except Barred as barred:
                return barred.bar
        return "booked"

    answers = at_once(reach, crowd(sessions, 60))
    assert (answers.count("booked"), answers.count("full")) == (5, 55)
    with sessions() as session:
        assert seated(session) == 5
        numbers = session.scalars(select(Booking.number).order_by(Booking.number)).all()
    assert numbers == [1, 2, 3, 4, 5]


def test_two_who_change_places_do_not_wait_for_each_other_for_ever(sessions):
    people = crowd(sessions, 2)
    with sessions.begin() as session:
        open_seats(session, 2)
        for citizen_id, half in zip(people, Half, strict=True):
            book(session, session.get(Citizen, citizen_id), MARRIAGE, (MONDAY, half), NOON)

    def change(booking_id: int) -> None:
        for _ in range(10):
            with sessions.begin() as session:
                booking = session.scalars(
                    select(Booking).where(
                        Booking.citizen_id == booking_id, Booking.state == State.BOOKED
                    )
                ).one()
                other = AFTERNOON if booking.half == MORNING else MORNING
                move(session, booking, (MONDAY, other), NOON)

    at_once(change, people, hands=2)
    with sessions() as session:
        assert seated(session, half=MORNING) + seated(session, half=AFTERNOON) == 2


def test_one_free_seat_is_offered_once_by_three_clocks(sessions):
    people = crowd(sessions, 4)
    with sessions.begin() as session:
        open_seats(session, 1, horizon_days=3)
        for citizen_id, half in zip(people, Half, strict=False):
            book(session, session.get(Citizen, citizen_id), MARRIAGE, (MONDAY, half), NOON)
        for citizen_id in people[2:]:
            waiting.join(session, session.get(Citizen, citizen_id), MARRIAGE, NOON)
    with sessions.begin() as session:
        cancel(session, session.scalars(select(Booking).order_by(Booking.id)).first(), NOON)

    def strike(_: int) -> int:
        with sessions.begin() as session:
            morning = NOON.replace(hour=2)  # 09.00 in Bangkok
            return len(waiting.offer_free_seats(session, read(session), morning))

    assert sum(at_once(strike, range(3), hands=3)) == 1


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    acts=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(["book", "move", "cancel"]),
                  st.sampled_from(PLACES)),
        max_size=30,
    )
)  # fmt: skip
def test_whatever_people_do_no_half_day_holds_more_than_its_seats(sessions, acts):
    with sessions() as session:  # rolled back: nothing of one story is left to the next
        open_seats(session, 2)
        people = [
            Citizen(line_user_id=f"U{number:032x}", first_seen_at=NOON, offered={})
            for number in range(6)
        ]
        session.add_all(people)
        session.flush()
        for who, act, place in acts:
            _act(session, people[who], act, place)
            assert all(seated(session, *one) <= 2 for one in PLACES)
        live = select(Booking.citizen_id).where(Booking.state == State.BOOKED)
        holders = session.scalars(live).all()
        assert len(holders) == len(set(holders))


def _act(session, citizen, act, place) -> None:
    mine = session.scalar(
        select(Booking).where(Booking.citizen_id == citizen.id, Booking.state == State.BOOKED)
    )
    try:
        if mine is None:
            book(session, citizen, MARRIAGE, place, NOON)
        elif act == "move":
            move(session, mine, place, NOON)
        elif act == "cancel":
            cancel(session, mine, NOON)
    except Barred:
        pass
