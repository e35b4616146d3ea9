"""How long the office keeps what it writes down: each table, once, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

WORDS = timedelta(days=90)  # what was written in the chat
PICTURES = timedelta(days=30)  # photographs, clips and files that no case needs
SHRED_AFTER = timedelta(days=30)  # photographs of a case, after it ended
FIRINGS = timedelta(days=40)  # the clock's own diary
ROWS = timedelta(days=400)  # traces without words: a year can be compared with the one before
# What came of a matter: three fiscal years are reported on, and the report takes its time.
CASES = timedelta(days=3 * 366 + 182)
# Official papers are kept ten years. Source: Rules of the Prime Minister's Office on
# Correspondence B.E. 2526, rule 57.
ARCHIVE = timedelta(days=3653)
UPLOADS = timedelta(days=1)  # files handed in and never confirmed


@dataclass(frozen=True)
class Rule:
    """Rows go `after` so long; else they go with those of `along`; else they stay. And why."""

    why: str
    after: timedelta | None = None
    along: str = ""


_OWN = "งานของสำนักงานเอง มีไม่กี่แถว"
_ORDERS = "เอกสารราชการของข้อสั่งการ"
_COUNTS = "ตัวเลขที่ปิดแล้วต้องนับซ้ำได้ ไม่มีชื่อ"
_PROOF = "หลักฐานว่าทำตามที่สัญญาไว้ ไม่มีข้อความ"

RULES: Mapping[str, Rule] = {
    "event": Rule("ใช้นับและกันเหตุการณ์ซ้ำ ข้อความข้างในลบก่อนแล้ว", ROWS),
    "letter": Rule("ใช้นับข้อความของเดือน ข้อความข้างในลบก่อนแล้ว", ROWS),
    "unsent": Rule("กันข้อความที่ยกเลิกแล้วมาถึงทีหลัง", WORDS),
    "unanswered": Rule("ใช้นับคำถามที่ตอบไม่ได้ ข้อความข้างในลบก่อนแล้ว", ROWS),
    "unanswered_decision": Rule("จำว่าเคยตัดสินไว้ จนไม่มีคำถามใดอ้างถึง", ROWS),
    "firing": Rule("กันงานตามเวลาทำซ้ำ", FIRINGS),
    "line_call": Rule("ใช้นับการเรียก LINE แต่ละวัน ไม่มีชื่อ", FIRINGS),
    "alert": Rule("กันแจ้งเจ้าหน้าที่ซ้ำ", WORDS),
    "alert_door": Rule("ช่องทางที่เลิกใช้แล้ว", ROWS),
    "wish": Rule("คิวสำรองของวันที่ผ่านไปแล้ว", WORDS),
    "clip_completion": Rule("ใช้นับว่าคลิปใดมีคนดูจบ", CASES),
    "pack_upload": Rule("ไฟล์ที่รอยืนยัน", UPLOADS),
    "order_upload": Rule("ไฟล์ที่รอยืนยัน", WORDS),
    "office_setting": Rule("ตัวเลขที่ระบบจดเอง ค่าล่าสุดอยู่เสมอ", ROWS),
    "attachment": Rule("รูปลบไปก่อนแล้ว เหลือเพียงว่าเคยมี", CASES),
    "survey_ask": Rule("กันถามความพึงพอใจซ้ำ และอัตราการตอบ", CASES),
    "precheck": Rule("ผลของเรื่อง สำหรับรายงานสามปีงบประมาณ", CASES),
    "precheck_paper": Rule("ส่วนหนึ่งของเรื่อง", along="precheck"),
    "precheck_photo": Rule("ส่วนหนึ่งของเรื่อง", along="precheck"),
    "precheck_step": Rule("ส่วนหนึ่งของเรื่อง", along="precheck"),
    "precheck_note": Rule("ส่วนหนึ่งของเรื่อง", along="precheck"),
    "precheck_referral": Rule("ส่วนหนึ่งของเรื่อง", along="precheck"),
    "booking": Rule("ผลของนัด สำหรับรายงานสามปีงบประมาณ", CASES),
    "booking_step": Rule("ส่วนหนึ่งของนัด", along="booking"),
    "question": Rule("ผลของคำถาม ข้อความข้างในลบก่อนแล้ว", CASES),
    "question_words": Rule("ส่วนหนึ่งของคำถาม", along="question"),
    "question_step": Rule("ส่วนหนึ่งของคำถาม", along="question"),
    "happening": Rule(_COUNTS, ARCHIVE),
    "survey_answer": Rule(_COUNTS, ARCHIVE),
    "audit": Rule("ใครทำอะไรเมื่อใด ตรวจสอบย้อนหลังได้", ARCHIVE),
    "shredding": Rule(_PROOF, ARCHIVE),
    "erasure": Rule(_PROOF, ARCHIVE),
    "citizen": Rule("คนละหนึ่งแถว จนกว่าเจ้าของจะขอให้ลบ"),
    "consent": Rule("หลักฐานความยินยอม อยู่คู่กับแถวของประชาชน"),
    "officer": Rule("ชื่อผู้ทำงานในประวัติต้องอ่านได้"),
    "content_version": Rule("ประวัติของเนื้อหาและผู้ยืนยัน"),
    "closed_month": Rule(_COUNTS),
    "adjustment": Rule(_COUNTS),
    "baseline": Rule(_COUNTS),
    "channel_count": Rule(_COUNTS),
    "report_paper": Rule("เอกสารราชการของรายงาน"),
    "idea": Rule("เอกสารราชการของรายงาน"),
    "evidence": Rule("เอกสารราชการของรายงาน"),
    "office_file": Rule("เอกสารราชการ ไฟล์ที่เอาออกถูกทำลายแล้วเหลือเพียงแถว"),
    "survey": Rule(_OWN),
    "canned_answer": Rule(_OWN),
    "busy": Rule(_OWN),
    "seat_rule": Rule(_OWN),
    "calendar_day": Rule(_OWN),
    "opening_hours": Rule(_OWN),
    "fiscal_year_confirmation": Rule(_OWN),
    "agency": Rule(_ORDERS),
    "agency_contact": Rule(_ORDERS),
    "issued_order": Rule(_ORDERS),
    "order_round": Rule(_ORDERS),
    "order_addressee": Rule(_ORDERS),
    "order_notice": Rule(_ORDERS),
    "order_remark": Rule(_ORDERS),
    "order_report": Rule(_ORDERS),
    "order_file": Rule(_ORDERS),
}


def told() -> list[str]:
    """The rules as lines of a table for the papers: what, for how long, why."""
    return [f"| `{table}` | {_long(rule)} | {rule.why} |" for table, rule in RULES.items()]


def _long(rule: Rule) -> str:
    if rule.after is not None:
        return f"{rule.after.days:,} วัน"
    return f"พร้อม `{rule.along}`" if rule.along else "เก็บไว้"
