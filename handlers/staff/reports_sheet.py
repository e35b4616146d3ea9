"""Reads a sheet of what other channels counted; every fault is named with its row."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from zipfile import BadZipFile

import openpyxl
from flask_babel import gettext as _

from models import usage
from models.dates import BUDDHIST_ERA
from models.usage import CHANNELS, COUNTED, Entry, Period

HEADS = ("month", "channel", "what", "count")
MOST_ROWS = 5000
FIRST_BUDDHIST = 2400  # no sheet has a month of that year in the common era
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
LARGEST_COUNT = 1_000_000_000


class SheetFaults(Exception):
    """Nothing of a sheet is taken over; `faults` tells why, row by row."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults)
        self.faults = faults


def read_sheet(data: bytes, name: str, today: date) -> list[Entry]:
    """The figures of an .xlsx or .csv file, all of them; raises SheetFaults for any fault."""
    rows = list(_rows(data, name))
    if not rows or tuple(cell.lower() for cell in rows[0][1][:4]) != HEADS:
        raise SheetFaults([_("แถวที่ 1 ต้องเป็นหัวคอลัมน์ %(heads)s ค่ะ", heads=", ".join(HEADS))])
    if len(rows) > MOST_ROWS:
        raise SheetFaults([_("ไฟล์มีมากกว่า %(rows)s แถวค่ะ", rows=MOST_ROWS)])
    faults: list[str] = []
    entries: dict[tuple[date, str, str], Entry] = {}
    for number, cells in rows[1:]:
        wrong, entry = _entry(cells, today)
        if entry and (key := (entry.month.first, entry.channel, entry.what)) in entries:
            wrong = [_("ซ้ำกับแถวก่อนหน้า")]
        elif entry:
            entries[key] = entry
        faults += [_("แถวที่ %(row)s: %(why)s", row=number, why=why) for why in wrong]
    if not faults and not entries:
        faults = [_("ไม่มีตัวเลขในไฟล์ค่ะ")]
    if faults:
        raise SheetFaults(faults)
    return list(entries.values())


def _rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, with their numbers as a spreadsheet shows them."""
    try:
        found = _workbook(data) if name.lower().endswith(".xlsx") else _text(data)
        for number, cells in enumerate(found, start=1):
            if any(cells):
                yield number, (cells + [""] * 4)[:4]
    except (BadZipFile, KeyError, UnicodeDecodeError, csv.Error, ValueError) as fault:
        raise SheetFaults([_("เปิดไฟล์ไม่ได้ กรุณาใช้ .xlsx หรือ .csv (UTF-8) ค่ะ")]) from fault


def _workbook(data: bytes) -> Iterator[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for row in book.worksheets[0].iter_rows(max_row=MOST_ROWS + 1, max_col=4, values_only=True):
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


def _entry(cells: list[str], today: date) -> tuple[list[str], Entry | None]:
    """What is wrong with a row, or its figure."""
    said, channel, what, count = (cell.translate(THAI_DIGITS).strip() for cell in cells)
    month, wrong = _month(said), []
    if month is None:
        wrong.append(_("อ่านเดือน “%(said)s” ไม่ได้ เขียนเช่น 11/2569", said=said))
    elif month.first > today:
        wrong.append(_("เดือน %(said)s ยังไม่ถึง", said=said))
    if channel.lower() not in CHANNELS:
        known = ", ".join(CHANNELS)
        wrong.append(_("ไม่รู้จักช่องทาง “%(said)s” ใช้ได้: %(known)s", said=channel, known=known))
    if what.lower() not in COUNTED:
        known = ", ".join(COUNTED)
        wrong.append(_("ไม่รู้จักสิ่งที่นับ “%(said)s” ใช้ได้: %(known)s", said=what, known=known))
    plain = count.replace(",", "")
    if not (plain.isdecimal() and plain.isascii() and int(plain) <= LARGEST_COUNT):
        wrong.append(_("จำนวน “%(said)s” ต้องเป็นจำนวนเต็ม 0 ขึ้นไป", said=count))
    if wrong or month is None:
        return wrong, None
    return [], Entry(month, channel.lower(), what.lower(), int(plain))


def _month(said: str) -> Period | None:
    """A month as 11/2569, 2569-11 or with a year of the common era."""
    parts = said.split("/")[::-1] if "/" in said else said.split("-")
    try:
        year, number = int(parts[0]), int(parts[1])
        year -= BUDDHIST_ERA if year >= FIRST_BUDDHIST else 0
        return usage.month_of(date(year, number, 1)) if year >= 2000 else None
    except (ValueError, IndexError):
        return None
