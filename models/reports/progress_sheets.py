"""A project's progress as a workbook: its reports on real days, drawn as a line, and its words."""

from io import BytesIO
from typing import Any

import xlsxwriter

from models.reports.forms import ProgressForm
from models.reports.progress import fields
from models.reports.workbooks import DAY_BE, FONT, PLAIN, ROW, Sheets

REPORTS = "ความก้าวหน้า"
HEAD = ("ครั้งที่", "วันที่รายงาน", "ความก้าวหน้า (ร้อยละ)", "เบิกใช้ (บาท)", "ตามแผน", "ตามเป้าหมาย",
        "ผลการดำเนินงาน")  # fmt: skip
WIDTHS = (10, 24, 16, 16, 20, 24, 70)


def progress_of(form: ProgressForm) -> bytes:
    """The workbook: the reports with their chart, then what is said about the project."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, **PLAIN}) as book:
        book.set_properties({"title": f"ความก้าวหน้า {form.project}", "author": form.office})
        sheets = Sheets(book)
        _reports(sheets, form)
        _about(sheets, form)
    return kept.getvalue()


def _reports(sheets: Sheets, form: ProgressForm) -> None:
    page = sheets.new(REPORTS, HEAD, WIDTHS)
    page.set_row(0, ROW * 2)
    day = sheets.book.add_format(
        {**sheets.type, "num_format": DAY_BE, "border": 1, "align": "left"}
    )
    for row, report in enumerate(form.reports, start=1):
        page.set_row(row, ROW * (1 + report.text.count("\n") + len(report.text) // 70))
        page.write_number(row, 0, report.number, sheets.number)
        page.write_datetime(row, 1, report.day, day)
        page.write_number(row, 2, float(report.percent), sheets.percent)
        page.write_number(row, 3, float(report.spent), sheets.percent)
        words = (report.plan_status, report.target_status, report.text)
        for at, text in enumerate(words, start=4):
            page.write_string(row, at, text, sheets.label)
    if form.reports:
        page.insert_chart(len(form.reports) + 2, 1, _chart(sheets.book, len(form.reports)))


def _chart(book: Any, reports: int) -> Any:
    """Progress in percent by the day it was reported on."""
    line = book.add_chart({"type": "line"})
    type_ = {"name": FONT, "size": 14, "bold": False}
    line.add_series(
        {
            "name": [REPORTS, 0, 2],
            "categories": [REPORTS, 1, 1, reports, 1],
            "values": [REPORTS, 1, 2, reports, 2],
            "line": {"color": "#0b6e4f"},
            "marker": {"type": "circle"},
            "data_labels": {"value": True, "position": "above", "font": type_},
        }
    )
    line.set_title({"name": "ความก้าวหน้าของโครงการ", "name_font": {**type_, "size": 18}})
    axis = {"num_font": type_, "name_font": type_}
    line.set_x_axis({**axis, "num_format": "[$-107041E]mmm yy", "text_axis": True})
    line.set_y_axis({**axis, "name": "ร้อยละ", "min": 0, "max": 100})
    line.set_legend({"none": True})
    line.set_size({"width": 900, "height": 420})
    return line


def _about(sheets: Sheets, form: ProgressForm) -> None:
    page = sheets.new("โครงการ", ("ข้อ", "ช่อง", "ข้อความ"), (10, 36, 90))
    page.set_row(0, ROW)
    told = [field for field in fields(form) if field.place.startswith("1.")]
    for row, field in enumerate(told, start=1):
        page.set_row(row, ROW * (1 + field.text.count("\n") + len(field.text) // 90))
        for at, text in enumerate((field.place, field.label, field.text)):
            page.write_string(row, at, text, sheets.label)
