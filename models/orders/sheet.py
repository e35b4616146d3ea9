"""The sheet a round's orders come in and go out on: its columns, and what each cell may say."""

import re
import unicodedata
from datetime import date, datetime

from models.dates import BUDDHIST_ERA, MONTHS
from models.orders.states import FACTORS, KINDS, SOURCE_NAMES, Source

NAME = "ข้อสั่งการ"
COLUMNS = ("ลำดับ", "ที่มา", "ข้อสั่งการ", "ประเภท", "ปัจจัยผลกระทบ", "หน่วยงาน", "กำหนดรายงาน")
NUMBER, SOURCE, WORDS, KIND, TOUCHED, TO, DUE = COLUMNS
NEEDED = (SOURCE, WORDS, TO, DUE)
SOURCES = {
    **{name: source for source, name in SOURCE_NAMES.items()},
    "ปลัด": Source.SECRETARY,
    "ปลัดกรุงเทพมหานคร": Source.SECRETARY,
    "ผู้ตรวจราชการ": Source.INSPECTOR,
    "ผู้ตรวจ": Source.INSPECTOR,
}
YEARS = range(2000, 2200)  # C.E.
_FULL_MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
_SPELT = {name.replace(".", ""): at for names in (MONTHS, _FULL_MONTHS)
          for at, name in enumerate(names, start=1)}  # fmt: skip


class Unreadable(ValueError):
    """A cell that says nothing we know."""


def number_of(cell: object) -> int | None:
    """A whole number from 1 to 99,999; None for an empty cell."""
    text = plain(cell)
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,5}", text) or not int(text):
        raise Unreadable(text)
    return int(text)


def source_of(cell: object) -> Source:
    """Whose order it is, in the paper's words or short."""
    try:
        return SOURCES[plain(cell)]
    except KeyError:
        raise Unreadable(plain(cell)) from None


def kind_of(cell: object) -> int | None:
    """A type by its number ("6" or "1.6") or its words; None for an empty cell."""
    text = plain(cell)
    return _named(text.removeprefix("1.") if len(text) > 2 else text, KINDS) if text else None


def factors_of(cell: object) -> tuple[int, ...]:
    """Impact factors by number or words, with commas between."""
    parts = [part for part in re.split(r"[,;\n]+", plain(cell, keep=True)) if part.strip()]
    return tuple(sorted({_named(plain(part), FACTORS) for part in parts}))


def agencies_of(cell: object) -> tuple[str, ...]:
    """Names of agencies, a line or a semicolon between; each once, in their order."""
    parts = re.split(r"[;\n]+", plain(cell, keep=True))
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def day_of(cell: object) -> date:
    """A day: a date cell, 30/11/2569, 2026-11-30, 30 พ.ย. 2569; B.E. or C.E., any digits."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _dated(cell.year, cell.month, cell.day, str(cell))
    text = plain(cell)
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text):
        day, month, year = map(int, found.groups())
    elif found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"(\d{1,2}) ?([ก-๙.]+?) ?(?:พ\.?ศ\.? ?)?(\d{4})", text):
        month = _SPELT.get(found[2].replace(".", ""), 0)
        day, year = int(found[1]), int(found[3])
    else:
        raise Unreadable(text)
    return _dated(year, month, day, text)


def plain(cell: object, *, keep: bool = False) -> str:
    """A cell as text, its digits Arabic; `keep` its line breaks."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else unicodedata.normalize("NFC", str(cell))
    text = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    return text.strip() if keep else " ".join(text.split())


def _named(text: str, names: dict[int, str]) -> int:
    if re.fullmatch(r"[0-9]{1,2}", text) and int(text) in names:
        return int(text)
    wanted = text.replace(" ", "").removeprefix("ให้")
    for number, name in names.items():
        if wanted and name.replace(" ", "") == wanted:
            return number
    raise Unreadable(text)


def _dated(year: int, month: int, day: int, text: str) -> date:
    year -= BUDDHIST_ERA if year > YEARS.stop else 0
    try:
        if year in YEARS:
            return date(year, month, day)
    except ValueError:
        pass
    raise Unreadable(text)
