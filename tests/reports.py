"""Figures of an invented year, and the forms an office of that year would send."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from models.reports.figures import Channel, Counts, Figures, Month, Quarter, Satisfaction
from models.reports.forms import KpiForm, Plan, ProgressForm, ProgressReport

GOOD = ("ควรปรับปรุง", "พอใช้", "ปานกลาง", "ดี", "ดีมาก")
PEOPLE = {3: 470, 4: 500, 5: 559, 6: 663, 7: 1259, 8: 2043}
"""Running totals of people by month of 2564, as one district printed them."""


def month(number: int, added: int, total: int) -> Month:
    """March to August 2564: everything else counted follows from the people of the month."""
    return Month(year_be=2564, month=number, **counted(added, total))


def counted(added: int, total: int) -> dict[str, int | None]:
    return {
        "people": added,
        "people_cumulative": total,
        "visits": added * 2,
        "questions": added + 100,
        "answered": added + 60,
        "deflected": 10,
        "escalated": 30,
        "told": 29,
        "median_first_response": 14 * 60,
        "median_resolution": 95 * 60,
        "prechecks": 40,
        "first_time_right": 31,
        "seats": 240,
        "booked": 120,
        "served": 108,
        "no_shows": 12,
        "clips": 75,
    }


def months() -> tuple[Month, ...]:
    totals = [0, *PEOPLE.values()]
    added = [after - before for before, after in zip(totals, totals[1:], strict=False)]
    return tuple(
        month(number, more, total)
        for (number, total), more in zip(PEOPLE.items(), added, strict=True)
    )


PLEASED = Satisfaction("หลังรับบริการ", 5, {5: 28, 4: 7, 3: 1}, asked=50, labels=GOOD)
FIGURES = Figures(
    office="สำนักงานเขตตัวอย่าง",
    fiscal_year=2564,
    since=date(2021, 3, 1),
    as_of=date(2021, 8, 31),
    months=months(),
    quarters=(
        Quarter(number=2, **counted(470, 470)),
        Quarter(number=3, **counted(193, 663)),
        Quarter(number=4, **counted(1380, 2043)),
    ),
    year=Counts(**counted(2043, 2043)),
    satisfaction=(replace(PLEASED, quarter=3), PLEASED),
    channels=(
        Channel("LINE", 500, 400),
        Channel("Facebook", 341, 215),
        Channel("โทรศัพท์", None, 90),
    ),
)
PLAN = Plan(
    "ด้านที่ ๗ การบริหารจัดการเมืองมหานคร",
    "๗.๕ เทคโนโลยีสารสนเทศ",
    "๗.๕.๑ ให้บริการประชาชนด้วยความสะดวก รวดเร็ว ถูกต้อง และโปร่งใส",
)
KPI = KpiForm(
    office="สำนักงานเขตตัวอย่าง",
    fiscal_year=2564,
    name="ร้อยละความพึงพอใจของประชาชนที่ตรวจเอกสารล่วงหน้าผ่าน LINE",
    outcome=True,
    plan=PLAN,
    definition="ความพึงพอใจของประชาชนที่ส่งเอกสารให้เจ้าหน้าที่ตรวจก่อนมาสำนักงานเขต",
    calculation="จำนวนผู้ตอบในระดับดีมาก × 100 ÷ จำนวนผู้ตอบทั้งหมด",
    target=Decimal(80),
    unit="ร้อยละ",
    result=Decimal("77.78"),
    supports="หัวหน้าฝ่ายติดตามงานทุกสัปดาห์",
    evidence=("คำสั่งแต่งตั้งคณะทำงาน", "คู่มือการใช้งาน", "ภาพถ่าย"),
    begins=date(2021, 3, 1),
    ends=date(2021, 8, 31),
)
PROJECT = ProgressForm(
    office="สำนักงานเขตตัวอย่าง",
    project="คลังคลิปคู่มือสำหรับประชาชนฉบับสั้น",
    code="50990000-0001",
    fiscal_year=2566,
    begins=date(2022, 10, 1),
    ends=date(2023, 9, 30),
    section="ฝ่ายปกครอง",
    responsible="ฝ่ายปกครอง",
    coordinator="นางสาวสมใจ ตัวอย่าง",
    reasons="ประชาชนสอบถามเรื่องเดิมซ้ำหลายช่องทาง",
    objectives="1. ให้ประชาชนรู้เอกสารที่ต้องใช้ก่อนมาสำนักงานเขต\n2. ลดจำนวนคำถามซ้ำ",
    goals="คลิปครบ 67 กระบวนงาน",
    plan=replace(PLAN, indicator="ความสำเร็จในการพัฒนานวัตกรรม"),
    reports=tuple(
        ProgressReport(
            number, date(2023, number, 25), "1. ประชุมคณะทำงาน\n2. จัดทำคลิป", Decimal(done)
        )
        for number, done in enumerate((10, 30, 35, 40, 50, 55, 80, 90, 100), start=1)
    ),
)
