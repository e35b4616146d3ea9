"""Who is to be reminded: the working day before, and on the morning of the visit."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appointments.booking import matter_of
from models.appointments.rows import Booking
from models.appointments.states import State
from models.calendar import Calendar
from models.dates import BANGKOK

AHEAD = 14  # days looked ahead for the working day before: longer than any run of holidays


def the_day_before(session: Session, calendar: Calendar, now: datetime) -> Sequence[Booking]:
    """Visits whose last working day before is today, not yet reminded; they are marked now."""
    today = _today(now)
    rows = select(Booking).where(
        Booking.state == State.BOOKED,
        Booking.day > today,
        Booking.day <= date.fromordinal(today.toordinal() + AHEAD),
        Booking.reminded_before_at.is_(None),
        Booking.citizen_id.is_not(None),
    )
    found = session.scalars(rows.order_by(Booking.id).with_for_update(skip_locked=True)).all()
    due = [one for one in found if _no_working_day_between(calendar, one, today)]
    for booking in due:
        booking.reminded_before_at = now
    return due


def that_morning(session: Session, now: datetime) -> Sequence[Booking]:
    """Visits of today, not yet reminded this morning; they are marked now."""
    rows = select(Booking).where(
        Booking.state == State.BOOKED,
        Booking.day == _today(now),
        Booking.reminded_that_morning_at.is_(None),
        Booking.citizen_id.is_not(None),
    )
    due = session.scalars(rows.order_by(Booking.id).with_for_update(skip_locked=True)).all()
    for booking in due:
        booking.reminded_that_morning_at = now
    return due


def _no_working_day_between(calendar: Calendar, booking: Booking, today: date) -> bool:
    # On a Friday for a Monday, and on the last day before a long holiday.
    services = matter_of(booking).services
    return calendar.working_days_between(today, booking.day, services) <= 1


def _today(now: datetime) -> date:
    return now.astimezone(BANGKOK).date()
