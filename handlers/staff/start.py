"""The first page: every desk this officer may use, and what waits at each."""

import importlib
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from handlers.staff import DESKS, Desk
from handlers.staff.visit import needs, officer, session, unchanged

desk = Blueprint("start", __name__, url_prefix="/staff")


@desk.get("/")
@needs("console")
def index() -> Any:
    """The desks as cards; whoever has one desk alone is already there."""
    mine = [desk for desk in DESKS if officer().may(desk.permission)]
    if len(mine) == 1:
        return redirect(url_for(mine[0].endpoint))
    return render_template("staff/start/index.html", notices=list(_notices()))


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


def _waiting(desk: Desk) -> int:
    count = getattr(importlib.import_module(f"handlers.staff.{desk.name}"), "waiting", None)
    return count(session(), officer()) if count else 0
