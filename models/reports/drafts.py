"""A form as the linter reads it: passages of words, each with the place where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.calendar.years import span
from models.reports.claims import days_in, normal
from models.reports.figures import Figures
from models.reports.forms import KpiForm, ProgressForm

QUARTERS = ("6.1", "6.2", "6.3", "6.4")


@dataclass(frozen=True)
class Passage:
    """Words of one place of a form; of a quarter (1–4) or of a numbered report with its day."""

    where: str
    text: str
    quarter: int | None = None
    report: int | None = None
    day: date | None = None
    percent: Decimal | None = None


@dataclass(frozen=True)
class Money:
    """Baht of a project: what it was given, what it spent, and what each report says was spent."""

    budget: Decimal
    spent: Decimal
    reported: tuple[Decimal, ...]


@dataclass(frozen=True)
class Draft:
    """A whole form, and what is known about it otherwise; `known` are the ledger's figures.

    `as_of` is the day up to which reports are expected, if that is known.
    """

    passages: tuple[Passage, ...]
    fiscal_year: int | None = None
    begins: date | None = None
    ends: date | None = None
    units: tuple[str, ...] = ()
    known: Figures | None = None
    as_of: date | None = None
    money: Money | None = None

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day of the fiscal year the form is for."""
        return span(self.fiscal_year) if self.fiscal_year else None


def of_kpi(form: KpiForm, known: Figures | None = None) -> Draft:
    """The indicator's form, field by field."""
    quarters = [
        Passage(f"{place} ไตรมาสที่ {number}", normal(report.text), quarter=number)
        for number, (place, report) in enumerate(zip(QUARTERS, form.quarters, strict=True), 1)
    ]
    words = {
        "3 คำนิยาม": form.definition,
        "4 วิธีการคำนวณ": form.calculation,
        "6.5 สรุปผลการดำเนินงาน": form.summary,
        "7 ปัจจัยสนับสนุน": form.supports,
        "8 อุปสรรค": form.obstacles,
        "9 หลักฐานอ้างอิง": "\n".join(form.evidence),
    }
    others = [Passage(where, normal(text)) for where, text in words.items()]
    return Draft(
        passages=(*others[:2], *quarters, *others[2:]),
        fiscal_year=form.fiscal_year,
        begins=form.begins,
        ends=form.ends,
        units=(form.unit, form.result_unit or form.unit),
        known=known,
    )


def of_progress(
    form: ProgressForm, known: Figures | None = None, as_of: date | None = None
) -> Draft:
    """The project's form: what it says about itself, then each numbered report."""
    words = {
        "1.3 หลักการและเหตุผล": form.reasons,
        "1.4 วัตถุประสงค์": form.objectives,
        "1.5 เป้าหมาย": form.goals,
    }
    reports = [
        Passage(
            f"รายงานครั้งที่ {report.number}",
            normal(report.text),
            report=report.number,
            day=report.day,
            percent=report.percent,
        )
        for report in form.reports
    ]
    return Draft(
        passages=(*(Passage(where, normal(text)) for where, text in words.items()), *reports),
        fiscal_year=form.fiscal_year,
        begins=form.begins,
        ends=form.ends,
        known=known,
        as_of=as_of,
        money=Money(form.budget, form.spent, tuple(report.spent for report in form.reports)),
    )


_PLACE = re.compile(
    r"\(6\.([1-5])\)|^\W*รายงานครั้งที่\s*(\d+)|^\s*(1\.[1-6])\s"
    r"|^\s*([1-9])\.\s*(?=ชื่อ|ระดับ|คำ|วิธี|เป้า|ปัจ|อุป|หลัก|รายงาน)",
    re.M,
)


def of_text(text: str) -> Draft:
    """A form copied from the city's system or an old paper: cut at its section and report marks."""
    plain = normal(text)
    places = list(_PLACE.finditer(plain))
    begins = [*(place.start() for place in places), len(plain)]
    head = Passage("ส่วนต้น", plain[: begins[0]])
    cut = [
        head,
        *(_cut(p, plain[p.end() : end]) for p, end in zip(places, begins[1:], strict=True)),
    ]
    year = re.search(r"ปีงบประมาณ\s*(?:พ\.ศ\.)?\s*:?\s*(\d{4})", plain)
    return Draft(
        passages=tuple(passage for passage in cut if passage.text.strip()),
        fiscal_year=int(year[1]) if year else None,
        begins=_after("เริ่มต้นโครงการ", plain),
        ends=_after("สิ้นสุดโครงการ", plain),
    )


def _cut(place: re.Match[str], text: str) -> Passage:
    quarter, report, part, section = place.groups()
    if report:
        dated = re.match(r"[\s:]*(?:.{0,120}?::\s*)?(\d{2}/\d{2}/\d{4})", text, re.S)
        percent = re.search(r"ความก้าวหน้า[^=\n]{0,20}=\s*(\d+(?:\.\d+)?)", text)
        return Passage(
            f"รายงานครั้งที่ {report}",
            text,
            report=int(report),
            day=next((found.day for found in days_in(dated[1])), None) if dated else None,
            percent=Decimal(percent[1]) if percent else None,
        )
    if quarter == "5":
        return Passage("6.5 สรุปผลการดำเนินงาน", text)
    if quarter:
        return Passage(f"6.{quarter} ไตรมาสที่ {quarter}", text, quarter=int(quarter))
    return Passage(f"ข้อ {part or section}", text)


def _after(label: str, text: str) -> date | None:
    """The first day that stands on the same line behind a label."""
    line = re.search(rf"{label}\s*:?([^\n]{{0,30}})", text)
    return next((found.day for found in days_in(line[1])), None) if line else None


def reports_of(draft: Draft) -> Iterator[Passage]:
    """Its numbered reports, as they stand."""
    return (passage for passage in draft.passages if passage.report is not None)
