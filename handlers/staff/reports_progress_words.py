"""The words of a project and of its monthly reports as officers write them, field by field."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import DecimalField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from handlers.staff.days import DayField
from handlers.staff.forms import Form

LONG = [Length(max=8000)]
SHORT = [Length(max=500)]
MOST_BAHT = Decimal(10) ** 12
MONEY = [InputRequired(_later("กรุณาใส่จำนวนเงิน ไม่มีให้ใส่ 0 ค่ะ")), NumberRange(0, MOST_BAHT)]
PLAN = ("issue", "sub_issue", "goal", "indicator")
ABOUT = ("project", "code", "section", "responsible", "coordinator", "reasons", "objectives",
         "goals")  # fmt: skip
DAY = [InputRequired(_later("กรุณาใส่วันที่ค่ะ"))]
MOST_REPORTS = 99
PLAN_STATUS = ("เป็นไปตามแผน", "เร็วกว่าแผน", "ช้ากว่าแผน")
TARGET_STATUS = ("เป็นไปตามเป้าหมาย", "สูงกว่าเป้าหมาย", "ต่ำกว่าเป้าหมาย")


def _big(label: Any, rows: int = 4) -> TextAreaField:
    return TextAreaField(label, LONG, render_kw={"rows": rows})


class ProjectWords(Form):
    """What the form says about the project: 1.1 to 1.6."""

    seen = HiddenField()
    project = TextAreaField(
        _later("ชื่อโครงการ/กิจกรรม"), [DataRequired(_later("กรุณาใส่ชื่อโครงการค่ะ")), *SHORT],
        render_kw={"rows": 3},
    )  # fmt: skip
    code = StringField(_later("รหัสโครงการ"), SHORT, description=_later("เช่น 50990000-0001"))
    begins = DayField(_later("เริ่มต้นโครงการ"), DAY)
    ends = DayField(_later("สิ้นสุดโครงการ"), DAY)
    budget = DecimalField(_later("งบประมาณที่ได้รับ (บาท)"), MONEY)
    spent = DecimalField(_later("งบประมาณที่ใช้ไป (บาท)"), MONEY)
    section = StringField(_later("ฝ่ายที่รับผิดชอบ"), SHORT)
    responsible = StringField(_later("ชื่อผู้รับผิดชอบ"), SHORT)
    coordinator = StringField(_later("ผู้ประสานงาน สยป."), SHORT)
    reasons = _big(_later("1.3 หลักการและเหตุผล"), 6)
    objectives = _big(_later("1.4 วัตถุประสงค์ของโครงการ"))
    goals = _big(_later("1.5 เป้าหมายของโครงการ"))
    issue = StringField(
        _later("ประเด็นยุทธศาสตร์"), SHORT, description=_later("เว้นว่างทั้งหมดหากเป็นงานประจำของหน่วยงาน")
    )
    sub_issue = StringField(_later("ประเด็นยุทธศาสตร์ย่อย"), SHORT)
    goal = StringField(_later("เป้าประสงค์ที่"), SHORT)
    indicator = StringField(_later("ตัวชี้วัดของแผน"), SHORT)

    def validate_ends(self, field: DayField) -> None:
        """A project does not end before it begins."""
        if field.data and self.begins.data and field.data < self.begins.data:
            raise ValidationError(_("วันสิ้นสุดต้องไม่ก่อนวันเริ่มต้นค่ะ"))

    @classmethod
    def filled(cls, words: Mapping[str, Any]) -> dict[str, Any]:
        """What stands in the fields, from the words kept."""
        found = {name: words.get(name, "") for name in ABOUT}
        found |= {name: Decimal(words.get(name) or 0) for name in ("budget", "spent")}
        found |= {name: date.fromisoformat(words[name]) for name in ("begins", "ends")}
        return found | (words.get("plan") or {})

    def words(self) -> dict[str, Any]:
        """The words to keep, from what stands in the fields."""
        said = self.data
        plan = {name: clean(said[name]) for name in PLAN}
        return {
            **{name: clean(said[name]) for name in ABOUT},
            **{name: str(said[name]) for name in ("begins", "ends")},
            **{name: f"{said[name]:f}" for name in ("budget", "spent")},
            "plan": plan if any(plan.values()) else None,
        }


class ReportWords(Form):
    """One numbered report of a project."""

    seen = HiddenField()
    number = IntegerField(
        _later("รายงานครั้งที่"),
        [InputRequired(_later("กรุณาใส่ครั้งที่ค่ะ")), NumberRange(1, MOST_REPORTS)],
    )
    day = DayField(_later("วันที่รายงาน"), DAY)
    text = TextAreaField(
        _later("ผลการดำเนินงาน"),
        [DataRequired(_later("กรุณาเขียนผลการดำเนินงานค่ะ")), *LONG],
        render_kw={"rows": 8},
        description=_later("เขียนเป็นข้อ ๆ บรรทัดละข้อ เช่น 1. ประชุมคณะทำงาน"),
    )
    percent = DecimalField(
        _later("ความก้าวหน้าสะสม (ร้อยละ)"),
        [InputRequired(_later("กรุณาใส่ความก้าวหน้าค่ะ")), NumberRange(0, 100)],
    )
    spent = DecimalField(_later("งบประมาณที่เบิกใช้ครั้งนี้ (บาท)"), MONEY)
    plan_status = StringField(
        _later("เทียบกับแผน"), SHORT, default=PLAN_STATUS[0], render_kw={"list": "plan-words"}
    )
    target_status = StringField(
        _later("เทียบกับเป้าหมาย"), SHORT, default=TARGET_STATUS[0], render_kw={"list": "target-words"}
    )

    @classmethod
    def filled(cls, words: Mapping[str, Any]) -> dict[str, Any]:
        """What stands in the fields, from the report kept."""
        numbers = {name: Decimal(words.get(name) or 0) for name in ("percent", "spent")}
        return {**words, "day": date.fromisoformat(words["day"]), **numbers}

    def words(self) -> dict[str, Any]:
        """The report to keep, from what stands in the fields."""
        said = self.data
        plain = ("text", "plan_status", "target_status")
        return {
            "number": said["number"],
            "day": str(said["day"]),
            **{name: f"{said[name]:f}" for name in ("percent", "spent")},
            **{name: clean(said[name]) for name in plain},
        }


def clean(value: str | None) -> str:
    """Words as they are kept: one kind of line break, nothing around them."""
    return (value or "").replace("\r\n", "\n").strip()
