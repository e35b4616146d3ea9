"""One procedure on one page: what is told, what would change, and what this officer may do."""

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from handlers.staff.content_words import state_name
from handlers.staff.fact_confirming import facts
from handlers.staff.forms import Form
from handlers.staff.procedure_case import Case, due
from handlers.staff.procedure_words import FIELD_NAMES, changes, lines, name_of
from models.content import State


class Reason(Form):
    """Why a draft is sent back."""

    seen = HiddenField()
    note = TextAreaField(
        _later("เหตุผลที่ส่งกลับ"),
        [
            InputRequired(_later("กรุณาบอกเหตุผลให้ผู้เขียนทราบค่ะ")),
            Length(max=1000, message=_later("ยาวเกินไปค่ะ ไม่เกิน 1,000 ตัวอักษร")),
        ],
        description=_later("ผู้เขียนจะเห็นข้อความนี้"),
        render_kw={"rows": 3},
    )


def page(one: Case, form: Reason | None = None) -> str:
    """The page of a procedure; `form` is the reason for sending it back, if it was wrong."""
    fields = [(name_of(name), lines(name, one.newest)) for name in FIELD_NAMES]
    return render_template(
        "staff/procedures/show.html",
        case=one,
        fields=[(name, said) for name, said in fields if said],
        changes=changes(one.told, one.draft.page) if one.draft else [],
        conflicts=one.newest.get("conflicts", []),
        due=[review for review in due() if review.slug == one.slug],
        form=form or Reason(formdata=None),
        states=state_names(),
        unconfirmed=sum(not fact.confirmed for fact in facts(one)) if one.told else 0,
    )


def state_names() -> dict[str, str]:
    """What a procedure in the list may be marked with."""
    states = (State.DRAFT, State.CHECKING, State.REJECTED, State.PUBLISHED, State.RETIRED)
    named = {state.value: state_name(state) for state in states}
    return {**named, "starter": _("ฉบับตั้งต้น"), "overdue": _("เกินกำหนดทบทวน")}
