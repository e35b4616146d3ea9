"""The innovation desk: every section hands in ideas, one is chosen and taken through five steps."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from handlers.staff import ideas_forms, ideas_papers
from handlers.staff.furniture import thai_day
from handlers.staff.ideas_case import may_choose, mine, one_asked, section_codes
from handlers.staff.ideas_steps import NEXT, STANDS, steps
from handlers.staff.reports_evidence import year_asked, years_shown
from handlers.staff.visit import needs, note, now, officer, session
from models import innovation
from models.innovation import Changed, Fixed, NotReady, OneAlready
from models.officers import Officer
from models.usage import Idea, evidence

desk = Blueprint("ideas", __name__, url_prefix="/staff/ideas")
for name, address, view, methods in (
    ("new", "/new", ideas_forms.new, ["GET", "POST"]),
    ("form", "/<int:number>/forms/<int(min=1, max=5):which>", ideas_forms.edit, ["GET", "POST"]),
    (
        "paper",
        "/<int:number>/forms/<int(min=1, max=5):which>.<any(docx, pdf):kind>",
        ideas_papers.download,
        ["GET"],
    ),
    ("bundle", "/forms-1.<any(docx, pdf):kind>", ideas_papers.bundle, ["GET"]),
):
    desk.add_url_rule(address, name, view, methods=methods)


@desk.context_processor
def _words() -> dict[str, Any]:
    return {
        "stage_names": STANDS,
        "next_stage": NEXT,
        "day_of": lambda day: thai_day(date.fromisoformat(day)),
    }


@desk.get("/")
@needs("ideas.write")
def index() -> str:
    """The ideas of a fiscal year, how many of how many, and how far the chosen one is."""
    year = year_asked()
    found = innovation.ideas(session(), year)
    chosen = next((one for one in found if one.stage != "idea"), None)
    counts = innovation.count_by_section(found)
    away = [one for one in innovation.withdrawn(session(), year) if mine(one)]
    return render_template(
        "staff/ideas/index.html", year=year, years=years_shown(year), ideas=found, away=away,
        counts=[(code, counts[code]) for code in section_codes(counts)], points=innovation.points,
        needed=innovation.needed(session()), offices=innovation.OFFICES,
        office_kind=innovation.office_kind(session()), chosen=chosen, may_choose=may_choose(),
        steps=steps(chosen, found), full=len(innovation.CRITERIA) * innovation.MOST_POINTS,
    )  # fmt: skip


@desk.get("/<int:number>")
@needs("ideas.write")
def show(number: int) -> str:
    """One idea: what its forms say, what the next step lacks, and what proves each step."""
    one = one_asked(number)
    found = innovation.ideas(session(), one.fiscal_year)
    proofs = evidence.of_idea(session(), number)
    return render_template(
        "staff/ideas/show.html", idea=one, who=_name(one.officer_id), mine=mine(one), proofs=proofs,
        may_choose=may_choose(), missing=innovation.missing(session(), one),
        chosen=innovation.chosen(session(), one.fiscal_year), steps=steps(one, found),
        sheets=list(innovation.FORMS.values()), points=innovation.points(one),
        words={which: innovation.words_of(one, which) for which in innovation.FORMS},
        full=len(innovation.CRITERIA) * innovation.MOST_POINTS,
    )  # fmt: skip


@desk.post("/<int:number>/advance")
@needs("reports.write")
def advance(number: int) -> Any:
    """Take the next step: choose it, send the project, finish developing it, follow it up."""
    one = one_asked(number)  # not held: `advance` holds all of the year, in one order
    before = one.stage
    try:
        innovation.advance(session(), one, _seen(), now())
    except NotReady as fault:
        flash(_("ยังไปขั้นต่อไปไม่ได้ ยังขาด: %(what)s", what=" · ".join(fault.lacks)), "error")
    except OneAlready as fault:
        flash(
            _("ปีงบประมาณนี้เลือก “%(title)s” แล้ว เลือกได้เรื่องเดียวค่ะ", title=fault.other.title), "error"
        )
    else:
        _noted("ideas.moved", one, before)
        flash(_("บันทึกแล้วว่าผ่านขั้นตอนนี้ค่ะ"), "success")
    return _back(number)


@desk.post("/<int:number>/back")
@needs("reports.write")
def back(number: int) -> Any:
    """Undo the last step."""
    one = one_asked(number, hold=True)
    before = one.stage
    innovation.step_back(one, _seen(), now())
    _noted("ideas.moved", one, before)
    flash(_("ย้อนกลับหนึ่งขั้นแล้ว ข้อความในแบบฟอร์มยังอยู่ครบค่ะ"), "success")
    return _back(number)


@desk.post("/<int:number>/withdraw")
@needs("ideas.write")
def withdraw(number: int) -> Any:
    """Take an idea back that was not chosen."""
    one = one_asked(number, hold=True)
    if not mine(one):
        abort(403)
    innovation.withdraw(one, _seen(), now())
    note("ideas.withdrawn", f"idea:{number}", before={"title": one.title})
    flash(_("ถอน “%(title)s” แล้ว เอากลับได้จากท้ายหน้านี้ค่ะ", title=one.title), "success")
    return redirect(url_for("ideas.index", year=one.fiscal_year))


@desk.post("/<int:number>/return")
@needs("ideas.write")
def put_back(number: int) -> Any:
    """Undo that an idea was withdrawn."""
    one = one_asked(number, hold=True)
    if not mine(one):
        abort(403)
    innovation.bring_back(one, now())
    note("ideas.returned", f"idea:{number}", after={"title": one.title})
    flash(_("เอา “%(title)s” กลับมาแล้วค่ะ", title=one.title), "success")
    return _back(number)


@desk.post("/office")
@needs("reports.write")
def office() -> Any:
    """Say which kind of unit this is, for it decides how many ideas are owed."""
    kind = request.form.get("kind", 0, type=int)
    if kind not in innovation.OFFICES:
        abort(400)
    before = innovation.office_kind(session())
    innovation.decide_office(session(), kind, officer(), now())
    note("ideas.office_kind", "office", before={"kind": before}, after={"kind": kind})
    flash(_("บันทึกแล้วค่ะ"), "success")
    return redirect(url_for("ideas.index", year=year_asked()))


@desk.errorhandler(Changed)
@desk.errorhandler(Fixed)
def _overtaken(_fault: Exception) -> Any:
    """A press that came too late changes nothing: the page shows how it stands."""
    session().rollback()
    flash(_("เรื่องนี้เพิ่งเปลี่ยนไป กรุณาดูอีกครั้งแล้วค่อยกดค่ะ"), "error")
    return _back(int((request.view_args or {})["number"]))


def _seen() -> int:
    return request.form.get("seen", 0, type=int)


def _noted(action: str, one: Idea, before: str) -> None:
    note(action, f"idea:{one.id}", before={"stage": before}, after={"stage": one.stage})


def _name(number: int | None) -> str:
    return session().get_one(Officer, number).name if number else ""


def _back(number: int) -> Any:
    return redirect(url_for("ideas.show", number=number))
