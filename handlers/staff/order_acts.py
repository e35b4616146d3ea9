"""What the office does with an order once issued: sorts it, withdraws it, brings it back."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from handlers.staff.order_case import page
from handlers.staff.visit import needs, note, now, officer, session
from models.orders import Changed, Closed, Lacks, Order, issuing


@needs("orders.issue")
def sort(name: str) -> Any:
    """Say which type it is and what it touches; what the machine proposed is taken or changed."""
    kind = request.form.get("kind", 0, type=int)
    factors = request.form.getlist("factors", type=int)

    def deed(one: Order, seen: int) -> None:
        if one.revision != seen:
            raise Changed(one)
        issuing.sort(one, kind, factors, officer(), now())

    after = {"kind": kind, "factors": factors}
    return _act(name, "sorted", deed, _("ยืนยันประเภทและปัจจัยแล้วค่ะ"), after)


@needs("orders.issue")
def withdraw(name: str) -> Any:
    """Take an order back, with the reason; its page offers to undo that."""
    why = request.form.get("why", "")[:1000]

    def deed(one: Order, seen: int) -> None:
        issuing.withdraw(one, why, seen, now())

    said = _("ยกเลิกข้อสั่งการแล้วค่ะ หน่วยงานจะไม่เห็นข้อนี้อีก")
    return _act(name, "withdrawn", deed, said, {"why": why})


@needs("orders.issue")
def reinstate(name: str) -> Any:
    """Undo that it was withdrawn."""
    return _act(name, "reinstated", issuing.reinstate, _("นำข้อสั่งการกลับมาแล้วค่ะ"), {})


def _act(
    name: str, action: str, deed: Callable[[Order, int], None], said: str, after: dict[str, Any]
) -> Any:
    """Do `deed` to the order as the officer saw it; 409 with what was filled in when it changed."""
    one = issuing.lock(session(), name) or abort(404)
    seen = request.form.get("seen", type=int) or abort(400)
    kept = {field: request.form.getlist(field) for field in ("kind", "factors", "why")}
    try:
        deed(one, seen)
    except Changed:
        fault = _("มีผู้แก้ข้อสั่งการนี้ระหว่างที่เปิดหน้าไว้ สิ่งที่คุณกดจึงยังไม่ได้บันทึก กรุณาดูอีกครั้งแล้วกดใหม่ค่ะ")
        return page(one, fault, **kept), 409
    except Closed:
        return page(one, _("ข้อสั่งการนี้ถูกยกเลิกไปแล้วค่ะ"), **kept), 409
    except Lacks as lacks:
        return page(one, LACKING[lacks.field](), **kept), 422
    note(f"orders.{action}", subject(one), after=after)
    flash(said, "success")
    return redirect(url_for("orders.show", name=one.name))


def subject(one: Order) -> str:
    """How the audit log names an order."""
    return f"order:{one.round.fiscal_year}/{one.round.number}/{one.number}"


LACKING: dict[str, Callable[[], str]] = {
    "kind": lambda: str(_("กรุณาเลือกประเภทของข้อสั่งการค่ะ")),
    "factors": lambda: str(_("กรุณาเลือกปัจจัยผลกระทบอย่างน้อยหนึ่งข้อค่ะ")),
    "why": lambda: str(_("กรุณาเขียนเหตุผลที่ยกเลิกค่ะ")),
}
