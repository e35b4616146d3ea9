"""What the desk of checked papers calls things: where a case stands, what a machine saw."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from handlers.citizens.precheck_words import REASONS
from handlers.citizens.words import Words
from handlers.staff.procedure_case import whole
from handlers.staff.words import language
from models.catalogue import Condition
from models.dates import BANGKOK, thai_moment
from models.photos import Finding
from models.prechecks import By, PaperState, Precheck, Reason, State, Step

SOON = timedelta(hours=1)

# Each reason with the physical key that gives it, and what stands on that key.
REASON_KEYS = tuple(
    (reason, "KeyO" if reason is Reason.OTHER else f"Digit{number % 10}",
     "O" if reason is Reason.OTHER else str(number % 10))
    for number, reason in enumerate(Reason, start=1)
)  # fmt: skip

# The heaps of the desk, in the order of its tabs.
HEAPS: dict[str, tuple[State, ...]] = {
    "waiting": (State.WAITING,),
    "checking": (State.CHECKING, State.REFERRED),
    "citizen": (State.RETURNED,),
    "passed": (State.PASSED,),
    "over": (State.CLOSED, State.WITHDRAWN, State.LAPSED),
}
HEAP_NAMES = {
    "waiting": _later("รอตรวจ"),
    "checking": _later("กำลังตรวจ"),
    "citizen": _later("รอประชาชนถ่ายใหม่"),
    "passed": _later("ผ่านแล้ว"),
    "over": _later("จบแล้ว"),
}
STATES = {
    State.COLLECTING: _later("ประชาชนกำลังส่งเอกสาร"),
    State.WAITING: _later("รอตรวจ"),
    State.CHECKING: _later("กำลังตรวจ"),
    State.REFERRED: _later("รอหน่วยงานอื่น"),
    State.RETURNED: _later("รอประชาชนถ่ายใหม่"),
    State.PASSED: _later("ผ่านแล้ว"),
    State.WITHDRAWN: _later("ประชาชนยกเลิก"),
    State.LAPSED: _later("ปิดเพราะไม่มีความเคลื่อนไหว"),
    State.CLOSED: _later("เสร็จสิ้น"),
}
VERDICTS = {
    PaperState.ASKED: _later("ยังไม่มีรูป"),
    PaperState.GIVEN: _later("ยังไม่ได้ตรวจ"),
    PaperState.BRINGING: _later("นำมาวันนัด"),
    PaperState.PASSED: _later("ผ่าน"),
    PaperState.REFUSED: _later("ไม่ผ่าน"),
    PaperState.WAIVED: _later("ไม่ต้องใช้"),
}
FINDINGS = {
    Finding.SMALL: _later("รูปเล็กมาก"),
    Finding.BLURRED: _later("อาจเบลอ"),
    Finding.DARK: _later("อาจมืดไป"),
    Finding.GLARE: _later("อาจมีแสงสะท้อน"),
    Finding.CROPPED: _later("อาจถ่ายไม่ครบทั้งใบ"),
    Finding.SAME: _later("ซ้ำกับรูปที่ส่งแล้ว"),
    Finding.UNREADABLE: _later("เปิดไฟล์ไม่ได้"),
    Finding.PDF_LOCKED: _later("PDF ติดรหัสผ่าน"),
}


def reason_name(reason: str | None) -> str:
    """A reason in the very words the citizen reads."""
    return Words(language())(REASONS[Reason(reason)]) if reason else ""


def conditions() -> Mapping[str, Condition]:
    """Every circumstance that is told now, by its id."""
    return whole().catalogue.conditions


def answered(precheck: Precheck) -> list[tuple[str, bool]]:
    """What the citizen answered, as (circumstance, yes or no), in asking order."""
    known = conditions()
    return [
        (known[name].th if name in known else name, yes) for name, yes in precheck.answers.items()
    ]


def lateness(precheck: Precheck, now: datetime) -> str:
    """ "late" when the promise is broken, "soon" when it nearly is, else nothing."""
    if precheck.promised_at is None or precheck.state not in (State.WAITING, State.CHECKING):
        return ""
    if precheck.promised_at < now:
        return "late"
    return "soon" if precheck.promised_at - now < SOON else ""


def due(moment: datetime, now: datetime) -> str:
    """A promised moment in the words one says it with: "วันนี้ 16.15 น."."""
    day, local = now.astimezone(BANGKOK).date(), moment.astimezone(BANGKOK)
    if local.date() == day:
        return str(_("วันนี้ %(at)s น.", at=f"{local:%H.%M}"))
    if local.date() == day + timedelta(days=1):
        return str(_("พรุ่งนี้ %(at)s น.", at=f"{local:%H.%M}"))
    return thai_moment(moment)


def by_whom(step: Step) -> str:
    """Who made a step."""
    if step.officer:
        return step.officer.name
    return str(_("ประชาชน") if step.by is By.CITIZEN else _("ระบบ"))
