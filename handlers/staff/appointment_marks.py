"""What officers write down at the counter: who is here, how it went, what was a slip."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from handlers.staff import needs
from handlers.staff.appointment_sheet import asked_section
from handlers.staff.appointment_words import (
    READ,
    SERVE,
    STATES,
    called,
    found_by,
    place_name,
    said,
)
from handlers.staff.furniture import section_name
from handlers.staff.procedure_case import today, whole
from handlers.staff.visit import demand, note, now, officer, session
from models import calendar
from models.appointments import Booking, Matter, State, WrongMove
from models.appointments.counter import check_in, end, take_back, walk_in
from models.appointments.rows import hold
from models.calendar import Half
from models.dates import thai_moment
from models.officers import Officer

LONGEST_REASON, LONGEST_WORDS = 300, 200  # characters
ENDS = {
    "served": State.SERVED,
    "came-back": State.CAME_BACK,
    "no-show": State.NO_SHOW,
}


@needs("visits.read")
def find() -> Any:
    """Lead to the visit of a code, a reference or a queue number."""
    words = request.form.get("words", "").strip()[:LONGEST_WORDS]
    booking = found_by(words, today(), asked_section())
    if booking is None or not officer().may(READ, booking.section):
        return _not_found(words, booking)
    return redirect(url_for("appointments.show", number=booking.id))


@needs("visits.serve")
def arrive() -> Any:
    """Somebody shows a code, or says a number: they are here."""
    words = request.form.get("words", "").strip()[:LONGEST_WORDS]
    booking = found_by(words, today(), asked_section())
    if booking is None or not officer().may(SERVE, booking.section):
        return _not_found(words, booking)
    hold(session(), booking)
    if booking.state != State.BOOKED or booking.day != today():
        flash(_why_not(booking), "warning")
        return redirect(url_for("appointments.show", number=booking.id))
    check_in(session(), booking, officer(), now())
    return _done(booking, "arrived")


@needs("visits.serve")
def mark(number: int, name: str) -> Any:
    """Write down how one visit stands now, as the officer saw it before."""
    return _act(number, name.replace("-", "_"), _deed(name))


@needs("visits.serve")
def enter() -> Any:
    """Somebody came without an appointment: give them a number."""
    procedure = whole().catalogue.procedures.get(request.form.get("procedure", "")) or abort(400)
    demand(SERVE, procedure.section)
    matter = Matter(procedure.slug, procedure.section, procedure.name("th"))
    known = calendar.read(session())
    half = _half()
    if not any(one.half == half for one in known.openings(today(), matter.services)):
        why = known.why_closed(today(), matter.services, half)
        flash(_("ออกบัตรคิวไม่ได้ค่ะ ช่วงนี้ปิด: %(why)s", why=why), "warning")
        return _to_sheet()
    booking = walk_in(session(), matter, (today(), half), officer(), now())
    note("visits.walked_in", subject(booking), after={"number": called(booking)})
    words = _("ได้คิว %(number)s แล้วค่ะ เรื่อง %(name)s", number=called(booking), name=matter.name)
    flash(words, "success")
    return _to_sheet(booking, done=booking.id)


def subject(booking: Booking) -> str:
    """How the audit log names a visit."""
    return f"visit:{booking.reference}"


def _act(number: int, name: str, deed: Callable[[Booking], None]) -> Any:
    booking = session().get(Booking, number) or abort(404)
    demand(SERVE, booking.section)
    if booking.day > today():
        abort(409)
    hold(session(), booking)
    before = booking.state
    if booking.steps[-1].id != request.form.get("seen", type=int):
        flash(_meanwhile(booking), "warning")
        return _to_sheet(booking)
    try:
        with session().begin_nested():
            deed(booking)
    except WrongMove:
        flash(_meanwhile(booking), "warning")
        return _to_sheet(booking)
    except ValueError as wrong:
        flash(_wrong(str(wrong)), "warning")
        return _to_sheet(booking)
    return _done(booking, name, before)


def _deed(name: str) -> Callable[[Booking], None]:
    if name == "arrived":
        return lambda booking: check_in(session(), booking, officer(), now())
    if name == "taken-back":
        return lambda booking: take_back(session(), booking, officer(), now())
    to = ENDS.get(name) or abort(404)
    minutes = request.form.get("minutes", "").strip()
    if minutes and not minutes.isdecimal():
        abort(400)
    return lambda booking: end(
        session(),
        booking,
        to,
        officer(),
        now(),
        minutes=int(minutes[:6]) if minutes and to != State.NO_SHOW else None,
        reason=request.form.get("reason", "")[:LONGEST_REASON],
    )


def _done(booking: Booking, name: str, before: str = State.BOOKED) -> Any:
    after = {"state": booking.state, "minutes": booking.minutes}
    note(f"visits.{name}", subject(booking), before={"state": before}, after=after)
    if booking.state == State.CANCELLED:
        flash(_("นำ %(what)s ออกแล้วค่ะ", what=said(booking)), "success")
        return _to_sheet(booking)
    state = STATES[State(booking.state)]
    flash(_("%(what)s: %(state)s", what=said(booking), state=state), "success")
    return _to_sheet(booking, done=None if name == "taken_back" else booking.id)


def _to_sheet(booking: Booking | None = None, **more: Any) -> Any:
    """Back to where the button stood: the visit's own page, or the sheet of its day."""
    if booking is not None and request.form.get("back") == "page":
        return redirect(url_for("appointments.show", number=booking.id, **more))
    day = booking.day if booking is not None else today()
    section = request.form.get("section") or None
    anchor = f"visit-{booking.id}" if booking is not None else None
    asked = {"day": day, "section": section, **more}
    return redirect(url_for("appointments.index", **asked, _anchor=anchor))


