"""Booking a visit in the chat: days as cards, one half-day, confirmed, and its card."""

from datetime import date, timedelta

import pytest

from handlers.citizens.cards import LONGEST_ALT
from models.appointments import Booking, State, book, bookings_of, end_rule, rules_of
from models.calendar import Entry, Half, Kind, add_day
from models.links import Links
from tests import prechecks as cases
from tests.citizens.talk import Talk, buttons, text_of
from tests.officers import officers
from tests.people import DAY, NOON, somying
from tests.visits import MARRIAGE, MONDAY, MORNING, TUESDAY, open_seats

PUBLIC = Links("https://khet.example.org", "k" * 32)
AT_ONCE = "book?p=marriage-registration&x=y"
WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def talk(kept_talk: Talk, session) -> Talk:
    """สมหญิง talks on Friday at noon; every half-day of the registration section has two seats."""
    open_seats(session, 2)
    kept_talk.now = NOON
    kept_talk.links = PUBLIC
    return kept_talk


def labels(talk: Talk) -> list[str]:
    return [label for label, _ in buttons(talk.said)]


def said(talk: Talk) -> str:
    return text_of(talk.said)


def mine(talk: Talk) -> list[Booking]:
    return bookings_of(talk.session, talk.citizen)


def booked(talk: Talk, day: str = "2026-11-24", half: str = "morning") -> Booking:
    talk.presses(f"seat?p=marriage-registration&d={day}&h={half}&sure=y")
    return mine(talk)[-1]


def fill(talk: Talk, day: date, *halves: Half) -> list[Booking]:
    """Somebody else has every seat of these halves."""
    return [
        book(talk.session, somying(talk.session, letter + half[0]), MARRIAGE, (day, half), NOON)
        for half in halves
        for letter in "xy"
    ]


def test_from_a_passed_case_to_the_card(talk):
    talk.types("สวัสดี")
    case = cases.passed(talk.session, talk.citizen, officers(talk.session))
    talk.presses(f"book?c={case.receipt}")
    talk.taps("อังคาร 24 พ.ย. ช่วงเช้า · ว่าง 2")
    assert "วันอังคารที่ 24 พ.ย. 2569\nช่วงเช้า 08.00–12.00 น." in said(talk)
    talk.taps("ยืนยันนัด")
    [booking] = mine(talk)
    assert (booking.day, booking.half, booking.precheck_id) == (TUESDAY, MORNING, case.id)
    assert "ช001" in said(talk) and "เอกสารตัวจริงของรูปที่ผ่านการตรวจแล้ว" in said(talk)
    assert {"เลื่อนนัด", "ยกเลิกนัด", "เปิดแผนที่", "แสดง QR / เพิ่มในปฏิทิน"} <= set(labels(talk))


def test_only_the_papers_still_missing_are_named(talk):
    talk.types("สวัสดี")
    case = cases.passed(talk.session, talk.citizen, officers(talk.session))
    talk.presses(f"seat?c={case.receipt}&d=2026-11-24&h=morning&sure=y")
    assert case.papers[0].name_th not in said(talk)


def test_without_checked_papers_the_better_way_is_named_first(talk):
    talk.presses("book?p=marriage-registration")
    assert labels(talk)[:2] == ["ตรวจเอกสารล่วงหน้า", "นัดเลย ไม่ตรวจก่อน"]
    talk.taps("นัดเลย ไม่ตรวจก่อน")
    assert "เลือกวันนัด: จดทะเบียนสมรส" in said(talk)


def test_the_row_of_days_fits_what_line_takes(talk):
    *_, row = talk.presses(AT_ONCE)
    bubbles = row["contents"]["contents"]
    assert row["contents"]["type"] == "carousel" and 2 <= len(bubbles) <= 12
    assert len(row["altText"]) <= LONGEST_ALT
    assert len(labels(talk)) == len(set(labels(talk)))


def test_closed_days_are_shown_with_why(talk):
    add_day(
        talk.session, Entry(WEDNESDAY, Kind.CLOSURE, "น้ำท่วม"), officers(talk.session).head, NOON
    )
    talk.presses(AT_ONCE)
    assert "วันพุธที่ 25 พ.ย. 2569\nน้ำท่วม" in said(talk)
    assert "วันเสาร์ที่ 28 พ.ย. 2569\nวันอาทิตย์ที่ 29 พ.ย. 2569" in said(talk)


def test_today_is_too_late_and_begins_no_row(talk):
    talk.presses(AT_ONCE)
    assert "20 พ.ย." not in said(talk) and "จันทร์ 23 พ.ย." in "".join(labels(talk))


def test_further_days_are_behind_a_card_of_their_own(talk):
    talk.presses(AT_ONCE)
    first = labels(talk)
    talk.taps("วันถัดไป")
    assert "เลือกวันนัด" in said(talk) and not set(first) & {"ศุกร์ 4 ธ.ค. ช่วงเช้า · ว่าง 2"}
    assert "4 ธ.ค. 2569" in said(talk)


def test_a_full_half_day_is_told_with_others_and_the_waiting_list(talk):
    fill(talk, MONDAY, MORNING)
    talk.presses("seat?p=marriage-registration&d=2026-11-23&h=morning")
    assert "เต็มแล้ว" in said(talk)
    assert labels(talk)[0] == "จันทร์ 23 พ.ย. ช่วงบ่าย · ว่าง 2"
    assert "รอคิวสำรอง" in labels(talk)


def test_a_seat_taken_while_somebody_confirms_is_told_kindly(talk):
    talk.presses("seat?p=marriage-registration&d=2026-11-23&h=morning")
    fill(talk, MONDAY, MORNING)
    talk.taps("ยืนยันนัด")
    assert "เลือกช่วงนี้ไม่ได้" in said(talk) and not mine(talk)


