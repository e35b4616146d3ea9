"""The waiting list in the chat: joined, offered, taken, refused and left."""

from datetime import timedelta

import pytest

from handlers.citizens import appointment_news
from models.appointments import Booking, State, book, bookings_of, cancel, waiting
from models.calendar import Half, read
from tests.citizens.talk import Talk, buttons, text_of
from tests.people import NOON, somying
from tests.visits import MARRIAGE, MONDAY, MORNING, open_seats

OPEN = NOON - timedelta(hours=3)  # nine o'clock on Friday
ANY = "wait?p=marriage-registration"


@pytest.fixture
def talk(kept_talk: Talk, session) -> Talk:
    """Every half-day up to Monday has one seat, and somebody else has it."""
    open_seats(session, 1, horizon_days=3)
    kept_talk.now = OPEN
    kept_talk.types("สวัสดี")
    for half in Half:
        book(session, somying(session, half[0]), MARRIAGE, (MONDAY, half), OPEN)
    return kept_talk


def said(talk: Talk) -> str:
    return text_of(talk.said)


def labels(talk: Talk) -> list[str]:
    return [label for label, _ in buttons(talk.said)]


def offered(talk: Talk) -> None:
    """Somebody cancels, and the seat is held for whoever waits."""
    first = talk.session.get(Booking, 1)
    cancel(talk.session, first, talk.now)
    [wish] = waiting.offer_free_seats(talk.session, read(talk.session), talk.now)
    chat = appointment_news.chat_with(talk.session, talk.citizen, talk.office, talk.now)
    appointment_news.offer(chat, wish, talk.session.get(Booking, wish.booking_id))
    talk.said = chat.messages


def test_when_all_is_full_the_waiting_list_is_what_is_left(talk):
    talk.presses("book?p=marriage-registration&x=y")
    assert "ตอนนี้เต็มหมดแล้วค่ะ" in said(talk)
    talk.taps("รอคิวสำรอง")
    assert "เข้าคิวสำรองแล้วค่ะ" in said(talk) and "คุณเป็นคิวแรก" in said(talk)


def test_waiting_for_one_half_day(talk):
    talk.presses(f"{ANY}&d=2026-11-23&h=morning")
    assert "วันจันทร์ที่ 23 พ.ย. 2569 ช่วงเช้า" in said(talk)


def test_a_held_seat_is_taken_by_a_tap(talk):
    talk.presses(ANY)
    offered(talk)
    assert "เก็บไว้ให้ถึง\n20 พ.ย. 2569 10.00 น." in said(talk)
    talk.taps("รับที่ว่างนี้")
    [booking] = bookings_of(talk.session, talk.citizen)
    assert (booking.day, booking.half) == (MONDAY, MORNING) and "ช002" in said(talk)


def test_taking_twice_takes_once(talk):
    talk.presses(ANY)
    offered(talk)
    take = dict(buttons(talk.said))["รับที่ว่างนี้"]
    talk.presses(take)
    talk.presses(take)
    assert len(bookings_of(talk.session, talk.citizen)) == 1


def test_too_late_is_told_kindly(talk):
    talk.presses(ANY)
    offered(talk)
    talk.now += timedelta(hours=2)
    talk.taps("รับที่ว่างนี้")
    assert "หมดเวลารับที่ว่างนี้แล้ว" in said(talk) and not bookings_of(talk.session, talk.citizen)


def test_who_says_no_leaves_the_seat_to_the_next(talk):
    talk.presses(ANY)
    offered(talk)
    talk.taps("ไม่รับ")
    assert "ออกจากคิวสำรองแล้วค่ะ" in said(talk)
    held = talk.session.get(Booking, 3)
    assert held.state == State.OVER


def test_the_place_in_line_is_seen_and_left_from_my_visits(talk):
    talk.presses(ANY)
    talk.types("นัดของฉัน")
    talk.taps("คิวสำรอง: จดทะเบียนสมรส")
    talk.taps("ออกจากคิวสำรอง")
    talk.types("นัดของฉัน")
    assert "ยังไม่มีนัดค่ะ" in said(talk)


def test_who_finds_a_day_waits_no_more(talk, session):
    talk.presses(ANY)
    cancel(session, session.get(Booking, 1), OPEN)
    talk.presses("seat?p=marriage-registration&d=2026-11-23&h=morning&sure=y")
    assert not waiting.wishes_of(session, talk.citizen)


def test_a_seat_that_came_free_meanwhile_is_offered_instead_of_waiting(talk, session):
    cancel(session, session.get(Booking, 1), OPEN)
    talk.presses(f"{ANY}&d=2026-11-23&h=morning")
    assert "ยืนยันนัด" in labels(talk)


def test_a_closed_day_cannot_be_waited_for(talk):
    talk.presses(f"{ANY}&d=2026-11-22")
    assert "สำนักงานปิด" in said(talk) and not waiting.wishes_of(talk.session, talk.citizen)


def test_waiting_is_in_english_too(talk):
    talk.citizen.language = "en"
    talk.presses(ANY)
    assert "You are on the waiting list" in said(talk)
    offered(talk)
    assert "20 Nov 2026 10:00" in said(talk) and "Take this place" in labels(talk)
