"""The reports desk: months to close, other channels, and the papers of the office."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from handlers.staff import (
    reports_channels,
    reports_compare,
    reports_evidence,
    reports_kpi,
    reports_papers,
    reports_progress,
)
from handlers.staff.figures_words import NAMES, STANDING
from handlers.staff.figures_year import month_asked, year_asked, years
from handlers.staff.procedure_case import today
from handlers.staff.visit import needs, note, now, officer, session
from models import usage
from models.calendar import fiscal_year
from models.officers import Officer
from models.usage import NotOver, Period

desk = Blueprint("reports", __name__, url_prefix="/staff/reports")
LONGEST_WHY = 300
for name, address, view, methods in (
    ("channels", "/channels", reports_channels.index, ["GET"]),
    ("channel_month", "/channels/<code>", reports_channels.month, ["GET", "POST"]),
    ("channel_sheet", "/channels/sheet.csv", reports_channels.template, ["GET"]),
    ("channel_import", "/channels/import", reports_channels.bring_in, ["POST"]),
    ("compare", "/compare", reports_compare.compare, ["GET"]),
    ("freeze", "/baselines", reports_compare.freeze, ["POST"]),
    ("kpi", "/kpi", reports_kpi.index, ["GET"]),
    ("kpi_new", "/kpi/new", reports_kpi.new, ["POST"]),
    ("kpi_form", "/kpi/<int:number>", reports_kpi.edit, ["GET", "POST"]),
    ("kpi_blocks", "/kpi/<int:number>/blocks", reports_kpi.blocks, ["GET"]),
    (
        "kpi_paper",
        "/kpi/<int:number>.<any(docx, pdf, txt):kind>",
        reports_kpi.download,
        ["GET"],
    ),
    ("month_paper", "/months/<code>.<any(docx, pdf):kind>", reports_papers.month, ["GET"]),
    ("evidence", "/kpi/<int:number>.zip", reports_papers.evidence, ["GET"]),
    ("files", "/files", reports_evidence.index, ["GET"]),
    ("files_add", "/files", reports_evidence.add, ["POST"]),
    ("file", "/files/<int:number>", reports_evidence.show, ["GET"]),
    ("file_remove", "/files/<int:number>/remove", reports_evidence.remove, ["POST"]),
    ("file_return", "/files/<int:number>/return", reports_evidence.put_back, ["POST"]),
    ("usage", "/usage.xlsx", reports_kpi.workbook, ["GET"]),
    ("progress", "/progress", reports_progress.index, ["GET"]),
    ("project_new", "/progress/new", reports_progress.new, ["POST"]),
    ("project", "/progress/<int:number>", reports_progress.show, ["GET"]),
    ("project_words", "/progress/<int:number>/words", reports_progress.about, ["GET", "POST"]),
    ("project_add", "/progress/<int:number>/reports", reports_progress.report, ["GET", "POST"]),
    (
        "project_report",
        "/progress/<int:number>/reports/<int(min=1):nth>",
        reports_progress.report,
        ["GET", "POST"],
    ),
    (
        "project_withdraw",
        "/progress/<int:number>/reports/<int(min=1):nth>/withdraw",
        reports_progress.withdraw,
        ["POST"],
    ),
    ("project_blocks", "/progress/<int:number>/blocks", reports_progress.blocks, ["GET"]),
    (
        "project_paper",
        "/progress/<int:number>.<any(docx, pdf, xlsx, txt):kind>",
        reports_progress.download,
        ["GET"],
    ),
):
    desk.add_url_rule(address, name, view, methods=methods)


@desk.get("/")
@needs("reports.write")
def index() -> str:
    """The months of a fiscal year: which run, which are to be closed, which are closed."""
    return render_template(
        "staff/reports/months.html",
        year=year_asked(),
        years=years(),
        standing=STANDING,
        names=NAMES,
        tab="index",
    )


@desk.post("/months/<code>/close")
@needs("reports.write")
def close(code: str) -> Any:
    """Freeze a month that is over."""
    month = month_asked(code)
    if usage.closed(session(), month):
        flash(_("เดือนนี้ปิดไปแล้วค่ะ"), "warning")
        return _back(month)
    try:
        frozen = usage.close(session(), month, now(), officer())
    except NotOver:
        flash(_("เดือนนี้ยังไม่จบ ปิดได้ตั้งแต่วันแรกของเดือนถัดไปค่ะ"), "error")
        return _back(month)
    note("reports.closed", f"month:{code}", after={"checksum": frozen.checksum})
    flash(_("ปิดเดือน %(month)s แล้วค่ะ", month=month.name_th), "success")
    return _back(month)


@desk.post("/months/<code>/recount")
@needs("reports.write")
def recount(code: str) -> Any:
    """Count a closed month again; what differs is kept beside the frozen figures, with a reason."""
    month = month_asked(code)
    why = request.form.get("why", "").strip()[:LONGEST_WHY]
    if not usage.closed(session(), month):
        abort(409)
    if not why:
        flash(_("กรุณาบอกเหตุผลที่นับใหม่ค่ะ"), "error")
        return _back(month)
    changed = usage.adjust(session(), month, now(), why, officer())
    after = {one.figure: [one.was, one.now] for one in changed}
    note("reports.recounted", f"month:{code}", after={"why": why, **after})
    if changed:
        flash(_("นับใหม่แล้ว มี %(count)s ตัวเลขที่เปลี่ยนไปค่ะ", count=len(changed)), "success")
    else:
        flash(_("นับใหม่แล้ว ตรงกับตัวเลขเดิมทุกค่าค่ะ"), "success")
    return _back(month)


def waiting(db: Session, who: Officer) -> int:
    """Whether last month is still to be closed."""
    last = usage.month_before(today())
    return int(usage.closed(db, last) is None and usage.begun(db, last))


def _back(month: Period) -> Any:
    year = fiscal_year(month.first)
    return redirect(url_for("reports.index", year=year))
