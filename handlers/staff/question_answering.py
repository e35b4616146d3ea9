"""An officer's answer: looked at on a phone, sent to one citizen or to all who asked the same."""

from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug import Response

from handlers.staff import needs
from handlers.staff.question_acts import act, subject
from handlers.staff.question_case import ANSWER, may, page, question
from handlers.staff.question_facts import ticked
from handlers.staff.question_telling import BLANKS, Said, answer, ask_back, rehearse, unknown_blanks
from handlers.staff.visit import note, session
from models import questions
from models.citizens import Citizen
from models.questions import Changed, NotYours, Question, State, WrongState

LONGEST = 2000  # characters of an answer
MOST_TOGETHER = 50


@needs("questions.answer")
def send(number: int) -> Any:
    """Answer the question, and those ticked beside it, each with a letter of its own."""
    one, said = question(number), _written()
    if fault := _fault(said):
        return page(one, request.form, fault), 422
    also = _also(one)
    _hold_citizens([one, *(other for other, _seen in also)])
    count = [1]

    def deed(main: Question, seen: int) -> None:
        answer(main, said, seen=seen)
        count[0] += sum(_answer_too(other, said, seen_then) for other, seen_then in also)

    def then() -> Any:
        if count[0] <= len(also):
            flash(_("บางคำถามที่เลือกไว้มีผู้ดูแลหรือตอบไปก่อนแล้ว จึงไม่ได้ส่งซ้ำค่ะ"), "warning")
        return redirect(url_for("questions.index", done=number))

    about = {"facts": list(said.facts), "together": len(also)} if said.facts or also else None
    return act(number, "answered", deed, about=about, then=then)


@needs("questions.answer")
def ask(number: int) -> Any:
    """Ask the citizen for more; the question stays with this officer."""
    said = Said(_written().text)
    if fault := _fault(said):
        return page(question(number), request.form, fault), 422
    return act(number, "asked_back", lambda one, seen: ask_back(one, said, seen=seen))


@needs("questions.answer")
def redraw(number: int) -> Any:
    """The same page with the facts of another procedure to tick; what was written stays."""
    return page(question(number), request.form)


@needs("questions.answer")
def phone(number: int) -> Any:
    """A phone with the answer on it as it would be read now; nothing is sent."""
    one, said = question(number), _written()
    fault = _fault(said)
    messages = [] if fault else rehearse(one, said)
    return render_template(
        "staff/phone.html",
        language=one.citizen.language,
        name_th=_("ข้อความที่ประชาชนจะอ่าน"),
        name="",
        first="",
        given=messages or [{"type": "text", "text": fault}],
        turn=url_for("questions.turn", number=number),
    )


@needs("questions.answer")
def turn(number: int) -> Response:
    """Buttons of that letter work on the real phone alone."""
    question(number)
    return jsonify(messages=[], beyond=True)


def _written() -> Said:
    text = request.form.get("text", "").replace("\r\n", "\n").strip()
    return Said(text, tuple(ticked(request.form.getlist("fact"))))


def _fault(said: Said) -> str:
    """What is wrong with an answer; nothing when it may go."""
    if said.empty:
        return str(_("ยังไม่ได้เขียนคำตอบ หรือเลือกข้อมูลที่จะส่งค่ะ"))
    if len(said.text) > LONGEST:
        return str(_("คำตอบยาวเกิน %(most)s ตัวอักษร ช่วยย่อหรือแบ่งส่งค่ะ", most=LONGEST))
    if unknown := unknown_blanks(said.text):
        named = ", ".join(f"{{{name}}}" for name in unknown)
        known = " ".join(f"{{{name}}}" for name in BLANKS)
        return str(_("ไม่รู้จัก %(named)s ในคำตอบค่ะ ใช้ได้ %(known)s", named=named, known=known))
    return ""


def _also(one: Question) -> list[tuple[Question, int]]:
    """The questions ticked beside this one, each with the revision the officer saw."""
    found = []
    for tick in request.form.getlist("also")[:MOST_TOGETHER]:
        number, _colon, seen = tick.partition(":")
        if not (number.isdecimal() and seen.isdecimal() and len(number) <= 18):
            abort(400)
        other = session().get(Question, int(number)) or abort(400)
        if other.id != one.id and may(ANSWER, other):
            found.append((other, int(seen)))
    return found


def _hold_citizens(asked: list[Question]) -> None:
    """Take everybody's row in one order, so that no two conversations wait for each other."""
    whose = select(Citizen.id).where(Citizen.id.in_({one.citizen_id for one in asked}))
    session().execute(whose.order_by(Citizen.id).with_for_update(key_share=True))


def _answer_too(other: Question, said: Said, seen: int) -> bool:
    """Whether the answer went to this one too: only while nobody has it, and as it was seen."""
    try:
        with session().begin_nested():
            questions.hold(session(), other)
            if other.state is not State.WAITING:
                return False
            answer(other, said, seen=seen)
    except (Changed, NotYours, WrongState):
        return False
    note("questions.answered", subject(other), after={"state": other.state, "together": True})
    return True
