"""An officer's word on each paper, and the end of the look that tells the citizen once."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from handlers.staff import needs
from handlers.staff.precheck_acts import Deed, act
from handlers.staff.precheck_case import case, mine, next_after, page, paper_of, undecided, words
from handlers.staff.precheck_telling import rehearse
from models import prechecks
from models.prechecks import Paper, Reason, Refused

LETTER = "letter"
BENCH = "bench"  # where the page opens: at the paper, not above it
LONGEST_WORDS = 300  # characters beside a reason


@needs("prechecks.check")
def pass_paper(number: int) -> Any:
    """This paper is good."""
    return _decide(number, "passed", prechecks.pass_paper)


@needs("prechecks.check")
def waive(number: int) -> Any:
    """This paper is not needed."""
    return _decide(number, "waived", prechecks.waive_paper)


@needs("prechecks.check")
def refuse(number: int) -> Any:
    """This paper must be photographed again, for one reason of the list."""
    one = case(number)
    if request.form.get("reason") not in set(Reason):
        abort(400)
    reason = Reason(request.form["reason"])
    told = request.form.get("words", "").strip()[:LONGEST_WORDS]
    if reason is Reason.OTHER and not told:
        fault = _("เหตุผลนี้ต้องเขียนบอกประชาชนด้วยว่าให้แก้อะไรค่ะ")
        return page(one, request.form, str(fault)), 422
    return _decide(number, "refused", prechecks.refuse_paper, reason=reason, words=told)


@needs("prechecks.check")
def undecide(number: int) -> Any:
    """Take the word back."""
    paper = _paper(number)
    about, then = {"paper": paper.name_th}, _back_to(paper)
    return act(number, "undecided", prechecks.undecide, about=about, then=then, paper=paper)


@needs("prechecks.check")
def move_photo(number: int) -> Any:
    """A photograph shows another paper than the citizen thought."""
    one = case(number)
    wanted = request.form.get("photo", type=int)
    photo = next((photo for photo in one.photos if photo.id == wanted), None) or abort(404)
    paper = paper_of(one, request.form.get("to", type=int))
    more = {"photo": photo, "paper": paper}
    about = {"paper": paper.name_th, "photo": photo.attachment_id}
    then = _back_to(paper)
    return act(number, "sorted", prechecks.move_photo, about=about, then=then, **more)


@needs("prechecks.check")
def finish(number: int) -> Any:
    """The last look: every verdict, and the very letter the citizen will read."""
    one = case(number)
    if not mine(one):
        return redirect(url_for("prechecks.show", number=number))
    if left := undecided(one):
        flash(_("ยังเหลืออีก %(count)s รายการที่ยังไม่ได้บอกผลค่ะ", count=len(left)), "warning")
        return redirect(url_for("prechecks.show", number=number, paper=left[0].id, _anchor=BENCH))
    try:
        outcome, _messages = rehearse(one)
    except Refused:  # it went on while this page was asked for
        return redirect(url_for("prechecks.show", number=number))
    return render_template("staff/prechecks/finish.html", case=one, outcome=outcome, **words())


@needs("prechecks.check")
def phone(number: int) -> str:
    """A phone with that letter on it, in the citizen's language."""
    one = case(number)
    return render_template(
        "staff/phone.html",
        language=one.citizen.language if one.citizen else "th",
        name_th=_("ข้อความที่ประชาชนจะอ่าน"),
        name="",  # nobody tapped for it
        first=LETTER,
        turn=url_for("prechecks.letter", number=number),
    )


@needs("prechecks.check")
def letter(number: int) -> Response:
    """That letter as LINE messages; buttons in it work on the real phone alone."""
    one = case(number)
    if request.args.get("data") != LETTER:
        return jsonify(messages=[], beyond=True)
    try:
        return jsonify(messages=rehearse(one)[1])
    except Refused:
        return jsonify(fault=_("เรื่องนี้เปลี่ยนไปแล้ว กรุณาโหลดหน้าใหม่ค่ะ"))


@needs("prechecks.check")
def send(number: int) -> Any:
    """End the look: the citizen gets one letter."""

    def then() -> Any:
        receipt = case(number).receipt
        flash(_("ส่งผลของ %(receipt)s ให้ประชาชนแล้วค่ะ", receipt=receipt), "success")
        return redirect(url_for("prechecks.index"))

    return act(number, "finished", prechecks.finish_look, then=then)


def _decide(number: int, name: str, deed: Deed, **more: Any) -> Any:
    paper = _paper(number)

    def then() -> Any:
        following = next_after(paper.precheck, paper)
        done = paper.id if following is not paper else None
        return redirect(
            url_for("prechecks.show", number=number, paper=following.id, done=done, _anchor=BENCH)
        )

    about = {"paper": paper.name_th, **{key: value for key, value in more.items() if value}}
    return act(number, name, deed, about=about, then=then, paper=paper, **more)


def _back_to(paper: Paper) -> Callable[[], Any]:
    return lambda: redirect(
        url_for("prechecks.show", number=paper.precheck_id, paper=paper.id, _anchor=BENCH)
    )


def _paper(number: int) -> Paper:
    return paper_of(case(number), request.form.get("paper", type=int))
