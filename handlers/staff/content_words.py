"""What officers read about versions of pages: where they stand, and why a change was not made."""

from flask_babel import gettext as _

from handlers.staff.fault_words import said
from models import content
from models.content import State


def state_name(state: State) -> str:
    """Where a version stands."""
    names: dict[State, str] = {
        State.DRAFT: _("ร่าง"),
        State.CHECKING: _("รอหัวหน้าตรวจ"),
        State.REJECTED: _("ส่งกลับให้แก้"),
        State.PUBLISHED: _("เผยแพร่อยู่"),
        State.RETIRED: _("เลิกใช้แล้ว"),
        State.REPLACED: _("เคยเผยแพร่"),
        State.DISCARDED: _("ทิ้งร่างแล้ว"),
    }
    return names[State(state)]


def told(refused: content.Refused) -> list[str]:
    """Why nothing was changed, in sentences."""
    match refused:
        case content.PageFaults():
            return [_("มีสิ่งที่ต้องแก้ก่อนค่ะ"), *map(said, refused.faults)]
        case content.Changed():
            return [_("มีผู้บันทึกร่างนี้ก่อนคุณ กรุณาเปิดร่างล่าสุดแล้วแก้อีกครั้งค่ะ")]
        case content.AlreadyOpen():
            return [_("มีร่างของเรื่องนี้เปิดอยู่แล้ว กรุณาแก้ในร่างเดิมค่ะ")]
        case content.OwnWork():
            return [_("ผู้เขียนเผยแพร่งานของตนเองไม่ได้ กรุณาให้หัวหน้าอีกท่านหรือผู้ดูแลระบบตรวจค่ะ")]
        case content.WrongState():
            where = state_name(refused.state)
            return [_("ทำไม่ได้แล้วค่ะ ตอนนี้รายการนี้อยู่ในสถานะ “%(state)s”", state=where)]
        case _:
            return [_("รายการนี้เป็นของฝ่ายอื่นค่ะ")]
