"""The nine sections of an indicator, as fields to copy into the city's web form and as a paper."""

from dataclasses import dataclass
from datetime import date

from models.reports.attachments import usage
from models.reports.figures import Figures
from models.reports.forms import ROUTINE, KpiForm, Plan
from models.reports.papers import Block, Digits, Heading, Line, NewPage, Paper, Signature
from models.reports.writing import NOTHING, two_places

SUPPORTS = "** สนับสนุนแผนพัฒนา กทม. ระยะ 20 ปี (ยุทธศาสตร์-ประเด็นยุทธศาสตร์-กลยุทธ์ตามแผนฯ /ตัวชี้วัด)"


@dataclass(frozen=True)
class Field:
    """One field of the web form: its number and name there, and the words to paste into it."""

    place: str
    label: str
    text: str


def fields(form: KpiForm) -> tuple[Field, ...]:
    """Every field in the order of the form, ready to be pasted; "-" where nothing is said."""
    quarters = [
        Field(f"6.{number}", f"ไตรมาสที่ {number}", report.text or NOTHING)
        for number, report in enumerate(form.quarters, start=1)
    ]
    evidence = "\n".join(f"{number}. {text}" for number, text in enumerate(form.evidence, start=1))
    return (
        Field("1", "ชื่อตัวชี้วัด", form.name),
        Field("2", "ระดับความสำเร็จ", _levels(form)),
        Field("3", "คำนิยาม", form.definition or NOTHING),
        Field("4", "วิธีการคำนวณ", form.calculation or NOTHING),
        Field("5", "เป้าหมาย", f"{two_places(form.target)} ({form.unit})"),
        Field("5", "ผลงานที่ทำได้", _result(form)),
        *quarters,
        Field("6.5", "สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)", form.summary or NOTHING),
        Field("7", "ปัจจัยสนับสนุนการดำเนินงาน", form.supports or NOTHING),
        Field("8", "อุปสรรคต่อการดำเนินงาน", form.obstacles or NOTHING),
        Field("9", "หลักฐานอ้างอิง", evidence or NOTHING),
    )


def _levels(form: KpiForm) -> str:
    ticks = ((form.output, "ผลผลิต (Output)"), (form.outcome, "ผลลัพธ์ (Outcome)"))
    return "   ".join(f"({'/' if ticked else '  '}) {name}" for ticked, name in ticks)


def _result(form: KpiForm) -> str:
    return f"{two_places(form.result)} ({form.result_unit or form.unit})"


def paper(
    form: KpiForm, made: date, figures: Figures | None = None, digits: Digits = Digits.ARABIC
) -> Paper:
    """The form as it is printed; with figures, the months follow as an attachment."""
    told = {(field.place, field.label): field.text for field in fields(form)}
    blocks: list[Block] = [
        Heading(f"รายงานผลการดำเนินงานตามตัวชี้วัด\nประจำปีงบประมาณ พ.ศ. {form.fiscal_year}", level=1),
        Line(form.office, centred=True),
        *([Line(f"รหัสตัวชี้วัด {form.code}", centred=True)] if form.code else []),
        Line(""),
        Line(form.name, "1. ชื่อตัวชี้วัด :"),
        Line(_levels(form), "2. ระดับความสำเร็จ :"),
        *plan_lines(form.plan),
        Line(told["3", "คำนิยาม"], "3. คำนิยาม :"),
        Line(told["4", "วิธีการคำนวณ"], "4. วิธีการคำนวณ :"),
        Line(told["5", "เป้าหมาย"], "5. เป้าหมาย :"),
        Line(_result(form), "ผลงานที่ทำได้ =", indent=1),
        Heading("6. รายงานผลการดำเนินงาน (รายไตรมาส) :"),
    ]
    for (place, label), text in told.items():
        if place.startswith("6."):
            blocks.append(Line(text, f"({place}) {label} :", indent=1))
        elif place in "789":
            blocks.append(Line(text, f"{place}. {label} :"))
    blocks.append(Signature("ผู้รับผิดชอบโครงการ", form.responsible, form.position))
    if figures:
        blocks += [NewPage(), Heading("เอกสารแนบ: ตัวเลขที่ใช้ในรายงาน", level=1), *usage(figures)]
    return Paper(f"ตัวชี้วัด {form.name}", form.office, made, tuple(blocks), digits)


def plan_lines(plan: Plan | None) -> list[Block]:
    """The place in the city's plan, or that this is routine work."""
    if plan is None:
        return [Line(SUPPORTS), Line(ROUTINE, indent=1)]
    lines: list[Block] = [Line(SUPPORTS), Line(plan.issue, "ประเด็นยุทธศาสตร์ :", indent=1)]
    rest = (
        ("ประเด็นยุทธศาสตร์ย่อย :", plan.sub_issue),
        ("เป้าประสงค์ที่ :", plan.goal),
        ("ตัวชี้วัด :", plan.indicator),
    )
    return lines + [Line(text, label, indent=1) for label, text in rest if text]
