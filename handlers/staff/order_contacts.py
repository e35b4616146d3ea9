"""The people of an agency who are told of its orders: added, reached in LINE by a code, let go."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from handlers.staff.order_agencies import named, page_of, subject, wrong
from handlers.staff.visit import needs, note, now, session
from models.orders import AgencyContact, Lacks, agencies

THE_SAME, ANOTHER = "same", "another"  # person, when a name or an address is written anew
WHO = (THE_SAME, ANOTHER)


@needs("orders.issue")
def add_contact(number: int) -> Any:
    """Somebody to be told of this agency's orders."""
    one, name, email = named(number), *_given()
    try:
        contact = agencies.add_contact(session(), one, name, email, now())
    except Lacks as lacks:
        return page_of(one, wrong(lacks), name=name, email=email), 422
    note("orders.contact", f"{subject(one)}/{contact.id}", after={"added": True})
    flash(_("เพิ่ม %(name)s แล้วค่ะ", name=contact.name), "success")
    return redirect(url_for("orders.agency", number=number))


@needs("orders.issue")
def change_contact(number: int) -> Any:
    """Spell a name or address otherwise, or put somebody else in this contact's place."""
    contact, given, who = _contact(number), _given(), request.form.get("who")
    typed = (number, *given, who)
    if who not in WHO and not agencies.same(contact, *given):
        fault = _("กรุณาเลือกว่าเป็นคนเดิมหรือเปลี่ยนคนก่อนค่ะ")
        return page_of(contact.agency, fault, changed=typed), 422
    about = f"{subject(contact.agency)}/{contact.id}"
    try:
        if who == ANOTHER:
            fresh = agencies.replace(session(), contact, *given, now())
        else:
            agencies.change_contact(contact, *given)
    except Lacks as lacks:
        return page_of(contact.agency, wrong(lacks), changed=typed), 422
    if who == ANOTHER:
        note("orders.contact", about, after={"replaced_by": fresh.id})
        said = _("เปลี่ยนเป็น %(name)s แล้วค่ะ LINE และลิงก์ของคนเดิมใช้ไม่ได้อีก", name=fresh.name)
        following = _("ขั้นต่อไปคือออกรหัสเชื่อม LINE ให้คนใหม่")
        flash(f"{said} {following}", "success")
    else:
        note("orders.contact", about, after={"changed": True})
        flash(_("บันทึกแล้วค่ะ"), "success")
    return redirect(url_for("orders.agency", number=contact.agency_id))


@needs("orders.issue")
def contact_code(number: int) -> str:
    """A fresh code by which their LINE becomes known: this page alone ever shows it."""
    contact = _contact(number)
    code = agencies.invite(contact, now())
    note("orders.code", f"{subject(contact.agency)}/{contact.id}")
    return page_of(contact.agency, code=(contact.id, code))


@needs("orders.issue")
def let_go(number: int) -> Any:
    """Tell them no more; links they hold stop to open."""
    contact = _contact(number)
    agencies.let_go(contact)
    note("orders.contact", f"{subject(contact.agency)}/{contact.id}", after={"active": False})
    flash(_("นำ %(name)s ออกแล้วค่ะ ลิงก์เดิมของผู้นี้ใช้ไม่ได้อีก", name=contact.name), "success")
    return redirect(url_for("orders.agency", number=contact.agency_id))


def _given() -> tuple[str, str]:
    return request.form.get("name", ""), request.form.get("email", "")


def _contact(number: int) -> AgencyContact:
    found = session().get(AgencyContact, number, with_for_update=True)
    return found if found and found.active else abort(404)
