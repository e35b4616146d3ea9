"""The rounds orders are issued in: a fiscal year, a number, until when to report."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from sqlalchemy import func, select
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from handlers.staff.days import DayField
from handlers.staff.forms import Form
from handlers.staff.order_words import round_name, words
from handlers.staff.procedure_case import today
from handlers.staff.visit import needs, note, now, session
from models.calendar import fiscal_year
from models.orders import Order, OrderRound, Taken, issuing

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
    opened = issuing.rounds(session())
    return _page(RoundForm(data=_next(opened[0] if opened else None)))


@needs("orders.issue")
def open_round() -> Any:
    """Begin a round."""
    form = RoundForm()
    one = _opened(form) if form.validate_on_submit() else None
    if one is None:
        return _page(form), 422
    due = {"due_on": one.due_on and str(one.due_on)}
    note("orders.round", f"order_round:{one.fiscal_year}/{one.number}", after=due)
    flash(_("เปิด%(round)s แล้วค่ะ", round=round_name(one)), "success")
    return redirect(url_for("orders.rounds"))


def _opened(form: RoundForm) -> OrderRound | None:
    """The round; None, and why beside the field, when there is one of this number."""
    year, number = form.fiscal_year.data, form.number.data
    try:
        return issuing.open_round(session(), year, number, form.due_on.data, now())
    except Taken:
        form.number.errors = [_("เปิดรอบนี้ไว้แล้วค่ะ")]
        return None


def _page(form: RoundForm) -> str:
    counts = select(Order.round_id, func.count()).where(Order.withdrawn_at.is_(None))
    return render_template(
        "staff/orders/rounds.html",
        form=form,
        rounds=issuing.rounds(session()),
        counts=dict(session().execute(counts.group_by(Order.round_id)).all()),
        **words(),
    )


def _next(newest: OrderRound | None) -> dict[str, int]:
    """The round that comes after the newest one: of this fiscal year, as likely as not."""
    this = fiscal_year(today())
    last = newest.number if newest is not None and newest.fiscal_year == this else 0
    return {"fiscal_year": this, "number": last + 1}
