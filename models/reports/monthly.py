"""A month of the service on a page or two, and the satisfaction report."""

from datetime import date

from models.reports.attachments import MEANING, channels, counts, people_chart, survey
from models.reports.figures import WAITS, Figures, Month
from models.reports.papers import Block, Digits, Heading, Line, Paper
from models.reports.writing import day_words, minutes_of, month_words


def paper(figures: Figures, month: Month, made: date, digits: Digits = Digits.ARABIC) -> Paper:
    """One month beside the month before; raises ValueError if it is none of the figures."""
    at = figures.months.index(month)
    before = figures.months[at - 1] if at else None
    name = month_words(month.year_be, month.month)
    blocks: list[Block] = [
        Heading(f"รายงานการใช้บริการประจำเดือน{name}", level=1),
        Line(figures.office, centred=True),
        Line(f"ให้บริการตั้งแต่ {day_words(figures.since)} {MEANING}"),
        counts(month, before),
        *(
            Line(minutes_of(getattr(month, wait.field)), f"{wait.label} นับเฉพาะเวลาทำการ:")
            for wait in WAITS
        ),
        *people_chart(figures.months[: at + 1][-12:]),
        *(Line(note) for note in figures.notes),
    ]
    return Paper(f"การใช้บริการ {name}", figures.office, made, tuple(blocks), digits)


def satisfaction(figures: Figures, made: date, digits: Digits = Digits.ARABIC) -> Paper:
    """Every survey with its N, its levels and its sums, then the channels before and after."""
    spans = {answers.quarter for answers in figures.satisfaction}
    only = spans.pop() if len(spans) == 1 else None
    quarter = f"ไตรมาสที่ {only} " if only else ""
    title = f"รายงานผลการสำรวจความพึงพอใจ\n{quarter}ประจำปีงบประมาณ พ.ศ. {figures.fiscal_year}"
    blocks: list[Block] = [
        Heading(title, level=1),
        Line(figures.office, centred=True),
        Line(f"ข้อมูลถึง {day_words(figures.as_of)} ผู้ตอบไม่ระบุชื่อ"),
    ]
    for answers in figures.satisfaction:
        blocks += survey(answers)
    if not figures.satisfaction:
        blocks.append(Line("ยังไม่มีผู้ตอบแบบสำรวจในช่วงนี้"))
    if figures.channels:
        blocks += channels(figures.channels)
    year = f"ความพึงพอใจ {quarter}ปีงบประมาณ {figures.fiscal_year}"
    return Paper(year, figures.office, made, tuple(blocks), digits)
