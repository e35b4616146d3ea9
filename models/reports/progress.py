"""A project's progress as the city's form prints it, from its purpose to its numbered reports."""

from datetime import date

from models.reports.forms import ROUTINE, Plan, ProgressForm, ProgressReport
from models.reports.kpi import Field, plan_lines
from models.reports.papers import Block, Digits, Heading, Line, Paper, Signature
from models.reports.writing import NOTHING, day_figures, two_places

CERTIFIED = "ขอรับรองว่า ข้อมูลที่ปรากฏในเอกสารฉบับนี้ หน่วยงานได้จัดพิมพ์จากระบบงานจริง เพื่อเป็นหลักฐานไว้ตรวจสอบ"


def paper(form: ProgressForm, made: date, digits: Digits = Digits.ARABIC) -> Paper:
    """The form with all its reports, the earliest first."""
    blocks: list[Block] = [
        Heading("แบบแสดงรายงานความก้าวหน้าและข้อมูลเกี่ยวกับโครงการ", level=1),
        Heading("1. ชื่อโครงการและหน่วยงานที่รับผิดชอบโครงการ"),
        *_project(form),
        Heading("2. รายงานความก้าวหน้าของโครงการและการใช้จ่ายงบประมาณ"),
        *(line for report in form.reports for line in report_lines(report)),
        *([] if form.reports else [Line(NOTHING)]),
        Signature("ผู้รับผิดชอบโครงการ", before=CERTIFIED),
    ]
    return Paper(f"ความก้าวหน้า {form.project}", form.office, made, tuple(blocks), digits)


def fields(form: ProgressForm) -> tuple[Field, ...]:
    """Every field of the web form, ready to be pasted; "-" where nothing is said."""
    told = (
        ("1.1", "ชื่อโครงการ/กิจกรรม", form.project),
        ("1.1", "รหัสโครงการ", form.code),
        ("1.1", "ปีงบประมาณ พ.ศ.", str(form.fiscal_year)),
        ("1.1", "เริ่มต้นโครงการ", day_figures(form.begins)),
        ("1.1", "สิ้นสุดโครงการ", day_figures(form.ends)),
        ("1.1", "งบประมาณที่ได้รับ (บาท)", f"{form.budget:,}"),
        ("1.1", "งบประมาณที่ใช้ไป (บาท)", f"{form.spent:,}"),
        ("1.2", "หน่วยงานที่รับผิดชอบ", _units(form)),
        ("1.2", "ชื่อผู้รับผิดชอบ", form.responsible),
        ("1.2", "ผู้ประสานงาน สยป.", form.coordinator),
        ("1.3", "หลักการและเหตุผล", form.reasons),
        ("1.4", "วัตถุประสงค์ของโครงการ", form.objectives),
        ("1.5", "เป้าหมายของโครงการ", form.goals),
        *(("1.6", label, text) for label, text in _aims(form.plan)),
        *(part for report in form.reports for part in _parts(report)),
    )
    return tuple(Field(place, label, text or NOTHING) for place, label, text in told)


def _units(form: ProgressForm) -> str:
    return " / ".join(part for part in (form.office, form.section) if part)


def _aims(plan: Plan | None) -> list[tuple[str, str]]:
    if plan is None:
        return [("ความสอดคล้องกับแผน", ROUTINE)]
    return [
        ("ประเด็นยุทธศาสตร์", plan.issue),
        ("ประเด็นยุทธศาสตร์ย่อย", plan.sub_issue),
        ("เป้าประสงค์ที่", plan.goal),
        ("ตัวชี้วัด", plan.indicator),
    ]


def _parts(report: ProgressReport) -> list[tuple[str, str, str]]:
    place = f"2 ครั้งที่ {report.number}"
    return [
        (place, "วันที่รายงาน", day_figures(report.day)),
        (place, "ผลการดำเนินงาน", report.text),
        (place, "ความก้าวหน้าของงาน (%)", two_places(report.percent)),
        (place, "งบประมาณที่เบิกใช้ (บาท)", f"{report.spent:,}"),
        (place, "สถานะตามแผน", report.plan_status),
        (place, "สถานะตามเป้าหมาย", report.target_status),
    ]


def _project(form: ProgressForm) -> list[Block]:
    return [
        Heading("1.1 รหัสโครงการและชื่อโครงการ"),
        Line(form.project, "ชื่อโครงการ/กิจกรรม :", indent=1),
        Line(f"{form.code or NOTHING}   ปีงบประมาณ พ.ศ. : {form.fiscal_year}", "รหัสโครงการ :", 1),
        _money_line("เริ่มต้นโครงการ :", form.begins, f"งบประมาณที่ได้รับ : {form.budget:,} บาท"),
        _money_line("สิ้นสุดโครงการ :", form.ends, f"งบประมาณที่ใช้ไป : {form.spent:,} บาท"),
        Heading("1.2 หน่วยงานที่รับผิดชอบ"),
        Line(_units(form), "หน่วยงานที่รับผิดชอบ :", indent=1),
        Line(form.responsible or NOTHING, "ชื่อผู้รับผิดชอบ :", indent=1),
        Line(form.coordinator or NOTHING, "ผู้ประสานงาน สยป. :", indent=1),
        Heading("1.3 หลักการและเหตุผล"),
        Line(form.reasons or NOTHING, indent=1),
        Heading("1.4 วัตถุประสงค์ของโครงการ"),
        *(Line(text, indent=1) for text in (form.objectives or NOTHING).split("\n")),
        Heading("1.5 เป้าหมายของโครงการ"),
        *(Line(text, indent=1) for text in (form.goals or NOTHING).split("\n")),
        Heading("1.6 ความสอดคล้องกับแผน"),
        *plan_lines(form.plan),
    ]


def _money_line(label: str, day: date, money: str) -> Line:
    return Line(f"{day_figures(day)}   {money}", label, indent=1)


def report_lines(report: ProgressReport) -> list[Line]:
    """One report: number and day, its text, then progress, money and the two phrases."""
    progress = (
        f"ความก้าวหน้าของงานฯ = {two_places(report.percent)} %   "
        f"งบประมาณที่เบิกใช้ (ครั้งที่ {report.number}) = {report.spent:,} บาท"
    )
    status = f"{report.plan_status} : {report.target_status}"
    first = f"รายงานครั้งที่ {report.number} :: {day_figures(report.day)} :"
    text = [Line(line, indent=1) for line in (report.text or NOTHING).split("\n")]
    ending = [Line(progress, "::", indent=1, keep=True), Line(f": {status}", indent=1)]
    return [Line("", first), *text, *ending]
