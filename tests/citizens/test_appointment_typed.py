"""A day in one's own words, while choosing or together with what one comes for."""

from datetime import date

import pytest

from models.appointments import bookings_of
from models.links import Links
from tests.citizens.talk import Talk, buttons, text_of
from tests.people import NOON
from tests.visits import open_seats

CHOOSE = "book?p=marriage-registration&x=y"


@pytest.fixture
def talk(kept_talk: Talk, session) -> Talk:
    open_seats(session, 2)
    kept_talk.now = NOON
    kept_talk.links = Links("https://khet.example.org", "k" * 32)
    return kept_talk


def said(talk: Talk) -> str:
    return text_of(talk.said)


def labels(talk: Talk) -> list[str]:
    return [label for label, _ in buttons(talk.said)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("อังคารบ่าย", "วันอังคารที่ 24 พ.ย. 2569\nช่วงบ่าย 13.00–16.00 น."),
        ("๒๔/๑๑/๖๙ เช้า", "วันอังคารที่ 24 พ.ย. 2569\nช่วงเช้า"),
        ("24 พ.ย.", "เลือกช่วงเวลา"),
        ("พรุ่งนี้", "วันเสาร์ที่ 21 พ.ย. 2569\nสำนักงานปิด"),
        ("วันนี้บ่าย", "ใกล้เกินไป"),
        ("19 พ.ย. 2569 เช้า", "เลยวันนั้นมาแล้ว"),
        ("1 ก.พ. 2570", "ยังไม่เปิดให้นัด"),
        ("วันศุกร์", "หมายถึงวันไหนคะ"),
        ("31 พ.ย.", "วันที่ที่พิมพ์ไม่มีในปฏิทิน"),
    ],
)
def test_a_day_typed_while_choosing(talk, typed, told):
    talk.presses(CHOOSE)
    talk.types(typed)
    assert told in said(talk)


def test_what_is_no_day_is_answered_as_a_question(talk):
    talk.presses(CHOOSE)
    talk.types("เวลาทำการ")
    assert "วันทำการ" in said(talk)


def test_a_day_typed_out_of_the_blue_books_nothing(talk):
    talk.types("อังคารบ่าย")
    assert "ยืนยันนัด" not in labels(talk)


def test_everything_in_one_sentence(talk):
    talk.types("ขอนัดจดทะเบียนสมรสวันอังคารบ่าย")
    talk.taps("ยืนยันนัด")
    [booking] = bookings_of(talk.session, talk.citizen)
    assert (booking.procedure, booking.day) == ("marriage-registration", date(2026, 11, 24))


def test_everything_in_one_english_sentence(talk):
    talk.citizen.language = "en"
    talk.types("book marriage registration on tuesday afternoon")
    assert "Tuesday 24 Nov 2026\nAfternoon 13.00–16.00" in said(talk)


def test_a_wish_for_a_visit_without_a_day_shows_the_days(talk):
    talk.types("ขอนัดจดทะเบียนสมรส")
    assert labels(talk)[:2] == ["ตรวจเอกสารล่วงหน้า", "นัดเลย ไม่ตรวจก่อน"]


def test_a_day_of_two_meanings_is_chosen_by_a_tap(talk):
    talk.presses(CHOOSE)
    talk.types("ศุกร์ เช้า")
    talk.taps("วันศุกร์ที่ 27 พ.ย. 2569")
    assert "27 พ.ย. 2569\nช่วงเช้า" in said(talk)


@pytest.mark.parametrize("value", ["2026-11-24", "2569-11-24"])
def test_a_picked_date_of_either_era(talk, value):
    talk.happens("postback", postback={"data": CHOOSE, "params": {"date": value}})
    assert "วันอังคารที่ 24 พ.ย. 2569" in said(talk)


@pytest.mark.parametrize("value", ["", "0000-00-00", "next week", None, 7])
def test_an_odd_pick_shows_the_days(talk, value):
    talk.happens("postback", postback={"data": CHOOSE, "params": {"date": value}})
    assert "เลือกวันนัด" in said(talk)


def test_a_visit_can_be_moved_by_typing(talk):
    talk.presses("seat?p=marriage-registration&d=2026-11-24&h=morning&sure=y")
    talk.taps("เลื่อนนัด")
    talk.types("พุธหน้าบ่าย")
    talk.taps("ยืนยันนัด")
    [booking] = bookings_of(talk.session, talk.citizen)
    assert booking.day == date(2026, 11, 25)


def test_who_says_appointment_is_asked_for_what(talk):
    talk.types("จองคิว")
    assert "นัดเรื่องอะไรคะ" in said(talk)
