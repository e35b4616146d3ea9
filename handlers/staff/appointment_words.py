"""The words of the appointments desk, and how typed and scanned numbers are understood."""

from datetime import date

from flask_babel import lazy_gettext as _later

from handlers.staff.calendar_words import weekday_name
from handlers.staff.furniture import sections, thai_day
from handlers.staff.visit import officer, session
from handlers.staff.words import language
from models.appointments import Booking, State
from models.appointments.counter import find
from models.calendar import Half
from models.catalogue import Section

READ, SERVE = "visits.read", "visits.serve"
STATES = {
    State.HELD: _later("รอผู้อยู่ในคิวสำรองยืนยัน"),
    State.BOOKED: _later("นัดแล้ว"),
    State.ARRIVED: _later("มาถึงแล้ว"),
    State.SERVED: _later("เสร็จเรียบร้อย"),
    State.CAME_BACK: _later("ต้องมาใหม่"),
    State.NO_SHOW: _later("ไม่มาตามนัด"),
    State.CANCELLED: _later("ยกเลิก"),
    State.MOVED: _later("เลื่อนนัด"),
    State.DISPLACED: _later("ต้องนัดใหม่"),
    State.OVER: _later("ไม่ได้ยืนยันที่ว่าง"),
}
HALVES = {Half.MORNING: _later("ช่วงเช้า"), Half.AFTERNOON: _later("ช่วงบ่าย")}
# What a scanner "types" while the keyboard is set to Thai (Kedmanee), key by key.
KEDMANEE = str.maketrans(
    'ๅ/-ภถุึคตจขๆไำพะัีรนยฟหกดเ้่าสผปแอิืท๐"ฎฑธํ๊ณฯญฤฆฏโฌ็๋ษศ()ฉฮฺ์?',
    "1234567890-QWERTYUIOPASDFGHJKLZXCVBNMQWERTYUIOPASDFGHJKLZXCVBNM",
)
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def found_by(words: str, day: date, section: str | None) -> Booking | None:
    """The visit of a code, a reference or a queue number of that day, in whatever keys it came.

    A visit that was moved leads to the one in its place.
    """
    for typed in (words, words.translate(THAI_DIGITS), words.translate(KEDMANEE)):
        booking = find(session(), typed, day, section)
        if booking is not None:
            return newest(booking)
    return None


def newest(booking: Booking) -> Booking:
    """What became of a booking: the one in its place, at last."""
    while booking.state == State.MOVED and booking.moved_to_id is not None:
        booking = session().get_one(Booking, booking.moved_to_id)
    return booking


def day_name(day: date) -> str:
    """E.g. "วันจันทร์ 23 พ.ย. 2569"."""
    return f"{weekday_name(day.weekday())} {thai_day(day)}"


def place_name(booking: Booking) -> str:
    """E.g. "วันจันทร์ 23 พ.ย. 2569 ช่วงเช้า"."""
    return f"{day_name(booking.day)} {HALVES[Half(booking.half)]}"


def called(booking: Booking) -> str:
    """The queue number as it is called in the language of this request."""
    return booking.queue_number(language())


def own_sections(permission: str = READ) -> list[Section]:
    """The sections whose visits this officer may see."""
    return [one for one in sections() if officer().may(permission, one.code)]


def said(booking: Booking) -> str:
    """One visit in a few words: its number and its matter."""
    return f"{called(booking)} {booking.procedure_name}"
