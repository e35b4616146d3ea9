"""Whose turn a question is: taken, put back, given to a colleague or another section, labelled."""

from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from handlers.staff import needs
from handlers.staff.furniture import section_name, sections
from handlers.staff.question_acts import act, flashed, written
from handlers.staff.question_telling import promise
from handlers.staff.question_words import calendar
from handlers.staff.visit import now, officer, session
from models import questions
from models.officers import Officer
from models.questions import Question
from models.questions.telling import HANDED_OVER

LONGEST_WHY, LONGEST_NOTE, LONGEST_LABEL = 500, 2000, 40  # characters
MOST_LABELS = 8


@needs("questions.answer")
def take(number: int) -> Any:
    """Own the conversation; from now on the bot leaves it to this officer."""
    return act(number, "taken", _deed(questions.take))


@needs("questions.answer")
def put_back(number: int) -> Any:
    """Let it wait for anybody."""
    said = _("คืนคำถามเข้ากองแล้วค่ะ")
    return act(number, "put_back", _deed(questions.put_back), then=flashed(said))


@needs("questions.answer")
def hand_over(number: int) -> Any:
    """Give it to a colleague, or to another section, saying why."""
    kind, _colon, name = request.form.get("to", "").partition(":")
    why = written("why", LONGEST_WHY)
    to: Officer | str
    if kind == "officer" and name.isdecimal() and len(name) <= 18:
        to = session().get(Officer, int(name)) or abort(400)
        told = to.name
    else:
        codes = [one.code for one in sections()]
        to = name if kind == "section" and name in codes else abort(400)
        told = section_name(name)
    done = flashed(_("ส่งต่อให้ %(to)s แล้วค่ะ กำหนดตอบยังเป็นเวลาเดิม", to=told))

    def deed(one: Question, seen: int) -> None:
        questions.hand_over(session(), one, officer(), now(), seen=seen, to=to, why=why)
        session().refresh(one, ["officer"])
        questions.tell_owner(session(), one, HANDED_OVER, now(), calendar())

    return act(number, "handed_over", deed, about={"to": told}, then=done)


@needs("questions.answer")
def add_note(number: int) -> Any:
    """Leave words for colleagues; they stand with the question, not in the audit log."""
    return act(number, "noted", _deed(questions.add_note, text=written("note", LONGEST_NOTE)))


@needs("questions.answer")
def label(number: int) -> Any:
    """Give it the labels written, with commas between them."""
    named = request.form.get("labels", "").replace(",", "\n").split("\n")
    kept = [one.strip()[:LONGEST_LABEL] for one in named if one.strip()][:MOST_LABELS]
    return act(number, "labelled", _deed(questions.label, labels=kept), about={"labels": kept})


@needs("questions.answer")
def promise_anew(number: int) -> Any:
    """Promise a later time, of which the citizen is told."""
    return act(number, "promised", lambda one, seen: promise(one, seen=seen))


def _deed(what: Any, **more: Any) -> Any:
    def done(one: Question, seen: int) -> None:
        what(session(), one, officer(), now(), seen=seen, **more)

    return done
