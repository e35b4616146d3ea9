"""The administrator's reading desk: who did, saw or was refused what, newest first."""

import json
import textwrap
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request

from handlers.staff.consents import open_log
from handlers.staff.visit import needs, session
from models import officers
from models.audit import Act, Wanted, read
from models.dates import BANGKOK, BUDDHIST_ERA

desk = Blueprint("audit", __name__, url_prefix="/staff/audit")
open_log(desk)
PAGE = 50  # rows
LONGEST = 400  # characters of one value

# Kinds of acts one can ask for, and each act, in the office's words.
KINDS = {
    "sign_in": "การเข้าสู่ระบบ",
    "officer": "การจัดการเจ้าหน้าที่",
    "content": "เนื้อหา",
    "unanswered": "คำถามที่ยังตอบไม่ได้",
    "prechecks": "ตรวจเอกสารล่วงหน้า",
    "questions": "คำถามถึงเจ้าหน้าที่",
    "photo": "การดูรูปเอกสาร",
    "visits": "นัดหมาย",
    "seats": "จำนวนที่รับ",
    "calendar": "ปฏิทินสำนักงาน",
    "messages": "ข้อความของเดือนนี้",
    "alerts": "การแจ้งเตือน",
    "figures": "ตัวเลขและสถิติ",
    "reports": "รายงาน",
    "ideas": "นวัตกรรมของหน่วยงาน",
    "surveys": "แบบสอบถามความพึงพอใจ",
    "packs": "ชุดเนื้อหา",
    "orders": "ข้อสั่งการ",
    "wellbeing": "สุขภาพระบบ",
    "refused": "ถูกปฏิเสธ",
}
ACTIONS = {
    "sign_in.done": "เข้าสู่ระบบ",
    "sign_in.failed": "เข้าสู่ระบบไม่สำเร็จ",
    "consents.exported": "ดาวน์โหลดบันทึกความยินยอม",
    "sign_in.over": "ออกจากระบบ",
    "data.exported": "ประชาชนรับสำเนาข้อมูลของตน",
    "sign_in.locked": "บัญชีถูกพักการเข้าใช้",
    "password.changed": "เปลี่ยนรหัสผ่าน",
    "invitation.taken_up": "ตั้งรหัสผ่านด้วยลิงก์",
    "second_factor.on": "เปิดใช้รหัสจากแอป",
    "second_factor.off": "เลิกใช้รหัสจากแอป",
    "officer.invited": "เชิญเจ้าหน้าที่",
    "officer.changed": "แก้ไขเจ้าหน้าที่",
    "officer.reset": "ออกลิงก์ตั้งรหัสผ่านใหม่",
    "officer.deactivated": "ระงับเจ้าหน้าที่",
    "officer.activated": "ให้เจ้าหน้าที่กลับมาใช้",
    "content.drafted": "ร่างเนื้อหา",
    "content.saved": "บันทึกร่างเนื้อหา",
    "content.submitted": "ส่งเนื้อหาให้หัวหน้าตรวจ",
    "content.rejected": "ส่งเนื้อหากลับไปแก้",
    "content.published": "เผยแพร่เนื้อหา",
    "content.reverted": "ย้อนเนื้อหาเป็นรุ่นก่อน",
    "content.discarded": "ทิ้งร่างเนื้อหา",
    "content.retired": "เลิกใช้เนื้อหา",
    "unanswered.seen": "ดูถ้อยคำของประชาชน",
    "unanswered.undone": "ยกเลิกสิ่งที่ทำกับถ้อยคำ",
    "unanswered.taught": "สอนถ้อยคำใหม่",
    "unanswered.dismissed": "พักถ้อยคำที่ไม่ต้องตอบ",
    "prechecks.taken": "รับเรื่องไปตรวจ",
    "prechecks.put_back": "คืนเรื่องเข้ากอง",
    "prechecks.handed_over": "ส่งต่อเรื่อง",
    "prechecks.passed": "ให้เอกสารผ่าน",
    "prechecks.refused": "ให้เอกสารไม่ผ่าน",
    "prechecks.waived": "บอกว่าไม่ต้องใช้เอกสาร",
    "prechecks.undecided": "เลิกทำผลของเอกสาร",
    "prechecks.sorted": "ย้ายรูปไปเอกสารอื่น",
    "prechecks.finished": "ตรวจเสร็จและส่งผล",
    "prechecks.referred": "ส่งเรื่องให้หน่วยงานอื่นตรวจ",
    "prechecks.referral_back": "บันทึกผลจากหน่วยงานอื่น",
    "prechecks.noted": "เขียนบันทึกภายใน",
    "prechecks.reopened": "เปิดเรื่องตรวจใหม่",
    "prechecks.closed": "ปิดเรื่อง",
    "questions.seen": "เปิดอ่านคำถาม",
    "questions.taken": "รับคำถามมาดูแล",
    "questions.put_back": "คืนคำถามเข้ากอง",
    "questions.handed_over": "ส่งต่อคำถาม",
    "questions.noted": "เขียนบันทึกภายในของคำถาม",
    "questions.labelled": "ติดป้ายคำถาม",
    "questions.asked_back": "ถามกลับประชาชน",
    "questions.answered": "ตอบคำถาม",
    "questions.promised": "เลื่อนกำหนดตอบ",
    "questions.kept": "ร่างคำตอบสั้นจากคำถาม",
    "questions.busy": "เปิดหรือปิดป้ายเคาน์เตอร์ยุ่ง",
    "questions.minutes": "ตั้งเวลาสัญญาตอบ",
    "questions.canned": "แก้คำตอบสำเร็จรูป",
    "photo.seen": "เปิดดูรูปเอกสาร",
    "visits.arrived": "บันทึกว่ามาถึงแล้ว",
    "visits.served": "บันทึกว่าเสร็จเรียบร้อย",
    "visits.came_back": "บันทึกว่าต้องมาใหม่",
    "visits.no_show": "บันทึกว่าไม่มาตามนัด",
    "visits.taken_back": "แก้สิ่งที่บันทึกเรื่องนัด",
    "visits.walked_in": "ออกเลขคิวให้ผู้ไม่ได้นัด",
    "visits.moved": "เลื่อนนัดของวันที่ปิด",
    "seats.added": "ตั้งจำนวนที่รับ",
    "seats.ended": "เลิกใช้จำนวนที่รับ",
    "messages.reserve": "ตั้งจำนวนข้อความที่กันไว้",
    "alerts.added": "เปิดการแจ้งเตือน",
    "alerts.ended": "ปิดการแจ้งเตือน",
    "calendar.day_added": "เพิ่มวันในปฏิทิน",
    "calendar.day_removed": "นำวันออกจากปฏิทิน",
    "calendar.hours_set": "ตั้งเวลาทำการ",
    "calendar.hours_confirmed": "ยืนยันเวลาทำการ",
    "calendar.year_confirmed": "ยืนยันปฏิทินปีงบประมาณ",
    "calendar.undone": "เลิกทำสิ่งที่แก้ในปฏิทิน",
    "figures.exported": "ดาวน์โหลดรายการหลังตัวเลข",
    "reports.closed": "ปิดเดือน",
    "reports.recounted": "นับเดือนที่ปิดแล้วใหม่",
    "reports.channel": "กรอกตัวเลขช่องทางอื่น",
    "reports.baseline": "เก็บตัวเลขก่อนดำเนินการ",
    "reports.written": "เขียนแบบรายงาน",
    "reports.withdrawn": "ลบรายงานความก้าวหน้าที่ส่งผิด",
    "reports.downloaded": "ดาวน์โหลดรายงาน",
    "reports.evidence_added": "แนบหลักฐาน",
    "reports.evidence_removed": "นำหลักฐานออก",
    "reports.evidence_returned": "เอาหลักฐานกลับมา",
    "ideas.handed_in": "เสนอความคิดเห็น",
    "ideas.written": "เขียนแบบฟอร์มนวัตกรรม",
    "ideas.moved": "เปลี่ยนขั้นตอนของนวัตกรรม",
    "ideas.withdrawn": "ถอนความคิดเห็น",
    "ideas.returned": "เอาความคิดเห็นกลับมา",
    "ideas.office_kind": "ตั้งจำนวนความคิดเห็นที่ต้องส่ง",
    "ideas.downloaded": "ดาวน์โหลดแบบฟอร์มนวัตกรรม",
    "surveys.begun": "เริ่มแบบสอบถาม",
    "surveys.changed": "แก้แบบสอบถาม",
    "surveys.ended": "เลิกถามแบบสอบถาม",
    "orders.reported": "หน่วยงานรายงานผลข้อสั่งการ",
    "orders.paired": "เชื่อม LINE ของผู้รายงาน",
    "orders.wrong_code": "พิมพ์รหัสผู้รายงานผิด",
    "wellbeing.asked": "ขอให้ถาม LINE ว่าเรียบร้อยหรือไม่",
    "wellbeing.told": "ผลของการถาม LINE",
    "packs.exported": "ส่งออกชุดเนื้อหา",
    "packs.imported": "นำเข้าชุดเนื้อหา",
    "packs.undone": "ยกเลิกการนำเข้าชุดเนื้อหา",
    "orders.round": "เปิดรอบข้อสั่งการ",
    "orders.round_dated": "แก้วันของรอบข้อสั่งการ",
    "orders.round_removed": "นำรอบข้อสั่งการออก",
    "orders.issued": "ออกข้อสั่งการ",
    "orders.changed": "แก้ข้อสั่งการ",
    "orders.sorted": "ยืนยันประเภทของข้อสั่งการ",
    "orders.withdrawn": "ยกเลิกข้อสั่งการ",
    "orders.reinstated": "นำข้อสั่งการกลับมา",
    "orders.attached": "แนบไฟล์กับข้อสั่งการ",
    "orders.detached": "นำไฟล์ออกจากข้อสั่งการ",
    "orders.comment": "ให้ความเห็นต่อรายงานของหน่วยงาน",
    "orders.asked_again": "ขอข้อมูลเพิ่มจากหน่วยงาน",
    "orders.accepted": "รับทราบผลของหน่วยงาน",
    "orders.reopened": "เลิกรับทราบผลของหน่วยงาน",
    "orders.agency": "แก้หน่วยงานของข้อสั่งการ",
    "orders.contact": "แก้ผู้รายงานของหน่วยงาน",
    "orders.imported": "นำเข้าข้อสั่งการจากไฟล์",
    "orders.exported": "ดาวน์โหลดข้อสั่งการหรือรายงาน",
    "orders.code": "ออกรหัสเชื่อม LINE ของผู้รายงาน",
    "refused": "ถูกปฏิเสธ",
}


