"""Orders and what became of them as a workbook or CSV, written row by row; and the blank form."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dates import BANGKOK, thai_moment
from models.orders import sheet
from models.orders.counting import Overview, Scope
from models.orders.states import FACTORS, KINDS, Review, Source, Status
from models.orders.tables import Addressee, Agency, Order, OrderReport, OrderRound
from models.reports import orders as papers
from models.reports.figures import Satisfaction
from models.reports.workbooks import DAY_BE, FONT, PLAIN, ROW, SIZE

HEADS = (
    *("ปีงบประมาณ", "รอบ", "ลำดับ", "ที่มา", "ข้อสั่งการ", "ประเภท", "ปัจจัยผลกระทบ", "กำหนดรายงาน"),
    *("หน่วยงาน", "สถานะ", "ผลการตรวจ", "รายงานล่าสุด", "คำรายงานล่าสุด", "คาดว่าแล้วเสร็จ"),
)
WIDTHS = (12, 8, 8, 24, 60, 34, 34, 20, 32, 22, 16, 24, 60, 20)
INDICATORS = "ตัวชี้วัด"
AT_ONCE = 1_000  # rows fetched at a time
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, "CSV Injection"


def rows(session: Session, scope: Scope) -> Iterator[tuple[object, ...]]:
    """One row for each order and agency; days as dates, moments in Thai words."""
    last = (
        select(OrderReport)
        .where(OrderReport.addressee_id == Addressee.id)
        .order_by(OrderReport.id.desc())
        .limit(1)
        .correlate(Addressee)
        .lateral("last")
    )
    columns = select(
        OrderRound.fiscal_year, OrderRound.number.label("round"), Order.number, Order.source,
        Order.text, Order.kind, Order.factors, Order.sorted_at, Order.due_on, Agency.name,
        Addressee.status, Addressee.review, Addressee.reported_at, last.c.words,
        last.c.planned_for,
    )  # fmt: skip
    joined = columns.join(Order.round).join(Order.addressees).join(Addressee.agency)
    whole = scope.narrow(joined.outerjoin(last, last.c.addressee_id == Addressee.id))
    order = (OrderRound.fiscal_year, OrderRound.number, Order.number, Agency.name)
    found = session.execute(
        whole.order_by(*order), execution_options={"yield_per": AT_ONCE, "stream_results": True}
    )
    for row in found:
        kind = KINDS.get(row.kind, "") if row.sorted_at else ""
        touched = ", ".join(FACTORS[f] for f in row.factors) if row.sorted_at else ""
        moment = thai_moment(row.reported_at.astimezone(BANGKOK)) if row.reported_at else ""
        review = "" if row.status == Status.NOT_REPORTED else Review(row.review).name_th
        yield (
            row.fiscal_year, row.round, row.number, Source(row.source).name_th, row.text, kind,
            touched, row.due_on, row.name, Status(row.status).name_th, review, moment,
            row.words or "", row.planned_for or "",
        )  # fmt: skip


def workbook(
    session: Session,
    scope: Scope,
    into: BinaryIO,
    counted: Overview,
    answers: Satisfaction | None = None,
) -> int:
    """Write the workbook, keeping no row in memory; how many rows it holds.

    Its first sheet has the project's three indicators and the statuses with their chart.
    """
    count = 0
    with xlsxwriter.Workbook(into, {"constant_memory": True, **PLAIN}) as book:
        book.set_properties({"title": sheet.NAME})
        _indicators(book, counted, answers)
        page, words, days = _page(book, sheet.NAME, HEADS, WIDTHS)
        for count, row in enumerate(rows(session, scope), start=1):
            for at, cell in enumerate(row):
                if hasattr(cell, "isoformat"):
                    page.write_datetime(count, at, cell, days)
                else:
                    page.write(count, at, cell, words)
        page.autofilter(0, 0, max(count, 1), len(HEADS) - 1)
    return count


def _indicators(book: xlsxwriter.Workbook, counted: Overview, answers: Satisfaction | None) -> None:
    page, words, _days = _page(book, INDICATORS, papers.INDICATOR, (70, 18, 18, 18))
    for at, row in enumerate(papers.indicators(counted, answers), start=1):
        page.write_row(at, 0, row, words)
    first = 6
    page.write_row(first - 1, 0, ("สถานะการรายงาน", "รายการ"), words)
    for at, status in enumerate(Status, start=first):
        page.write_row(at, 0, (status.name_th, counted.statuses[status]), words)
    last = first + len(Status) - 1
    bars = book.add_chart({"type": "bar"})
    bars.add_series(
        {
            "name": "รายการ",
            "categories": [INDICATORS, first, 0, last, 0],
            "values": [INDICATORS, first, 1, last, 1],
            "fill": {"color": "#0b6e4f"},
            "data_labels": {"value": True},
        }
    )
    bars.set_title({"name": "สถานะการรายงาน", "name_font": {"name": FONT, "size": SIZE}})
    bars.set_legend({"none": True})
    page.insert_chart(last + 2, 0, bars, {"x_scale": 1.3, "y_scale": 1.1})


def lines(session: Session, scope: Scope) -> Iterator[str]:
    """The same as CSV, line by line, its first one marked as UTF-8 for spreadsheets."""
    yield "\ufeff" + _line(HEADS)
    for row in rows(session, scope):
        yield _line(row)


def blank() -> bytes:
    """The form to fill in for an import, with its lists on a second sheet."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, **PLAIN}) as book:
        page, _words, _days = _page(book, sheet.NAME, sheet.COLUMNS, (8, 20, 70, 12, 16, 40, 20))
        choices = ["ปลัด", "ผู้ตรวจราชการ"]
        page.data_validation(1, 1, 5_500, 1, {"validate": "list", "source": choices})
        told = [
            *[(f"ประเภท {number}", name) for number, name in KINDS.items()],
            *[(f"ปัจจัย {number}", name) for number, name in FACTORS.items()],
            ("ที่มา", "ปลัด หรือ ผู้ตรวจราชการ"),
            ("หน่วยงาน", "หลายหน่วยงานคั่นด้วยการขึ้นบรรทัดใหม่ (Alt+Enter) หรือ ;"),
            ("กำหนดรายงาน", "เช่น 30/11/2569"),
            ("ลำดับ ประเภท ปัจจัย", "เว้นว่างได้"),
        ]
        page, words, _days = _page(book, "วิธีกรอก", ("ช่อง", "ความหมาย"), (24, 90))
        for at, row in enumerate(told, start=1):
            page.write_row(at, 0, row, words)
    return kept.getvalue()


def _page(
    book: xlsxwriter.Workbook, name: str, heads: tuple[str, ...], widths: tuple[int, ...]
) -> tuple[xlsxwriter.worksheet.Worksheet, object, object]:
    type_ = {"font_name": FONT, "font_size": SIZE, "valign": "top", "text_wrap": True}
    head = book.add_format({**type_, "bold": True, "border": 1, "align": "center"})
    page = book.add_worksheet(name)
    page.set_default_row(ROW)
    page.freeze_panes(1, 0)
    for at, (words, width) in enumerate(zip(heads, widths, strict=True)):
        page.set_column(at, at, width)
        page.write(0, at, words, head)
    return page, book.add_format(type_), book.add_format({**type_, "num_format": DAY_BE})


def _line(row: tuple[object, ...]) -> str:
    kept = io.StringIO()
    csv.writer(kept).writerow([_safe(cell) for cell in row])
    return kept.getvalue()


def _safe(cell: object) -> object:
    """Nothing an agency wrote may become a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
