"""What the desk of questions calls things: where one stands, and how long is left to answer it."""

from collections.abc import Mapping

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from handlers.staff.precheck_words import due
from handlers.staff.procedure_case import whole
from handlers.staff.visit import now, session
from handlers.staff.words import language
from models.calendar import Calendar, read
from models.moves import By
from models.outbox import Letter
from models.outbox import State as Sent
from models.questions import Question, QuestionStep, State, Words
from models.questions.promises import WARN_BEFORE, services

HOUR = 60  # minutes

# The heaps of the desk, in the order of its tabs.
HEAP_NAMES = {
    "mine": _later("ของฉัน"),
    "nobodys": _later("ยังไม่มีเจ้าของ"),
    "all": _later("ทั้งหมด"),
}
# What one may ask for by state; the first is what an officer sees without asking.
STANDING: Mapping[str, tuple[State, ...]] = {
    "open": (State.WAITING, State.OWNED),
    "waiting": (State.WAITING,),
    "owned": (State.OWNED,),
    "answered": (State.ANSWERED,),
    "over": (State.DONE, State.DEFLECTED, State.WITHDRAWN),
}
STANDING_NAMES = {
    "open": _later("ยังต้องตอบ"),
    "waiting": _later("รอเจ้าหน้าที่"),
    "owned": _later("มีคนดูแลอยู่"),
    "answered": _later("ตอบแล้ว รอประชาชน"),
    "over": _later("จบแล้ว"),
}
STATES = {
    State.WAITING: _later("รอเจ้าหน้าที่"),
    State.OWNED: _later("มีคนดูแลอยู่"),
    State.ANSWERED: _later("ตอบแล้ว รอประชาชน"),
    State.DONE: _later("เรียบร้อย"),
    State.DEFLECTED: _later("คำตอบที่เตรียมไว้ตรงแล้ว"),
    State.WITHDRAWN: _later("ประชาชนยกเลิก"),
    State.FORGOTTEN: _later("ลบข้อความแล้ว"),
}
# How far an officer's words have come.
SENT = {
    Sent.WAITING: _later("กำลังส่ง"),
    Sent.SENDING: _later("กำลังส่ง"),
    Sent.SENT: _later("ถึงแล้ว"),
    Sent.PARKED: _later("รออยู่ในเมนูของประชาชน ส่งเมื่อเปิดแชตครั้งต่อไป"),
    Sent.UNCERTAIN: _later("อาจถึงแล้ว LINE ไม่ยืนยัน"),
    Sent.REFUSED: _later("LINE ไม่รับข้อความนี้ กรุณาติดต่อทางอื่น"),
    Sent.BLOCKED: _later("ประชาชนบล็อกบัญชีอยู่ จะส่งเมื่อกลับมา"),
}
# The four lines a citizen confirmed.
LINES = {
    "subject": _later("เรื่อง"),
    "case": _later("ของใคร กรณีใด"),
    "trouble": _later("ติดตรงไหน"),
    "wish": _later("อยากได้อะไร"),
}


def calendar() -> Calendar:
    """The office calendar as it is in this request."""
    if "calendar" not in g:
        g.calendar = read(session())
    return g.calendar  # type: ignore[no-any-return]


def minutes_left(one: Question) -> int | None:
    """Minutes of office hours until the promise; negative once broken, None when none is owed."""
    if not one.state.open or one.promised_at is None:
        return None
    left = calendar().minutes_between(now(), one.promised_at, services(one.section))
    return left if one.promised_at > now() else min(left, -1)


def lateness(one: Question) -> str:
    """ "late" when the promise is broken, "soon" when it nearly is, else nothing."""
    left = minutes_left(one)
    if left is None or left > WARN_BEFORE:
        return ""
    return "late" if left < 0 else "soon"


def left(one: Question) -> str:
    """How long is left, as one says it: "เหลือ 12 นาทีทำการ"; nothing when none is owed."""
    minutes = minutes_left(one)
    if minutes is None or one.promised_at is None:
        return ""
    if minutes < 0:
        return str(_("เลยเวลาที่สัญญา %(when)s", when=due(one.promised_at, now())))
    return str(_("เหลือ %(span)s", span=span(minutes)))


def span(minutes: int) -> str:
    """So many minutes of office hours: "12 นาทีทำการ", "2 ชม. 5 นาทีทำการ"."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return str(_("%(minutes)s นาทีทำการ", minutes=rest))
    if not rest:
        return str(_("%(hours)s ชม.ทำการ", hours=hours))
    return str(_("%(hours)s ชม. %(minutes)s นาทีทำการ", hours=hours, minutes=rest))


def procedure_name(slug: str | None) -> str:
    """The name of a procedure or a short answer; nothing for one nobody tells any more."""
    told = whole()
    page = told.catalogue.procedures.get(slug or "") or told.short_answers.get(slug or "")
    return page.name(language()) if page else ""


def delivered(said: Words) -> str:
    """How far an officer's words have come; nothing for those that are no letter."""
    letter = session().get(Letter, said.letter_id) if said.letter_id else None
    return str(SENT[Sent(letter.state)]) if letter else ""


def by_whom(step: QuestionStep) -> str:
    """Who made a step."""
    if step.officer:
        return step.officer.name
    return str(_("ประชาชน") if step.by is By.CITIZEN else _("ระบบ"))
