"""One question on the desk: what was said, whose it is, and what else this citizen has with us."""

from typing import Any

from flask import abort, render_template, request
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from handlers.staff import precheck_words, question_facts
from handlers.staff.precheck_words import due
from handlers.staff.question_telling import fill
from handlers.staff.question_words import (
    LINES,
    STATES,
    by_whom,
    delivered,
    lateness,
    left,
    procedure_name,
    span,
)
from handlers.staff.visit import now, officer, session
from models import appointments, officers, prechecks, questions
from models.attachments import Attachment
from models.moves import By
from models.officers import Officer
from models.questions import OPEN, Question, State, Wanted
from models.questions.desk import canned_for

READ, ANSWER = "questions.read", "questions.answer"
BESIDE = 6  # of each kind of a citizen's other matters
Kept = MultiDict[str, str]


def question(number: int) -> Question:
    """The question of this number; 403 to other sections, 404 once its words are gone."""
    one = session().get(Question, number) or abort(404)
    if not may(READ, one):
        abort(403)
    if one.state is State.FORGOTTEN:
        abort(404)
    return one


def may(permission: str, one: Question) -> bool:
    """Whether this officer may do this with a question; what is nobody's is everybody's."""
    return officer().may(permission, one.section or officer().section or "")


def mine(one: Question) -> bool:
    """Whether it lies on the desk of whoever is asking."""
    return one.state is State.OWNED and one.officer_id == officer().id


def standing(one: Question) -> str:
    """Where it stands and with whom, as one word: a page tells by it that others acted."""
    return f"{one.state}-{one.officer_id or 0}-{one.section or ''}"


def page(one: Question, kept: Kept | None = None, fault: str = "") -> str:
    """The page of a question; `kept` are the words of a form that could not be taken, and why."""
    kept = kept or MultiDict()
    before, after = _neighbours(one)
    return render_template(
        "staff/questions/show.html",
        question=one,
        mine=mine(one),
        may_answer=may(ANSWER, one),
        standing=standing(one),
        before=before,
        after=after,
        alike=questions.alike(session(), one) if one.state in OPEN else [],
        canned=canned_for(session(), one.section),
        subjects=question_facts.subjects(one, kept.get("about", "")),
        procedures=question_facts.names(),
        colleagues=_colleagues(one),
        fill=fill,
        labels=questions.labels(session()),
        beside=_beside(one),
        kept=kept,
        fault=fault,
        **words(),
    )


def thread(one: Question) -> str:
    """What was said, for an open page: with the new revision, unless others acted meanwhile."""
    was = request.args.get("standing", "")
    return render_template(
        "staff/questions/thread.html",
        question=one,
        standing=standing(one),
        moved=was != standing(one),
        may_answer=may(ANSWER, one),
        **words(),
    )


def words() -> dict[str, Any]:
    """What the desk's templates call things."""
    return {
        "states": STATES,
        "lines": LINES,
        "left": left,
        "late": lateness,
        "span": span,
        "by_whom": by_whom,
        "delivered": delivered,
        "procedure_name": procedure_name,
        "due": lambda moment: due(moment, now()),
        "attachment": lambda number: session().get(Attachment, number),
        "opened": now().isoformat(),
    }


def unread(one: Question) -> bool:
    """Whether the citizen had the last word, notes among staff aside."""
    if one.state is not State.OWNED:
        return one.state is State.WAITING
    said = [words.by for words in one.words if words.by in (By.CITIZEN, By.OFFICER)]
    return bool(said) and said[-1] == By.CITIZEN


def _neighbours(one: Question) -> tuple[int | None, int | None]:
    """The questions before and after this one in the officer's own order."""
    queue = [row.id for row in questions.queue(session(), Wanted(section=officer().section))]
    if one.id not in queue:
        return None, next(iter(queue), None)
    at = queue.index(one.id)
    before = queue[at - 1] if at else None
    return before, queue[at + 1] if at + 1 < len(queue) else None


def _colleagues(one: Question) -> list[Officer]:
    section = one.section or officer().section or ""
    return [
        other
        for other in officers.everybody(session())
        if other.id != one.officer_id and other.section and other.may(ANSWER, section)
    ]


def _beside(one: Question) -> dict[str, Any]:
    """What else this citizen has with the office, by number and matter alone."""
    citizen = one.citizen
    asked = select(Question).where(
        Question.citizen_id == citizen.id,
        Question.id != one.id,
        Question.state != State.FORGOTTEN,
    )
    return {
        "prechecks": prechecks.cases_of(session(), citizen)[:BESIDE],
        "precheck_states": precheck_words.STATES,
        "visits": appointments.bookings_of(session(), citizen)[:BESIDE],
        "questions": session().scalars(asked.order_by(Question.id.desc()).limit(BESIDE)).all(),
        "may_read": may,
    }
