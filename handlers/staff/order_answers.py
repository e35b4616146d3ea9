"""One agency's answer to one order: all it reported, and what inspectors say to it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from handlers.staff.order_acts import subject
from handlers.staff.order_words import REMARKS, words
from handlers.staff.visit import needs, note, now, officer, session
from models.orders import (
    Addressee,
    Changed,
    Closed,
    Lacks,
    NotReported,
    Remark,
    Review,
    reporting,
    telling,
)
from models.orders.finding import next_waiting

MOST = reporting.WORDS_MOST


@needs("orders.read")
def answer(name: str) -> str:
    """What was reported and remarked, the newest last, with its files."""
    return _page(_answer(name))


@needs("orders.review")
def remark(name: str) -> Any:
    """Comment, ask again, accept, or take an acceptance back.

    Answers 409 with the inspector's words still there when the agency reported meanwhile.
    """
    one = reporting.lock(session(), name) or abort(404)
    kind = request.form.get("kind", type=Remark) or abort(400)
    said = request.form.get("words", "")
    seen = request.form.get("seen", type=int) or abort(400)
    try:
        row = reporting.remark(session(), one, reporting.Said(kind, said), officer(), seen, now())
    except Changed:
        fault = _("หน่วยงานหรือผู้ตรวจคนอื่นเพิ่งเพิ่มข้อมูล สิ่งที่คุณกดจึงยังไม่ได้บันทึก ข้อความของคุณยังอยู่ด้านล่าง")
        return _page(one, fault, said, seen), 409
    except Closed:
        return _page(one, _("รับทราบผลหรือยกเลิกข้อสั่งการนี้ไปแล้ว จึงยังไม่ได้บันทึกค่ะ"), said), 409
    except NotReported:
        return _page(one, _("ยังไม่มีรายงานให้ทำรายการนี้ค่ะ"), said), 409
    except Lacks:
        return _page(one, _("กรุณาเขียนข้อความถึงหน่วยงานก่อนค่ะ (ไม่เกิน 5,000 ตัวอักษร)"), said), 422
    if row.kind == Remark.ASKED_AGAIN:
        telling.tell_asked_again(session(), one, now())
    note(f"orders.{row.kind}", f"{subject(one.order)}/{one.agency.name}")
    flash(_("บันทึก “%(what)s” แล้วค่ะ", what=REMARKS[row.kind]), "success")
    moved = go_on(one) if request.form.get("on") and one.review != Review.WAITING else None
    return moved or redirect(url_for("orders.answer", name=one.name))


def go_on(after: Addressee | None) -> Any:
    """To the report that waits longest for an inspector; None when none does."""
    following = next_waiting(session(), after)
    return following and redirect(url_for("orders.answer", name=following.name))


def _answer(name: str) -> Addressee:
    return session().scalar(select(Addressee).where(Addressee.name == name)) or abort(404)


def _page(one: Addressee, fault: str = "", kept: str = "", seen: int | None = None) -> str:
    """The page of an answer; `kept` are words that could not be taken, and why."""
    return render_template(
        "staff/orders/answer.html",
        answer=one,
        order=one.order,
        happened=list(enumerate(reporting.history(one), 1)),
        seen=seen,  # each report and remark raises the revision by one, from 1
        following=next_waiting(session(), one),
        fault=fault,
        kept=kept,
        most=MOST,
        **words(),
    )
