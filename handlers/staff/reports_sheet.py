"""Reads a sheet of what other channels counted; every fault is named with its row."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime

import openpyxl
from flask_babel import gettext as _

from models import packs, usage
from models.dates import BUDDHIST_ERA
from models.usage import CHANNELS, COUNTED, Entry, Period

HEADS = ("เดือน", "ช่องทาง", "สิ่งที่นับ", "จำนวน", "กระบวนงาน")
ENGLISH = ("month", "channel", "what", "count", "procedure")
NEEDED = 4  # columns; the procedure is left out where a figure is of all of them
# What may stand in a sheet besides the codes themselves; the first of each is what we write.
SAID = {
    "facebook": ("Facebook", "เฟซบุ๊ก", "เฟสบุ๊ค"), "website": ("เว็บไซต์",),
    "counter": ("เคาน์เตอร์",), "phone": ("โทรศัพท์",), "questions": ("คำถาม", "คำถามทั้งหมด"),
    "people": ("ผู้ใช้บริการ", "ราย", "คน"), "visits": ("การเข้าใช้บริการ", "ครั้ง"),
}  # fmt: skip
MEANT = {word.lower(): code for code, words in SAID.items() for word in (code, *words)}
MOST_ROWS = 5000
FIRST_BUDDHIST = 2400  # no sheet has a month of that year in the common era
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
LARGEST_COUNT = 1_000_000_000  # of anything in a month
DIGITS = 20  # zeros before it included


class SheetFaults(Exception):
    """Nothing of a sheet is taken over; `faults` tells why, row by row."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults)
        self.faults = faults


def written(code: str) -> str:
    """What a channel or a thing counted is called in a sheet."""
    return SAID[code][0]


def read_sheet(data: bytes, name: str, today: date, procedures: Mapping[str, str]) -> list[Entry]:
    """The figures of an .xlsx or .csv file, all of them; raises SheetFaults for any fault.

    `procedures` are those there are, by code and name; heads and words are Thai or English.
    """
    rows = list(_rows(data, name))
    if not rows or not _is_head(rows[0][1]):
        raise SheetFaults([_("แถวที่ 1 ต้องเป็นหัวคอลัมน์ %(heads)s ค่ะ", heads=", ".join(HEADS))])
    if len(rows) > MOST_ROWS:
        raise SheetFaults([_("ไฟล์มีมากกว่า %(rows)s แถวค่ะ", rows=MOST_ROWS)])
    faults: list[str] = []
    known = {word.lower(): code for code, said in procedures.items() for word in (code, said)}
    entries: dict[tuple[date, str, str, str | None], Entry] = {}
    for number, cells in rows[1:]:
        wrong, entry = _entry(cells, today, known)
        key = (entry.month.first, entry.channel, entry.what, entry.procedure) if entry else None
        if key in entries:
            wrong = [_("ซ้ำกับแถวก่อนหน้า")]
        elif entry and key:
            entries[key] = entry
        faults += [_("แถวที่ %(row)s: %(why)s", row=number, why=why) for why in wrong]
    if not faults and not entries:
        faults = [_("ไม่มีตัวเลขในไฟล์ค่ะ")]
    if faults:
        raise SheetFaults(faults)
    return list(entries.values())


def is_count(text: str) -> bool:
    """Whether this is a whole number a month may have; one of a thousand digits is none."""
    return (
        text.isdecimal() and text.isascii() and len(text) <= DIGITS and int(text) <= LARGEST_COUNT
    )


def _rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, with their numbers as a spreadsheet shows them."""
    try:
        found = _workbook(data) if name.lower().endswith(".xlsx") else _text(data)
        for number, cells in enumerate(found, start=1):
            if any(cells):
                yield number, (cells + [""] * len(HEADS))[: len(HEADS)]
    except Exception as fault:  # a file from anywhere can break its reader in any way
        raise SheetFaults([_("เปิดไฟล์ไม่ได้ กรุณาใช้ .xlsx หรือ .csv (UTF-8) ค่ะ")]) from fault


def _workbook(data: bytes) -> Iterator[list[str]]:
    if not packs.unpacks(data):
        raise ValueError("too large once unpacked")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    page = book.worksheets[0]
    page.reset_dimensions()  # what the file says about its own size may be wrong
    for row in page.iter_rows(max_row=MOST_ROWS + 1, max_col=len(HEADS), values_only=True):
        yield [_plain(cell) for cell in row]


def _text(data: bytes) -> Iterator[list[str]]:
    lines = data.decode("utf-8-sig").splitlines()
    for row in csv.reader(lines):
        yield [cell.strip() for cell in row]


def _plain(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return f"{cell:%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _is_head(cells: list[str]) -> bool:
    """Whether a row names the columns, each in Thai or in English."""
    named = [cell.lower() for cell in cells]
    heads = list(zip(HEADS, ENGLISH, strict=True))
    told = all(cell in words for cell, words in zip(named, heads[:NEEDED], strict=False))
    return told and named[NEEDED] in ("", *heads[NEEDED])


def _entry(
    cells: list[str], today: date, procedures: Mapping[str, str]
) -> tuple[list[str], Entry | None]:
    """What is wrong with a row, or its figure."""
    said, channel, what, count, of = (cell.translate(THAI_DIGITS).strip() for cell in cells)
    month, wrong = _month(said), []
    if month is None:
        wrong.append(_("อ่านเดือน “%(said)s” ไม่ได้ เขียนเช่น 11/2569", said=said))
    elif month.first > today:
        wrong.append(_("เดือน %(said)s ยังไม่ถึง", said=said))
    if MEANT.get(channel.lower()) not in CHANNELS:
        known = ", ".join(written(code) for code in CHANNELS)
        wrong.append(_("ไม่รู้จักช่องทาง “%(said)s” ใช้ได้: %(known)s", said=channel, known=known))
    if MEANT.get(what.lower()) not in COUNTED:
        known = ", ".join(written(code) for code in COUNTED)
        wrong.append(_("ไม่รู้จักสิ่งที่นับ “%(said)s” ใช้ได้: %(known)s", said=what, known=known))
    if of and of.lower() not in procedures:
        wrong.append(_("ไม่รู้จักกระบวนงาน “%(said)s”", said=of))
    plain = count.replace(",", "")
    if not is_count(plain):
        wrong.append(_("จำนวน “%(said)s” ต้องเป็นจำนวนเต็ม 0 ขึ้นไป", said=count))
    if wrong or month is None:
        return wrong, None
    code, counted = MEANT[channel.lower()], MEANT[what.lower()]
    return [], Entry(month, code, counted, int(plain), procedures.get(of.lower()))


def _month(said: str) -> Period | None:
    """A month as 11/2569, 2569-11 or with a year of the common era."""
    parts = said.split("/")[::-1] if "/" in said else said.split("-")
    try:
        year, number = int(parts[0]), int(parts[1])
        year -= BUDDHIST_ERA if year >= FIRST_BUDDHIST else 0
        return usage.month_of(date(year, number, 1)) if year >= 2000 else None
    except (ValueError, IndexError):
        return None
