"""What the clock does with visits: each reminder once, by day, and free seats one by one."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from bot import clock
from models.appointments import Booking, State, book, cancel, move, waiting
from models.calendar import Half
from models.citizens import Citizen
from models.links import LENT, Links
from models.office import Office
from models.outbox import Letter
from scheduler import visits
from tests.people import DAY, MINUTE, NOON, somying
from tests.visits import MARRIAGE, MONDAY, MORNING, TUESDAY, open_seats

HOUR = timedelta(hours=1)
TEN = NOON - 2 * HOUR  # ten o'clock on Friday
SEVEN = NOON + 3 * DAY - 5 * HOUR  # seven o'clock on Monday
EARLIER = NOON - 2 * DAY


@pytest.fixture(autouse=True)
def one_office(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    """The starter pack, opened once for all."""
    monkeypatch.setattr(Office, "published", lambda session, day=None: office)


@pytest.fixture
def visit(session: Session) -> Booking:
    """สมหญิง comes on Monday morning, and has known it for days."""
    open_seats(session, 3)
    booking = book(session, somying(session), MARRIAGE, (MONDAY, MORNING), NOON)
    booking.booked_at = EARLIER
    return booking


def letters(session: Session) -> list[Letter]:
    return list(session.scalars(select(Letter).order_by(Letter.id)))


def test_a_reminder_leads_to_the_page_with_the_qr(session: Session, visit: Booking) -> None:
    session.info[LENT] = Links("https://line.district.example", "a secret of this test")
    visits.remind_before(session, TEN)
    (letter,) = letters(session)
    assert "https://line.district.example/p/visit/" in str(letter.messages)


def test_one_reminder_on_the_working_day_before(session: Session, visit: Booking) -> None:
    assert visits.remind_before(session, TEN) == 1
    assert visits.remind_before(session, TEN + 10 * MINUTE) == 0
    (letter,) = letters(session)
    told = str(letter.messages)
    assert letter.duty and "วันจันทร์ที่ 23 พ.ย. 2569" in told and "เลื่อนนัด" in told


def test_one_reminder_on_the_morning(session: Session, visit: Booking) -> None:
    assert visits.remind_on_the_day(session, SEVEN) == 1
    assert visits.remind_on_the_day(session, SEVEN + HOUR) == 0
    assert "ช001" in str(letters(session)[0].messages)


@pytest.mark.parametrize("state", [State.CANCELLED, State.MOVED, State.ARRIVED, State.DISPLACED])
def test_only_who_still_has_to_come_is_reminded(
    session: Session, visit: Booking, state: State
) -> None:
    visit.state = state
    assert visits.remind_before(session, TEN) + visits.remind_on_the_day(session, SEVEN) == 0


def test_who_moved_to_another_day_is_reminded_of_that_one(session: Session, visit: Booking) -> None:
    new = move(session, visit, (TUESDAY, MORNING), TEN - HOUR)
    assert visits.remind_before(session, TEN) == 0
    assert visits.remind_before(session, TEN + 3 * DAY) == 1
    assert new.reminded_before_at == TEN + 3 * DAY


def test_who_blocked_the_account_is_left_in_peace(session: Session, visit: Booking) -> None:
    session.get_one(Citizen, visit.citizen_id).blocked_at = EARLIER
    assert visits.remind_before(session, TEN) == 0


def test_nobody_is_woken_by_a_clock_that_strikes_late(session: Session, visit: Booking) -> None:
    assert visits.remind_before(session, NOON + 10 * HOUR) == 0  # 22.00
    assert visits.remind_on_the_day(session, SEVEN - 5 * HOUR) == 0  # 02.00
    assert visits.remind_on_the_day(session, SEVEN) == 1


def strikes(sessions: sessionmaker[Session], *moments: datetime) -> None:
    """Three clocks at once, at each of these moments."""
    for moment in moments:
        hands = [threading.Thread(target=clock.strike, args=(sessions, moment)) for _ in range(3)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()


@pytest.fixture
def many(sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> int:
    """Twenty who come on Monday; the clocks have nothing else to do."""
    mine = tuple(job for job in clock.TIMETABLE if job.name.startswith("visits-"))
    monkeypatch.setattr(clock, "TIMETABLE", mine)
    with sessions.begin() as session:
        open_seats(session, 10)
        for number in range(20):
            citizen = Citizen(line_user_id=f"U{number:032x}", first_seen_at=NOON, offered={})
            session.add(citizen)
            session.flush()
            place = (MONDAY, list(Half)[number % 2])
            book(session, citizen, MARRIAGE, place, NOON).booked_at = EARLIER
    return 20


def test_three_clocks_remind_each_once(sessions: sessionmaker[Session], many: int) -> None:
    strikes(sessions, TEN, TEN + MINUTE, TEN + 11 * MINUTE, SEVEN, SEVEN + MINUTE, SEVEN + HOUR)
    with sessions() as session:
        told = session.scalars(select(func.count(Letter.id)).group_by(Letter.citizen_id)).all()
    assert told == [2] * many


def test_clocks_that_were_down_over_the_due_time_remind_once_when_back(
    sessions: sessionmaker[Session], many: int
) -> None:
    afternoon, noon_of_the_day = TEN + 6 * HOUR, SEVEN + 5 * HOUR
    strikes(sessions, afternoon, afternoon + MINUTE, noon_of_the_day)
    with sessions() as session:
        before = session.scalars(select(Booking.reminded_before_at)).all()
        after = session.scalars(
            select(Booking.half).where(Booking.reminded_that_morning_at.is_not(None))
        ).all()
    assert before == [afternoon] * many
    assert after == ["afternoon"] * (many // 2)  # the morning was over by then


def test_who_is_in_the_middle_of_a_turn_is_reminded_at_the_next_strike(
    sessions: sessionmaker[Session], many: int
) -> None:
    with sessions.begin() as turn:
        turn.execute(select(Citizen).where(Citizen.id == 1).with_for_update(key_share=True))
        strikes(sessions, TEN)
    with sessions() as session:
        assert len(letters(session)) == many - 1
    strikes(sessions, TEN + 10 * MINUTE)
    with sessions() as session:
        assert len(letters(session)) == many


def test_a_free_seat_is_offered_and_passed_on_with_a_letter_each(session: Session) -> None:
    open_seats(session, 1, horizon_days=3)
    first = [
        book(session, somying(session, letter), MARRIAGE, (MONDAY, half), TEN)
        for letter, half in zip("ab", Half, strict=True)
    ]
    for letter in "cd":
        waiting.join(session, somying(session, letter), MARRIAGE, TEN)
    assert visits.offer(session, TEN) == 0
    cancel(session, first[0], TEN)
    assert visits.offer(session, TEN) == 1
    assert visits.offer(session, TEN + 5 * MINUTE) == 0
    assert visits.offer(session, TEN + HOUR) == 2  # "your time is over", and the next one's offer
    told = [str(letter.messages) for letter in letters(session)]
    assert ["มีที่ว่างแล้วค่ะ" in one for one in told] == [True, False, True]
    assert "หมดเวลายืนยันแล้ว" in told[1] and all(letter.duty for letter in letters(session))


def test_waiting_for_a_day_ends_with_a_word(session: Session) -> None:
    open_seats(session, 1)
    book(session, somying(session), MARRIAGE, (MONDAY, MORNING), TEN)
    waiting.join(session, somying(session, "b"), MARRIAGE, TEN, day=MONDAY, half=MORNING)
    assert visits.offer(session, SEVEN + HOUR) == 1
    assert "ไม่มีที่ว่างเลย" in str(letters(session)[0].messages)


def test_a_visit_nobody_marked_ends_after_some_working_days(
    session: Session, visit: Booking
) -> None:
    night = NOON + 5 * DAY - 9 * HOUR  # 03.00 of the Wednesday after
    assert visits.settle(session, night) == 0
    assert visits.settle(session, night + DAY) == 1
    assert (visit.state, visit.steps[-1].by) == (State.NO_SHOW, "clock")
