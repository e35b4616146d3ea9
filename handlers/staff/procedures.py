"""The desk of procedures: all of them by section, and for each what is told and what is written."""

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from handlers.staff import (
    needs,
    officer,
    procedure_checking,
    procedure_confirming,
    procedure_editing,
    procedure_history,
    procedure_phone,
    procedure_showing,
)
from handlers.staff.furniture import sections
from handlers.staff.procedure_case import KIND, Case, all_cases, case, due
from handlers.staff.procedure_showing import state_names
from models import content
from models.content import State
from models.officers import Officer

desk = Blueprint("procedures", __name__, url_prefix="/staff/procedures")

for address, view, methods in (
    ("/confirm", procedure_confirming.confirm, ["GET", "POST"]),
    ("/<slug>/edit", procedure_editing.edit, ["GET", "POST"]),
    ("/<slug>/submit", procedure_checking.submit, ["POST"]),
    ("/<slug>/publish", procedure_checking.publish, ["POST"]),
    ("/<slug>/reject", procedure_checking.reject, ["POST"]),
    ("/<slug>/discard", procedure_checking.discard, ["POST"]),
    ("/<slug>/history", procedure_history.history, ["GET"]),
    ("/<slug>/history/<int:number>", procedure_history.version, ["GET"]),
    ("/<slug>/history/<int:number>/revert", procedure_history.revert, ["POST"]),
    ("/<slug>/phone", procedure_phone.phone, ["GET"]),
    ("/<slug>/phone/turn", procedure_phone.turn, ["GET"]),
):
    desk.add_url_rule(address, view_func=view, methods=methods)


@desk.get("/")
@needs("content.read")
def index() -> str:
    """All procedures by section, those asked for."""
    overdue = {review.slug for review in due() if review.kind == KIND}
    wanted = {name: request.args.get(name, "").strip() for name in ("q", "section", "state")}
    everything = all_cases()
    found = [one for one in everything if _wanted(one, wanted, overdue)]
    own_first = sorted(sections(), key=lambda section: section.code != officer().section)
    by_section = [(s, [c for c in found if c.section == s.code]) for s in own_first]
    return render_template(
        "staff/procedures/index.html",
        groups=[(section, cases) for section, cases in by_section if cases],
        count=len(found),
        all=len(everything),
        overdue=overdue,
        wanted=wanted,
        states=state_names(),
        unconfirmed={one.slug: len(procedure_confirming.sheet(one).waiting) for one in found},
    )


@desk.get("/<slug>")
@needs("content.read")
def show(slug: str) -> str:
    """One procedure: what citizens are told, what would change, and what to do next."""
    return procedure_showing.page(case(slug))


def waiting(session: Session, who: Officer) -> int:
    """How many procedures wait for this officer: to check, or to write again."""
    checks = who.may("content.publish")
    mine = State.CHECKING if checks else State.REJECTED
    permission = "content.publish" if checks else "content.edit"
    return sum(
        version.kind == KIND and version.state == mine and who.may(permission, version.section)
        for version in content.all_open(session)
    )


def _wanted(one: Case, wanted: dict[str, str], overdue: set[str]) -> bool:
    marks = [*one.states, *(["overdue"] if one.slug in overdue else [])]
    page = one.newest
    told = [page[name] for name in ("name_th", "name_en", "short_th", "slug") if name in page]
    words = " ".join([*told, *page.get("asks", []), *page.get("asks_en", [])]).casefold()
    return (
        wanted["section"] in ("", one.section)
        and (not wanted["state"] or wanted["state"] in marks)
        and all(word in words for word in wanted["q"].casefold().split())
    )
