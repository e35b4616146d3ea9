"""The shared inbox: which questions are asked for, and what stands above them."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from handlers.staff import question_case, question_together
from handlers.staff.furniture import sections
from handlers.staff.question_settings import MORE
from handlers.staff.question_words import HEAP_NAMES, STANDING, STANDING_NAMES, calendar, left
from handlers.staff.visit import now, officer, session
from models import likeness, questions
from models.catalogue import Section
from models.dates import BANGKOK
from models.officers import Officer
from models.questions import Question, State, Wanted
from models.questions.desk import busy_now
from models.questions.figures import figures

MOST = 100  # questions of one heap
LONGEST_SEARCH = 200  # characters


def heap() -> dict[str, Any]:
    """The heap asked for, and what names this version of it."""
    asked = _asked()
    found = questions.queue(session(), _wanted(asked), most=MOST + 1)
    shown = found[:MOST]
    return {
        "heaps": HEAP_NAMES,
        "standings": STANDING_NAMES,
        "asked": asked,
        "link": {name: value or None for name, value in asked.items()},
        "questions": shown,
        "more": len(found) > MOST,
        "same": _same(shown),
        "unread": question_case.unread,
        "version": _version([(one.id, one.revision, left(one)) for one in shown]),
        **question_case.words(),
    }


def around() -> dict[str, Any]:
    """What stands around the list: counts, labels, figures, a busy counter, what was just sent."""
    asked = _asked()
    section = asked["section"] or officer().section
    local = now().astimezone(BANGKOK)
    today = datetime.combine(local.date(), time(), BANGKOK)
    return {
        "counts": {name: _count(asked | {"heap": name}) for name in HEAP_NAMES},
        "choices": choices(),
        "labels": questions.labels(session()),
        "busy": busy_now(session(), section, now()),
        "busy_section": section,
        "more_minutes": MORE,
        "suggested_until": _in_two_hours(local),
        "figures": [
            (_("วันนี้"), figures(session(), calendar(), today, now(), section)),
            (_("เดือนนี้"), figures(session(), calendar(), today.replace(day=1), now(), section)),
        ],
        "done": _done(),
    }


def choices() -> list[Section]:
    """The sections whose questions this officer may read."""
    return [one for one in sections() if officer().may(question_case.READ, one.code)]


def pressing(db: Session, who: Officer) -> tuple[str, str] | None:
    """A sentence about promises that are about to break, and where to look; None without any."""
    near = [
        one
        for one in questions.queue(db, Wanted(section=who.section), most=MOST)
        if one.escalated_at is not None or (one.promised_at and one.promised_at < now())
    ]
    if not near:
        return None
    said = _("คำถามของประชาชน %(count)s เรื่องใกล้หรือเลยกำหนดตอบแล้ว", count=len(near))
    return said, url_for("questions.index", heap="all")


def _asked() -> dict[str, str]:
    given = {name: request.args.get(name, "") for name in ("heap", "section", "label", "standing")}
    given["q"] = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    if given["section"] not in [one.code for one in choices()]:
        given["section"] = ""
    if given["standing"] not in STANDING:
        given["standing"] = "open"
    if given["heap"] not in HEAP_NAMES:
        given["heap"] = "all"
    return given


def _wanted(asked: dict[str, str]) -> Wanted:
    return Wanted(
        section=asked["section"] or officer().section,
        officer_id=officer().id if asked["heap"] == "mine" else None,
        nobodys=asked["heap"] == "nobodys",
        states=STANDING[asked["standing"]],
        words=asked["q"],
        label=asked["label"],
    )


def _count(asked: dict[str, str]) -> int:
    return questions.count(session(), _wanted(asked))


def _same(shown: Sequence[Question]) -> dict[str, Any]:
    """Of those nobody has, the ones that ask nearly the same, `led` by the one shown first."""
    waits = [one for one in shown if one.state is State.WAITING and not one.officer_id and one.key]
    groups = likeness.gather([likeness.Said(one.key, one.procedure) for one in waits])
    led = {waits[first].id: [waits[at] for at in rest] for first, *rest in groups if rest}
    return {"led": led, "inside": {one.id for rest in led.values() for one in rest}}


def _version(seen: list[tuple[int, int, str]]) -> str:
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def _in_two_hours(local: datetime) -> str:
    """When a rush is likely over: two hours from now, rounded down, never tomorrow."""
    return f"{min(local.hour + 2, 23):02d}:{0 if local.minute < 30 else 30:02d}"


def _done() -> dict[str, Any] | None:
    """What this officer has just answered, so that the page can offer to keep the answer."""
    number = request.args.get("done", type=int)
    one = session().get(Question, number) if number else None
    said = question_together.last_answer(one) if one else None
    if one is None or said is None or said.officer_id != officer().id:
        return None
    return {"question": one, "count": 1 + len(question_together.told_together(said))}
