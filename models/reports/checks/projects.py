"""A project's progress: a report for each month it ran, and money that adds up."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.dates import BUDDHIST_ERA
from models.reports.checks.findings import Finding
from models.reports.drafts import Draft, reports_of
from models.reports.writing import month_words

REPORTS = "2 รายงานความก้าวหน้า"
SPENT = "งบประมาณที่ใช้ไป"
LONGEST = 24  # months without a report; more of them are a year mistyped
Month = tuple[int, int]


def month_without_report(draft: Draft) -> Iterator[Finding]:
    """A month of the project, over by now, that no report was written for."""
    told = {_month(part.day) for part in reports_of(draft) if part.day}
    last = _last(draft, max(told, default=None))
    first = min(told, default=_month(draft.begins) if draft.begins else None)
    gaps = [month for month in _months(first, last) if month not in told]
    if draft.span and 0 < len(gaps) <= LONGEST:
        said = ", ".join(month_words(year, month) for year, month in gaps)
        yield Finding("report-month", REPORTS, f"ไม่มีรายงานของ {said}", wrong=False)


def _last(draft: Draft, reported: Month | None) -> Month | None:
    """The last month there should be a report of."""
    if not draft.as_of or not draft.ends:
        return reported
    over = draft.as_of.replace(day=1) - timedelta(days=1)
    expected = _month(min(over, draft.ends))
    return max(expected, reported) if reported else expected


def money_disagrees(draft: Draft) -> Iterator[Finding]:
    """More spent than was given, or another sum than the reports come to."""
    if draft.money is None:
        return
    budget, spent, reported = draft.money.budget, draft.money.spent, sum(draft.money.reported)
    if spent > budget:
        yield Finding("money", SPENT, f"ใช้ไป {spent:,} บาท มากกว่าที่ได้รับ {budget:,} บาท")
    if reported and spent != reported:
        why = f"ใช้ไป {spent:,} บาท แต่รายงานแต่ละครั้งรวมกันได้ {reported:,} บาท"
        yield Finding("money", SPENT, why)


def _month(day: date) -> Month:
    return day.year + BUDDHIST_ERA, day.month


def _months(first: Month | None, last: Month | None) -> list[Month]:
    """From the one to the other, both counted."""
    if not first or not last:
        return []
    numbers = range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
    return [(number // 12, number % 12 + 1) for number in numbers]


CHECKS = (month_without_report, money_disagrees)
