"""What we do when the clock strikes: every job, when, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import calendar
from scheduler import forget, month, orders, prechecks, promises, prune, visits


@dataclass(frozen=True)
class Job:
    """One thing the clock does. `hour` and `minute` are Bangkok time, as in crontab."""

    name: str
    hour: str
    minute: str
    run: Callable[[Session, datetime], int]
    why: str


TIMETABLE = (
    Job("month", "1", "0", month.close, "ปิดตัวเลขของเดือนที่ผ่านมา เพื่อให้รายงานไม่เปลี่ยนเองภายหลัง"),
    Job("surveys", "*", "5", month.loosen, "ตัดสิ่งที่โยงผู้ตอบแบบสอบถามกับคำตอบ หนึ่งวันหลังตอบ"),
    Job("calendar", "2", "40", calendar.seed, "เติมวันหยุดของปีงบประมาณถัดไปให้เจ้าหน้าที่ยืนยัน"),
    Job("forget", "3", "10", forget.run, "ลบข้อความและรูปที่เก็บไว้ครบกำหนดตามประกาศความเป็นส่วนตัว"),
    Job("prechecks", "10", "30", prechecks.run, "เตือนเรื่องตรวจเอกสารที่ค้างหนึ่งครั้ง แล้วปิดเรื่องที่พ้นกำหนด"),
    Job(
        "promises",
        "*",
        "*",
        promises.run,
        "เตือนหัวหน้าก่อนครบกำหนดตอบ และขออภัยประชาชนหนึ่งครั้งเมื่อเกินกำหนด",
    ),
    Job("visits-before", "10-18", "*/10", visits.remind_before, "เตือนนัดก่อนวันนัดหนึ่งวันทำการ"),
    Job("visits-today", "7-15", "*/10", visits.remind_on_the_day, "เตือนนัดในเช้าวันนัด"),
    Job("visits-offer", "8-15", "*/5", visits.offer, "เสนอที่ว่างให้คิวสำรองทีละคนในเวลาทำการ"),
    Job("visits-settle", "3", "30", visits.settle, "ปิดนัดที่ผ่านมาหลายวันทำการแต่ไม่มีใครบันทึกผล"),
    Job(
        "orders",
        "8-16",
        "*/10",
        orders.run,
        "แจ้งข้อสั่งการใหม่ เตือนก่อนและหลังครบกำหนด และแจ้งเมื่อผู้ตรวจขอข้อมูลเพิ่ม ในเวลาทำการ",
    ),
    Job("prune", "0-4", "*/2", prune.run, "ลบแถวเก่าครบกำหนดทีละชุดในเวลากลางคืน ฐานข้อมูลจึงไม่โตไม่หยุด"),
    Job("shred", "3", "20", prechecks.clear, "ปิดเรื่องที่ผ่านนานแล้ว และทำลายรูปของเรื่องที่จบครบกำหนด"),
)
