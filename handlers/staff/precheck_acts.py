"""What officers do with a case: each act once, on what they saw, written down, told if need be."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from handlers.staff.audit import ACTIONS
from handlers.staff.precheck_case import CHECK, case, words
from handlers.staff.precheck_telling import hold_citizen, tell
from handlers.staff.precheck_words import by_whom
from handlers.staff.visit import demand, note, now, officer, session
from models.audit import Act
from models.prechecks import By, Changed, NotYet, NotYours, Precheck, WrongState

Deed = Callable[..., Any]
Happened = tuple[datetime, str, str]  # when, who, what
OWN_WORDS = ("words", "why", "note", "result", "agency")
SHOWN = 8  # things that happened meanwhile


def act(
    number: int,
    name: str,
    deed: Deed,
    *,
    about: dict[str, Any] | None = None,
    then: Callable[[], Any] | None = None,
    **more: Any,
) -> Any:
    """Do `deed` to the case as the officer saw it, then go on: to its page, or where `then` says.

    `name` and `about` are for the audit log, `more` for the deed. Answers 409 with a page that
    says who was quicker, when somebody was.
    """
    one = case(number)
    demand(CHECK, one.section)
    citizen, before = hold_citizen(one), one.state
    try:
        with session().begin_nested():
            deed(session(), one, officer(), now(), seen=_seen(), **more)
    except Changed:
        return _clash(one), 409
    except (NotYours, WrongState):
        flash(_("ทำรายการนี้กับเรื่องนี้ไม่ได้แล้วค่ะ กรุณาดูสถานะล่าสุดก่อน"), "warning")
    except NotYet as not_yet:
        names = ", ".join(paper.name_th for paper in not_yet.lacking)
        flash(_("ยังไม่ได้บอกผลของ %(names)s ค่ะ", names=names), "warning")
    else:
        moved = {"state": one.state} if one.state != before else {}
        note(f"prechecks.{name}", subject(one), after={**(about or {}), **moved})
        tell(one, before, citizen)
        if then:
            return then()
    return redirect(url_for("prechecks.show", number=number))


def subject(one: Precheck) -> str:
    """How the audit log names a case."""
    return f"precheck:{one.receipt}"


def written(field: str, most: int) -> str:
    """What was written into a field of the form; answers 400 when nothing was."""
    return request.form.get(field, "").strip()[:most] or abort(400)


def _seen() -> int:
    return request.form.get("seen", type=int) or abort(400)


def _clash(one: Precheck) -> str:
    session().refresh(one)
    fields = [(k, v) for k, v in request.form.items() if k not in ("csrf_token", "seen", "since")]
    return render_template(
        "staff/prechecks/clash.html",
        case=one,
        meanwhile=meanwhile(one, since()),
        own_words=" · ".join(filter(None, (request.form.get(name) for name in OWN_WORDS))),
        paper=request.form.get("paper"),
        again=request.path,
        fields=[*fields, ("seen", one.revision), ("since", now().isoformat())],
        **words(),
    )


def meanwhile(one: Precheck, since: datetime) -> list[Happened]:
    """What officers, the citizen and the clock did with a case since then, newest first."""
    acts = select(Act).where(Act.subject == subject(one), Act.at >= since)
    done: list[Happened] = [
        (done.at, done.officer.name if done.officer else "–", _told(done))
        for done in session().scalars(acts)
    ]
    done += [
        (step.at, by_whom(step), str(words()["states"][step.to_state]))
        for step in one.steps
        if step.by is not By.OFFICER and step.at >= since
    ]
    return sorted(done, reverse=True)[:SHOWN]


def _told(done: Act) -> str:
    paper = (done.after or {}).get("paper")
    what = str(_(ACTIONS.get(done.action, done.action)))
    return f"{what}: {paper}" if paper else what


def since() -> datetime:
    """When the page was opened that the form stood on; the last hour if it does not say."""
    try:
        opened = datetime.fromisoformat(request.values.get("since", ""))
    except ValueError:
        opened = now()
    return opened if opened.tzinfo and opened < now() else now() - timedelta(hours=1)
