"""A procedure's page as an officer reads it: each field a name and lines, and what differs."""

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from handlers.staff.furniture import section_name, thai_day
from handlers.staff.procedure_asking import procedure_name
from handlers.staff.procedure_fields import (
    APPOINTMENT_NAMES,
    EVERYBODY,
    PLACE_NAMES,
    STANDING_NAMES,
)
from handlers.staff.sources import named
from models.content.overlay import starter_catalogue

Page = dict[str, Any]

FIELD_NAMES = {
    "name_th": _later("ชื่อเรื่อง"),
    "name_en": _later("ชื่อภาษาอังกฤษ"),
    "short_th": _later("ชื่อสั้นสำหรับปุ่ม"),
    "description_th": _later("เรื่องนี้คืออะไร"),
    "where": _later("ทำที่ไหน"),
    "fee": _later("ค่าธรรมเนียม"),
    "duration": _later("ใช้เวลา"),
    "hours": _later("เวลาทำการ (ถ้าต่างจากปกติ)"),
    "eligibility": _later("คุณสมบัติ"),
    "documents": _later("เอกสาร"),
    "notes": _later("ควรรู้"),
    "law": _later("กฎหมาย"),
    "appointment": _later("การนัดหมาย"),
    "clip": _later("ลิงก์คลิป"),
    "clip_preview": _later("ลิงก์ภาพปกคลิป (.jpg)"),
    "asks": _later("ประชาชนถามว่าอย่างไร"),
    "asks_en": _later("ประชาชนถามเป็นภาษาอังกฤษว่าอย่างไร"),
    "questions": _later("ถ้อยคำของคำถามเงื่อนไข"),
    "first_question": _later("คำถามก่อนเริ่ม"),
    "see_also": _later("เรื่องที่เกี่ยวข้อง"),
}
# Fields the form does not show; packs may change them.
OTHER_NAMES = {
    "section": _later("ฝ่าย"),
    "order": _later("ลำดับในรายการของฝ่าย"),
    "precheck_useful": _later("ประโยชน์ของการตรวจเอกสารล่วงหน้า"),
    "precheck_why_th": _later("เหตุผลที่ควรตรวจเอกสารล่วงหน้า"),
    "sensitive": _later("เอกสารมีข้อมูลอ่อนไหว"),
    "listed_in": _later("หน้าเว็บที่บอกว่าเขตให้บริการ"),
    "conflicts": _later("เรื่องที่หน้าเว็บให้ข้อมูลไม่ตรงกัน"),
}
FIRST_NAMES = {
    "th": _later("คำถาม"),
    "en": _later("คำถามภาษาอังกฤษ"),
    "yes_th": _later("ถ้าตอบว่าใช่ บอกว่า"),
    "yes_en": _later("ถ้าตอบว่าใช่ บอกเป็นภาษาอังกฤษว่า"),
    "yes_leads_to": _later("แล้วพาไปเรื่อง"),
    "unsure_th": _later("ถ้าตอบว่าไม่แน่ใจ บอกว่า"),
    "unsure_en": _later("ถ้าตอบว่าไม่แน่ใจ บอกเป็นภาษาอังกฤษว่า"),
}
DAY_NAMES = {
    "verified_at": _later("ตรวจเมื่อ"),
    "review_due": _later("ครบกำหนดทบทวน"),
    "valid_from": _later("ใช้ตั้งแต่วันที่"),
    "valid_to": _later("ใช้ถึงวันที่"),
}
UNITS = {
    "amount_thb": _later("บาท"),
    "days": _later("วัน"),
    "hours": _later("ชั่วโมง"),
    "minutes": _later("นาที"),
}


@dataclass(frozen=True)
class Change:
    """One field that differs; `lines` are (sign, words), sign "-", "+" or " " (the same)."""

    field: str
    name: str
    lines: list[tuple[str, str]]


def changes(before: Page | None, after: Page) -> list[Change]:
    """What differs between two pages, field by field, in the order of the form."""
    names = [*FIELD_NAMES, *sorted({*(before or {}), *after} - set(FIELD_NAMES))]
    found = []
    for field in names:
        old, new = lines(field, before or {}), lines(field, after)
        if old != new:
            found.append(Change(field, name_of(field), _signed(old, new)))
    return found


def name_of(field: str) -> str:
    """What officers call a field."""
    return str(FIELD_NAMES.get(field) or OTHER_NAMES.get(field, field))


def lines(field: str, page: Page) -> list[str]:
    """A field as lines to read; none when the page does not have it."""
    value = page.get(field)
    if value is None:
        return []
    if field == "appointment":
        return [str(APPOINTMENT_NAMES.get(value, value))]
    if told := _TOLD.get(field):
        return list(told(value))
    return [line for one in (value if isinstance(value, list) else [value]) for line in _said(one)]


def cases(condition: str | None) -> str:
    """Who needs a paper: everybody, or those of a case."""
    known = starter_catalogue().conditions
    if condition is None:
        return str(EVERYBODY)
    return known[condition].th if condition in known else condition


def _said(value: Any) -> Iterator[str]:
    yield " · ".join(_parts(value)) if isinstance(value, dict) else str(value)


def _wordings(value: Page) -> Iterator[str]:
    for condition, said in sorted(value.items()):
        yield f"{cases(condition)}: {said.get('th', '')} · {said.get('en', '')}"


def _first(value: Page) -> Iterator[str]:
    for name, label in FIRST_NAMES.items():
        if said := value.get(name):
            words = ", ".join(map(procedure_name, said)) if isinstance(said, list) else said
            yield f"{label}: {words}"


_TOLD: dict[str, Callable[[Any], Iterable[str]]] = {
    "questions": _wordings,
    "first_question": _first,
    "see_also": lambda slugs: map(procedure_name, slugs),
    "listed_in": lambda sources: map(named, sources),
    "section": lambda code: [section_name(code)],
}


def _parts(row: Page) -> Iterator[str]:
    yield str(row.get("text_th") or row.get("th") or _("ยังไม่มีข้อความ"))
    if "th" in row:
        yield cases(row.get("when"))
    if "kind" in row:
        yield str(PLACE_NAMES.get(row["kind"], row["kind"]))
    for name, unit in UNITS.items():
        if isinstance(row.get(name), int):
            yield f"{row[name]:,} {unit}"
    yield from _backing(row)


def _backing(row: Page) -> Iterator[str]:
    yield str(STANDING_NAMES.get(row["standing"], row["standing"]))
    if row.get("verified_by"):
        yield _("ผู้ตรวจ %(name)s", name=row["verified_by"])
    for name, label in DAY_NAMES.items():
        if row.get(name):
            yield f"{label} {thai_day(date.fromisoformat(row[name]))}"
    if row.get("sources"):
        yield _("ที่มา %(sources)s", sources=", ".join(map(named, row["sources"])))
    if row.get("note_th"):
        yield _("บันทึกภายใน: %(note)s", note=row["note_th"])


def _signed(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    compared = difflib.ndiff(old, new)
    return [(line[0], line[2:]) for line in compared if line[0] in "-+ "]
