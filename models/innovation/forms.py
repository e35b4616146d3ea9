"""The five forms of the innovation process, field by field, in the order they are printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["line", "long", "day", "count", "points"]
MOST_POINTS = 5  # of one criterion


@dataclass(frozen=True)
class FormField:
    """One field. What is `needed` must be filled in before the step of its form is done."""

    name: str
    label: str
    kind: Kind = "long"
    needed: bool = False


@dataclass(frozen=True)
class FormSheet:
    """One form: its number, the title it is printed under, a short name, and its fields."""

    number: int
    title: str
    short: str
    fields: tuple[FormField, ...]


# By what makes an innovation, as the indicator defines it.
CRITERIA = (
    FormField("new", "เป็นแนวคิด วิธี หรือรูปแบบใหม่", "points", needed=True),
    FormField("efficient", "เพิ่มประสิทธิภาพของงาน", "points", needed=True),
    FormField("effective", "เพิ่มประสิทธิผลของงาน", "points", needed=True),
    FormField("quality", "เพิ่มคุณภาพการให้บริการ", "points", needed=True),
    FormField("pleasing", "ผู้ปฏิบัติงานและผู้รับบริการพึงพอใจ", "points", needed=True),
)

FORM_1 = FormSheet(
    1,
    "แบบฟอร์มการมีส่วนร่วมแสดงความคิดเห็นในการพัฒนา/ปรับปรุงการปฏิบัติงานเพื่อเพิ่มประสิทธิภาพการปฏิบัติงานของหน่วยงาน",
    "ความคิดเห็น",
    (
        FormField("title", "ชื่อแนวคิด", "line", needed=True),
        FormField("problem", "สภาพปัญหา หรือความต้องการที่จะพัฒนางาน", needed=True),
        FormField("idea", "แนวคิดที่เสนอ", needed=True),
        FormField("results", "ผลที่คาดว่าจะได้รับ"),
        FormField("proposer", "ผู้เสนอความคิดเห็น", "line"),
        FormField("position", "ตำแหน่ง", "line"),
    ),
)
FORM_2 = FormSheet(
    2,
    "แบบสรุปผลการคัดเลือกความคิดเห็นในการเสนอนวัตกรรมเพื่อเพิ่มประสิทธิภาพการปฏิบัติงานของหน่วยงาน",
    "การคัดเลือก",
    (
        FormField("day", "วันที่คัดเลือก", "day", needed=True),
        FormField("judges", "คณะผู้บริหาร/คณะทำงานผู้คัดเลือก", needed=True),
        *CRITERIA,
        FormField("why", "เหตุผลที่คัดเลือก"),
        FormField("details", "รายละเอียดของแนวคิดที่ได้รับการคัดเลือก", needed=True),
    ),
)
FORM_3 = FormSheet(
    3,
    "โครงการนวัตกรรมเพื่อเพิ่มประสิทธิภาพการปฏิบัติงานของหน่วยงาน",
    "โครงการ",
    (
        FormField("project", "ชื่อโครงการ", "line", needed=True),
        FormField("reasons", "หลักการและเหตุผล", needed=True),
        FormField("objectives", "วัตถุประสงค์ของโครงการ", needed=True),
        FormField("goals", "เป้าหมายโครงการแต่ละปีงบประมาณ", needed=True),
        FormField("activities", "ขั้นตอนการดำเนินงาน", needed=True),
        FormField("begins", "วันเริ่มต้นโครงการ", "day", needed=True),
        FormField("ends", "วันสิ้นสุดโครงการ", "day", needed=True),
        FormField("budget", "งบประมาณ", "line"),
        FormField("indicators", "ตัวชี้วัดของโครงการ", needed=True),
        FormField("benefits", "ประโยชน์ที่คาดว่าจะได้รับ"),
        FormField("responsible", "ผู้รับผิดชอบโครงการ", "line", needed=True),
        FormField("position", "ตำแหน่ง", "line"),
    ),
)
FORM_4 = FormSheet(
    4,
    "แบบฟอร์มนำเสนอโครงการพัฒนานวัตกรรมเพื่อเพิ่มประสิทธิภาพการปฏิบัติงานของหน่วยงาน",
    "การนำเสนอ",
    (
        FormField("summary", "สาระสำคัญของโครงการ", needed=True),
        FormField("newness", "ความใหม่ หรือองค์ความรู้ที่นำมาต่อยอดหรือประยุกต์ใช้", needed=True),
        FormField("effects", "ผลต่อประสิทธิภาพ ประสิทธิผล หรือคุณภาพของงาน", needed=True),
        FormField("reach", "ฝ่ายและงานบริการที่ครอบคลุม"),
        FormField("sent_on", "วันที่เสนอสำนักงาน ก.ก.", "day", needed=True),
        FormField("considered_on", "วันที่คณะกรรมการนวัตกรรมกรุงเทพมหานครพิจารณา", "day"),
        FormField("verdict", "ผลการพิจารณาและข้อเสนอแนะ"),
    ),
)
FORM_5 = FormSheet(
    5,
    "แบบสำรวจผลการนำนวัตกรรมไปใช้ประโยชน์",
    "ผลการใช้ประโยชน์",
    (
        FormField("used_since", "วันที่เริ่มนำไปใช้", "day", needed=True),
        FormField("used_by", "ฝ่ายหรือหน่วยงานที่นำไปใช้", needed=True),
        FormField("users", "จำนวนผู้ใช้ประโยชน์ (ราย)", "count"),
        FormField("for_officers", "ประโยชน์ต่อผู้ปฏิบัติงาน"),
        FormField("for_citizens", "ประโยชน์ต่อผู้รับบริการ", needed=True),
        FormField("satisfaction", "ผลความพึงพอใจ"),
        FormField("obstacles", "ปัญหา อุปสรรค และข้อเสนอแนะ"),
        FormField("onward", "แนวทางการใช้ต่อหรือขยายผล"),
        FormField("approved_on", "วันที่ผู้บริหารหน่วยงานให้ความเห็นชอบ", "day", needed=True),
        FormField("approver", "ผู้ให้ความเห็นชอบ", "line", needed=True),
    ),
)
FORMS = {sheet.number: sheet for sheet in (FORM_1, FORM_2, FORM_3, FORM_4, FORM_5)}


def lacking(number: int, words: Mapping[str, Any]) -> list[str]:
    """The labels of what form `number` still needs."""
    empty = (None, "")
    return [
        one.label for one in FORMS[number].fields if one.needed and words.get(one.name) in empty
    ]
