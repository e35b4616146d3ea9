"""The agencies orders go to: added, renamed, switched off when they are no more."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from handlers.staff.order_words import words
from handlers.staff.visit import needs, note, now, session
from models.officers import Officer
from models.orders import Addressee, Agency, Lacks, Taken
from models.orders import agencies as known
from models.permissions import Role


@needs("orders.read")
def agencies() -> str:
    """Every agency, and whether anybody there is told of its orders."""
    return _page()


@needs("orders.issue")
def add_agency() -> Any:
    """Begin to know an agency."""
    name = request.form.get("name", "")
    try:
        one = known.add(session(), name, now())
    except (Lacks, Taken) as refused:
        return _page(wrong(refused), name), 422
    note("orders.agency", subject(one), after={"name": one.name})
    flash(_("เพิ่ม %(name)s แล้วค่ะ ขั้นต่อไปคือเพิ่มผู้รายงาน", name=one.name), "success")
    return redirect(url_for("orders.agency", number=one.id))


@needs("orders.read")
def agency(number: int) -> str:
    """One agency: who is told, who signs in for it, how many orders it has."""
    return page_of(named(number))


@needs("orders.issue")
def rename_agency(number: int) -> Any:
    """Call it otherwise."""
    one, name = named(number), request.form.get("name", "")
    before = one.name
    try:
        known.rename(session(), one, name)
    except (Lacks, Taken) as refused:
        return page_of(one, wrong(refused), renamed=name), 422
    note("orders.agency", subject(one), before={"name": before}, after={"name": one.name})
    flash(_("บันทึกแล้วค่ะ"), "success")
    return redirect(url_for("orders.agency", number=number))


@needs("orders.issue")
def switch_agency(number: int) -> Any:
    """Offer it for new orders no more, or again; what it reported stays."""
    one = named(number)
    on = request.form.get("on") == "1"
    note("orders.agency", subject(one), before={"active": one.active}, after={"active": on})
    one.active = on
    flash(_("เปิดใช้ %(name)s แล้วค่ะ", name=one.name) if on
          else _("เลิกใช้ %(name)s แล้วค่ะ รายงานเดิมยังอยู่", name=one.name), "success")  # fmt: skip
    return redirect(url_for("orders.agency", number=number))


def named(number: int) -> Agency:
    """The agency of this number, taken for this request; 404 when there is none."""
    return session().get(Agency, number, with_for_update=True) or abort(404)


def subject(one: Agency) -> str:
    """How the audit log names an agency."""
    return f"agency:{one.id}"


def wrong(refused: Lacks | Taken) -> str:
    """Why a name or an address could not be taken."""
    if isinstance(refused, Taken):
        return str(_("มีหน่วยงานชื่อนี้แล้วค่ะ"))
    if refused.field == "email":
        return str(_("อีเมลไม่ถูกต้องค่ะ"))
    return str(_("กรุณาใส่ชื่อค่ะ (ไม่เกิน 200 ตัวอักษร)"))


def page_of(one: Agency, fault: str = "", code: tuple[int, str] | None = None, **kept: Any) -> str:
    """The page of an agency; `code` is a contact's number and the code shown this once."""
    signed = select(Officer).where(Officer.agency_id == one.id, Officer.role == Role.AGENCY)
    counts = select(func.count()).where(Addressee.agency_id == one.id)
    return render_template(
        "staff/orders/agency.html",
        agency=one,
        people=[each for each in one.contacts if each.active],
        officers=session().scalars(signed.order_by(Officer.active.desc(), Officer.name)).all(),
        addressed=session().scalar(counts),
        fault=fault,
        code=code,
        kept=kept,
        moment_now=now(),
        **words(),
    )


def _page(fault: str = "", kept: str = "") -> str:
    counts = select(Addressee.agency_id, func.count()).group_by(Addressee.agency_id)
    signed = select(Officer.agency_id, func.count()).where(Officer.role == Role.AGENCY)
    signed = signed.where(Officer.active).group_by(Officer.agency_id)
    return render_template(
        "staff/orders/agencies.html",
        agencies=known.agencies(session()),
        addressed=dict(session().execute(counts).all()),
        officers=dict(session().execute(signed).all()),
        fault=fault,
        kept=kept,
        **words(),
    )
