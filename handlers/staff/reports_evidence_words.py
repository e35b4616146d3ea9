"""The form that brings evidence: what the files prove, for which quarter, of which step."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import HiddenField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from handlers.staff.forms import Form
from models.usage.evidence import KINDS, STEPS, About


def clean(value: str | None) -> str:
    """Words as they are kept: one kind of line break, nothing around them, no sign of no letter."""
    return (value or "").replace("\r\n", "\n").replace("\0", "").strip()


class EvidenceForm(Form):
    """What all files of the form have in common."""

    title = StringField(
        _later("ชื่อหลักฐาน"),
        [DataRequired(_later("กรุณาใส่ชื่อหลักฐานค่ะ")), Length(max=300)],
        [clean],
        description=_later("เช่น คำสั่งแต่งตั้งคณะทำงาน ใช้กับทุกไฟล์ที่เลือกครั้งนี้"),
    )
    kind = SelectField(_later("ประเภท"))
    quarter = SelectField(_later("ไตรมาส"), coerce=int)
    idea = SelectField(_later("นวัตกรรม"), coerce=int, default=0)
    step = SelectField(_later("ขั้นตอนของนวัตกรรม"), coerce=int, default=0)
    back_to = HiddenField()

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        self.kind.choices = [(kind, _(name)) for kind, name in KINDS.items()]
        self.quarter.choices = [(0, _("ทั้งปี"))] + [
            (number, _("ไตรมาสที่ %(number)s", number=number)) for number in (1, 2, 3, 4)
        ]
        self.step.choices = [(0, _("ไม่ระบุ"))] + [
            (number, _("ขั้นตอนที่ %(number)s", number=number)) for number in STEPS
        ]

    def validate_step(self, field: SelectField) -> None:
        """A step is a step of something, and something has steps."""
        if bool(field.data) != bool(self.idea.data):
            raise ValidationError(_("เลือกนวัตกรรมและขั้นตอนให้ครบทั้งสองช่อง หรือเว้นทั้งสองช่องค่ะ"))

    def about(self, year: int) -> About:
        """What the files prove."""
        return About(
            fiscal_year=year,
            quarter=self.quarter.data or None,
            title=self.title.data,
            kind=self.kind.data,
            idea_id=self.idea.data or None,
            step=self.step.data or None,
        )

    def back(self, year: int) -> str:
        """Where the officer came from: the innovation, or the list of the year."""
        if self.back_to.data == "idea" and self.idea.data:
            return url_for("ideas.show", number=self.idea.data) + "#steps"
        return url_for("reports.files", year=year)
