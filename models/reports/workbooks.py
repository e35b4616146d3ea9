"""The monthly usage sheet: months as real dates in the Buddhist era, with a chart to edit."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO

import xlsxwriter

from models.reports import formulas
from models.reports.attachments import MEANING, with_total
from models.reports.figures import COUNTS, WAITS, Channel, Counts, Figures, Satisfaction
from models.reports.writing import day_words

FONT, SIZE, ROW = "TH Sarabun New", 16, 24  # points; Excel's own row of 15 cuts Thai off
MONTH_BE = "[$-107041E]mmmm yyyy"
DAY_BE = "[$-107041E]d mmmm yyyy"
# Nothing an officer or a citizen wrote may become a formula, a link or a number.
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ROUNDED = "ร้อยละทุกค่าปัดเศษครึ่งขึ้น (0.005 ปัดเป็น 0.01)"
LONGEST = 1_048_000  # rows of one sheet


def usage_of(figures: Figures) -> bytes:
    """The workbook: months with their chart, quarters, surveys, channels, how it was counted."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, **PLAIN}) as book:
        book.set_properties(
            {"title": f"การใช้บริการ {figures.fiscal_year}", "author": figures.office}
        )
        sheet = Sheets(book)
        sheet.months(figures)
        sheet.quarters(figures)
        sheet.surveys(figures.satisfaction)
        sheet.channels(figures)
        sheet.reading(_explained(figures))
    return kept.getvalue()


def _explained(figures: Figures) -> tuple[str, ...]:
    return (
        figures.office,
        f"ปีงบประมาณ {figures.fiscal_year} ข้อมูลถึง {day_words(figures.as_of)}",
        f"ยอดสะสมนับตั้งแต่เริ่มให้บริการ {day_words(figures.since)}",
        MEANING,
        ROUNDED,
        "เวลารอเป็นนาทีทำการ ค่ามัธยฐาน",
        *figures.notes,
    )


