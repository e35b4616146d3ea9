"""How visits are spoken of: days with their weekday, halves with their hours, seats and reasons."""

from collections.abc import Mapping
from datetime import date

from handlers.citizens.chat import Chat
from handlers.citizens.words import Words, later
from models.appointments import Bar, Booking, State
from models.calendar import Calendar, Half

WEEKDAYS: tuple[str, ...] = (
    later("จันทร์"), later("อังคาร"), later("พุธ"),
    later("พฤหัสบดี"), later("ศุกร์"), later("เสาร์"), later("อาทิตย์"),
)  # fmt: skip
HALVES: Mapping[Half, str] = {
    Half.MORNING: later("ช่วงเช้า"),
    Half.AFTERNOON: later("ช่วงบ่าย"),
}
# Why a half-day cannot be had, to somebody who asked for it.
BARS: Mapping[Bar, str] = {
    Bar.CLOSED: later("สำนักงานปิด"),
    Bar.FULL: later("เต็มแล้ว"),
    Bar.TOO_SOON: later("ใกล้เกินไป นัดไม่ทันแล้ว"),
    Bar.TOO_FAR: later("ยังไม่เปิดให้นัด"),
    Bar.NOT_OPENED: later("ไม่ได้เปิดให้นัดช่วงนี้"),
}
STATES: Mapping[State, str] = {
    State.BOOKED: later("นัดแล้ว"),
    State.ARRIVED: later("มาถึงแล้ว"),
    State.SERVED: later("เสร็จเรียบร้อยแล้ว"),
    State.CAME_BACK: later("ต้องมาอีกครั้ง"),
    State.NO_SHOW: later("ไม่ได้มาตามนัด"),
    State.CANCELLED: later("ยกเลิกแล้ว"),
    State.MOVED: later("เลื่อนแล้ว"),
    State.DISPLACED: later("รอเลือกวันใหม่"),
    State.HELD: later("รอยืนยัน"),
    State.OVER: later("หมดเวลายืนยันแล้ว"),
}


def day(words: Words, day: date) -> str:
    """A day as one says it: "วันจันทร์ที่ 23 พ.ย. 2569", "Monday 23 Nov 2026"."""
    name, told = words(WEEKDAYS[day.weekday()]), words.day(day)
    return f"{name} {told}" if words.language == "en" else f"วัน{name}ที่ {told}"


def short_day(words: Words, day: date) -> str:
    """The same for a button, without the year: "จันทร์ 23 พ.ย."."""
    name, told = words(WEEKDAYS[day.weekday()]), words.day(day).rsplit(" ", 1)[0]
    return f"{name} {told}"


def half(words: Words, half: str) -> str:
    """The half of a day."""
    return words(HALVES[Half(half)])


def hours(calendar: Calendar, booking: Booking) -> str:
    """The hours of the booked half-day, e.g. "08.00–12.00"; "" when it has closed since."""
    services = (booking.procedure, f"section:{booking.section}")
    openings = calendar.openings(booking.day, services)
    return next((one.words for one in openings if one.half == booking.half), "")


def when(words: Words, booking: Booking) -> str:
    """Day and half in one line."""
    return f"{day(words, booking.day)} {half(words, booking.half)}"


def name(chat: Chat, slug: str, name_th: str) -> str:
    """What the visit is for, in the citizen's language as far as the office still tells it."""
    known = chat.office.catalogue.procedures.get(slug)
    return known.name(chat.words.language) if known else name_th
