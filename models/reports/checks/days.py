"""Days: the fiscal year beside them, the era they are written in, the weekday they fall on."""

import re
from collections.abc import Iterator
from datetime import date

from models.calendar.years import fiscal_year
from models.dates import BUDDHIST_ERA
from models.reports.checks.findings import Finding
from models.reports.claims import ERA_FROM, ERA_TO, counts_in, days_in
from models.reports.drafts import Draft, reports_of
from models.reports.writing import WEEKDAYS, day_words


def fiscal_year_of_project(draft: Draft) -> Iterator[Finding]:
    """The project's first and last day must lie in the fiscal year it is reported for."""
    if not draft.span:
        return
    first, last = draft.span
    year = f"ปีงบประมาณ {draft.fiscal_year} คือ {day_words(first)} - {day_words(last)}"
    for name, day in (("เริ่มต้นโครงการ", draft.begins), ("สิ้นสุดโครงการ", draft.ends)):
        if day and not first <= day <= last:
            its = fiscal_year(day)
            why = f"{year} แต่วันที่เขียนคือ {day_words(day)} ซึ่งอยู่ในปีงบประมาณ {its}"
            yield Finding("fiscal-year", name, why)


def reports_outside(draft: Draft) -> Iterator[Finding]:
    """Reports dated before the project began, after it ended, or in another fiscal year."""
    dated = [(part.where, part.day) for part in reports_of(draft) if part.day]
    early = [where for where, day in dated if draft.begins and day < draft.begins]
    if early and draft.begins:
        why = f"ลงวันที่ก่อนวันเริ่มต้นโครงการ ({day_words(draft.begins)})"
        yield Finding("fiscal-year", _range(early), why)
    if draft.span:
        first, last = draft.span
        outside = [where for where, day in dated if not first <= day <= last]
        if outside:
            yield Finding("fiscal-year", _range(outside), f"ลงวันที่นอกปีงบประมาณ {draft.fiscal_year}")


def _range(places: list[str]) -> str:
    return places[0] if len(places) == 1 else f"{places[0]} ถึง {places[-1].rpartition(' ')[2]}"


def era(draft: Draft) -> Iterator[Finding]:
    """Days of the Christian era among those of the Buddhist one, and years that cannot be."""
    for part in draft.passages:
        for day in days_in(part.text):
            if 1900 <= day.year < ERA_FROM:
                year = day.year + BUDDHIST_ERA
                why = f"“{day.written}” เป็นปี ค.ศ. ทั้งเอกสารใช้ พ.ศ. (พ.ศ. {year})"
                yield Finding("era", part.where, why)
            elif not ERA_FROM <= day.year <= ERA_TO:
                yield Finding("era", part.where, f"“{day.written}” ปีนี้เป็นไปไม่ได้")
            elif day.day is None:
                yield Finding("era", part.where, f"ไม่มีวันที่ “{day.written}” ในปฏิทิน")


def year_alone(draft: Draft) -> Iterator[Finding]:
    """Years of the Christian era beside a month's count, or behind "พ.ศ."."""
    for part in draft.passages:
        spans = [(count.first, count.last) for count in counts_in(part.text)]
        for year in sorted({year for span in spans for year, _ in span}):
            if not ERA_FROM <= year <= ERA_TO:
                yield Finding("era", part.where, f"ยอดของเดือนในปี “{year}” ไม่ใช่ปี พ.ศ.")
        for said in re.findall(r"พ\.ศ\.\s*((?:19|20)\d\d)(?!\d)", part.text):
            yield Finding("era", part.where, f"“พ.ศ. {said}” เป็นปี ค.ศ.")


_WEEKDAY = re.compile(rf"วัน({'|'.join(WEEKDAYS)})ที่\s*([^\n]{{5,40}})")


def weekday(draft: Draft) -> Iterator[Finding]:
    """A weekday beside a day on which it does not fall."""
    for part in draft.passages:
        for name, behind in _WEEKDAY.findall(part.text):
            day = next((found.day for found in days_in(behind)), None)
            if day and WEEKDAYS[day.weekday()] != name:
                why = f"{day_words(day)} เป็นวัน{WEEKDAYS[day.weekday()]} ไม่ใช่วัน{name}"
                yield Finding("weekday", part.where, why)


def dated_elsewhere(draft: Draft) -> Iterator[Finding]:
    """A letter or an order ("ลงวันที่") dated outside the fiscal year, or after its own report."""
    for part in draft.passages:
        for behind in re.findall(r"ลงวันที่\s*([^\n]{5,30})", part.text):
            day = next(days_in(behind), None)
            if not day or not day.day or day.year < ERA_FROM:
                continue
            if draft.span and not draft.span[0] <= day.day <= draft.span[1]:
                why = f"“ลงวันที่ {day.written}” อยู่นอกปีงบประมาณ {draft.fiscal_year}"
                yield Finding("letter-date", part.where, why + _year_slip(day.day, part.day), False)
            elif part.day and day.day > part.day:
                why = f"“ลงวันที่ {day.written}” หลังวันที่รายงาน ({day_words(part.day)})"
                yield Finding("letter-date", part.where, why)


def _year_slip(day: date, report: date | None) -> str:
    if (
        report
        and (day.day, day.month) == (report.day, report.month)
        and day.year == report.year - 1
    ):
        return " ตรงกับวันที่รายงานพอดีแต่ปีน้อยไปหนึ่ง น่าจะพิมพ์ปีผิด"
    return ""


CHECKS = (fiscal_year_of_project, reports_outside, era, year_alone, weekday, dated_elsewhere)
