"""The form of an order: what it says, until when, and to which agencies it goes."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from handlers.staff.days import DayField
from handlers.staff.forms import Form
from handlers.staff.order_acts import subject
from handlers.staff.order_case import propose
from handlers.staff.order_papers import MOST_BYTES, Brought, bind, brought
from handlers.staff.order_words import round_name, words
from handlers.staff.visit import needs, note, now, officer, session, takes_files
from models.office_files import ACCEPT, WrongFile
from models.orders import (
    Agency,
    Changed,
    Closed,
    HasReports,
    Lacks,
    Order,
    OrderRound,
    Source,
    Taken,
    issuing,
    telling,
)
from models.orders.agencies import agencies


class OrderForm(Form):
    """What an order says. The agencies are ticked beside it."""

    round = SelectField(_later("รอบ"), coerce=int)
    source = SelectField(_later("เป็นข้อสั่งการของใคร"))
    number = IntegerField(
        _later("ข้อที่ (ไม่บังคับ)"),
        [Optional(), NumberRange(1, 99_999, _later("ใส่เลข 1–99999 ค่ะ"))],
        description=_later("เว้นว่างไว้ ระบบต่อเลขของรอบให้"),
    )
    text = TextAreaField(
        _later("ข้อความ"),
        [
            InputRequired(_later("กรุณาใส่ข้อความค่ะ")),
            Length(max=issuing.TEXT_MOST, message=_later("ยาวเกิน 5,000 ตัวอักษรค่ะ")),
        ],
    )
    due_on = DayField(_later("รายงานภายในวันที่"), [InputRequired(_later("กรุณาใส่วันที่ค่ะ"))])
    agencies_wrong = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = issuing.rounds(session())
        self.round.choices = [SelectChoice(one.id, round_name(one)) for one in rounds]
        self.source.choices = [SelectChoice(one.value, _(one.name_th)) for one in Source]

    def complete(self, to: Sequence[Agency]) -> bool:
        """Whether it was sent with all it needs; else every field says what it lacks."""
        if not self.is_submitted():
            return False
        if not to:
            self.refuse(Lacks("agencies"))
        return bool(self.validate()) and bool(to)

    def wording(self) -> issuing.Wording:
        """What was filled in; only to be asked of a valid form."""
        assert self.due_on.data and self.text.data
        return issuing.Wording(
            Source(self.source.data), self.text.data, self.due_on.data, self.number.data
        )

    def refuse(self, refused: Lacks | Taken) -> None:
        """Say beside the field why it could not be taken."""
        said = {
            "number": _("รอบนี้มีข้อเลขนี้แล้วค่ะ"),
            "text": _("กรุณาใส่ข้อความค่ะ"),
            "agencies": _("กรุณาเลือกหน่วยงานอย่างน้อยหนึ่งแห่งค่ะ"),
        }[refused.field]
        if refused.field == "agencies":
            self.agencies_wrong = said
        else:
            self[refused.field].errors = [*self[refused.field].errors, said]


@needs("orders.issue")
@takes_files(MOST_BYTES)
def new() -> Any:
    """Issue an order."""
    newest = next(iter(issuing.rounds(session())), None)
    if newest is None:
        return render_template("staff/orders/no_round.html", **words())
    form = OrderForm(data={"round": newest.id, "due_on": newest.due_on, "source": "secretary"})
    to = _ticked()
    if form.complete(to):
        one = _issued(form, to)
        if one:
            flash(_("ออกข้อสั่งการแล้วค่ะ กรุณายืนยันประเภทและปัจจัยที่ระบบเสนอ"), "success")
            return redirect(url_for("orders.show", name=one.name))
    return _page(form, to), 422 if form.is_submitted() else 200


@needs("orders.issue")
def edit(name: str) -> Any:
    """Change what an order says, or to whom it goes.

    Answers 409 with the officer's own words still there when it was changed meanwhile.
    """
    one = issuing.lock(session(), name) or abort(404)
    if one.withdrawn_at is not None:
        abort(409)
    form = OrderForm(obj=one, data={"round": one.round_id, "source": one.source.value})
    form.round.data = one.round_id  # an order stays in its round
    to = _ticked() if form.is_submitted() else [each.agency for each in one.addressees]
    if not form.complete(to):
        return _page(form, to, one), 422 if form.is_submitted() else 200
    try:
        return _reworded(form, to, one)
    except (Changed, Closed):
        session().refresh(one)
        fault = _("มีผู้แก้ข้อสั่งการนี้ระหว่างที่เปิดหน้าไว้ สิ่งที่คุณแก้ยังอยู่ในแบบนี้แต่ยังไม่ได้บันทึกค่ะ")
        return _page(form, to, one, fault), 409
    except HasReports:
        form.form_errors.append(_("นำหน่วยงานที่รายงานแล้วออกจากข้อสั่งการไม่ได้ค่ะ"))
    except (Lacks, Taken) as refused:
        form.refuse(refused)
    return _page(form, to, one), 422


def _issued(form: OrderForm, to: Sequence[Agency]) -> Order | None:
    """The order as issued; None, and why beside the field, when it could not be."""
    try:
        files = brought()
        in_round = session().get(OrderRound, form.round.data) or abort(404)
        with session().begin_nested():
            one = issuing.issue(session(), in_round, form.wording(), to, officer(), now())
            bind(one, files)
    except WrongFile as wrong:
        again = _("ถ้าแนบไฟล์ไว้ กรุณาเลือกไฟล์อีกครั้งค่ะ")  # a browser forgets all that were chosen
        form.form_errors.append(f"{wrong.said(str(officer().language))} {again}")
        return None
    except (Lacks, Taken) as refused:
        form.refuse(refused)
        return None
    propose(one)
    telling.tell_issued(session(), one, now())
    note("orders.issued", subject(one), after=_facts(one, files))
    return one


def _reworded(form: OrderForm, to: Sequence[Agency], one: Order) -> Any:
    seen = request.form.get("seen", type=int) or abort(400)
    before, there = _facts(one), {each.agency_id for each in one.addressees}
    with session().begin_nested():
        issuing.reword(session(), one, form.wording(), seen)
        if {agency.id for agency in to} != there:
            issuing.address(session(), one, to, one.revision)
    propose(one)
    telling.tell_ordered(session(), {agency.id for agency in to} - there, now())
    note("orders.changed", subject(one), before=before, after=_facts(one))
    flash(_("บันทึกแล้วค่ะ"), "success")
    return redirect(url_for("orders.show", name=one.name))


def _ticked() -> list[Agency]:
    asked = set(request.form.getlist("agencies", type=int))
    return [agency for agency in agencies(session()) if agency.id in asked]


def _page(form: OrderForm, to: Sequence[Agency], one: Order | None = None, fault: str = "") -> str:
    chosen = {agency.id for agency in to}
    offered = [each for each in agencies(session()) if each.active or each.id in chosen]
    return render_template(
        "staff/orders/form.html",
        form=form,
        order=one,
        fault=fault,
        chosen=chosen,
        offered=offered,
        accept=ACCEPT,
        **words(),
    )


def _facts(one: Order, files: Sequence[Brought] = ()) -> dict[str, Any]:
    return {
        "source": one.source,
        "number": one.number,
        "text": one.text,
        "due_on": str(one.due_on),
        "agencies": sorted(each.agency.name for each in one.addressees),
        "files": [file.file_name for file in files],
    }
