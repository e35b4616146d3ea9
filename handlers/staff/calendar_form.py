"""The form that makes a day unlike others: a holiday, a closure, an extra opening."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from handlers.staff.calendar_words import (
    HALVES,
    KINDS,
    WHOLE_OFFICE,
    may_edit,
    service_called,
    services,
)
from handlers.staff.days import DayField
from handlers.staff.forms import Form
from models.calendar import Entry, Half, Kind

MOST_DAYS = 31
OFFERED = (Kind.SPECIAL, Kind.HOLIDAY, Kind.CLOSURE, Kind.EXTRA_OPENING)


def _tidy(value: str | None) -> str | None:
    return " ".join(value.split()) if value else value


class DayForm(Form):
    """What is unlike other days, when, for whom, and why."""

    kind = SelectField(_later("เป็นวันอะไร"))
    day = DayField(_later("วันที่"), [InputRequired(_later("กรุณาใส่วันที่ค่ะ"))])
    until = DayField(
        _later("ถึงวันที่ (ไม่บังคับ)"),
        [Optional()],
        description=_later("เว้นไว้ถ้าเป็นวันเดียว ครั้งละไม่เกิน 31 วัน"),
    )
    service = SelectField(
        _later("ใช้กับ"), description=_later("วันหยุดราชการใช้กับทั้งสำนักงาน บริการที่เปิดวันหยุดยังเปิดตามปกติ")
    )
    half = SelectField(_later("ช่วงเวลา"), validators=[Optional()])
    name_th = StringField(
        _later("ชื่อวันหรือเหตุผล"),
        [DataRequired(_later("กรุณาบอกชื่อวันหรือเหตุผลค่ะ")), Length(max=120)],
        filters=[_tidy],
        description=_later("ประชาชนเห็นข้อความนี้ เช่น ปิดปรับปรุงระบบไฟฟ้า"),
    )
    name_en = StringField(
        _later("ภาษาอังกฤษ (ไม่บังคับ)"),
        [Length(max=120)],
        filters=[_tidy],
        description=_later("ถ้าเว้นไว้ ผู้ที่เลือกภาษาอังกฤษจะเห็นข้อความภาษาไทย"),
    )
    source = StringField(
        _later("ที่มา (ไม่บังคับ)"),
        [Length(max=200)],
        filters=[_tidy],
        description=_later("เช่น มติคณะรัฐมนตรี 2 ธ.ค. 2568 หรือเลขที่หนังสือ"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in OFFERED if may_edit(None) or not kind.of_office]
        self.kind.choices = [SelectChoice(kind.value, str(KINDS[kind])) for kind in kinds]
        self.service.choices = [
            SelectChoice(code, name, optgroup=group)
            for group, own in services(mine=True)
            for code, name in own
        ]
        halves = [SelectChoice(half.value, str(HALVES[half])) for half in Half]
        self.half.choices = [SelectChoice("", _("ทั้งวัน")), *halves]

    def validate_until(self, field: DayField) -> None:
        """Forward, and not so far that a slip of the finger closes a year."""
        first = self.day.data
        if first and field.data and not first <= field.data <= first + timedelta(MOST_DAYS - 1):
            raise ValidationError(_("ต้องไม่ก่อนวันแรก และไม่เกิน 31 วันค่ะ"))

    def validate_service(self, field: SelectField) -> None:
        """A public holiday is everybody's."""
        if self._of_office and field.data != WHOLE_OFFICE:
            raise ValidationError(
                _("วันหยุดราชการใช้กับทั้งสำนักงาน ถ้าปิดเฉพาะบางบริการ ให้เลือก “ปิดทำการ” ค่ะ")
            )

    def validate_half(self, field: SelectField) -> None:
        """A public holiday lasts all day."""
        if self._of_office and field.data:
            raise ValidationError(_("วันหยุดราชการเป็นทั้งวัน ถ้าปิดครึ่งวัน ให้เลือก “ปิดทำการ” ค่ะ"))

    @property
    def asked_service(self) -> str | None:
        """Whose calendar it is; None for the whole office."""
        return service_called(self.service.data)

    def entries(self) -> Iterator[Entry]:
        """What was filled in, a day at a time."""
        half = Half(self.half.data) if self.half.data else None
        kind = Kind(self.kind.data)
        for day in self._days():
            yield Entry(
                day=day,
                kind=Kind.HALF_DAY if half and kind is Kind.CLOSURE else kind,
                name_th=self.name_th.data,
                name_en=self.name_en.data or "",
                service=self.asked_service,
                half=half,
                source=self.source.data or "",
            )

    @property
    def first(self) -> date:
        """The day, or the first of several; only to be asked of a valid form."""
        assert self.day.data
        return self.day.data

    def _days(self) -> Iterator[date]:
        last = self.until.data or self.first
        for number in range((last - self.first).days + 1):
            yield self.first + timedelta(days=number)

    @property
    def _of_office(self) -> bool:
        return self.kind.data in (Kind.HOLIDAY, Kind.SPECIAL)
