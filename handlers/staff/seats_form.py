"""The form of a rule: how many may come, how far ahead, until when one may change one's mind."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from handlers.staff.calendar_words import weekday_name
from handlers.staff.days import DayField
from handlers.staff.forms import Form
from handlers.staff.procedure_case import today
from handlers.staff.seats_words import CUT_OFFS, HALVES, choices, known
from handlers.staff.visit import now, officer
from models.appointments import SeatRule, new_rule
from models.calendar import Half

MOST_SEATS, LONGEST_LEAD, LONGEST_HORIZON = 500, 30, 120  # people, working days, calendar days
WEEK = 7


def _number(label: str, least: int, most: int, hint: str = "") -> IntegerField:
    needed = InputRequired(_later("กรุณาใส่ตัวเลขค่ะ"))
    within = NumberRange(least, most, _later("ตัวเลขน้อยหรือมากเกินไปค่ะ"))
    return IntegerField(label, [needed, within], description=hint)


class RuleForm(Form):
    """How many seats, for what, when, from which day."""

    service = SelectField(_later("บริการ"))
    weekday = SelectField(_later("วัน"), validators=[Optional()])
    half = SelectField(_later("ช่วงเวลา"), validators=[Optional()])
    seats = _number(_later("รับนัดล่วงหน้า (คนต่อช่วง)"), 0, MOST_SEATS, _later("ใส่ 0 ถ้าช่วงนั้นไม่รับนัด"))
    walk_in = _number(
        _later("กันไว้ให้คนไม่ได้นัด (คนต่อช่วง)"), 0, MOST_SEATS, _later("ไม่รวมกับที่รับนัดล่วงหน้า")
    )
    lead_days = _number(
        _later("ต้องนัดก่อนกี่วันทำการ"), 0, LONGEST_LEAD, _later("0 คือนัดของวันนี้ได้ถ้าช่วงนั้นยังไม่เริ่ม")
    )
    horizon_days = _number(
        _later("นัดล่วงหน้าได้ไกลสุดกี่วัน"), 1, LONGEST_HORIZON, _later("นับทุกวันตามปฏิทิน")
    )
    cut_off = SelectField(_later("เลื่อนหรือยกเลิกได้ถึง"), coerce=int)
    from_day = DayField(_later("ใช้ตั้งแต่วันที่"), [InputRequired(_later("กรุณาใส่วันที่ค่ะ"))])
    until_day = DayField(
        _later("ถึงวันที่ (ไม่บังคับ)"), [Optional()], description=_later("เว้นไว้ถ้าใช้ไปเรื่อย ๆ")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service.choices = [
            SelectChoice(code, name, optgroup=group)
            for group, own in choices()
            for code, name in own
        ]
        days = [SelectChoice(str(day), weekday_name(day)) for day in range(WEEK)]
        self.weekday.choices = [SelectChoice("", _("ทุกวันทำการ")), *days]
        halves = [SelectChoice(half.value, str(name)) for half, name in HALVES.items()]
        self.half.choices = [SelectChoice("", _("ทั้งสองช่วง")), *halves]
        self.cut_off.choices = [SelectChoice(m, str(name)) for m, name in CUT_OFFS.items()]

    def validate_from_day(self, field: DayField) -> None:
        """What was held yesterday cannot be changed."""
        if field.data and field.data < today():
            raise ValidationError(_("ตั้งย้อนหลังไม่ได้ค่ะ"))

    def validate_until_day(self, field: DayField) -> None:
        """Forward."""
        if field.data and self.from_day.data and field.data < self.from_day.data:
            raise ValidationError(_("ต้องไม่ก่อนวันแรกค่ะ"))

    def rule(self) -> SeatRule:
        """What was filled in, not yet kept; only to be asked of a valid form."""
        assert self.from_day.data
        return new_rule(
            known(self.service.data),
            self.seats.data,
            self.from_day.data,
            now(),
            walk_in=self.walk_in.data,
            half=Half(self.half.data) if self.half.data else None,
            weekday=int(self.weekday.data) if self.weekday.data else None,
            lead_days=self.lead_days.data,
            horizon_days=self.horizon_days.data,
            cut_off_minutes=self.cut_off.data,
            until_day=self.until_day.data,
            added_by_id=officer().id,
        )


def filled_from(rule: SeatRule) -> Mapping[str, Any]:
    """A form for what comes after this rule."""
    return {
        "service": rule.service,
        "weekday": "" if rule.weekday is None else str(rule.weekday),
        "half": rule.half or "",
        "seats": rule.seats,
        "walk_in": rule.walk_in,
        "lead_days": rule.lead_days,
        "horizon_days": rule.horizon_days,
        "cut_off": rule.cut_off_minutes,
        "from_day": max(rule.from_day, today()),
        "until_day": rule.until_day,
    }
