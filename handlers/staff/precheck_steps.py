"""Whose turn a case is: taken, put back, handed over, sent to another agency, opened again."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from handlers.staff import needs
from handlers.staff.furniture import section_name, sections
from handlers.staff.precheck_acts import act, written
from handlers.staff.precheck_case import case
from handlers.staff.visit import session
from models import prechecks
from models.officers import Officer

LONGEST_AGENCY, LONGEST_WHY, LONGEST_RESULT, LONGEST_NOTE = 200, 1000, 2000, 2000  # characters


@needs("prechecks.check")
def take(number: int) -> Any:
    """Lay it on one's own desk."""
    return act(number, "taken", prechecks.take)


@needs("prechecks.check")
def put_back(number: int) -> Any:
    """Let it wait for anybody again."""
    return act(number, "put_back", prechecks.put_back, then=_to_the_heap(_("คืนเข้ากองแล้วค่ะ")))


@needs("prechecks.check")
def hand_over(number: int) -> Any:
    """Let it wait for a colleague, or for another section."""
    why = written("why", LONGEST_WHY)
    kind, _colon, whom = request.form.get("to", "").partition(":")
    to: Officer | str
    if kind == "officer" and whom.isdecimal():
        to = session().get(Officer, int(whom)) or abort(400)
        name = to.name
    elif kind == "section" and whom in {section.code for section in sections()}:
        to, name = whom, section_name(whom)
    else:
        abort(400)
    then = _to_the_heap(_("ส่งต่อให้ %(name)s แล้วค่ะ", name=name))
    about = {"to": name}  # why stays with the case, and goes when its citizen is forgotten
    return act(number, "handed_over", prechecks.hand_over, about=about, then=then, to=to, why=why)


@needs("prechecks.check")
def refer(number: int) -> Any:
    """Send it to another agency."""
    agency, why = written("agency", LONGEST_AGENCY), written("why", LONGEST_WHY)
    about = {"agency": agency}
    return act(number, "referred", prechecks.refer, about=about, agency=agency, why=why)


@needs("prechecks.check")
def referral_back(number: int) -> Any:
    """Write down what that agency found."""
    wanted = request.form.get("referral", type=int)
    one = case(number)
    referral = next((sent for sent in one.referrals if sent.id == wanted), None) or abort(404)
    result, about = written("result", LONGEST_RESULT), {"agency": referral.agency}
    deed = prechecks.referral_back
    return act(number, "referral_back", deed, about=about, referral=referral, result=result)


@needs("prechecks.check")
def add_note(number: int) -> Any:
    """Leave words for colleagues; they stand in the case, not in the audit log."""
    return act(number, "noted", prechecks.add_note, text=written("note", LONGEST_NOTE))


@needs("prechecks.check")
def reopen(number: int) -> Any:
    """Look once more at what had passed."""
    why = written("why", LONGEST_WHY)
    return act(number, "reopened", prechecks.reopen, about={}, why=why)


@needs("prechecks.check")
def close(number: int) -> Any:
    """The visit is done."""
    return act(number, "closed", prechecks.close, then=_to_the_heap(_("ปิดเรื่องแล้วค่ะ")))


def _to_the_heap(said: str) -> Callable[[], Any]:
    def then() -> Any:
        flash(said, "success")
        return redirect(url_for("prechecks.index"))

    return then
