"""Counts of months and spans: units, running totals, gaps, and the ledger beside the words."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from models.dates import BUDDHIST_ERA
from models.reports.checks.findings import Finding
from models.reports.claims import Count, counts_in, project_months
from models.reports.drafts import Draft
from models.reports.writing import month_words

LONGEST = 24  # months missing; more of them are a year mistyped
Placed = tuple[str, Count]
Month = tuple[int, int]


def placed(draft: Draft) -> list[Placed]:
    """Every count of the form with its place."""
    return [(part.where, count) for part in draft.passages for count in counts_in(part.text)]


def _by_subject(draft: Draft) -> dict[str, list[Placed]]:
    grouped: dict[str, list[Placed]] = defaultdict(list)
    for where, count in placed(draft):
        grouped[count.subject].append((where, count))
    return grouped


def _running(rows: list[Placed]) -> dict[Month, int]:
    """The running total at the end of each month; a plain first month begins it."""
    months = sorted((c.last, c.cumulative, c.value) for _, c in rows if c.first == c.last)
    totals = {month: value for month, cumulative, value in months if cumulative}
    if totals and months[0][0] < min(totals):
        totals[months[0][0]] = months[0][2]
    return dict(sorted(totals.items()))


def units_mixed(draft: Draft) -> Iterator[Finding]:
    """The same thing counted in two units, or target and result in two."""
    for subject, rows in _by_subject(draft).items():
        units = dict.fromkeys(count.unit for _, count in rows)
        if len(units) > 1:
            where = ", ".join(dict.fromkeys(where for where, _ in rows))
            said = " และ ".join(units)
            yield Finding("units", where, f"“{subject}” นับเป็นทั้ง{said} ราย ครั้ง และคำถามนับคนละอย่าง")
    if len(set(draft.units)) > 1:
        target, result = draft.units
        yield Finding("units", "5 เป้าหมาย", f"เป้าหมายมีหน่วยเป็น{target} แต่ผลงานมีหน่วยเป็น{result}")


def total_falls(draft: Draft) -> Iterator[Finding]:
    """A running total can stay or grow."""
    for subject, rows in _by_subject(draft).items():
        for (early, before), (late, after) in pairwise(_running(rows).items()):
            if after < before:
                where = ", ".join(dict.fromkeys(w for w, c in rows if c.last in (early, late)))
                yield Finding(
                    "falling",
                    where,
                    f"“{subject}” สะสมลดลงจาก {before:,} ({month_words(*early)}) "
                    f"เป็น {after:,} ({month_words(*late)}) ยอดสะสมลดลงไม่ได้",
                )


def span_beside_total(draft: Draft) -> Iterator[Finding]:
    """A span's count must fit between what its months added and the total at its end."""
    for subject, rows in _by_subject(draft).items():
        totals = _running(rows)
        for where, count in rows:
            before = max((m for m in totals if m < count.first), default=None)
            if count.first == count.last or count.cumulative or count.last not in totals:
                continue
            at_end, added = totals[count.last], totals[count.last] - totals.get(before, 0)  # type: ignore[arg-type]
            told_apart = count.distinct and added <= count.value <= at_end
            if count.value != added and not told_apart:
                yield Finding(
                    "period",
                    where,
                    f"“{subject}” {_span(count)} เขียนว่า {count.value:,} {count.unit} "
                    f"แต่ยอดสะสมถึง{month_words(*count.last)}คือ {at_end:,} และช่วงนี้เพิ่มขึ้น {added:,} "
                    "ดูว่าหมายถึงยอดของช่วงหรือยอดสะสม",
                )


def same_month_differs(draft: Draft) -> Iterator[Finding]:
    """The same month's count with two values."""
    seen: dict[tuple[str, Month, Month, bool], Placed] = {}
    for where, count in placed(draft):
        key = (count.subject, count.first, count.last, count.cumulative)
        first_where, first = seen.setdefault(key, (where, count))
        if first.value != count.value:
            yield Finding(
                "differs",
                f"{first_where} และ {where}",
                f"“{count.subject}” {_span(count)} เขียนว่า {first.value:,} ที่หนึ่ง "
                f"และ {count.value:,} อีกที่หนึ่ง",
            )


