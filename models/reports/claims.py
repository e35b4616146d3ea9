"""What a form's words claim: counts of a month, shares of a level, days, numbers of letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.dates import BUDDHIST_ERA
from models.dates import MONTHS as SHORT
from models.reports.writing import MONTHS, arabic_digits

NUMBERS = {**{m: n for n, m in enumerate(MONTHS, 1)}, **{m: n for n, m in enumerate(SHORT, 1)}}
MONTH = "|".join(re.escape(name) for name in sorted(NUMBERS, key=len, reverse=True))
LEVEL = "มากที่สุด|ดีมาก|น้อยที่สุด|ปานกลาง|ควรปรับปรุง|พอใช้|มาก|น้อย|ดี"
UNIT = "ราย|คน|ครั้ง|คำถาม|ชุด|เรื่อง|นัด"
ERA_FROM, ERA_TO = 2300, 2700  # years that can only be of the Buddhist era
_DASH = re.compile(r"[‐-―−]|(?<=\s)\?(?=\s)")


def normal(text: str) -> str:
    """Arabic digits, one kind of dash and of space: forms copied about lose theirs."""
    plain = arabic_digits(text).replace("\r", "").replace("\u0e4d\u0e32", "\u0e33")
    plain = re.sub(r"^[ \t]*\?", "-", plain, flags=re.M)
    return re.sub(r"[ \t\u00a0\u200b]+", " ", _DASH.sub("-", plain))


@dataclass(frozen=True)
class Count:
    """ "… จำนวน 500 ราย" of a month or a span of months (year B.E., month)."""

    subject: str
    first: tuple[int, int]
    last: tuple[int, int]
    value: int
    unit: str
    cumulative: bool
    distinct: bool
    line: str


@dataclass(frozen=True)
class Day:
    """A day as written; `year` is the number that stands there, `day` None if no such day is."""

    written: str
    year: int
    day: date | None


@dataclass(frozen=True)
class Share:
    """ "ระดับดีมาก คิดเป็นร้อยละ 77.78" with the number of answers if the sentence says it."""

    level: str
    value: Decimal
    n: int | None


_SPAN = re.compile(
    rf"(?:({MONTH})\s*(\d{{4}})?\s*(?:-|ถึง)\s*(?:เดือน)?\s*)?({MONTH})\s*(?:พ\.ศ\.\s*)?(\d{{4}})"
)
_VALUE = re.compile(rf"(?:จำนวน|=|รวม)?\s*(\d[\d,]*)\s*({UNIT})(?![ก-์])")
_SUBJECT = re.compile(
    r"\([^)]*\)|^[\s\-•*:]*(?:\d+[.)])?|ยอดรวม|ยอด|สะสม|ตั้งแต่|ระหว่าง|เดือน|เป็น|จำนวน|ณ สิ้น|เมื่อสิ้น"
    r"|ในไตรมาส|ของ|มี(?=ยอด|ผู้|การ|คำ)|[\s:,\-]+"
)


def counts_in(text: str) -> Iterator[Count]:
    """Each line that gives one count for a month, or for a span of months."""
    for line in text.split("\n"):
        months = _SPAN.search(line)
        value = _VALUE.search(line, months.end()) if months else None
        if not months or not value:
            continue
        start, start_year, end, year = months.groups()
        last = (int(year), NUMBERS[end])
        first = (int(start_year or year), NUMBERS[start]) if start else last
        named = line[: months.start()] + line[months.end() : value.start()]
        yield Count(
            subject=_SUBJECT.sub("", named),
            first=first,
            last=last,
            value=int(value[1].replace(",", "")),
            unit=value[2],
            cumulative="สะสม" in line,
            distinct="ไม่นับซ้ำ" in line,
            line=line.strip(),
        )


def project_months(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """First and last month of "ระยะเวลาดำเนินโครงการ … มีนาคม - กันยายน 2564", if it is said."""
    said = re.search(r"ระยะเวลาดำเนิน.{0,60}", text.replace("\n", " "))
    months = _SPAN.search(said[0]) if said else None
    if not months or not months[1]:
        return None
    start, start_year, end, year = months.groups()
    return (int(start_year or year), NUMBERS[start]), (int(year), NUMBERS[end])


_SHARE = re.compile(rf"ระดับ\s*({LEVEL})\s*(?:คิดเป็น)?\s*ร้อยละ\s*(\d+(?:\.\d+)?)")
_N = re.compile(
    r"(?:ผู้ตอบ|ตอบแบบ|ผู้ประเมิน|ประเมิน|จำนวน|จาก|N\s*=)[^\d\n]{0,40}(\d[\d,]*)\s*(?:คน|ราย|ชุด)"
)
_GOES_ON = re.compile(r"\s*(?:คิดเป็น|และ|หรือ|ระดับ|ร้อยละ|โดย|ซึ่ง|\()")


def sentences(text: str) -> list[str]:
    """The lines, with those that only go on with the one before put behind it."""
    joined: list[str] = []
    for line in (line for line in text.split("\n") if line.strip()):
        if joined and _GOES_ON.match(line):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line.strip())
    return joined


def shares_in(sentence: str) -> list[Share]:
    """The levels of satisfaction in a sentence with their percentages."""
    counted = people_in(sentence)
    return [Share(level, Decimal(value), counted) for level, value in _SHARE.findall(sentence)]


def people_in(sentence: str) -> int | None:
    """How many answered, if the sentence says so."""
    found = _N.search(sentence)
    return int(found[1].replace(",", "")) if found else None


_DAYS = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)|(?P<slashed>\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b)"
    rf"|(?P<d>\d{{1,2}})\s*(?P<m>{MONTH})\s*(?:พ\.ศ\.|ค\.ศ\.)?\s*(?P<y>\d{{4}})"
)


def days_in(text: str) -> Iterator[Day]:
    """Each day that is written out, with the year as it stands there."""
    for found in _DAYS.finditer(text):
        if found["iso"]:
            year, month, day = (int(part) for part in found["iso"].split("-"))
        elif found["slashed"]:
            day, month, year = (int(part) for part in found["slashed"].split("/"))
        else:
            day, month, year = int(found["d"]), NUMBERS[found["m"]], int(found["y"])
        yield Day(found[0], year, _day(year, month, day))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year - BUDDHIST_ERA if year >= ERA_FROM else year, month, day)
    except ValueError:
        return None
