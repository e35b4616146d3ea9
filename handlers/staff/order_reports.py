"""The desk of an agency's people: the orders addressed to it, its reports, and nothing else."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from handlers.office_papers import came, filled, handed_out
from handlers.staff import needs, note, now, officer, session
from handlers.staff.order_report_words import fault_of, words
from handlers.staff.visit import lent, takes_files
from handlers.staff.words import language
from models.office_files import LARGEST, WrongFile
from models.officers import Officer
from models.orders import Addressee, Agency, Closed, Lacks, reaching, reporting, writing

desk = Blueprint("order_reports", __name__, url_prefix="/staff/order-reports")
PAGE = 20  # orders that were reported
MOST_BYTES = 3 * LARGEST  # of one form


@desk.get("/")
@needs("orders.report")
def index() -> str:
    """What is still to be reported, the soonest due first; what was, the latest first."""
    mine, page = officer().agency_id, max(request.args.get("page", 1, type=int), 1)
    rows, count = reaching.reported(session(), mine, page, PAGE)
    return render_template(
        "staff/order_reports/index.html",
        agency=session().get(Agency, mine) if mine else None,
        owed=reaching.owed(session(), mine),
        rows=rows,
        count=count,
        page=page,
        pages=-(-count // PAGE),
        **words(),
    )


@desk.get("/<name>")
@needs("orders.report")
def show(name: str) -> str:
    """One order: what it asks, what was said so far, and the form."""
    return _page(_own(name))


@desk.post("/<name>")
@needs("orders.report")
@takes_files(MOST_BYTES)
def report(name: str) -> Any:
    """Report how far the agency is; whatever cannot be taken leaves the words in the form."""
    one, told = _own(name), filled()
    try:
        told = replace(told, files=writing.look(came()))
        with session().begin_nested():
            row = writing.take(session(), one, told, officer(), keep=lent().keep_file, now=now())
    except Closed:
        return _page(one, str(_("ข้อนี้ปิดรับรายงานแล้ว จึงยังไม่ได้บันทึกค่ะ ข้อความของคุณยังอยู่ด้านล่าง"))), 409
    except Lacks as lacks:
        return _page(one, fault_of(lacks, told.status)), 422
    except WrongFile as wrong:
        return _page(one, wrong.said(language())), 422
    if row.at == now():
        note("orders.reported", f"order:{one.order.name}", after={"status": row.status})
    flash(_("บันทึกรายงานแล้วค่ะ ผู้ตรวจราชการจะเห็นทันที"), "success")
    return redirect(url_for("order_reports.show", name=name))


@desk.get("/<name>/files/<file>")
@needs("orders.report")
def file(name: str, file: str) -> Response:
    """A paper of the order, or evidence the agency itself brought."""
    found = reaching.file_of(_own(name), file) or abort(404)
    return handed_out(found.file, lent().read_file(found.file.vault_name))


def waiting(db: Session, who: Officer) -> int:
    """How many orders the agency has still to report on."""
    return reaching.owed_count(db, who.agency_id)


def _own(name: str) -> Addressee:
    """What is addressed to the officer's agency; another's is not found, as what never was."""
    return reaching.own(session(), officer().agency_id, name) or abort(404)


def _page(one: Addressee, fault: str = "") -> str:
    return render_template(
        "staff/order_reports/show.html",
        one=one,
        order=one.order,
        told=reporting.history(one),
        after=writing.latest(one),
        fault=fault,
        kept=request.form,
        **words(),
    )