def month_missing(draft: Draft) -> Iterator[Finding]:
    """A month of the project without a count, in each place that lists months."""
    for part in draft.passages:
        listed: dict[str, set[Month]] = defaultdict(set)
        for count in counts_in(part.text):
            if count.first == count.last:
                listed[count.subject].add(count.last)
        ran = project_months(part.text) or _ran(draft)
        for subject, months in listed.items():
            if len(months) < 3:
                continue
            first, last = min(months), max(months)
            if ran and part.quarter in (None, 4):
                first, last = ran
            gaps = [month for month in _months(first, last) if month not in months]
            if 0 < len(gaps) <= LONGEST:
                said = ", ".join(month_words(*month) for month in gaps)
                yield Finding("month", part.where, f"“{subject}” ไม่มียอดของ {said}")


def plain_among_totals(draft: Draft) -> Iterator[Finding]:
    """A list of running totals with one month that is not said to be one."""
    for part in draft.passages:
        rows = [count for count in counts_in(part.text) if count.first == count.last]
        plain = [count for count in rows if not count.cumulative]
        if len(rows) - len(plain) >= 2 and len(plain) == 1:
            yield Finding(
                "labels",
                part.where,
                f"{month_words(*plain[0].last)} เป็นยอดธรรมดา แต่เดือนอื่นในรายการเดียวกันเป็นยอดสะสม",
                wrong=False,
            )


def quarter_silent(draft: Draft) -> Iterator[Finding]:
    """A month that is counted elsewhere while its own quarter says nothing of it."""
    told = {count.last: where for where, count in placed(draft) if count.first == count.last}
    for part in draft.passages:
        own = {count.last for count in counts_in(part.text)} | {
            month for count in counts_in(part.text) for month in _months(count.first, count.last)
        }
        for (year, month), where in told.items():
            quarter = (month - 10) % 12 // 3 + 1
            if part.quarter == quarter and part.text.strip(" -:\n") and (year, month) not in own:
                why = f"{month_words(year, month)} มียอดอยู่ที่ {where} แต่ไตรมาสของเดือนนี้ไม่ได้กล่าวถึง"
                yield Finding("quarter", part.where, why, wrong=False)


def beside_the_ledger(draft: Draft) -> Iterator[Finding]:
    """People of a month as written, beside what the ledger counted."""
    for where, count in placed(draft) if draft.known else ():
        month = draft.known.month(*count.last) if draft.known else None
        if month is None or count.first != count.last or "ผู้" not in count.subject:
            continue
        counted = month.people_cumulative if count.cumulative else month.people
        if count.unit in ("ราย", "คน") and count.value != counted:
            kind = "สะสม" if count.cumulative else "ของเดือน"
            yield Finding(
                "ledger",
                where,
                f"เขียนว่า {count.value:,} {count.unit} แต่ระบบนับยอด{kind}{month_words(*count.last)}"
                f"ได้ {counted:,} ราย",
            )


def _ran(draft: Draft) -> tuple[Month, Month] | None:
    if not draft.begins or not draft.ends:
        return None
    last = min(draft.ends, draft.known.as_of) if draft.known else draft.ends
    return _month(draft.begins), _month(last)


def _month(day: date) -> Month:
    return day.year + BUDDHIST_ERA, day.month


def _months(first: Month, last: Month) -> list[Month]:
    """From the one to the other, both counted."""
    numbers = range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
    return [(number // 12, number % 12 + 1) for number in numbers]


def _span(count: Count) -> str:
    if count.first == count.last:
        return month_words(*count.last)
    return f"{month_words(*count.first)} - {month_words(*count.last)}"


CHECKS = (
    units_mixed,
    total_falls,
    span_beside_total,
    same_month_differs,
    month_missing,
    plain_among_totals,
    quarter_silent,
    beside_the_ledger,
)