def test_confirming_twice_books_once(talk):
    talk.presses("seat?p=marriage-registration&d=2026-11-23&h=morning")
    sure = dict(buttons(talk.said))["ยืนยันนัด"]
    talk.presses(sure)
    talk.presses(sure)
    assert len(mine(talk)) == 1 and "มีนัดเรื่องนี้อยู่แล้วค่ะ" in said(talk)


def test_a_matter_without_seats_is_told_kindly(talk):
    for rule in rules_of(talk.session, ["section:registration"], NOON.date()):
        end_rule(talk.session, rule, NOON.date())
    talk.presses(AT_ONCE)
    assert "ยังไม่เปิดให้นัดในแชต" in said(talk)


def test_a_procedure_shows_the_way_only_where_seats_are_opened(talk):
    talk.presses("procedure?p=marriage-registration&f=n")
    assert "นัดวันมา" in labels(talk)
    talk.presses("procedure?p=signboard-tax&f=n")
    assert "นัดวันมา" not in labels(talk)


@pytest.mark.parametrize(
    "data",
    [
        "book?c=P-999999", "book?c=P-1;--", "book?p=no-such", "seat?p=marriage-registration",
        "seat?", "seat?b=1&d=2026-11-23&h=morning", "visit?b=999", "visit?", "reschedule?b=x",
        "unbook?b=-1", "wait?", "wait?w=9", "unwait?w=9", "take?w=9", "take?",
        "wait?p=marriage-registration&d=2020-01-01",
        "seat?p=marriage-registration&d=9999-12-31&h=morning&sure=y",
        "seat?p=marriage-registration&d=2026-11-23&h=night",
    ],
)  # fmt: skip
def test_odd_buttons_get_an_answer_and_book_nothing(talk, data):
    talk.presses(data)
    assert said(talk) and not mine(talk)


def test_somebody_elses_visit_stays_theirs(talk):
    talk.types("สวัสดี")
    [other, _] = fill(talk, MONDAY, MORNING)
    talk.presses(f"unbook?b={other.id}&sure=y")
    assert other.state == State.BOOKED and "ปุ่มนี้ใช้ไม่ได้แล้ว" in said(talk)


def test_moving_frees_the_old_seat_and_keeps_the_checked_papers(talk):
    old = booked(talk)
    talk.taps("เลื่อนนัด")
    talk.taps("พุธ 25 พ.ย. ช่วงบ่าย · ว่าง 2")
    assert "แทนนัดเดิม วันอังคารที่ 24 พ.ย. 2569 ช่วงเช้า" in said(talk)
    talk.taps("ยืนยันนัด")
    [new] = mine(talk)
    assert (old.state, new.day) == (State.MOVED, WEDNESDAY) and "เลื่อนนัดแล้วค่ะ" in said(talk)


def test_cancelling_is_asked_once_more(talk):
    booking = booked(talk)
    talk.taps("ยกเลิกนัด")
    assert booking.state == State.BOOKED
    talk.taps("ยืนยันยกเลิกนัด")
    assert booking.state == State.CANCELLED


def test_past_the_cut_off_the_office_is_to_be_called(talk):
    booking = booked(talk)
    talk.now = NOON + 4 * DAY - timedelta(hours=3)  # nine o'clock of that Tuesday
    talk.presses(f"unbook?b={booking.id}&sure=y")
    assert booking.state == State.BOOKED and "เลยเวลาแล้ว" in said(talk)
    talk.presses(f"visit?b={booking.id}")
    assert "เลื่อนนัด" not in labels(talk)


def test_the_buttons_of_a_visit_that_was_moved_show_where_it_went(talk):
    old = booked(talk)
    talk.presses(f"seat?b={old.id}&d=2026-11-25&h=afternoon&sure=y")
    talk.presses(f"visit?b={old.id}")
    assert "25 พ.ย. 2569" in said(talk)
    talk.presses(f"seat?b={old.id}&d=2026-11-26&h=morning&sure=y")
    assert len(mine(talk)) == 1 and mine(talk)[0].day == WEDNESDAY


def test_my_visits_lists_what_lies_ahead(talk):
    talk.types("นัดของฉัน")
    assert "ยังไม่มีนัดค่ะ" in said(talk)
    booking = booked(talk)
    talk.types("นัดของฉัน")
    assert f"{booking.reference} จดทะเบียนสมรส" in labels(talk)
    talk.types("เรื่องของฉัน")
    assert f"{booking.reference} จดทะเบียนสมรส" in labels(talk)


def test_a_visit_of_an_earlier_day_bars_nobody_from_booking_again(talk):
    old = booked(talk)
    talk.now = NOON + 7 * DAY
    talk.presses("seat?p=marriage-registration&d=2026-12-01&h=morning&sure=y")
    assert old.state == State.NO_SHOW
    assert [one.day for one in mine(talk)] == [date(2026, 12, 1)]


def test_in_english_days_are_of_the_common_era(talk):
    talk.citizen.language = "en"
    talk.presses(AT_ONCE)
    assert "Tuesday 24 Nov 2026" in said(talk)
    talk.taps("Tuesday 24 Nov Morning · 2 free")
    talk.taps("Yes, book it")
    assert "M001" in said(talk) and "Move this visit" in labels(talk)


def test_without_an_address_of_our_own_there_is_no_page(talk):
    talk.links = None
    booked(talk)
    assert "แสดง QR / เพิ่มในปฏิทิน" not in labels(talk) and "เปิดแผนที่" in labels(talk)
