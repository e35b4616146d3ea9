"""The month's messages: what was free, what LINE counted, what waits, and what is kept back."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from sqlalchemy.orm import Session
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from handlers.staff.forms import Form
from handlers.staff.message_plot import plotted
from handlers.staff.visit import needs, note, now, officer, session
from models import ledger, office_settings, pushes
from models.officers import Officer

desk = Blueprint("messages", __name__, url_prefix="/staff/messages")
MOST = 1_000_000  # messages a month; far above any plan


class ReserveForm(Form):
    """How many counted messages are kept for what must be said."""

    reserve = IntegerField(
        _later("จำนวนข้อความที่กันไว้ต่อเดือน"),
        [InputRequired(), NumberRange(0, MOST)],
        description=_later("ใช้กับเอกสารที่ไม่ผ่าน นัดของวันพรุ่งนี้ และคำตอบที่ถึงกำหนดแล้วเท่านั้น คำตอบอื่นรอส่งฟรีได้"),
    )


@desk.get("/")
@needs("messages.read")
def index() -> str:
    """The month so far."""
    return _page(ReserveForm(reserve=_reserve()))


@desk.post("/reserve")
@needs("messages.reserve")
def reserve() -> Any:
    """Keep more, or fewer, of each month's messages for duties."""
    form = ReserveForm()
    if not form.validate_on_submit():
        return _page(form), 422
    before = _reserve()
    pushes.set_reserve(session(), form.reserve.data, officer(), now())
    after = {"reserve": form.reserve.data}
    note("messages.reserve", "messages:reserve", before={"reserve": before}, after=after)
    flash(_("บันทึกแล้วค่ะ"), "success")
    return redirect(url_for("messages.index"))


def notice(session: Session, officer: Officer) -> tuple[str, str] | None:
    """That nothing but duties may be pushed any more this month."""
    quota = pushes.last_told(session, now())
    if quota is None or pushes.may_push(session, quota, False, now()):
        return None
    told = _("ข้อความที่ส่งเองได้ของเดือนนี้เหลือเฉพาะส่วนที่กันไว้ คำตอบใหม่จะรอส่งฟรีเมื่อประชาชนแตะเมนู")
    return told, url_for("messages.index")


def _reserve() -> int:
    quota = pushes.last_told(session(), now())
    if quota is None or quota.limit is None:
        return office_settings.value(session(), office_settings.PUSH_RESERVE) or 0
    return pushes.reserve(session(), quota.limit)


def _page(form: ReserveForm) -> str:
    quota, days = pushes.last_told(session(), now()), ledger.month(session(), now())
    total = ledger.total(days)
    spent = max(total.pushes, quota.used if quota else 0)
    return render_template(
        "staff/messages/index.html",
        days=days,
        form=form,
        left=pushes.room(session(), quota, now(), duty=False) if quota else None,
        plot=plotted(days, quota.limit if quota else None, _reserve()),
        quota=quota,
        reserve=_reserve(),
        spent=spent,
        told_at=office_settings.told_at(session(), office_settings.LINE_USED),
        total=total,
        waiting=ledger.waiting(session()),
    )
