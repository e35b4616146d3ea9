"""The rows behind a figure as files: streamed, so that a hundred thousand fill no memory."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

import xlsxwriter
from sqlalchemy.orm import Session

from models.dates import BANGKOK
from models.usage.behind import Behind

AT_ONCE = 1000  # rows fetched, and written, together
SHEET = 1_000_000  # rows; a sheet of a workbook holds a few more
PIECE = 64 * 1024  # bytes
RISKY = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of a formula
BUDDHIST = "[$-107041E]d mmm yyyy"
Words = dict[str, dict[str, str]]


def as_csv(
    open_session: Callable[[], Session], behind: Behind, heads: list[str], words: Words
) -> Iterator[bytes]:
    """The rows as CSV in UTF-8, with the mark by which Excel knows it; days in the common era."""
    page = io.StringIO()
    writer = csv.writer(page)
    page.write("\ufeff")
    writer.writerow(heads)
    for rows in _parts(open_session, behind):
        for row in rows:
            cells = zip(behind.columns, row, strict=True)
            writer.writerow([_plain(value, words.get(name, {})) for name, value in cells])
        yield _taken(page)
    yield _taken(page)


def as_xlsx(
    open_session: Callable[[], Session], behind: Behind, heads: list[str], words: Words
) -> Iterator[bytes]:
    """The rows as a workbook with real days of the Buddhist era, written row by row to the disk."""
    with tempfile.TemporaryFile() as file:
        settings = {"constant_memory": True, "default_date_format": f"{BUDDHIST} hh:mm"}
        with xlsxwriter.Workbook(file, settings) as book:
            looks = {date: book.add_format({"num_format": BUDDHIST})}
            number, sheet = SHEET, None
            for rows in _parts(open_session, behind):
                for row in rows:
                    if number >= SHEET:
                        number, sheet = 0, _sheet(book, heads)
                    number += 1
                    cells = zip(behind.columns, row, strict=True)
                    for at, (name, value) in enumerate(cells):
                        _put(sheet, (number, at), value, words.get(name, {}), looks)
            if sheet is None:
                _sheet(book, heads)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _parts(open_session: Callable[[], Session], behind: Behind) -> Iterator[Iterable[Any]]:
    """The rows as the database hands them out, in a session of their own."""
    with open_session() as session:
        options = {"yield_per": AT_ONCE}
        yield from session.execute(behind.rows, execution_options=options).partitions()


def _sheet(book: Any, heads: list[str]) -> Any:
    sheet = book.add_worksheet()
    sheet.set_column(0, len(heads) - 1, 24)
    sheet.set_default_row(20)
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for at, head in enumerate(heads):
        sheet.write_string(0, at, head, bold)
    return sheet


def _put(sheet: Any, cell: tuple[int, int], value: Any, words: dict[str, str], looks: Any) -> None:
    if isinstance(value, datetime):
        local = value.astimezone(BANGKOK).replace(tzinfo=None, microsecond=0)
        sheet.write_datetime(*cell, local)
    elif isinstance(value, date):
        sheet.write_datetime(*cell, value, looks[date])
    elif isinstance(value, int):
        sheet.write_number(*cell, value)
    elif value is not None:
        sheet.write_string(*cell, words.get(str(value), str(value)))


def _plain(value: Any, words: dict[str, str]) -> str | int:
    if isinstance(value, datetime):
        return f"{value.astimezone(BANGKOK):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, int):
        return value
    return harmless("" if value is None else words.get(str(value), str(value)))


def harmless(text: str) -> str:
    """The words with an apostrophe before them when a spreadsheet would take them for a formula."""
    return f"'{text}" if text.startswith(RISKY) else text


def _taken(page: io.StringIO) -> bytes:
    """What was written so far; the page is empty again."""
    written = page.getvalue().encode()
    page.seek(0)
    page.truncate()
    return written
