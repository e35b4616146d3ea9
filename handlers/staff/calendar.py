"""The office calendar's desk: which days are open, which are not, why, and who said so."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from handlers.staff import appointment_closing, calendar_hours, calendar_undo
from handlers.staff.calendar_form import DayForm
from handlers.staff.calendar_undo import write_down
from handlers.staff.calendar_view import day_of, month_of, rows_between, year_of
from handlers.staff.calendar_words import (
    HALVES,
    KINDS,
    WHOLE_OFFICE,
    demand_edit,
    may_edit,
    month_name,
    service_called,
    service_name,
    services,
    weekday_name,
)
from handlers.staff.procedure_case import today
from handlers.staff.visit import needs, note, now, officer, session
from models import calendar
from models.audit import Act
from models.calendar import AlreadyThere, CalendarDay, NotSo
from models.officers import Officer

desk = Blueprint("calendar", __name__, url_prefix="/staff/calendar")
FIRST_YEAR, LAST_YEAR = 2560, 2700  # B.E.: what an address may ask for


@desk.get("/")
@needs("calendar.read")
def index() -> str:
    """One month, of the whole office or of one service."""
    service = _service()
    month = month_of(calendar.read(session()), _month(), service)
    return _page("month", month=month, service=service, groups=services())


@desk.get("/day/<day>")
@needs("calendar.read")
def show(day: str) -> str:
    """One day: its sessions, what is said of it, and what was taken away again."""
    asked, service = _day(day), _service()
    shown = day_of(calendar.read(session()), asked, service)
    removed = rows_between(asked, asked, removed=True)
    return _page("day", shown=shown, removed=removed, service=service)


@desk.get("/year/<int:number>")
@needs("calendar.read")
def year(number: int) -> str:
    """A fiscal year (B.E.): its holidays by month, its working days, and whether it is right."""
    if not FIRST_YEAR <= number <= LAST_YEAR:
        abort(404)
    return _page("year", year=year_of(calendar.read(session()), number))


@desk.route("/add", methods=["GET", "POST"])
@needs("calendar.edit")
def add() -> Any:
    """Make a day, or several in a row, unlike others."""
    day, mine = request.args.get("day"), officer().section
    service = f"section:{mine}" if mine else WHOLE_OFFICE
    form = DayForm(data={"day": _day(day) if day else today(), "service": service})
    if form.validate_on_submit() and (page := _add(form)):
        return page
    return _page("add", form=form), 422 if form.is_submitted() else 200


@desk.post("/days/<int:number>/remove")
@needs("calendar.edit")
def remove(number: int) -> Any:
    """Make the day like others again."""
    row = session().get(CalendarDay, number) or abort(404)
    demand_edit(row.service)
    try:
        calendar.remove_day(session(), row, officer(), now())
    except NotSo:
        abort(409)
    act = write_down("calendar.day_removed", _subject(row.day), _facts([row]), before=_said(row))
    flash(_("นำ “%(name)s” ออกแล้วค่ะ", name=row.name_th), "success")
    return redirect(url_for("calendar.show", day=row.day, done=act))


@desk.post("/year/<int:number>/confirm")
@needs("calendar.edit")
def confirm(number: int) -> Any:
    """Say that the calendar of a fiscal year is right."""
    demand_edit(None)
    if number not in calendar_years():
        abort(404)
    try:
        calendar.confirm_year(session(), number, officer(), now())
    except AlreadyThere:
        abort(409)
    act = write_down("calendar.year_confirmed", f"calendar:{number}", {"year": number})
    flash(_("ยืนยันปฏิทินปีงบประมาณ %(year)s แล้วค่ะ", year=number), "success")
    return redirect(url_for("calendar.year", number=number, done=act))


@desk.post("/year/<int:number>/unconfirm")
@needs("calendar.edit")
def unconfirm(number: int) -> Any:
    """Say that it has to be looked at again."""
    demand_edit(None)
    try:
        calendar.unconfirm_year(session(), number)
    except NotSo:
        abort(409)
    note("calendar.undone", f"calendar:{number}", before={"confirmed": True})
    flash(_("ปฏิทินปีงบประมาณ %(year)s รอการยืนยันอีกครั้งค่ะ", year=number), "success")
    return redirect(url_for("calendar.year", number=number))


@desk.post("/undo/<int:number>")
@needs("calendar.edit")
def undo(number: int) -> Any:
    """Take back what this officer has just done."""
    act = session().get(Act, number) or abort(404)
    if act.action not in calendar_undo.BACK or act.officer_id != officer().id:
        abort(404)
    calendar_undo.take_back(act)
    flash(_("เลิกทำแล้วค่ะ"), "success")
    return redirect(calendar_undo.place_of(act))


@desk.get("/hours")
@needs("calendar.read")
def hours() -> str:
    """The weekly hours of the office, and of services that have their own."""
    return _page("hours", weeks=calendar_hours.weeks(), groups=services(mine=True))


@desk.route("/hours/<service>", methods=["GET", "POST"])
@needs("calendar.edit")
def edit_hours(service: str) -> Any:
    """Set the weekly hours of a service."""
    asked = service_called(service)
    demand_edit(asked)
    week = calendar_hours.Week.written(request.form, asked) if request.form else None
    if week and not week.faults:
        act = calendar_hours.keep(asked, week)
        if act:
            flash(_("บันทึกเวลาทำการแล้วค่ะ"), "success")
            return redirect(url_for("calendar.hours", done=act))
    week = week or calendar_hours.Week.known(asked)
    page = _page("edit_hours", week=week, service=asked, code=service)
    return page, 422 if week.faults else 200


@desk.post("/hours/<service>/confirm")
@needs("calendar.edit")
def confirm_hours(service: str) -> Any:
    """Say that the hours the program came with are this office's."""
    asked = service_called(service)
    demand_edit(asked)
    try:
        calendar.confirm_hours(session(), asked, officer(), now())
    except NotSo:
        abort(409)
    act = write_down("calendar.hours_confirmed", f"calendar.hours:{service}", {"service": asked})
    flash(_("ยืนยันเวลาทำการแล้วค่ะ"), "success")
    return redirect(url_for("calendar.hours", done=act))


