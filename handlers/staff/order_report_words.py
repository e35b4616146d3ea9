"""What an agency's desk calls things: the three answers, what each wants, and what is lacking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from handlers.staff.order_words import MARKS, REMARKS, late, order_name, who_said
from handlers.staff.procedure_case import today
from models.office_files import ACCEPT
from models.orders import Lacks, OrderRemark, Review, Status
from models.orders.reporting import FILES_MOST, WORDS_MOST


@dataclass(frozen=True)
class Choice:
    """One of the three answers: a sign beside it, and what its words are to say."""

    icon: str
    label: Any
    example: Any


CHOICES: Mapping[Status, Choice] = {
    Status.DONE: Choice(
        "check-circle",
        _later("ทำอะไรไปแล้ว ได้ผลอย่างไร"),
        _later("เช่น ทำอะไร ที่ไหน เมื่อใด และเกิดผลอย่างไร"),
    ),
    Status.UNDERWAY: Choice(
        "hourglass-split",
        _later("ทำถึงไหนแล้ว และมีแผนทำอะไรต่อ"),
        _later("เช่น ทำแล้วกี่ส่วน เหลืออะไร ใครรับผิดชอบ"),
    ),
    Status.UNABLE: Choice(
        "x-circle",
        _later("เหตุที่ดำเนินการไม่ได้"),
        _later("เช่น ติดระเบียบข้อใด ขาดงบประมาณหรือคน และขอให้ช่วยอย่างไร"),
    ),
}


def fault_of(lacks: Lacks, status: str) -> str:
    """What to say when something is lacking."""
    words = {
        "status": _("กรุณาเลือกผลการดำเนินการหนึ่งข้อค่ะ"),
        "planned_for": _("กรุณาใส่วันที่คาดว่าจะเสร็จ ตั้งแต่วันนี้เป็นต้นไปค่ะ"),
        "files": _("แนบได้ครั้งละไม่เกิน %(most)s ไฟล์ค่ะ", most=FILES_MOST),
    }
    if lacks.field in words:
        return str(words[lacks.field])
    asked = CHOICES[Status(status)].label
    return str(_("กรุณาเขียน “%(asked)s” ไม่เกิน %(most)s ตัวอักษรค่ะ", asked=asked, most=WORDS_MOST))


def words() -> dict[str, Any]:
    """What the desk's templates call things."""
    return {
        "choices": CHOICES,
        "marks": MARKS,
        "remarks": REMARKS,
        "reviews": Review,
        "statuses": Status,
        "order_name": order_name,
        "late": late,
        "who_said": who_said,
        "is_remark": lambda one: isinstance(one, OrderRemark),
        "accept": ACCEPT,
        "files_most": FILES_MOST,
        "words_most": WORDS_MOST,
        "today": today(),
    }
