"""Two hundred reach for the last five seats through the real doors, several workers at work."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from bot.migrations import fill_in
from bot.simulator import Channel, LineDouble, Phone
from models.appointments import Booking, Matter, add_rule, days, new_rule
from models.calendar import Half, read
from models.dates import BANGKOK
from tests.crash.test_kill import House, open_house

CITIZENS, SEATS = 200, 5
HANDS = 16  # phones that tap at the same moment
STUCK = 60.0  # seconds in which nothing more was handled
MATTER = Matter("marriage-registration", "registration", "จดทะเบียนสมรส")


@pytest.fixture(scope="module")
def house() -> Iterator[tuple[LineDouble, House]]:
    """The office's web processes, two workers and PostgreSQL, beside a LINE that counts nothing."""
    with LineDouble(Channel(quota=None)) as double, open_house(double) as house:
        fill_in(house.engine.url.render_as_string(hide_password=False), datetime.now(UTC))
        yield double, house


def _open_seats(house: House) -> date:
    """Five seats in every half-day; the first day that can be booked."""
    now = datetime.now(UTC)
    with Session(house.engine) as session, session.begin():
        today = now.astimezone(BANGKOK).date()
        add_rule(session, new_rule("section:registration", SEATS, today, now))
        found = days(session, MATTER, read(session), now)
        return next(day.day for day in found if [one.bar for one in day.choices] == [None, None])


def _all_at_once(phones: list[Phone], data: str) -> None:
    """Everybody taps the same button; LINE's calls come in as fast as they can be made."""
    ready = threading.Barrier(HANDS)

    def tap(some: list[Phone]) -> None:
        ready.wait()
        for phone in some:
            assert phone._acts._postback(phone.person, {"data": data}) == 200

    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(tap, [phones[n::HANDS] for n in range(HANDS)]))


def _drain(house: House) -> None:
    busy = text(
        "SELECT (SELECT count(*) FROM event WHERE handled_at IS NULL AND set_aside_at IS NULL)"
        " + (SELECT count(*) FROM letter WHERE state IN ('waiting', 'sending'))"
    )
    least, moved = -1, time.monotonic()
    while time.monotonic() < moved + STUCK:
        with house.engine.connect() as connection:
            left = connection.execute(busy).scalar_one()
        if left == 0:
            return
        if least < 0 or left < least:
            least, moved = left, time.monotonic()
        time.sleep(0.25)
    raise AssertionError(f"{least} events and letters were still open")


def _answer(phone: Phone) -> str:
    """What the phone shows last, in a word; everything else is told as it is."""
    told = "\n".join(phone.last_texts())
    labels = [button.label for button in phone.buttons()]
    if "นัดเรียบร้อยแล้วค่ะ" in told:
        return "booked"
    kind = "เต็มแล้ว" in told and "รอคิวสำรอง" in labels
    return "kind" if kind and any("ช่วงบ่าย · ว่าง" in label for label in labels) else told


@pytest.mark.crash
def test_the_last_five_seats_go_to_five_of_two_hundred_and_the_rest_hear_what_else_is_free(
    house: tuple[LineDouble, House],
) -> None:
    double, office = house
    day = _open_seats(office)
    phones = [Phone(double, f"ประชาชน {number}") for number in range(CITIZENS)]
    for phone in phones:
        phone.person.friend = True
    data = f"seat?p={MATTER.procedure}&d={day.isoformat()}&h=morning&sure=y"
    begun = time.monotonic()
    _all_at_once(phones, data)
    _drain(office)
    print(f"taken and answered in {time.monotonic() - begun:.1f} s")
    answers = Counter(_answer(phone) for phone in phones)
    assert answers == {"booked": SEATS, "kind": CITIZENS - SEATS}
    with Session(office.engine) as session:
        taken = (Booking.day == day, Booking.half == Half.MORNING)
        numbers = session.scalars(select(Booking.number).where(*taken).order_by(Booking.number))
        assert list(numbers) == [1, 2, 3, 4, 5]
        assert session.scalar(select(func.count()).select_from(Booking)) == SEATS
        aside = text("SELECT count(*) FROM event WHERE set_aside_at IS NOT NULL")
        assert session.execute(aside).scalar_one() == 0
