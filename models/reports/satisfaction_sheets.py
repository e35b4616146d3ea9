"""How satisfied people were, as a workbook: levels, official sums, and charts."""

from io import BytesIO
from typing import Any

import xlsxwriter

from models.reports.attachments import answered_by, results_of
from models.reports.figures import Figures, Satisfaction
from models.reports.workbooks import FONT, PLAIN, ROUNDED, ROW, Sheets
from models.reports.writing import day_words

LEVELS, SUMS, CHARTS = "ความพึงพอใจ", "สูตร", "กราฟ"
COUNTER = "ที่เคาน์เตอร์ไม่ได้ถามใครเป็นรายคน คำตอบจากเคาน์เตอร์จึงไม่มีอัตราตอบกลับ"
HIGH = 19  # rows a chart covers


def satisfaction_of(figures: Figures) -> bytes:
    """The workbook: every survey by level, every sum written out, and bars to look at."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, **PLAIN}) as book:
        title = f"ความพึงพอใจ {figures.fiscal_year}"
        book.set_properties({"title": title, "author": figures.office})
        sheets = Sheets(book)
        placed = sheets.surveys(figures.satisfaction)
        _sums(sheets, figures)
        charts = book.add_worksheet(CHARTS)
        for at, (survey, first, last) in enumerate(placed):
            charts.insert_chart(at * HIGH, 0, _chart(book, survey, first, last))
        told = f"ปีงบประมาณ {figures.fiscal_year} ข้อมูลถึง {day_words(figures.as_of)} ผู้ตอบไม่ระบุชื่อ"
        sheets.reading((figures.office, told, ROUNDED, COUNTER))
    return kept.getvalue()


def _sums(sheets: Sheets, figures: Figures) -> None:
    head = ("แบบสำรวจ", "ช่วง", "ผู้ตอบ", "สูตร", "แทนค่า", "ฐาน (N)", "ร้อยละ")
    page = sheets.new(SUMS, head, (36, 16, 50, 60, 44, 12, 12))
    row = 0
    for survey in (survey for survey in figures.satisfaction if survey.n):
        for result in results_of(survey):
            row += 1
            page.set_row(row, ROW * 2)
            told = (survey.survey_name, survey.period, answered_by(survey), result.formula)
            for at, text in enumerate((*told, result.sum)):
                page.write_string(row, at, text, sheets.label)
            page.write_number(row, 5, result.n, sheets.number)
            page.write_number(row, 6, float(result.value), sheets.percent)


def _chart(book: Any, survey: Satisfaction, first: int, last: int) -> Any:
    """How many chose each level, the best first."""
    bars = book.add_chart({"type": "column"})
    type_ = {"name": FONT, "size": 14, "bold": False}
    bars.add_series(
        {
            "name": "ผู้ตอบ (ราย)",
            "categories": [LEVELS, first, 2, last, 2],
            "values": [LEVELS, first, 3, last, 3],
            "fill": {"color": "#0b6e4f"},
            "data_labels": {"value": True, "position": "outside_end", "font": type_},
        }
    )
    title = f"{survey.survey_name} {survey.period} (N = {survey.n:,})"
    bars.set_title({"name": title, "name_font": {**type_, "size": 16}})
    axis = {"num_font": type_, "name_font": type_}
    bars.set_x_axis(axis)
    bars.set_y_axis({**axis, "name": "ราย", "num_format": "#,##0"})
    bars.set_legend({"none": True})
    bars.set_size({"width": 760, "height": 360})
    return bars
