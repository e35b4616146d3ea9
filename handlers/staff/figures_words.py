"""What the dashboard calls its figures, their units, and the columns of the rows behind them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _later

from handlers.staff.appointment_words import HALVES
from handlers.staff.appointment_words import STATES as VISIT_STATES
from handlers.staff.furniture import section_name, thai_day
from handlers.staff.precheck_words import STATES as CASE_STATES
from handlers.staff.procedure_case import whole
from handlers.staff.words import language
from models.dates import MONTHS, thai_moment
from models.happenings import What

PEOPLE, TIMES, ASKED = _later("ราย"), _later("ครั้ง"), _later("คำถาม")
MINUTES, MATTERS = _later("นาทีทำการ"), _later("เรื่อง")
# Every figure of models.usage.LABELS, and its unit, in the language of the reader.
NAMES: dict[str, tuple[Any, Any]] = {
    "people": (_later("ผู้ใช้บริการ"), PEOPLE),
    "people_cumulative": (_later("ผู้ใช้บริการสะสม"), PEOPLE),
    "new_friends": (_later("เพิ่มเพื่อนใหม่"), PEOPLE),
    "visits": (_later("การเข้าใช้บริการ"), TIMES),
    "questions": (_later("คำถามทั้งหมด"), ASKED),
    "answered": (_later("ตอบอัตโนมัติ"), ASKED),
    "suggested": (_later("เสนอตัวเลือก"), ASKED),
    "unknown": (_later("ยังไม่มีคำตอบเตรียมไว้"), ASKED),
    "escalated": (_later("ส่งถึงเจ้าหน้าที่"), ASKED),
    "deflected": (_later("คำตอบที่เตรียมไว้ตรงแล้ว"), ASKED),
    "told": (_later("เจ้าหน้าที่ตอบแล้ว"), ASKED),
    "median_first_response": (_later("มัธยฐานเวลาตอบครั้งแรก"), MINUTES),
    "median_resolution": (_later("มัธยฐานเวลาจนเรียบร้อย"), MINUTES),
    "broken_promises": (_later("ตอบช้ากว่ากำหนด"), ASKED),
    "prechecks": (_later("ตรวจเอกสารล่วงหน้า"), MATTERS),
    "first_time_right": (_later("เอกสารผ่านในครั้งแรก"), MATTERS),
    "booked": (_later("นัดหมาย"), TIMES),
    "served": (_later("มารับบริการตามนัด"), TIMES),
    "no_shows": (_later("ไม่มาตามนัด"), TIMES),
    "clips": (_later("ดูคลิปจบ"), TIMES),
}
# What sums up over months; people do not, and neither does a median.
SUMMED = frozenset(NAMES) - {
    "people", "people_cumulative", "median_first_response", "median_resolution",
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    """Figures that are read together; `drawn` are those of the plot and how (bar, stack, line)."""

    name: str
    title: Any
    figures: tuple[str, ...]
    drawn: dict[str, str]
    hint: Any = ""


GROUPS = (
    Group(
        "usage", _later("การใช้บริการ"),
        ("people", "people_cumulative", "visits", "new_friends"),
        {"people": "bar", "visits": "bar", "people_cumulative": "line"},
        _later("ผู้ใช้บริการไม่นับซ้ำภายในเดือน: หนึ่งคนเป็น 1 รายไม่ว่าจะมากี่ครั้ง ยอดสะสมไม่นับซ้ำตั้งแต่ต้นปีงบประมาณ "
               "จึงไม่เท่ากับผลรวมของเดือน · การเข้าใช้บริการ: หนึ่งคนในหนึ่งวันเป็น 1 ครั้ง"),
    ),
    Group(
        "questions", _later("คำถามและการตอบ"),
        ("questions", "answered", "suggested", "unknown", "escalated", "deflected", "told"),
        {"answered": "stack", "suggested": "stack", "unknown": "stack", "escalated": "line"},
        _later("คำถามทั้งหมด = ตอบอัตโนมัติ + เสนอตัวเลือก + ยังไม่มีคำตอบเตรียมไว้ "
               "คำถามที่ส่งถึงเจ้าหน้าที่อาจเริ่มจากคำถามเหล่านี้หรือประชาชนกดส่งเอง จึงแยกนับ"),
    ),
    Group(
        "waits", _later("เวลาที่ประชาชนรอเจ้าหน้าที่"),
        ("median_first_response", "median_resolution", "broken_promises"),
        {"median_first_response": "line", "median_resolution": "line"},
        _later("นับเฉพาะเวลาทำการ ค่ากลาง (มัธยฐาน) ของคำถามที่ถามในเดือนนั้น"),
    ),
    Group(
        "prechecks", _later("ตรวจเอกสารล่วงหน้า"),
        ("prechecks", "first_time_right"),
        {"prechecks": "bar", "first_time_right": "bar"},
        _later("เอกสารผ่านในครั้งแรก: ผ่านในเดือนนั้นโดยไม่เคยส่งกลับให้ถ่ายใหม่"),
    ),
    Group(
        "visits", _later("นัดหมาย"),
        ("booked", "served", "no_shows"),
        {"booked": "bar", "served": "bar", "no_shows": "bar"},
        _later("ที่นัดผ่าน LINE ตามวันนัด ไม่รวมนัดที่ยกเลิกหรือเลื่อน และผู้มาโดยไม่ได้นัด"),
    ),
    Group("clips", _later("คลิป"), ("clips",), {"clips": "bar"}),
)  # fmt: skip
STANDING = {
    "running": _later("กำลังนับ"),
    "to_close": _later("รอปิดเดือน"),
    "before": _later("ก่อนเริ่มใช้งาน"),
    "closed": _later("ปิดแล้ว"),
    "adjusted": _later("ปิดแล้ว มีการปรับ"),
}
COLUMNS = {
    "at": _later("เวลา"),
    "day": _later("วันที่"),
    "first_at": _later("ครั้งแรก"),
    "days": _later("มากี่วัน"),
    "person": _later("รหัสผู้ใช้ในรายการนี้"),
    "what": _later("เหตุการณ์"),
    "number": _later("เลขที่"),
    "procedure": _later("กระบวนงาน"),
    "section": _later("ฝ่าย"),
    "channel": _later("ช่องทาง"),
    "half": _later("ช่วง"),
    "state": _later("สถานะตอนนี้"),
    "answered_at": _later("ตอบครั้งแรก"),
    "done_at": _later("เรียบร้อย"),
    "promised_at": _later("สัญญาไว้"),
    "apologised_at": _later("แจ้งว่าช้า"),
    "level": _later("ระดับ"),
}
HAPPENED = {
    What.JOINED: _later("เพิ่มเพื่อน"),
    What.WROTE: _later("พิมพ์หรือกด"),
    What.ANSWERED: _later("ตอบอัตโนมัติ"),
    What.SUGGESTED: _later("เสนอตัวเลือก"),
    What.UNKNOWN: _later("ยังไม่มีคำตอบเตรียมไว้"),
    What.ASKED: _later("ส่งถึงเจ้าหน้าที่"),
    What.DEFLECTED: _later("คำตอบที่เตรียมไว้ตรงแล้ว"),
    What.TOLD: _later("เจ้าหน้าที่ตอบแล้ว"),
    What.FILMED: _later("ดูคลิปจบ"),
}
CHANNELS = {
    "line": "LINE", "counter": _later("เคาน์เตอร์"), "facebook": "Facebook",
    "website": _later("เว็บไซต์"), "phone": _later("โทรศัพท์"),
}  # fmt: skip


def wording() -> dict[str, dict[str, str]]:
    """What the values of each column are called, in the language of this request."""
    named = language()
    procedures = whole().catalogue.procedures
    sections = {one.section for one in procedures.values()}
    return {
        "procedure": {slug: one.name(named) for slug, one in procedures.items()},
        "section": {code: section_name(code) for code in sections},
        "what": {str(what): str(name) for what, name in HAPPENED.items()},
        "channel": {code: str(name) for code, name in CHANNELS.items()},
        "half": {str(half): str(name) for half, name in HALVES.items()},
        "state": {
            **{str(state): str(name) for state, name in CASE_STATES.items()},
            **{str(state): str(name) for state, name in VISIT_STATES.items()},
        },
    }


def said(value: Any, words: dict[str, str]) -> str:
    """A value of such a row as a page shows it."""
    if isinstance(value, datetime):
        return thai_moment(value)
    if isinstance(value, date):
        return thai_day(value)
    return "" if value is None else words.get(str(value), str(value))


def month_name(first: date) -> str:
    """E.g. "พ.ย. 69": short, for tables and plots of one fiscal year."""
    return f"{MONTHS[first.month - 1]} {(first.year + 543) % 100:02d}"