class Sheets:
    """The sheets of one workbook, in one type."""

    def __init__(self, book: Any) -> None:
        self.type = type_ = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter"}
        self.book = book
        self.word = book.add_format({**type_, "text_wrap": True, "valign": "top"})
        self.head = book.add_format(
            {**type_, "bold": True, "text_wrap": True, "align": "center", "border": 1}
        )
        self.number = book.add_format({**type_, "num_format": "#,##0", "border": 1})
        self.percent = book.add_format({**type_, "num_format": "0.00", "border": 1})
        self.month = book.add_format(
            {**type_, "num_format": MONTH_BE, "border": 1, "align": "left"}
        )
        self.label = book.add_format({**type_, "border": 1, "text_wrap": True})

    def new(self, name: str, head: Sequence[str], widths: Sequence[int]) -> Any:
        page = self.book.add_worksheet(name)
        page.set_default_row(ROW)
        page.set_row(0, ROW * 4)
        page.freeze_panes(1, 1)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(2 if len(head) > 10 else 1, 0)
        page.repeat_rows(0)
        page.repeat_columns(0)
        for at, (words, width) in enumerate(zip(head, widths, strict=True)):
            page.set_column(at, at, width)
            page.write_string(0, at, words, self.head)
        return page

    def months(self, figures: Figures) -> None:
        head = ["เดือน", *(f"{count.label} ({count.unit})" for count in (*COUNTS, *WAITS))]
        page = self.new("รายเดือน", head, [20, *[15] * (len(head) - 1)])
        for row, month in enumerate(figures.months, start=1):
            page.write_datetime(row, 0, month.first, self.month)
            self.counts(page, row, month)
        if figures.months:
            page.insert_chart(len(figures.months) + 2, 1, self.chart(len(figures.months)))

    def counts(self, page: Any, row: int, counted: Counts) -> None:
        for at, count in enumerate(COUNTS, start=1):
            page.write_number(row, at, getattr(counted, count.field), self.number)
        for at, wait in enumerate(WAITS, start=1 + len(COUNTS)):
            seconds = getattr(counted, wait.field)
            if seconds is None:
                page.write_string(row, at, "-", self.number)
            else:
                page.write_number(row, at, round(seconds / 60), self.number)

    def chart(self, months: int) -> Any:
        """Each month's people as columns, the running total as a line."""
        bars = self.book.add_chart({"type": "column"})
        line = self.book.add_chart({"type": "line"})
        when = ["รายเดือน", 1, 0, months, 0]
        looks = ((bars, 1, "#0b6e4f", "outside_end"), (line, 2, "#b3541e", "above"))
        for made, at, colour, place in looks:
            type_ = {"name": FONT, "size": 12, "color": colour}
            label = {"value": True, "position": place, "font": type_}
            made.add_series(
                {
                    "name": ["รายเดือน", 0, at],
                    "categories": when,
                    "values": ["รายเดือน", 1, at, months, at],
                    "fill": {"color": colour},
                    "line": {"color": colour},
                    "marker": {"type": "circle"},
                    "data_labels": label,
                }
            )
        bars.combine(line)
        words = {"name": FONT, "size": 14, "bold": False}
        bars.set_title({"name": "ผู้ใช้บริการรายเดือนและสะสม", "name_font": {**words, "size": 18}})
        axis = {"num_font": words, "name_font": words}
        bars.set_x_axis({**axis, "num_format": "[$-107041E]mmm yy", "text_axis": True})
        bars.set_y_axis({**axis, "name": "ราย", "num_format": "#,##0"})
        bars.set_legend({"position": "bottom", "font": words})
        bars.set_size({"width": 900, "height": 420})
        return bars

    def quarters(self, figures: Figures) -> None:
        head = ["ไตรมาส", *(f"{count.label} ({count.unit})" for count in (*COUNTS, *WAITS))]
        page = self.new("ไตรมาส", head, [24, *[15] * (len(head) - 1)])
        rows: list[tuple[str, Counts]] = [
            (f"ไตรมาสที่ {quarter.number}", quarter) for quarter in figures.quarters
        ]
        if figures.year:
            rows.append((f"ปีงบประมาณ {figures.fiscal_year}", figures.year))
        for row, (name, counted) in enumerate(rows, start=1):
            page.write_string(row, 0, name, self.label)
            self.counts(page, row, counted)

    def surveys(self, surveys: Iterable[Satisfaction]) -> list[tuple[Satisfaction, int, int]]:
        """Every survey by level; each with the first and the last row it stands in."""
        counted = ("ผู้ตอบ (ราย)", "ร้อยละ", "ผู้ตอบทั้งหมด (N)", "ผู้ถูกถามในแชต", "ตอบที่เคาน์เตอร์")
        head = ("แบบสำรวจ", "ช่วง", "ระดับ", *counted)
        page = self.new("ความพึงพอใจ", head, (36, 16, 18, 14, 12, 14, 14, 14))
        row, placed = 0, []
        for survey in (survey for survey in surveys if survey.n):
            placed.append((survey, row + 1, row + survey.scale_max))
            for level, share in formulas.shares(survey).items():
                row += 1
                words = (survey.survey_name, survey.period, f"{survey.label(level)} ({level})")
                for at, text in enumerate(words):
                    page.write_string(row, at, text, self.label)
                page.write_number(row, 3, survey.counts.get(level, 0), self.number)
                page.write_number(row, 4, float(share.value), self.percent)
                page.write_number(row, 5, survey.n, self.number)
                page.write_number(row, 6, survey.asked, self.number)
                page.write_number(row, 7, survey.counter, self.number)
        return placed

    def channels(self, figures: Figures) -> None:
        head = ("ช่องทาง", "ก่อนดำเนินการ (คำถาม)", "หลังดำเนินการ (คำถาม)", "ลดลงร้อยละ")
        lengths = ("ช่วงก่อน (เดือน)", "ช่วงหลัง (เดือน)", "ก่อนเฉลี่ยต่อเดือน", "หลังเฉลี่ยต่อเดือน")
        page = self.new("ช่องทาง", (*head, *lengths, "เฉลี่ยลดลงร้อยละ"), (30, 22, 22, *[16] * 6))
        for row, way in enumerate(with_total(figures.channels), start=1):
            page.write_string(row, 0, way.name, self.label)
            for at, count in ((1, way.before), (2, way.after)):
                if count is not None:
                    page.write_number(row, at, count, self.number)
            if way.before and way.after is not None:
                less = formulas.reduction(way.before, way.after).value
                page.write_number(row, 3, float(less), self.percent)
            if way.uneven and way.before:
                self.each_month(page, row, way)

    def each_month(self, page: Any, row: int, way: Channel) -> None:
        told = (
            Decimal(way.before_months),
            Decimal(way.after_months),
            formulas.each_month(way.before or 0, way.before_months),
            formulas.each_month(way.after or 0, way.after_months),
            formulas.reduction_each_month(way).value,
        )
        for at, value in enumerate(told, start=4):
            page.write_number(row, at, float(value), self.percent)

    def reading(self, told: Iterable[str]) -> None:
        page = self.book.add_worksheet("คำอธิบาย")
        page.set_column(0, 0, 110)
        for row, text in enumerate(told):
            page.set_row(row, ROW * (1 + len(text) // 100))
            page.write_string(row, 0, text, self.word)


def listing(
    into: BinaryIO, name: str, head: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """A long list as .xlsx, row by row without holding it; how many rows were written.

    Days become real dates of the Buddhist era. Raises ValueError beyond what one sheet can hold.
    """
    with xlsxwriter.Workbook(into, {"constant_memory": True, **PLAIN}) as book:
        sheets = Sheets(book)
        page = sheets.new(name, head, [24] * len(head))
        day_format = book.add_format({"font_name": FONT, "font_size": SIZE, "num_format": DAY_BE})
        number = 0
        for number, row in enumerate(rows, start=1):
            if number > LONGEST:
                raise ValueError(f"more than {LONGEST:,} rows")
            for at, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, at, value, day_format)
                elif isinstance(value, int | float):
                    page.write_number(number, at, value, sheets.number)
                elif value is not None:
                    page.write_string(number, at, str(value), sheets.word)
        page.autofilter(0, 0, max(number, 1), len(head) - 1)
    return number
