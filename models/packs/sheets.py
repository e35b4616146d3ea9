"""The sheets of a content pack: one for each kind of thing, with the headings officers read."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

TEXT, LINES, WHOLE, FLAG, DAY = "text", "lines", "whole", "flag", "day"


@dataclass(frozen=True)
class Column:
    """One column: the field it holds, its heading, and how its cells are written.

    `kind` is TEXT, LINES (one entry a line), WHOLE, FLAG or DAY. `words` gives the Thai word of
    each value of a fixed list. `width` is in characters.
    """

    field: str
    heading: str
    kind: str = TEXT
    width: int = 20
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook."""

    name: str
    columns: tuple[Column, ...]


STANDINGS = {
    "verified": "สำนักงานยืนยันแล้ว",
    "sourced": "มีแหล่งอ้างอิง",
    "recalled": "ยังไม่มีแหล่งอ้างอิง",
}
ABOUT = {
    "where": "ทำที่ไหน",
    "fee": "ค่าธรรมเนียม",
    "duration": "ระยะเวลา",
    "hours": "เวลาทำการ",
    "eligibility": "คุณสมบัติ",
    "notes": "ควรรู้",
    "law": "กฎหมาย",
}
PLACE_WORDS = {
    "any_district": "เขตใดก็ได้",
    "home_district": "เขตตามทะเบียนบ้าน",
    "place_of_residence": "เขตที่พักอาศัยอยู่",
    "place_of_event": "เขตที่เกิดเหตุ",
    "house_location": "เขตที่บ้านตั้งอยู่",
    "property_location": "เขตที่ทรัพย์สินหรือสถานที่ตั้งอยู่",
    "business_location": "เขตที่กิจการตั้งอยู่",
    "military_domicile": "ภูมิลำเนาทหาร",
    "other": "อื่น ๆ",
}
APPOINTMENT_WORDS = {
    "walk-in": "ไม่ต้องนัด",
    "bookable": "นัดได้",
    "recommended": "ควรนัด",
    "required": "ต้องนัด",
    "none": "ไม่มีการนัด",
}
PRECHECK_WORDS = {"high": "มาก", "some": "บ้าง", "none": "ไม่มี"}
FLAG_WORDS = {"true": "ใช่", "false": "ไม่ใช่"}

SLUG = Column("slug", "รหัส", width=28)
SIGNED = (
    Column("verified_by", "ผู้ยืนยัน"),
    Column("verified_at", "วันที่ยืนยัน", DAY, 14),
    Column("review_due", "ทบทวนภายใน", DAY, 14),
    Column("valid_from", "ใช้ตั้งแต่", DAY, 14),
    Column("valid_to", "ใช้ถึง", DAY, 14),
)
BACKED = (
    Column("standing", "สถานะข้อมูล", width=20, words=STANDINGS),
    Column("sources", "แหล่งอ้างอิง (บรรทัดละหนึ่งแหล่ง)", LINES, 28),
    *SIGNED,
)
PROCEDURES = Sheet(
    "กระบวนงาน",
    (
        SLUG,
        Column("section", "รหัสฝ่าย", width=16),
        Column("order", "ลำดับ", WHOLE, 8),
        Column("name_th", "ชื่อ", width=40),
        Column("name_en", "ชื่อภาษาอังกฤษ", width=40),
        Column("short_th", "ชื่อบนปุ่ม"),
        Column("description_th", "คำอธิบาย", width=50),
        Column("asks", "ประชาชนถามว่า (บรรทัดละหนึ่งประโยค)", LINES, 40),
        Column("asks_en", "ถามเป็นภาษาอังกฤษ (บรรทัดละหนึ่งประโยค)", LINES, 40),
        Column("appointment", "การนัดหมาย", words=APPOINTMENT_WORDS),
        Column("precheck_useful", "ประโยชน์ของการตรวจเอกสารล่วงหน้า", words=PRECHECK_WORDS),
        Column("precheck_why_th", "เหตุผลของการตรวจล่วงหน้า", width=40),
        Column("sensitive", "เอกสารมีข้อมูลส่วนบุคคลมาก", FLAG, 12),
        Column("clip", "ที่อยู่คลิป", width=40),
        Column("clip_preview", "ที่อยู่ภาพแรกของคลิป", width=40),
        Column("see_also", "เรื่องที่เกี่ยวข้อง (รหัส บรรทัดละหนึ่งเรื่อง)", LINES),
        Column("listed_in", "แหล่งที่ระบุว่ามีบริการ (บรรทัดละหนึ่งแหล่ง)", LINES),
        Column("conflicts", "ข้อขัดแย้งที่รอสำนักงานตัดสิน (บรรทัดละหนึ่งข้อ)", LINES, 40),
        Column("first_question.th", "คำถามแรก", width=40),
        Column("first_question.en", "คำถามแรกภาษาอังกฤษ", width=40),
        Column("first_question.yes_th", "ถ้าตอบว่าใช่", width=40),
        Column("first_question.yes_en", "ถ้าตอบว่าใช่ ภาษาอังกฤษ", width=40),
        Column("first_question.yes_leads_to", "ตอบว่าใช่แล้วไปที่ (รหัส บรรทัดละหนึ่งเรื่อง)", LINES),
        Column("first_question.unsure_th", "ถ้าไม่แน่ใจ", width=40),
        Column("first_question.unsure_en", "ถ้าไม่แน่ใจ ภาษาอังกฤษ", width=40),
    ),
)
FACTS = Sheet(
    "ข้อเท็จจริง",
    (
        SLUG,
        Column("about", "เรื่อง", words=ABOUT),
        Column("kind", "เขตที่ให้บริการ", width=28, words=PLACE_WORDS),
        Column("text_th", "ข้อความ", width=60),
        Column("note_th", "บันทึกภายใน", width=40),
        Column("amount_thb", "จำนวนเงิน (บาท)", WHOLE, 12),
        Column("days", "วัน", WHOLE, 8),
        Column("hours", "ชั่วโมง", WHOLE, 8),
        Column("minutes", "นาที", WHOLE, 8),
        *BACKED,
    ),
)
DOCUMENTS = Sheet(
    "เอกสาร",
    (SLUG, Column("th", "เอกสาร", width=60), Column("when", "เฉพาะกรณี (รหัสเงื่อนไข)"), *BACKED),
)
QUESTIONS = Sheet(
    "คำถามเฉพาะเรื่อง",
    (
        SLUG,
        Column("condition", "รหัสเงื่อนไข"),
        Column("th", "คำถาม", width=60),
        Column("en", "คำถามภาษาอังกฤษ", width=60),
    ),
)
SHORT_ANSWERS = Sheet(
    "คำตอบสั้น",
    (
        SLUG,
        Column("section", "รหัสฝ่าย", width=16),
        Column("name_th", "ชื่อ", width=40),
        Column("name_en", "ชื่อภาษาอังกฤษ", width=40),
        Column("answer_th", "คำตอบ", width=60),
        Column("answer_en", "คำตอบภาษาอังกฤษ", width=60),
        Column("phrases", "ประชาชนถามว่า (บรรทัดละหนึ่งประโยค)", LINES, 40),
        Column("clip", "ที่อยู่คลิป", width=40),
        Column("clip_preview", "ที่อยู่ภาพแรกของคลิป", width=40),
        Column("source", "แหล่งอ้างอิง", width=40),
        *SIGNED,
    ),
)
SHEETS = (PROCEDURES, FACTS, DOCUMENTS, QUESTIONS, SHORT_ANSWERS)
SINGLE = ("where", "fee", "duration", "hours")
"""Facts a procedure has one of on any day; it has several of the others."""
