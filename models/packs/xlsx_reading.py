"""Reads a workbook cell by cell, never trusting it; what is wrong is named by sheet and row."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl

from models.catalogue.page import Placed
from models.packs.flattening import folded
from models.packs.pack import Fault, Pack, PackFaults
from models.packs.sheets import (
    DAY,
    FLAG,
    FLAG_WORDS,
    LINES,
    SHEETS,
    SHORT_ANSWERS,
    TEXT,
    WHOLE,
    Column,
    Sheet,
)
from models.packs.xlsx import LAST_ROW

UNPACKED = 20_000_000
"""Bytes a workbook may hold once unpacked."""
SPARE = 40
"""Columns beyond ours that are looked at, for something written in none."""


def read(data: bytes, faults: list[Fault]) -> Pack:
    """The pages of a workbook; raises PackFaults when it is none."""
    rows = _rows(data, faults)
    answers = [Placed(row.place, dict(row)) for row in rows[SHORT_ANSWERS.name]]
    return Pack(tuple(folded(rows, faults)), tuple(answers))


def unpacks(data: bytes) -> bool:
    """Whether a zip file stays within what we open; raises zipfile.BadZipFile when it is none.

    What a part says of its size is believed: zipfile reads no more of it than that.
    """
    with zipfile.ZipFile(BytesIO(data)) as parts:
        return sum(part.file_size for part in parts.infolist()) <= UNPACKED


def _rows(data: bytes, faults: list[Fault]) -> dict[str, list[Placed]]:
    try:
        if not unpacks(data):
            raise PackFaults([Fault("file", "is too large once unpacked")])
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        return {sheet.name: list(_of_sheet(book, sheet, faults)) for sheet in SHEETS}
    except PackFaults:
        raise
    except Exception as error:  # a file from anywhere can break its reader in any way
        reason = f"is not a workbook that can be read: {type(error).__name__}"
        raise PackFaults([Fault("file", reason)]) from error


def _of_sheet(book: Any, sheet: Sheet, faults: list[Fault]) -> Iterator[Placed]:
    if sheet.name not in book.sheetnames:
        faults.append(Fault(sheet.name, "sheet is missing"))
        return
    page = book[sheet.name]
    page.reset_dimensions()  # what the file says about its own size may be wrong
    last = len(sheet.columns) + SPARE
    lines = page.iter_rows(max_row=LAST_ROW + 1, max_col=last, values_only=True)
    columns = _headings(sheet, next(lines, ()), faults)
    for number, cells in enumerate(lines, start=2):
        if number > LAST_ROW:
            faults.append(Fault(sheet.name, f"has more than {LAST_ROW} rows"))
            return
        if any(cell not in (None, "") for cell in cells):
            place = f"{sheet.name} แถว {number}"
            yield Placed(place, dict(_fields(columns, cells, place, faults)))


def _headings(sheet: Sheet, cells: Any, faults: list[Fault]) -> list[Column | None]:
    known = {column.heading: column for column in sheet.columns}
    place = f"{sheet.name} แถว 1"
    found = [str(cell).strip() if cell is not None else "" for cell in cells]
    for heading in filter(None, dict.fromkeys(found)):
        if heading not in known:
            faults.append(Fault(place, f"heading {heading!r} is not known here"))
        elif found.count(heading) > 1:
            faults.append(Fault(place, f"heading {heading!r} is used more than once"))
    return [known.get(heading) for heading in found]


def _fields(
    columns: list[Column | None], cells: Any, place: str, faults: list[Fault]
) -> Iterator[tuple[str, Any]]:
    for at, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        column = columns[at] if at < len(columns) else None
        if column is None:
            faults.append(Fault(place, f"column {at + 1} has no heading"))
        else:
            yield column.field, _value(column, cell)


def _value(column: Column, cell: Any) -> Any:
    """What a cell means; a cell that means nothing here is left for the page to refuse."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime) and column.kind in (DAY, TEXT):
        return cell.date().isoformat()
    if isinstance(cell, int | date) and column.kind in (TEXT, LINES):
        cell = str(cell)
    if not isinstance(cell, str):
        return cell
    return _written(column, cell.strip())


def _written(column: Column, text: str) -> Any:
    if column.kind == LINES:
        return [line.strip() for line in text.split("\n") if line.strip()]
    if column.kind == WHOLE and text.isdecimal():
        return int(text)
    if column.kind == FLAG:
        return {word: name == "true" for name, word in FLAG_WORDS.items()}.get(text, text)
    return {word: value for value, word in column.words.items()}.get(text, text)
