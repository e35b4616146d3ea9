"""A content pack as a workbook, which officers can read and correct in a spreadsheet."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import xlsxwriter

from models.packs.flattening import flat
from models.packs.pack import Page
from models.packs.sheets import DAY, FLAG, FLAG_WORDS, LINES, SHEETS, WHOLE, Column, Sheet

COVER = "อ่านก่อน"
LAST_ROW = 5000
"""Rows of a sheet that are read, its heading included."""
ADVICE = (
    "ชุดเนื้อหาของ {office}",
    "แก้ไขได้ในโปรแกรมตารางคำนวณ แล้วนำเข้าที่หน้า “ชุดเนื้อหา” ของคอนโซล",
    "การนำเข้าสร้างเป็นฉบับร่างเท่านั้น หัวหน้าฝ่ายต้องตรวจก่อนเผยแพร่",
    "โทรศัพท์ ที่อยู่ และเวลาทำการของสำนักงานผู้รับจะไม่ถูกเปลี่ยน: {{phone}} {{address}} {{office}} "
    "{{hours}} ในข้อความ จะแทนด้วยข้อมูลของสำนักงานผู้รับ",
    "วันที่เขียนเป็นปี ค.ศ. เช่น 2026-01-31",
    "อย่าเปลี่ยนชื่อแผ่นและหัวคอลัมน์",
)


def write(procedures: Iterable[Page], answers: Iterable[Page], office_th: str) -> bytes:
    """The workbook of these pages."""
    kept = BytesIO()
    # Nothing an officer or a citizen wrote may become a formula, a link or a number.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(kept, {"in_memory": True, **plain}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        cover = book.add_worksheet(COVER)
        cover.set_column(0, 0, 100, wrapped)
        for row, line in enumerate(ADVICE):
            cover.write_string(row, 0, line.format(office=office_th), wrapped)
        rows = flat(procedures, answers)
        for sheet in SHEETS:
            _fill(book.add_worksheet(sheet.name), sheet, rows[sheet.name], bold, wrapped)
    return kept.getvalue()


def _fill(page: Any, sheet: Sheet, rows: list[Page], bold: Any, wrapped: Any) -> None:
    page.freeze_panes(1, 1)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width, wrapped)
        page.write_string(0, at, column.heading, bold)
        words = tuple((FLAG_WORDS if column.kind == FLAG else column.words).values())
        if words:
            page.data_validation(1, at, LAST_ROW, at, {"validate": "list", "source": list(words)})
        for number, row in enumerate(rows, start=1):
            if column.field in row:
                _put(page, number, at, column, row[column.field], wrapped)


def _put(page: Any, row: int, at: int, column: Column, value: Any, wrapped: Any) -> None:
    if column.kind == WHOLE:
        page.write_number(row, at, value)
        return
    if column.kind == LINES:
        value = "\n".join(value)
    elif column.kind == FLAG:
        value = FLAG_WORDS["true" if value else "false"]
    elif column.kind != DAY:
        value = column.words.get(value, value)
    page.write_string(row, at, value, wrapped)
