"""The desk of papers checked before the visit: what waits, oldest promise first."""

import hashlib
from collections import Counter
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from handlers.staff import (
    needs,
    officer,
    precheck_acts,
    precheck_case,
    precheck_photos,
    precheck_steps,
    precheck_verdicts,
    session,
    unchanged,
)
from handlers.staff.furniture import sections
from handlers.staff.precheck_words import HEAP_NAMES, HEAPS, lateness
from handlers.staff.visit import now
from models import prechecks
from models.catalogue import Section
from models.officers import Officer
from models.prechecks import Precheck, State

desk = Blueprint("prechecks", __name__, url_prefix="/staff/prechecks")
SHOWN = 100  # cases of one heap

for address, view in (
    ("/<int:number>/take", precheck_steps.take),
    ("/<int:number>/put-back", precheck_steps.put_back),
    ("/<int:number>/hand-over", precheck_steps.hand_over),
    ("/<int:number>/refer", precheck_steps.refer),
    ("/<int:number>/referral-back", precheck_steps.referral_back),
    ("/<int:number>/note", precheck_steps.add_note),
    ("/<int:number>/reopen", precheck_steps.reopen),
    ("/<int:number>/close", precheck_steps.close),
    ("/<int:number>/pass", precheck_verdicts.pass_paper),
    ("/<int:number>/refuse", precheck_verdicts.refuse),
    ("/<int:number>/waive", precheck_verdicts.waive),
    ("/<int:number>/undecide", precheck_verdicts.undecide),
    ("/<int:number>/move-photo", precheck_verdicts.move_photo),
    ("/<int:number>/send", precheck_verdicts.send),
):
    desk.add_url_rule(address, view_func=view, methods=["POST"])
for address, look in (
    ("/<int:number>/finish", precheck_verdicts.finish),
    ("/<int:number>/finish/phone", precheck_verdicts.phone),
    ("/<int:number>/finish/letter", precheck_verdicts.letter),
    ("/<int:number>/photos/<int:photo>", precheck_photos.photo),
    ("/<int:number>/photos/<int:photo>/veiled", precheck_photos.veiled),
):
    desk.add_url_rule(address, view_func=look)


@desk.get("/")
@needs("prechecks.count")
def index() -> str:
    """One heap of cases; for who may open none, how many there are."""
    if not officer().may("prechecks.read"):
        return render_template("staff/prechecks/index.html", table=_table(), heaps=HEAP_NAMES)
    heap = _heap()
    unchanged(heap["version"])
    return render_template("staff/prechecks/index.html", **heap)


@desk.get("/queue")
@needs("prechecks.read")
def queue() -> Any:
    """The part of that page that is asked for again and again."""
    heap = _heap()
    if unchanged(heap["version"]):
        return "", 204
    return render_template("staff/prechecks/queue.html", **heap)


@desk.get("/<int:number>")
@needs("prechecks.read")
def show(number: int) -> str:
    """One case: the citizen's answers, each paper beside its photographs, what happened."""
    return precheck_case.page(precheck_case.case(number))


@desk.get("/<int:number>/fresh")
@needs("prechecks.read")
def fresh(number: int) -> Any:
    """What the open page of a case is told while somebody else works on it."""
    one = precheck_case.case(number)
    if unchanged(one.revision):
        return "", 204
    happened = precheck_acts.meanwhile(one, precheck_acts.since())
    return render_template("staff/prechecks/fresh.html", case=one, meanwhile=happened)


def waiting(db: Session, who: Officer) -> int:
    """How many cases of the officer's sections wait to be taken, or lie on their own desk."""
    if not who.may("prechecks.read"):
        return 0
    mine = prechecks.queue(db, officer_id=who.id, states=(State.CHECKING,))
    return len(mine) + sum(
        count
        for (section, state), count in prechecks.counts(db).items()
        if state is State.WAITING and who.may("prechecks.read", section)
    )


def notice(db: Session, who: Officer) -> tuple[str, str] | None:
    """What the first page tells of broken promises: a sentence, and where to go."""
    if not who.may("prechecks.read"):
        return None
    waits = prechecks.queue(db, states=(State.WAITING, State.CHECKING))
    late = [one for one in waits if _late(one) == "late" and who.may("prechecks.read", one.section)]
    if not late:
        return None
    said = _("มี %(count)s เรื่องที่เกินเวลาที่สัญญากับประชาชนแล้วค่ะ", count=len(late))
    heap = "waiting" if late[0].state is State.WAITING else "checking"
    return str(said), url_for("prechecks.index", heap=heap)


def soonest(db: Session, who: Officer) -> datetime | None:
    """The first promise of what may be taken, or is this officer's own."""
    waits = prechecks.queue(db, states=(State.WAITING, State.CHECKING))
    theirs = (
        one.promised_at
        for one in waits
        if one.promised_at and (one.officer_id == who.id or one.state is State.WAITING)
        and who.may("prechecks.read", one.section)
    )  # fmt: skip
    return min(theirs, default=None)


def _heap() -> dict[str, Any]:
    """The heap asked for, and what names this version of it."""
    asked = request.args
    name = asked.get("heap", "")
    name = name if name in HEAPS else "waiting"
    choices = _choices()
    section = asked.get("section", "")
    codes = [one.code for one in choices if section in ("", one.code)]
    found = prechecks.queue(
        session(),
        section=codes[0] if len(codes) == 1 else None,
        officer_id=officer().id if asked.get("mine") else None,
        states=HEAPS[name],
    )
    cases = [one for one in found if one.section in codes]
    shown = cases[:SHOWN] if name != "over" else cases[: -SHOWN - 1 : -1]
    return {
        "heaps": HEAP_NAMES,
        "wanted": {"heap": name, "section": section, "mine": asked.get("mine")},
        "choices": choices,
        "cases": shown,
        "more": len(cases) > SHOWN,
        "counts": _counts(codes),
        "late": _late,
        "version": _version([(one.id, one.revision, _late(one)) for one in shown]),
        **precheck_case.words(),
    }


def _version(seen: list[tuple[int, int, str]]) -> str:
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def _late(one: Precheck) -> str:
    return lateness(one, now())


def _choices() -> list[Section]:
    """The sections whose cases this officer may open."""
    return [one for one in sections() if officer().may("prechecks.read", one.code)]


def _counts(codes: list[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for (section, state), count in prechecks.counts(session()).items():
        for name, states in HEAPS.items():
            if section in codes and state in states:
                counted[name] += count
    return counted


def _table() -> list[tuple[str, Counter[str]]]:
    named = [(one.code, _counts([one.code])) for one in sections()]
    return [(code, row) for code, row in named if row.total()]
