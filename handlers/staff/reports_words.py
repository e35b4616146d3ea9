"""The words of an indicator's form as officers write them, field by field."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _later
from wtforms import BooleanField, DecimalField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from handlers.staff.forms import Form

LONG = [Length(max=8000)]
SHORT = [Length(max=500)]
PERCENT = [Optional(), NumberRange(0, 100)]
PLAN = ("issue", "sub_issue", "goal", "indicator")
SAME = ("name", "code", "output", "outcome", "definition", "calculation", "unit", "result_unit",
        "summary", "supports", "obstacles", "responsible", "position")  # fmt: skip


def _big(label: Any, rows: int = 4, hint: Any = "") -> TextAreaField:
    return TextAreaField(label, LONG, render_kw={"rows": rows}, description=hint)


class KpiWords(Form):
    """The nine sections; the lines of figures are filled in by the ledger, not here."""

    seen = HiddenField()
    name = _big(_later("1. ชื่อตัวชี้วัด"), 2)
    code = StringField(_later("รหัสตัวชี้วัด"), SHORT)
    output = BooleanField(_later("ผลผลิต (Output)"))
    outcome = BooleanField(_later("ผลลัพธ์ (Outcome)"))
    issue = StringField(
        _later("ประเด็นยุทธศาสตร์"), SHORT, description=_later("เว้นว่างทั้งหมดหากเป็นงานประจำของหน่วยงาน")
    )
    sub_issue = StringField(_later("ประเด็นยุทธศาสตร์ย่อย"), SHORT)
    goal = StringField(_later("เป้าประสงค์ที่"), SHORT)
    indicator = StringField(_later("ตัวชี้วัดของแผน"), SHORT)
    definition = _big(_later("3. คำนิยาม"))
    calculation = _big(_later("4. วิธีการคำนวณ"))
    target = DecimalField(_later("5. เป้าหมาย"), [InputRequired(_later("กรุณาใส่เป้าหมายเป็นตัวเลขค่ะ"))])
    unit = StringField(_later("หน่วยของเป้าหมาย"), SHORT)
    result = DecimalField(_later("ผลงานที่ทำได้"), [Optional()])
    result_unit = StringField(
        _later("หน่วยของผลงาน"), SHORT, description=_later("เว้นว่างหากเป็นหน่วยเดียวกับเป้าหมาย")
    )
    words_1 = _big(_later("6.1 ไตรมาสที่ 1"))
    percent_1 = DecimalField(_later("6.1 ความก้าวหน้าสะสม (ร้อยละ)"), PERCENT)
    words_2 = _big(_later("6.2 ไตรมาสที่ 2"))
    percent_2 = DecimalField(_later("6.2 ความก้าวหน้าสะสม (ร้อยละ)"), PERCENT)
    words_3 = _big(_later("6.3 ไตรมาสที่ 3"))
    percent_3 = DecimalField(_later("6.3 ความก้าวหน้าสะสม (ร้อยละ)"), PERCENT)
    words_4 = _big(_later("6.4 ไตรมาสที่ 4"))
    percent_4 = DecimalField(_later("6.4 ความก้าวหน้าสะสม (ร้อยละ)"), PERCENT)
    summary = _big(
        _later("6.5 สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)"), 5,
        _later("เว้นว่างไว้ ระบบจะเติมตัวเลขทั้งปีให้"),
    )  # fmt: skip
    supports = _big(_later("7. ปัจจัยสนับสนุนการดำเนินงาน"))
    obstacles = _big(_later("8. อุปสรรคต่อการดำเนินงาน"))
    evidence = _big(_later("9. หลักฐานอ้างอิง"), 4, _later("บรรทัดละหนึ่งรายการ ระบบใส่เลขลำดับให้"))
    responsible = StringField(_later("ผู้รับผิดชอบโครงการ"), SHORT)
    position = StringField(_later("ตำแหน่ง"), SHORT)

    @classmethod
    def filled(cls, words: Mapping[str, Any]) -> dict[str, Any]:
        """What stands in the fields, from the words kept."""
        found = {name: words.get(name) for name in SAME}
        found |= {name: _decimal(words.get(name)) for name in ("target", "result")}
        found |= words.get("plan") or {}
        found["evidence"] = "\n".join(words.get("evidence", ()))
        for number, quarter in enumerate(words.get("quarters", ()), start=1):
            found[f"words_{number}"] = quarter.get("words", "")
            found[f"percent_{number}"] = _decimal(quarter.get("percent"))
        return found

    def words(self) -> dict[str, Any]:
        """The words to keep, from what stands in the fields."""
        said = self.data
        kept = {name: _clean(said[name]) for name in SAME}
        plan = {name: _clean(said[name]) for name in PLAN}
        quarters = [
            {"words": _clean(said[f"words_{n}"]), "percent": _number(said[f"percent_{n}"])}
            for n in (1, 2, 3, 4)
        ]
        lines = [line.strip() for line in _clean(said["evidence"]).split("\n")]
        return {
            **kept,
            "plan": plan if any(plan.values()) else None,
            "target": str(said["target"]),
            "result": _number(said["result"]),
            "quarters": quarters,
            "evidence": [line for line in lines if line],
        }


def _decimal(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)


def _clean(value: Any) -> Any:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value or ""


def _number(value: Any) -> str | None:
    return None if value is None else str(value)
