"""The desk of the office's own health: whether all is well, and what to do where it is not."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from handlers.staff.visit import lent, needs, note, now, officer, session, unchanged
from handlers.staff.wellbeing_plot import Plot, plotted
from handlers.staff.words import language
from models import audit
from models.officers import Officer
from models.traffic import Hour, last_hours
from models.wellbeing import ASKED, TOLD, TOLD_OF, Finding, State, read, spoken, worst

desk = Blueprint("wellbeing", __name__, url_prefix="/staff/wellbeing")
PATIENCE = timedelta(seconds=45)  # after which LINE will not be heard of any more
KEPT = timedelta(hours=24)  # what LINE said is shown so long
PLACE = re.compile(r"/staff/[a-z-]+/")
LATE = 60.0  # seconds; an event that waited longer stands out
ICONS = {
    State.OK: "check-circle",
    State.WARN: "exclamation-triangle",
    State.FAIL: "x-circle",
    State.LOOK: "eye",
}


@dataclass(frozen=True)
class Line:
    """Where the asking of LINE stands: under way, and what it said last."""

    asking: bool
    at: datetime | None
    findings: tuple[Finding, ...]
    lost: bool  # it was asked, and nothing came back


@desk.get("/")
@needs("wellbeing.read")
def index() -> str:
    """The whole page."""
    return render_template("staff/wellbeing/index.html", **_seen())


@desk.get("/now")
@needs("wellbeing.read")
def present() -> Any:
    """The part that changes, asked for again and again."""
    seen = _seen()
    if unchanged(_version(seen)):
        return "", 204
    return render_template("staff/wellbeing/now.html", **seen)


@desk.post("/line")
@needs("wellbeing.read")
def ask_line() -> Any:
    """Have LINE, the vault and the mail server asked; the page shows what came of it."""
    if not _line().asking:
        note(ASKED, TOLD_OF)
        session().flush()  # the question must be older than its answer
        lent().ask_line(officer().id)
    return redirect(url_for("wellbeing.index", _anchor="line"))


def notice(_session: Session, _officer: Officer) -> tuple[str, str] | None:
    """That something must be mended at once."""
    every = (*lent().wellbeing(), *_line().findings)
    failing = [one for one in every if one.state is State.FAIL]
    if not failing:
        return None
    told = _("ระบบมี %(count)s เรื่องที่ต้องแก้ทันที", count=len(failing))
    return told, url_for("wellbeing.index")


def _seen() -> dict[str, Any]:
    line, hours = _line(), last_hours(session(), now())
    findings = lent().wellbeing()
    whole = worst([*findings, *line.findings])
    return {
        "found": _gravest_first([*findings, *line.findings]),
        "hours": hours,
        "icons": ICONS,
        "line": line,
        "late": LATE,
        "plots": _plots(hours),
        "said": _said,
        "seen_at": now(),
        "state": whole,
        "states": _words(),
        "version": _version({"findings": findings, "line": line, "hours": hours}),
        "wrong": sum(1 for one in (*findings, *line.findings) if one.state is whole),
    }


def _said(text: str) -> Markup:
    """A finding's words in the language of this request; desks it names can be gone to."""
    return Markup(PLACE.sub(r'<a href="\g<0>">\g<0></a>', str(escape(spoken(text, language())))))


def _line() -> Line:
    asked, told = audit.newest(session(), ASKED), audit.newest(session(), TOLD)
    open_ = asked is not None and (told is None or told.id < asked.id)
    waiting = open_ and asked is not None and now() - asked.at < PATIENCE
    if told is None or now() - told.at > KEPT:
        return Line(waiting, None, (), open_ and not waiting)
    found = tuple(read(kept) for kept in (told.after or {}).get("findings", ()))
    return Line(waiting, told.at, found, open_ and not waiting)


def _gravest_first(findings: Any) -> dict[State, list[Finding]]:
    """The findings by how they stand."""
    order = (State.FAIL, State.WARN, State.LOOK, State.OK)
    return {state: [one for one in findings if one.state is state] for state in order}


def _plots(hours: list[Hour]) -> tuple[Plot, Plot]:
    events = plotted(hours, lambda hour: hour.events, least=10)
    return events, plotted(hours, lambda hour: hour.longest_wait, least=LATE)


def _words() -> dict[State, str]:
    return {
        State.OK: _("เรียบร้อย"),
        State.WARN: _("ควรดูแล"),
        State.FAIL: _("ต้องแก้"),
        State.LOOK: _("ดูด้วยตนเอง"),
    }


def _version(seen: dict[str, Any]) -> str:
    states = [(one.name, str(one.state)) for one in lent().wellbeing()]
    line: Line = seen["line"]
    shown = (states, line.asking, line.at, line.lost, now().minute)
    return f"{crc32(repr(shown).encode())}"  # the same in every process