def waiting(db: Session, who: Officer) -> int:
    """Whether a fiscal year is to be confirmed, for those who may."""
    return int(who.may("calendar.edit", "") and bool(calendar.unconfirmed_year(db, today())))


def notice(db: Session, who: Officer) -> tuple[str, str] | None:
    """What the first page tells heads about the calendar: a sentence, and where to go."""
    number = calendar.unconfirmed_year(db, today()) if who.may("calendar.edit") else None
    if number is None:
        return None
    sentence = _("ปฏิทินปีงบประมาณ %(year)s ยังไม่ได้ยืนยัน กรุณาตรวจวันหยุดก่อนรับนัดค่ะ", year=number)
    return str(sentence), url_for("calendar.year", number=number)


def calendar_years() -> list[int]:
    """The fiscal years the calendar is filled in for: this one and the next two."""
    first = calendar.fiscal_year(today())
    return list(range(first, first + 3))


def _add(form: DayForm) -> Any:
    """Keep what the form says, and move who is booked there; None with what is wrong in the form.

    Before anybody is moved, the officer sees who, and where to.
    """
    demand_edit(form.asked_service)
    rows: list[CalendarDay] = []
    entries = list(form.entries())

    def change() -> None:
        rows[:] = [calendar.add_day(session(), entry, officer(), now()) for entry in entries]

    days = [entry.day for entry in entries]
    try:
        if "move" not in request.form:
            outcome = appointment_closing.rehearse_closing(days, change)
            if outcome.going:
                return _page("people", form=form, outcome=outcome)
        outcome = appointment_closing.close(days, change)
    except AlreadyThere:
        form.day.errors = [_("วันนี้มีรายการแบบเดียวกันอยู่แล้วค่ะ")]
        return None
    moved = {"moved": outcome.moved} if outcome.moved else {}
    act = write_down("calendar.day_added", _subject(form.first), {**_facts(rows), **moved})
    if outcome.going:
        appointment_closing.write_down(outcome, _subject(form.first))
    flash(_("บันทึกแล้วค่ะ"), "success")
    appointment_closing.say(outcome)
    return redirect(url_for("calendar.index", month=f"{form.first:%Y-%m}", done=act))


def _page(name: str, **more: Any) -> str:
    return render_template(
        f"staff/calendar/{name}.html",
        done=calendar_undo.done(),
        halves=HALVES,
        kinds=KINDS,
        may_edit=may_edit,
        month_name=month_name,
        service_name=service_name,
        stranded=appointment_closing.stranded_count(),
        this_year=calendar.fiscal_year(today()),
        to_confirm=calendar.unconfirmed_year(session(), today()),
        today=today(),
        weekday_name=weekday_name,
        whole_office=WHOLE_OFFICE,
        years=calendar_years(),
        **more,
    )


def _service() -> str | None:
    return service_called(request.args.get("service", WHOLE_OFFICE))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


def _month() -> date:
    asked = request.args.get("month")
    first = _day(f"{asked}-01") if asked else today().replace(day=1)
    return first if FIRST_YEAR <= calendar.fiscal_year(first) <= LAST_YEAR else abort(404)


def _subject(day: date) -> str:
    return f"calendar:{day}"


def _facts(rows: list[CalendarDay]) -> dict[str, Any]:
    """What an act did, and to whose calendar; `days` are the rows to undo."""
    first = rows[0]
    return {
        "days": [row.id for row in rows],
        "service": first.service,
        "until": str(rows[-1].day),
        **(_said(first) if first.cancelled_at is None else {}),
    }


def _said(row: CalendarDay) -> dict[str, Any]:
    return {"kind": row.kind, "half": row.half, "name": row.name_th, "source": row.source}
