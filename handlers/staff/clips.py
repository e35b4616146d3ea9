"""The clip library: which procedures have a film, and how often it is seen to its end."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from handlers.staff import needs
from handlers.staff.films import Film, film_at
from handlers.staff.furniture import sections
from handlers.staff.procedure_case import Case, all_cases, case
from handlers.staff.visit import session
from models import clips

desk = Blueprint("clips", __name__, url_prefix="/staff/clips")


@dataclass(frozen=True)
class Clip:
    """The film of one procedure, and how often it was `seen` to its end in the chat."""

    case: Case
    film: Film | None
    seen: int


@desk.get("/")
@needs("content.read")
def index() -> str:
    """Every procedure, with its film or without."""
    seen = clips.completions(session())
    wanted = {name: request.args.get(name, "") for name in ("section", "has")}
    every = [clip_of(one, seen.get(one.slug, 0)) for one in all_cases()]
    found = [clip for clip in every if _wanted(clip, wanted)]
    groups = [(s, [clip for clip in found if clip.case.section == s.code]) for s in sections()]
    return render_template(
        "staff/clips/index.html",
        groups=[(section, group) for section, group in groups if group],
        have=sum(clip.film is not None for clip in every),
        all=len(every),
        wanted=wanted,
    )


@desk.get("/<slug>")
@needs("content.read")
def show(slug: str) -> str:
    """One film, to be played."""
    one = case(slug)
    seen = clips.completions(session()).get(slug, 0)
    return render_template("staff/clips/show.html", clip=clip_of(one, seen))


def clip_of(one: Case, seen: int) -> Clip:
    """The film a procedure has now, the draft's aside."""
    told = one.told or {}
    return Clip(one, film_at(told.get("clip"), told.get("clip_preview")), seen)


def _wanted(clip: Clip, wanted: dict[str, Any]) -> bool:
    has = {"yes": clip.film is not None, "no": clip.film is None}
    return wanted["section"] in ("", clip.case.section) and has.get(wanted["has"], True)
