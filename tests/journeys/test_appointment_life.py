"""One visit from papers that passed to the reminder, and what may come between."""

from collections import Counter

import pytest
from sqlalchemy import select

from models.appointments import Booking, State
from models.outbox import Letter
from tests.district import District
from tests.journeys.visiting import AT_ONCE, Visiting


@pytest.fixture
def somying(district: District) -> Visiting:
    return Visiting(district, district.phone())


def states(district: District) -> list[str]:
    with district.sessions() as session:
        return list(session.scalars(select(Booking.state).order_by(Booking.id)))


def test_from_papers_that_passed_to_the_reminders(somying: Visiting) -> None:
    somying.opens(3)
    somying.begins()
    somying.gives_everything()
    somying.hands_in()
    assert "เอกสารผ่านแล้วค่ะ" in somying.is_looked_at()
    assert "เลือกวันนัด: จดทะเบียนสมรส" in somying.taps("เลือกวันนัด")
    later = somying.free()[4]  # some days ahead, so that a reminder is due
    somying.taps(somying.label(later))
    card = somying.taps("ยืนยันนัด")
    assert "นัดเรียบร้อยแล้วค่ะ" in card and "เอกสารตัวจริง" in card
    booking = somying.booking()
    assert (booking.day, booking.half) == (later.day, later.half) and booking.precheck_id

    assert somying.clock_strikes() == 0
    somying.comes(somying.last_working_day_before(later.day), 10)
    assert somying.clock_strikes() == 1
    assert "ใกล้ถึงวันนัดแล้วค่ะ" in somying.said() and booking.queue_number() in somying.said()
    somying.comes(later.day, 7)
    assert somying.clock_strikes() == 1
    assert somying.clock_strikes() == 0
    assert "เลื่อนนัด" in [button.label for button in somying.phone.buttons()]


def test_the_office_closes_and_everybody_has_another_day(
    district: District, somying: Visiting
) -> None:
    somying.opens(3)
    mana = Visiting(district, district.phone("มานะ ขยัน"))
    first = somying.free()[2]
    somying.books(first)
    mana.books(first)
    somying.office_closes(first.day, "น้ำท่วม")
    for phone in (somying, mana):
        assert "เลื่อนนัดให้แล้วค่ะ" in phone.said() and "น้ำท่วม" in phone.said()
    assert sorted(states(district)) == [State.BOOKED] * 2 + [State.MOVED] * 2
    somying.taps("เลื่อนนัด")  # another day suits better
    other = somying.free()[-1]
    somying.presses(f"seat?b={_mine(district, somying)}&d={other.day}&h={other.half}&sure=y")
    assert "เลื่อนนัดแล้วค่ะ" in somying.said()


def test_who_finds_no_seat_after_a_closure_chooses_when_there_is_one(
    district: District, somying: Visiting
) -> None:
    somying.opens(1, horizon_days=12)
    choices = somying.free()
    somying.books(choices[0])
    for number, choice in enumerate(choices[1:]):
        Visiting(district, district.phone(f"คนที่ {number}")).books(choice)
    somying.office_closes(choices[0].day, "ไฟดับ")
    now = Counter(states(district))
    assert now[State.DISPLACED] and now.total() == len(choices)  # nobody is lost
    assert "ต้องเลือกวันนัดใหม่ค่ะ" in somying.said()
    somying.opens(5)
    again = somying.free()[-1]
    somying.taps("เลือกวันใหม่")
    assert "เลือกวันนัด" in somying.said()
    assert "นัดเรียบร้อยแล้วค่ะ" in somying.books(again)


def test_a_seat_given_back_is_offered_to_who_waits(district: District, somying: Visiting) -> None:
    somying.opens(1, horizon_days=12)
    choices = somying.free()
    somying.books(choices[-1])
    for number, choice in enumerate(choices[:-1]):
        Visiting(district, district.phone(f"คนที่ {number}")).books(choice)
    mali = Visiting(district, district.phone("มาลี ใจดี"))
    mali.presses(AT_ONCE)
    assert "คุณเป็นคิวแรก" in mali.taps("รอคิวสำรอง")
    somying.taps("ยกเลิกนัด")
    assert "แล้วค่ะ" in somying.taps("ยืนยันยกเลิกนัด")
    somying.comes(somying.last_working_day_before(choices[-1].day), 9)
    mali.clock_strikes()
    assert "มีที่ว่างแล้วค่ะ" in mali.said()
    assert "นัดเรียบร้อยแล้วค่ะ" in mali.taps("รับที่ว่างนี้")
    assert (mali.booking().day, mali.booking().half) == (choices[-1].day, choices[-1].half)


def test_in_english_from_the_first_word(somying: Visiting) -> None:
    somying.opens(3)
    somying.types("English")
    choice = somying.free()[2]
    somying.types("book marriage registration")
    somying.taps("Book now, unchecked")
    somying.taps(somying.label(choice, "en"))
    card = somying.taps("Yes, book it")
    assert "Your visit is booked" in card and str(choice.day.year) in card
    assert "Move this visit" in [button.label for button in somying.phone.buttons()]


def test_everything_in_one_sentence(somying: Visiting) -> None:
    somying.opens(3)
    choice = next(one for one in somying.free()[2:] if one.half == "afternoon")
    day = f"{choice.day.day}/{choice.day.month}/{choice.day.year + 543}"
    assert "ช่วงบ่าย" in somying.types(f"ขอนัดจดทะเบียนสมรส {day} บ่าย")
    assert "นัดเรียบร้อยแล้วค่ะ" in somying.taps("ยืนยันนัด")
    assert somying.booking().day == choice.day


def test_tomorrow_afternoon_is_taken_or_told_why_not(somying: Visiting) -> None:
    somying.opens(3)
    told = somying.types("ขอนัดจดทะเบียนสมรสพรุ่งนี้บ่าย")
    assert "ยืนยันนัดนี้ไหมคะ" in told or "เลือกช่วงนี้ไม่ได้" in told


def test_who_blocked_the_account_hears_nothing_and_keeps_the_seat(
    district: District, somying: Visiting
) -> None:
    somying.opens(3)
    choice = somying.free()[4]
    somying.books(choice)
    somying.phone.blocks()
    district.settle()
    with district.sessions() as session:
        before = len(session.scalars(select(Letter.id)).all())
    somying.comes(somying.last_working_day_before(choice.day), 10)
    assert somying.clock_strikes() == 0
    with district.sessions() as session:
        assert len(session.scalars(select(Letter.id)).all()) == before
    assert states(district) == [State.BOOKED]


def test_old_buttons_answer_kindly(district: District, somying: Visiting) -> None:
    somying.opens(3)
    first, second = somying.free()[:2]
    old = f"seat?p=marriage-registration&d={first.day}&h={first.half}&sure=y"
    somying.comes(second.day, 23)
    assert "เลยวันนั้นมาแล้ว" in somying.presses(old) or "ใกล้เกินไป" in somying.said()
    somying.types("English")
    assert "Sorry" in somying.presses(old)
    assert states(district) == []


def _mine(district: District, somying: Visiting) -> int:
    with district.sessions() as session:
        rows = select(Booking.id).where(Booking.state == State.BOOKED).order_by(Booking.citizen_id)
        return int(session.scalars(rows).first() or 0)
