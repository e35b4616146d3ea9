"""What officers do with a question: each act once, on what they saw, written down."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from handlers.staff.audit import ACTIONS
from handlers.staff.question_case import ANSWER, may, page, question, words
from handlers.staff.question_words import by_whom
from handlers.staff.visit import note, now, session
from models.audit import Act
from models.moves import By
from models.questions import Changed, NotYours, Question, WrongState
from models.questions import Words as Said

Happened = tuple[datetime, str, str]  # when, who, what
OWN_WORDS = ("text", "note", "why")
SHOWN = 8  # things that happened meanwhile


def act(
    number: int,
    name: str,
    deed: Callable[[Question, int], Any],
    *,
    about: dict[str, Any] | None = None,
    then: Callable[[], Any] | None = None,
) -> Any:
    """Do `deed` to the question as the officer saw it, then go on: to its page, or as `then` says.

    `name` and `about` are for the audit log. Answers 409, with the officer's own words still
    there, when somebody was quicker or it is not theirs to do.
    """
    one = question(number)
    if not may(ANSWER, one):
        abort(403)
    before = one.state
    try:
        with session().begin_nested():
            deed(one, _seen())
    except Changed:
        return clash(one), 409
    except (NotYours, WrongState):
        session().refresh(one)
        fault = _("ทำรายการนี้กับคำถามนี้ไม่ได้แล้วค่ะ เพราะมีผู้ดูแลหรือตอบไปแล้ว ข้อความของคุณยังอยู่ด้านล่าง")
        return page(one, request.form, str(fault)), 409
    moved = {"state": one.state} if one.state != before else {}
    note(f"questions.{name}", subject(one), after={**(about or {}), **moved})
    return then() if then else redirect(url_for("questions.show", number=number))


def subject(one: Question) -> str:
    """How the audit log names a question."""
    return f"question:{one.receipt}"


def written(field: str, most: int) -> str:
    """What was written into a field of the form; answers 400 when nothing was."""
    return request.form.get(field, "").strip()[:most] or abort(400)


def clash(one: Question) -> str:
    """The page that says who was quicker, with what the officer wrote."""
    session().refresh(one)
    fields = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in ("csrf_token", "seen", "since")
    ]
    return render_template(
        "staff/questions/clash.html",
        question=one,
        meanwhile=meanwhile(one, since()),
        own_words="\n".join(filter(None, (request.form.get(name) for name in OWN_WORDS))),
        again=request.path if one.state.open else None,
        fields=[*fields, ("seen", one.revision), ("since", now().isoformat())],
        **words(),
    )


def meanwhile(one: Question, moment: datetime) -> list[Happened]:
    """What officers, the citizen and the clock did with it since then, newest first."""
    acts = select(Act).where(Act.subject == subject(one), Act.at >= moment)
    done: list[Happened] = [
        (each.at, each.officer.name if each.officer else "–", _(ACTIONS[each.action]))
        for each in session().scalars(acts)
        if each.action != "questions.seen"
    ]
    fresh = select(Said).where(Said.question_id == one.id, Said.by == By.CITIZEN, Said.at >= moment)
    done += [(said.at, _("ประชาชน"), said.text) for said in session().scalars(fresh)]
    done += [
        (step.at, by_whom(step), str(words()["states"][step.to_state]))
        for step in one.steps
        if step.by is not By.OFFICER and step.at >= moment
    ]
    return sorted(done, reverse=True)[:SHOWN]


def since() -> datetime:
    """When the page was opened that the form stood on; the last hour if it does not say."""
    try:
        opened = datetime.fromisoformat(request.values.get("since", ""))
    except ValueError:
        opened = now()
    return opened if opened.tzinfo and opened < now() else now() - timedelta(hours=1)


def _seen() -> int:
    return request.form.get("seen", type=int) or abort(400)


def flashed(words: str, endpoint: str = "questions.index", **values: Any) -> Callable[[], Any]:
    """Goes to a page, and says this there."""

    def then() -> Any:
        flash(words, "success")
        return redirect(url_for(endpoint, **values))

    return then