@desk.get("/")
@needs("audit.read")
def index() -> str:
    """The acts asked for, a page at a time."""
    page = max(request.args.get("page", 1, type=int), 1)
    acts, count = read(session(), _wanted(), page=page, size=PAGE)
    return render_template(
        "staff/audit/index.html",
        acts=acts,
        count=count,
        page=page,
        pages=-(-count // PAGE),
        people=officers.everybody(session()),
        changes=changes,
        kinds=KINDS,
        actions=ACTIONS,
    )


def changes(act: Act) -> list[tuple[str, str, str]]:
    """What differs, as (field, before, after)."""
    before, after = act.before or {}, act.after or {}
    fields = [*before, *(field for field in after if field not in before)]
    differing = [name for name in fields if before.get(name) != after.get(name)]
    return [(name, _told(before.get(name)), _told(after.get(name))) for name in differing]


def _told(value: Any) -> str:
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "–" if value is None else textwrap.shorten(words, LONGEST, placeholder=" …")


def _wanted() -> Wanted:
    asked = request.args
    until = _day(asked.get("until", ""))
    return Wanted(
        officer_id=asked.get("officer", type=int),
        action=asked.get("action", ""),
        subject=asked.get("subject", "").strip(),
        since=_day(asked.get("since", "")),
        until=until + timedelta(days=1) if until else None,
    )


def _day(text: str) -> datetime | None:
    """The start of a day in Bangkok; years are understood in either era."""
    try:
        year, month, number = (int(part) for part in text.split("-"))
        day = date(year - BUDDHIST_ERA if year > 2400 else year, month, number)
    except ValueError:
        return None
    return datetime.combine(day, time(), BANGKOK)
