"""Who is to be reminded: the working day before, and on the morning of the visit."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.appointments.booking import matter_of
from models.appointments.rows import Booking
from models.appointments.states import State
from models.calendar import Calendar
from models.citizens import lock
from models.dates import BANGKOK

AHEAD = timedelta(days=14)  # looked ahead for the working day before: longer than any holidays
Mark = InstrumentedAttribute[datetime | None]


def the_day_before(session: Session, calendar: Calendar, now: datetime) -> list[Booking]:
    """Visits whose last working day before is today, not yet reminded; they are marked now."""
    today = _today(now)
    ahead = Booking.day.between(today + timedelta(days=1), today + AHEAD)
    return [
        _marked(booking, Booking.reminded_before_at, now)
        for booking in _unmarked(session, Booking.reminded_before_at, ahead)
        if _days_between(calendar, booking, today) <= 1
        # Who chose it on the last working day before, or later, has just read it.
        and _days_between(calendar, booking, _today(booking.booked_at)) > 1
    ]


def that_morning(session: Session, calendar: Calendar, now: datetime) -> list[Booking]:
    """Visits of today that are not over, not yet reminded this morning; they are marked now."""
    today = _today(now)
    return [
        _marked(booking, Booking.reminded_that_morning_at, now)
        for booking in _unmarked(session, Booking.reminded_that_morning_at, Booking.day == today)
        if _still_comes(calendar, booking, now) and _today(booking.booked_at) < today
    ]


def _unmarked(session: Session, mark: Mark, when: ColumnElement[bool]) -> Iterator[Booking]:
    """Each locked after its citizen, as the worker does; who talks just now comes next time."""
    rows = select(Booking.id, Booking.citizen_id).where(
        when, mark.is_(None), Booking.state == State.BOOKED, Booking.citizen_id.is_not(None)
    )
    for booking_id, citizen_id in session.execute(rows.order_by(Booking.citizen_id)).all():
        if citizen_id is None or lock(session, citizen_id) is None:
            continue
        booking = session.get_one(Booking, booking_id, with_for_update=True, populate_existing=True)
        marked = getattr(booking, mark.key)
        if booking.state == State.BOOKED and not marked:
            yield booking


def _marked(booking: Booking, mark: Mark, now: datetime) -> Booking:
    setattr(booking, mark.key, now)
    return booking


def _days_between(calendar: Calendar, booking: Booking, day: date) -> int:
    """Working days after `day` up to the visit: one from a Friday to a Monday."""
    return calendar.working_days_between(day, booking.day, matter_of(booking).services)


def _still_comes(calendar: Calendar, booking: Booking, now: datetime) -> bool:
    openings = calendar.openings(booking.day, matter_of(booking).services)
    return any(one.half == booking.half and now < one.on(booking.day)[1] for one in openings)


def _today(now: datetime) -> date:
    return now.astimezone(BANGKOK).date()
