"""A sheet of a round's orders: the blank form, what it would do, and bringing it in whole."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from handlers.staff.order_figures import XLSX
from handlers.staff.order_words import ISSUE, words
from handlers.staff.reports_kpi import attached
from handlers.staff.visit import needs, note, now, officer, session
from models.file_names import safe_name
from models.orders import OrderRound, OrderUpload, exporting, importing, issuing, telling
from models.orders.importing import LARGEST, Fault, Unfit

SHOWN = 100  # orders or faults on a page; the rest are counted


@needs(ISSUE)
def form() -> Response:
    """The blank sheet, with how to fill it in."""
    return attached(exporting.blank(), XLSX, "orders-form.xlsx")


@needs(ISSUE)
def bring() -> Any:
    """Hand in a sheet; it is read, and what it would do is shown."""
    if request.method == "GET":
        return _page()
    in_round = session().get(OrderRound, request.form.get("round", 0, type=int))
    sheet = request.files.get("sheet")
    if in_round is None or sheet is None or not sheet.filename:
        return _page(faults=[Fault(0, "", _("กรุณาเลือกรอบและไฟล์ .xlsx ก่อนค่ะ"))]), 422
    data = sheet.stream.read(LARGEST + 1)
    try:
        preview = importing.examine(session(), in_round, data)
    except Unfit as unfit:
        return _page(faults=unfit.faults), 422
    name = safe_name(sheet.filename)
    upload = importing.keep(session(), in_round, name, preview, officer(), now())
    return _shown(upload, preview)


@needs(ISSUE)
def import_confirm(name: str) -> Any:
    """Bring in a sheet that was read; pressed twice it comes in once."""
    mine = (OrderUpload.name == name) & (OrderUpload.officer_id == officer().id)
    upload = session().scalar(select(OrderUpload).where(mine)) or abort(404)
    try:
        count = importing.bring_in(session(), upload, officer(), now())
    except Unfit as unfit:
        session().rollback()
        return _page(faults=unfit.faults), 409
    if count:
        telling.tell_ordered(session(), importing.addressed(session(), upload), now())
        note("orders.imported", f"orders:{upload.round_id}", after={"orders": count})
        flash(_("นำเข้าข้อสั่งการ %(count)s ข้อแล้วค่ะ", count=f"{count:,}"), "success")
    else:
        flash(_("ไฟล์นี้นำเข้าไปแล้วค่ะ"), "info")
    return redirect(url_for("orders.index", round=upload.round_id))


def _shown(upload: OrderUpload, preview: importing.Preview) -> str:
    return render_template(
        "staff/orders/import_preview.html", upload=upload, preview=preview, shown=SHOWN, **words()
    )


def _page(*, faults: Any = ()) -> str:
    return render_template(
        "staff/orders/import.html",
        rounds=issuing.rounds(session()),
        faults=faults[:SHOWN],
        more=max(len(faults) - SHOWN, 0),
        most=importing.MOST,
        **words(),
    )
