"""The rounds orders are issued in: opened, dated anew, taken away when opened by mistake."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from sqlalchemy import func, select
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from handlers.staff.days import DayField, read_day
from handlers.staff.forms import Form
from handlers.staff.order_words import round_name, words
from handlers.staff.procedure_case import today
from handlers.staff.visit import needs, note, now, session
from models.calendar import fiscal_year
from models.orders import Closed, HasReports, Order, OrderRound, Taken, issuing
from models.orders import rounds as known

BIG = _later("ตัวเลขน้อยหรือมากเกินไปค่ะ")


class RoundForm(Form):
    """A new round."""

    fiscal_year = IntegerField(
        _later("ปีงบประมาณ (พ.ศ.)"),
        [InputRequired(_later("กรุณาใส่ตัวเลขค่ะ")), NumberRange(2500, 2699, BIG)],
    )
    number = IntegerField(
        _later("รอบที่"), [InputRequired(_later("กรุณาใส่ตัวเลขค่ะ")), NumberRange(1, 99, BIG)]
    )
    due_on = DayField(
        _later("รายงานภายในวันที่ (ไม่บังคับ)"),
        [Optional()],
        description=_later("เป็นวันตั้งต้นของข้อสั่งการในรอบนี้ แก้เป็นรายข้อได้"),
    )


@needs("orders.read")
def rounds() -> str:
    """Every round, how many orders each has, and a form for the next."""
    return _page(_fresh())


@needs("orders.issue")
def open_round() -> Any:
    """Begin a round."""
    form = RoundForm()
    one = _opened(form) if form.validate_on_submit() else None
    if one is None:
        return _page(form), 422
    due = {"due_on": one.due_on and str(one.due_on)}
    note("orders.round", _subject(one), after=due)
    flash(_("เปิด%(round)s แล้วค่ะ", round=round_name(one)), "success")
    return redirect(url_for("orders.rounds"))


@needs("orders.issue")
def redate_round(number: int) -> Any:
    """Date a round anew, and with it the orders that keep its day."""
    one = known.lock(session(), number) or abort(404)
    typed = request.form.get("due_on", "").strip()
    due, before = read_day(typed) if typed else None, one.due_on
    if typed and due is None:
        fault = _("วันที่ไม่ถูกต้อง พิมพ์ได้ เช่น 25/12/2569 ค่ะ")
        return _page(_fresh(), fault), 422
    try:
        followed = known.redate(session(), one, due)
    except Closed:
        fault = _("แก้วันของ%(round)s ไม่ได้ เพราะรับทราบผลครบทุกข้อแล้วค่ะ", round=round_name(one))
        return _page(_fresh(), fault), 409
    was, after = {"due_on": before and str(before)}, {"due_on": due and str(due)}
    note("orders.round_dated", _subject(one), before=was, after=after | {"orders": followed})
    said = _("แก้วันของ%(round)s แล้วค่ะ", round=round_name(one))
    more = _("ข้อสั่งการที่ใช้วันเดิมของรอบเปลี่ยนตาม %(count)s ข้อ", count=followed)
    flash(f"{said} {more}" if followed else said, "success")
    return redirect(url_for("orders.rounds"))


@needs("orders.issue")
def remove_round(number: int) -> Any:
    """Take a round away that was opened by mistake, with its orders, while nobody reported."""
    one = known.lock(session(), number) or abort(404)
    name, subject = round_name(one), _subject(one)
    try:
        count = known.remove(session(), one, now())
    except HasReports:
        fault = _("นำ%(round)s ออกไม่ได้ เพราะมีหน่วยงานรายงานหรือมีความเห็นของผู้ตรวจแล้วค่ะ", round=name)
        return _page(_fresh(), fault), 409
    note("orders.round_removed", subject, before={"orders": count})
    flash(_("นำ%(round)s ออกแล้วค่ะ", round=name), "success")
    return redirect(url_for("orders.rounds"))


def _subject(one: OrderRound) -> str:
    """How the audit log names a round."""
    return f"order_round:{one.fiscal_year}/{one.number}"


def _fresh() -> RoundForm:
    """The form for the next round, when another form of the page was sent."""
    opened = issuing.rounds(session())
    return RoundForm(formdata=None, data=_next(opened[0] if opened else None))


def _opened(form: RoundForm) -> OrderRound | None:
    """The round; None, and why beside the field, when there is one of this number."""
    year, number = form.fiscal_year.data, form.number.data
    try:
        return issuing.open_round(session(), year, number, form.due_on.data, now())
    except Taken:
        form.number.errors = [_("เปิดรอบนี้ไว้แล้วค่ะ")]
        return None


def _page(form: RoundForm, fault: str = "") -> str:
    counts = select(Order.round_id, func.count()).where(Order.withdrawn_at.is_(None))
    every = select(Order.round_id, func.count()).group_by(Order.round_id)
    return render_template(
        "staff/orders/rounds.html",
        issued=dict(session().execute(every).all()),
        form=form,
        fault=fault,
        over=known.over(session()),
        reported=known.with_reports(session()),
        rounds=issuing.rounds(session()),
        counts=dict(session().execute(counts.group_by(Order.round_id)).all()),
        **words(),
    )


def _next(newest: OrderRound | None) -> dict[str, int]:
    """The round that comes after the newest one: of this fiscal year, as likely as not."""
    this = fiscal_year(today())
    last = newest.number if newest is not None and newest.fiscal_year == this else 0
    return {"fiscal_year": this, "number": last + 1}
