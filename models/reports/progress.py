"""A project's progress as the city's form prints it, from its purpose to its numbered reports."""

from datetime import date

from models.reports.forms import ProgressForm, ProgressReport
from models.reports.kpi import plan_lines
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


def _project(form: ProgressForm) -> list[Block]:
    units = " / ".join(part for part in (form.office, form.section) if part)
    return [
        Heading("1.1 รหัสโครงการและชื่อโครงการ"),
        Line(form.project, "ชื่อโครงการ/กิจกรรม :", indent=1),
        Line(f"{form.code or NOTHING}   ปีงบประมาณ พ.ศ. : {form.fiscal_year}", "รหัสโครงการ :", 1),
        _money_line("เริ่มต้นโครงการ :", form.begins, f"งบประมาณที่ได้รับ : {form.budget:,} บาท"),
        _money_line("สิ้นสุดโครงการ :", form.ends, f"งบประมาณที่ใช้ไป : {form.spent:,} บาท"),
        Heading("1.2 หน่วยงานที่รับผิดชอบ"),
        Line(units, "หน่วยงานที่รับผิดชอบ :", indent=1),
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
