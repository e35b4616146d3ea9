"""Numbers that count up: items of a list, orders and letters, the reports of a project."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from models.reports.checks.findings import Finding
from models.reports.claims import days_in
from models.reports.drafts import Draft, reports_of
from models.reports.writing import day_words, two_places

_ITEM = re.compile(r"^\s*[-:]*\s*(\d{1,2})[.)](?!\d)", re.M)


def items_numbered_twice(draft: Draft) -> Iterator[Finding]:
    """The same number twice in one list; a list that starts again at 1 is another list."""
    for part in draft.passages:
        numbers = [int(number) for number in _ITEM.findall(part.text)]
        for before, after in pairwise(numbers):
            if after == before:
                yield Finding("numbering", part.where, f"ข้อ {after} มีสองครั้งติดกัน")
            elif after > before + 1:
                yield Finding("numbering", part.where, f"ข้ามจากข้อ {before} ไปข้อ {after}", False)


_ORDER = re.compile(r"ที่\s*(\d+)/(\d{4})\s*ลงวันที่\s*([^\n]{5,30})")


def order_of_another_year(draft: Draft) -> Iterator[Finding]:
    """An order carries the year it was given in: no. 29/2566 is not dated 2565."""
    for part in draft.passages:
        for number, year, behind in _ORDER.findall(part.text):
            day = next(days_in(behind), None)
            if day and day.year != int(year):
                why = f"คำสั่งที่ {number}/{year} แต่ลงวันที่ {day.written} ปีไม่ตรงกัน"
                yield Finding("order-year", part.where, why)


_LETTER = re.compile(r"([ก-ฮ]{1,3}\.?\s*\d{4})/(\d+)\s*ลงวันที่\s*([^\n]{5,30})")


def letters_out_of_order(draft: Draft) -> Iterator[Finding]:
    """Letters of one section are numbered as they go out, from 1 each January."""
    sent: dict[tuple[str, int], set[tuple[date, int, str]]] = defaultdict(set)
    for part in draft.passages:
        for prefix, number, behind in _LETTER.findall(part.text):
            day = next(days_in(behind), None)
            if day and day.day:
                name = re.sub(r"[\s.]+", " ", prefix)
                sent[name, day.day.year].add((day.day, int(number), part.where))
    for (prefix, _), letters in sent.items():
        for (early, first, where), (late, then, other) in pairwise(sorted(letters)):
            if early < late and then <= first:
                yield Finding(
                    "letter-number",
                    f"{where} และ {other}",
                    f"หนังสือ {prefix}/{first} ลงวันที่ {day_words(early)} "
                    f"แต่ {prefix}/{then} ลงวันที่ {day_words(late)} เลขน้อยลงทั้งที่ส่งทีหลัง",
                )


def reports_in_order(draft: Draft) -> Iterator[Finding]:
    """Reports are numbered one by one, their days and their progress do not go back."""
    for before, after in pairwise(reports_of(draft)):
        if before.report is not None and after.report != before.report + 1:
            yield Finding("report-number", after.where, f"อยู่ถัดจาก{before.where} เลขไม่ต่อกัน")
        if before.day and after.day and after.day <= before.day:
            yield Finding("order", after.where, f"วันที่ไม่หลัง{before.where}")
        if before.percent is not None and after.percent is not None:
            then, now = two_places(before.percent), two_places(after.percent)
            if after.percent < before.percent:
                yield Finding("falling", after.where, f"ความก้าวหน้าลดลงจากร้อยละ {then} เป็น {now}")
    for part in reports_of(draft):
        if part.percent is not None and not 0 <= part.percent <= 100:
            yield Finding("falling", part.where, f"ความก้าวหน้าร้อยละ {part.percent} เป็นไปไม่ได้")


def payments_of_another_report(draft: Draft) -> Iterator[Finding]:
    """Progress and money of report N printed under report N + 1, as shifted layouts do."""
    for part in reports_of(draft):
        for number in re.findall(r"เบิกใช้\s*\(ครั้งที่\s*(\d+)\)", part.text):
            if int(number) != part.report:
                why = f"ความก้าวหน้าและงบประมาณในส่วนนี้เป็นของครั้งที่ {number}"
                yield Finding("shifted", part.where, why)


CHECKS = (
    items_numbered_twice,
    order_of_another_year,
    letters_out_of_order,
    reports_in_order,
    payments_of_another_report,
)
