"""The first page: what waits for this officer, the soonest promise first, then the other desks."""

import importlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from handlers.staff import DESKS, Desk
from handlers.staff.precheck_words import due
from handlers.staff.visit import needs, now, officer, session, unchanged

desk = Blueprint("start", __name__, url_prefix="/staff")
FAR = datetime.max.replace(tzinfo=UTC)


@desk.get("/")
@needs("console")
def index() -> Any:
    """The desks as cards, what waits first; whoever has one desk alone is already there."""
    mine = [desk for desk in DESKS if officer().may(desk.permission)]
    if len(mine) == 1:
        return redirect(url_for(mine[0].endpoint))
    desks = [(desk, count, _soonest(desk) if count else None) for desk, count in waiting_desks()]
    desks.sort(key=lambda one: (not one[1], one[2] or FAR))  # the others stay in their order
    return render_template(
        "staff/start/index.html",
        notices=list(_notices()),
        busy=[one for one in desks if one[1]],
        idle=[desk for desk, count, _ in desks if not count],
        due=lambda moment: due(moment, now()),
    )


@desk.get("/badges")
@needs("console")
def badges() -> Any:
    """The list of desks at the side, asked for again and again by every open page."""
    version = [(desk.name, count) for desk, count in waiting_desks()]
    if unchanged(version):
        return "", 204
    return render_template("staff/desks.html")


def waiting_desks() -> list[tuple[Desk, int]]:
    """The desks of whoever is signed in, each with how much waits there."""
    return [(desk, _waiting(desk)) for desk in DESKS if officer().may(desk.permission)]


def _notices() -> Iterator[tuple[str, str]]:
    """What desks have to say to this officer before all else: a sentence, and where to go."""
    for desk in DESKS:
        say = getattr(importlib.import_module(f"handlers.staff.{desk.name}"), "notice", None)
        said = say(session(), officer()) if say and officer().may(desk.permission) else None
        if said:
            yield said


def _soonest(desk: Desk) -> datetime | None:
    """When the first promise of what waits at a desk is due, by its `soonest`, if it has one."""
    say = getattr(importlib.import_module(f"handlers.staff.{desk.name}"), "soonest", None)
    said: datetime | None = say(session(), officer()) if say else None
    return said


def _waiting(desk: Desk) -> int:
    count = getattr(importlib.import_module(f"handlers.staff.{desk.name}"), "waiting", None)
    return count(session(), officer()) if count else 0
