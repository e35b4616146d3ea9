"""The log of consents: which person of the chat agreed to what, in which wording, since when."""

import csv
import io

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from handlers.staff.visit import needs, note, now, session
from models import consents
from models.consents import Consent
from models.dates import BANGKOK

PAGE = 50  # rows of a page
AT_ONCE = 1000  # rows of the file read together
PURPOSES = {consents.PRECHECK: _later("ตรวจเอกสารล่วงหน้า")}


def open_log(desk: Blueprint) -> None:
    """Add the log to the desk of what officers did."""
    desk.add_url_rule("/consents", view_func=given)
    desk.add_url_rule("/consents.csv", view_func=consent_file)


@needs("audit.read")
def given() -> str:
    """Every yes, the newest first; people by their number here alone."""
    page = max(request.args.get("page", 1, type=int), 1)
    rows, count = consents.log(session(), page=page, size=PAGE)
    return render_template(
        "staff/audit/consents.html", rows=rows, count=count, page=page, pages=-(-count // PAGE),
        purposes=PURPOSES, version=consents.VERSION,
    )  # fmt: skip


@needs("audit.read")
def consent_file() -> Response:
    """The same as a sheet, for whoever asks the office to show it."""
    sheet = io.StringIO()
    sheet.write("\ufeff")
    writer = csv.writer(sheet)
    writer.writerow([_("คนที่"), _("เพื่อ"), _("ถ้อยคำรุ่นที่"), _("ยินยอมเมื่อ"), _("ถอนเมื่อ")])
    page, count = 1, 0
    while rows := consents.log(session(), page=page, size=AT_ONCE)[0]:
        writer.writerows(_row(one) for one in rows)
        page, count = page + 1, count + len(rows)
    note("consents.exported", "consents", after={"rows": count})
    name = f"consents-{now().astimezone(BANGKOK):%Y%m%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(sheet.getvalue(), mimetype="text/csv", headers=headers)


def _row(one: Consent) -> list[object]:
    moments = (one.given_at, one.withdrawn_at)
    told = [f"{at.astimezone(BANGKOK):%Y-%m-%d %H:%M:%S}" if at else "" for at in moments]
    return [one.citizen_id, str(PURPOSES.get(one.purpose, one.purpose)), one.version, *told]
