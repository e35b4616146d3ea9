"""The desk of visits: the day at the counter, the month, one visit, and who needs a new day."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.staff import appointment_closing, appointment_marks
from handlers.staff.appointment_month import month_sheet
from handlers.staff.appointment_sheet import asked_section, day_sheet, prechecks_of, words
from handlers.staff.appointment_words import READ, SERVE, newest, own_sections
from handlers.staff.guard import with_camera
from handlers.staff.procedure_case import today
from handlers.staff.visit import demand, needs, officer, session, unchanged
from models import calendar
from models.appointments import Booking, State
from models.appointments.closing import stranded
from models.appointments.counter import unmarked
from models.officers import Officer

desk = Blueprint("appointments", __name__, url_prefix="/staff/appointments")
MOST = 200  # visits in one list

for address, view in (
    ("/find", appointment_marks.find),
    ("/arrive", appointment_marks.arrive),
    ("/walk-in", appointment_marks.enter),
    ("/<int:number>/<any('arrived', 'served', 'came-back', 'no-show', 'taken-back'):name>",
     appointment_marks.mark),
):  # fmt: skip
    desk.add_url_rule(address, view_func=view, methods=["POST"])


@desk.get("/")
@needs("visits.read")
def index() -> str | Response:
    """One day at the counter; today's unless another is asked for."""
    asked = day_sheet()
    unchanged(asked["version"])
    page = render_template("staff/appointments/index.html", done=_done(), **asked, **_tabs())
    return with_camera(page)


@desk.get("/sheet")
@needs("visits.read")
def sheet() -> Any:
    """The part of that page that is asked for again and again."""
    asked = day_sheet()
    if unchanged(asked["version"]):
        return "", 204
    return render_template("staff/appointments/sheet.html", **asked)


@desk.get("/month")
@needs("visits.read")
def month() -> str:
    """A month: seats, who booked them, who came."""
    return render_template("staff/appointments/month.html", **month_sheet(), **_tabs())


@desk.get("/<int:number>")
@needs("visits.read")
def show(number: int) -> str:
    """One visit: where it stands, its checked papers, what happened."""
    visit = session().get(Booking, number) or abort(404)
    demand(READ, visit.section)
    ids = {step.officer_id for step in visit.steps if step.officer_id}
    people = session().scalars(select(Officer).where(Officer.id.in_(ids)))
    return render_template(
        "staff/appointments/visit.html",
        visit=visit,
        newest=newest(visit),
        precheck=prechecks_of([visit]).get(visit.id),
        people={one.id: one.name for one in people},
        section=asked_section(),
        done=_done(),
        **words(),
        **_tabs(),
    )


@desk.get("/unplaced")
@needs("visits.serve")
def unplaced() -> str:
    """Who needs a new day, where each could go, and whose last visit nobody wrote down."""
    return render_template(
        "staff/appointments/unplaced.html",
        outcome=appointment_closing.rehearse_placing(),
        loose=_loose()[:MOST],
        section=asked_section(),
        **words(),
        **_tabs(),
    )


@desk.post("/unplaced")
@needs("visits.serve")
def place() -> Any:
    """Give all of them the nearest free seat, and tell them."""
    outcome = appointment_closing.place_all()
    appointment_closing.write_down(outcome, "visits:unplaced")
    appointment_closing.say(outcome)
    return redirect(url_for("appointments.unplaced"))


def waiting(db: Session, who: Officer) -> int:
    """How many stand at the counter now, and how many wait for a new day."""
    here = (Booking.day == today()) & (Booking.state == State.ARRIVED)
    rows = select(Booking.section, func.count()).where(here | (Booking.state == State.DISPLACED))
    counted = db.execute(rows.group_by(Booking.section)).all()
    return sum(count for section, count in counted if who.may(SERVE, section))


def notice(db: Session, who: Officer) -> tuple[str, str] | None:
    """What the first page tells: somebody is booked on a day the office is closed."""
    shut = stranded(db, calendar.read(db), today())
    mine = [one for one in shut if who.may(SERVE, one.section)]
    if not mine:
        return None
    sentence = _("มีผู้นัด %(count)s รายในวันที่สำนักงานปิด กรุณาจัดวันใหม่ให้ค่ะ", count=len(mine))
    return str(sentence), url_for("appointments.unplaced")


def _tabs() -> dict[str, Any]:
    """How many are in the list of those without a day."""
    homeless, shut = appointment_closing.homeless() if own_sections(SERVE) else ([], [])
    return {"unplaced_count": len(homeless) + len(shut) + len(_loose())}


def _loose() -> list[Booking]:
    mine = officer()
    return [one for one in unmarked(session(), today()) if mine.may(SERVE, one.section)]


def _done() -> Booking | None:
    """The visit this officer has just marked, so that the page can offer to undo it."""
    number = request.args.get("done", type=int)
    visit = session().get(Booking, number) if number else None
    if visit is None or visit.state not in words()["back"]:
        return None
    return visit if visit.steps[-1].officer_id == officer().id else None
