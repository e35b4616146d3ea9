"""Words another officer decided about first: said kindly, and nothing of theirs is overwritten."""

from flask import abort, flash
from flask_babel import gettext as _

from handlers.staff.targets import targets
from handlers.staff.visit import session
from models import lessons, unanswered
from models.dates import thai_moment
from models.lessons import Settled
from models.unanswered import Decision, Group, State


def group_of(leader: int, last: int | None, *, hold: bool = False) -> Group | None:
    """The group led by this message; `hold` keeps it for this officer until the request ends.

    None when another officer decided about it first, which is said; 404 when nobody knows it.
    """
    group = unanswered.group(session(), leader, last)
    try:
        if group and hold:
            lessons.hold(session(), group)
    except Settled as first:
        flash(_said(first.decision), "warning")
        return None
    if group is None:
        flash(_said(lessons.settled(session(), leader) or abort(404)), "warning")
    return group


def _said(decision: Decision) -> str:
    who, at = decision.officer.name, thai_moment(decision.decided_at)
    if decision.state == State.TAUGHT:
        target = targets().get(decision.slug or "")
        name = target.name if target else decision.slug
        words = _("%(who)s สอนถ้อยคำนี้ให้ “%(name)s” ไปก่อนแล้วเมื่อ %(at)s ค่ะ", who=who, name=name, at=at)
    else:
        why = decision.reason
        words = _("%(who)s เลือกไม่ใช้ถ้อยคำนี้ไปก่อนแล้วเมื่อ %(at)s ค่ะ: %(why)s", who=who, at=at, why=why)
    nothing = _("ระบบจึงไม่ได้เปลี่ยนอะไรเพิ่ม")
    return f"{words} {nothing}"
