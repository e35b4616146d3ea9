"""The desk of questions to officers: one inbox for all, urgent ones first, then soonest promise."""

from datetime import datetime
from typing import Any

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from handlers.staff import (
    needs,
    note,
    question_acts,
    question_answering,
    question_case,
    question_inbox,
    question_photos,
    question_settings,
    question_steps,
    question_together,
    unchanged,
)
from models import questions
from models.officers import Officer
from models.permissions import Role
from models.questions import State, Wanted

desk = Blueprint("questions", __name__, url_prefix="/staff/questions")

for address, view in (
    ("/<int:number>/take", question_steps.take),
    ("/<int:number>/put-back", question_steps.put_back),
    ("/<int:number>/hand-over", question_steps.hand_over),
    ("/<int:number>/note", question_steps.add_note),
    ("/<int:number>/label", question_steps.label),
    ("/<int:number>/promise", question_steps.promise_anew),
    ("/<int:number>/send", question_answering.send),
    ("/<int:number>/ask", question_answering.ask),
    ("/<int:number>/redraw", question_answering.redraw),
    ("/<int:number>/phone", question_answering.phone),
    ("/<int:number>/keep", question_together.keep),
    ("/busy", question_settings.busy),
    ("/canned/<int:number>", question_settings.change_canned),
):
    desk.add_url_rule(address, view_func=view, methods=["POST"])
for address, look in (
    ("/<int:number>/turn", question_answering.turn),
    ("/<int:number>/photos/<int:words>", question_photos.photo),
    ("/<int:number>/photos/<int:words>/veiled", question_photos.veiled),
):
    desk.add_url_rule(address, view_func=look)
for address, form in (
    ("/settings", question_settings.settings),
    ("/canned", question_settings.canned),
):
    desk.add_url_rule(address, view_func=form, methods=["GET", "POST"])


@desk.get("/")
@needs("questions.read")
def index() -> str:
    """One heap of questions, with how well they are served on top."""
    heap = question_inbox.heap()
    unchanged(heap["version"])
    return render_template("staff/questions/index.html", **heap, **question_inbox.around())


@desk.get("/queue")
@needs("questions.read")
def queue() -> Any:
    """The part of that page that is asked for again and again."""
    heap = question_inbox.heap()
    if unchanged(heap["version"]):
        return "", 204
    return render_template("staff/questions/queue.html", **heap)


@desk.get("/<int:number>")
@needs("questions.read")
def show(number: int) -> str:
    """One question: what was said, how to answer it, what else the citizen has with us."""
    one = question_case.question(number)
    note("questions.seen", question_acts.subject(one))
    return question_case.page(one)


@desk.get("/<int:number>/thread")
@needs("questions.read")
def thread(number: int) -> Any:
    """What was said, for an open page that asks by itself; it says so when others acted."""
    one = question_case.question(number)
    if unchanged(one.revision):
        return "", 204
    return question_case.thread(one)


def waiting(db: Session, who: Officer) -> int:
    """How many questions wait for this officer: nobody's, and their own with words unread.

    Heads are also shown those of others that are about to be late.
    """
    if not who.may("questions.read"):
        return 0
    nobodys = Wanted(section=who.section, nobodys=True, states=(State.WAITING,))
    own = questions.queue(db, Wanted(officer_id=who.id))
    return (
        questions.count(db, nobodys)
        + sum(question_case.unread(one) for one in own)
        + len(_late_elsewhere(db, who))
    )


def notice(db: Session, who: Officer) -> tuple[str, str] | None:
    """What a head hears first: promises of the section that are about to break."""
    return question_inbox.pressing(db, who) if who.role == Role.HEAD else None


def soonest(db: Session, who: Officer) -> datetime | None:
    """The first promise of what is nobody's yet, or this officer's own."""
    nobodys = Wanted(section=who.section, nobodys=True, states=(State.WAITING,))
    found = [questions.soonest(db, one) for one in (nobodys, Wanted(officer_id=who.id))]
    return min((moment for moment in found if moment), default=None)


def _late_elsewhere(db: Session, who: Officer) -> list[questions.Question]:
    """For a head: what a colleague has and is about to answer too late."""
    if who.role != Role.HEAD:
        return []
    found = questions.queue(db, Wanted(section=who.section))
    return [one for one in found if one.escalated_at and one.officer_id not in (None, who.id)]