def _half() -> Half:
    try:
        return Half(request.form.get("half", ""))
    except ValueError:
        abort(400)


def _not_found(words: str, booking: Booking | None) -> Any:
    if booking is not None:  # tell them where to go, and nothing more
        section = section_name(booking.section)
        flash(_("นัดนี้เป็นของ%(section)s กรุณาเชิญไปที่เคาน์เตอร์ของฝ่ายนั้นค่ะ", section=section), "warning")
    else:
        flash(
            _(
                "ไม่พบนัดจาก “%(words)s” ลองเลขอ้างอิง เช่น B-000123 หรือเลขคิวของวันนี้ เช่น ช012 ค่ะ",
                words=words,
            ),
            "warning",
        )
    return redirect(url_for("appointments.index", section=request.form.get("section") or None))


def _why_not(booking: Booking) -> str:
    if booking.state == State.BOOKED:
        return str(_("นัดนี้ไม่ใช่ของวันนี้ค่ะ นัดไว้ %(place)s", place=place_name(booking)))
    if booking.state in (State.ARRIVED, State.SERVED, State.CAME_BACK):
        return _meanwhile(booking)
    state = STATES[State(booking.state)]
    return str(_("นัดนี้เช็กอินไม่ได้ค่ะ สถานะ: %(state)s", state=state))


def _meanwhile(booking: Booking) -> str:
    """Who was quicker, and what they wrote down."""
    last = booking.steps[-1]
    who = session().get(Officer, last.officer_id) if last.officer_id else None
    return str(
        _(
            "มีผู้บันทึกไว้ก่อนแล้วค่ะ: %(who)s บันทึกว่า “%(state)s” เมื่อ %(at)s",
            who=who.name if who else _("ประชาชน"),
            state=STATES[State(last.to_state)],
            at=thai_moment(last.at),
        )
    )


def _wrong(what: str) -> str:
    if what == "minutes":
        return str(_("เวลาที่เคาน์เตอร์ต้องอยู่ระหว่าง 0–480 นาทีค่ะ"))
    return str(_("ต้องมาใหม่เพราะอะไร กรุณาเขียนเหตุผลสั้น ๆ ค่ะ"))
