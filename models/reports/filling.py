"""Fills the quarters of an indicator's form from the ledger's figures, in sentences."""

from dataclasses import replace
from decimal import Decimal

from models.reports import formulas
from models.reports.attachments import UNEVEN, answered_by, sums_up, total_of
from models.reports.figures import Channel, Figures, Month, Quarter, Satisfaction
from models.reports.forms import KpiForm
from models.reports.formulas import NothingCounted
from models.reports.writing import MONTHS, month_words


def fill(form: KpiForm, figures: Figures) -> KpiForm:
    """The form with the ledger's lines in each quarter that has begun; officers' words stay.

    An empty summary (6.5) is filled with the months and the surveys of the whole year.
    """
    quarters = tuple(
        replace(report, lines=quarter_lines(figures, number))
        for number, report in enumerate(form.quarters, start=1)
    )
    return replace(form, quarters=quarters, summary=form.summary or "\n".join(year_lines(figures)))


def quarter_lines(figures: Figures, number: int) -> tuple[str, ...]:
    """What the ledger counted in a quarter (1–4), a sentence each; none if nothing was counted."""
    months = [month for month in _of_year(figures) if month.quarter == number]
    lines = [_total(month) for month in months]
    counted = next((quarter for quarter in figures.quarters if quarter.number == number), None)
    if counted and months:
        lines = [_people(counted, months), *lines, *_work(counted)]
    surveys = [survey for survey in figures.satisfaction if survey.quarter == number]
    return (*lines, *(line for survey in surveys for line in satisfaction_lines(survey)))


def year_lines(figures: Figures) -> tuple[str, ...]:
    """The whole fiscal year so far, for the summary at its end."""
    surveys = [survey for survey in figures.satisfaction if survey.quarter is None]
    return (
        *(_total(month) for month in _of_year(figures)),
        *(line for survey in surveys for line in satisfaction_lines(survey)),
        *channel_lines(figures.channels),
    )


def _of_year(figures: Figures) -> list[Month]:
    return [month for month in figures.months if month.fiscal_year == figures.fiscal_year]


def _total(month: Month) -> str:
    when = month_words(month.year_be, month.month)
    return f"- ผู้ใช้บริการสะสม ณ สิ้นเดือน{when} จำนวน {month.people_cumulative:,} ราย"


def _people(counted: Quarter, months: list[Month]) -> str:
    first, last = months[0], months[-1]
    when = month_words(last.year_be, last.month)
    if first != last:
        year = f" {first.year_be}" if first.year_be != last.year_be else ""
        when = f"{MONTHS[first.month - 1]}{year} - {when}"
    return f"- ผู้ใช้บริการในไตรมาส (ไม่นับซ้ำ) {when} จำนวน {counted.people:,} ราย"


def _work(counted: Quarter) -> list[str]:
    """What was done for these people; nothing is said of what did not happen."""
    lines = []
    if counted.questions:
        lines.append(
            f"- คำถามในไตรมาส {counted.questions:,} คำถาม ระบบตอบได้ทันที {counted.answered:,} คำถาม "
            f"ส่งถึงเจ้าหน้าที่ {counted.escalated:,} คำถาม เจ้าหน้าที่ตอบแล้ว {counted.told:,} คำถาม"
        )
    if counted.prechecks:
        right = formulas.share(counted.first_time_right, counted.prechecks).value
        lines.append(
            f"- ตรวจเอกสารล่วงหน้า {counted.prechecks:,} เรื่อง เอกสารครบตั้งแต่ครั้งแรก "
            f"{counted.first_time_right:,} เรื่อง คิดเป็นร้อยละ {right}"
        )
    if counted.booked:
        lines.append(
            f"- นัดหมาย {counted.booked:,} นัด มารับบริการ {counted.served:,} นัด "
            f"ไม่มาตามนัด {counted.no_shows:,} นัด"
        )
    return lines


def satisfaction_lines(survey: Satisfaction) -> list[str]:
    """N first, then each level chosen by anybody, then the mean with its percentage."""
    if not survey.n:
        return []
    period = f" ไตรมาสที่ {survey.quarter}" if survey.quarter else ""
    levels = " ".join(
        f"ระดับ{survey.label(level)}ร้อยละ {share.value}"
        for level, share in formulas.shares(survey).items()
        if survey.counts.get(level)
    )
    percent = formulas.percent_of_mean(survey)
    return [
        f"- ความพึงพอใจ “{survey.survey_name}”{period} ผู้ตอบ {answered_by(survey)} {levels} "
        f"เฉลี่ย {formulas.mean(survey)} คะแนน จาก {survey.scale_max} คะแนน "
        f"คิดเป็นร้อยละ {percent.value}"
    ]


def channel_lines(channels: tuple[Channel, ...]) -> list[str]:
    """Questions over all channels known before and after, with the reduction.

    Channels whose spans are uneven in different ways are told one by one: they have no sum.
    """
    both = [way for way in channels if way.before is not None and way.after is not None]
    added = [way for way in both if way.adds]
    names = ", ".join(way.name for way in added)
    whole = [total_of(added, f"คำถามทุกช่องทาง ({names})")] if added and sums_up(added) else []
    single = [way for way in both if not (whole and way.adds)]
    each = [replace(way, name=f"คำถาม {way.name}") for way in single]
    return [line for way in (*whole, *each) for line in _reduced(way)]


def _reduced(way: Channel) -> list[str]:
    """One reduction in a sentence; spans of different lengths are said to be, with averages."""
    before, after = way.before or 0, way.after or 0
    try:
        percent = formulas.reduction(before, after).value
    except NothingCounted:
        return []
    line = (
        f"- {way.name} ก่อนดำเนินการ {before:,} คำถาม หลังดำเนินการ {after:,} คำถาม "
        f"{_change(percent)} {abs(before - after):,} คำถาม คิดเป็นร้อยละ {abs(percent)}"
    )
    if not way.uneven:
        return [line]
    result = formulas.reduction_each_month(way)
    each = [formulas.each_month(before, way.before_months)]
    each.append(formulas.each_month(after, way.after_months))
    return [
        line,
        f"  {UNEVEN} ({way.before_months} เดือน กับ {way.after_months} เดือน) เฉลี่ยเดือนละ {each[0]:,} "
        f"เทียบกับ {each[1]:,} คำถาม เฉลี่ย{_change(result.value)}ร้อยละ {abs(result.value)}",
    ]


def _change(percent: Decimal) -> str:
    return "ลดลง" if percent >= 0 else "เพิ่มขึ้น"
