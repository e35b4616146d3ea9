"""A day the office must close: its people are moved with one act, and nobody is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appointments.booking import (
    Barred,
    Place,
    ensure_free,
    lock_places,
    matter_of,
    replace,
)
from models.appointments.rows import Booking, hold
from models.appointments.seats import days
from models.appointments.states import State
from models.calendar import Calendar, Half
from models.officers import Officer


@dataclass(frozen=True)
class Moved:
    """One person's old seat and the new one; None when none was free."""

    old: Booking
    new: Booking | None


def affected(session: Session, day: date, calendar: Calendar) -> Sequence[Booking]:
    """Who is booked on a day, or a half of it, that `calendar` says is closed for their matter.

    Hold `lock_day` from before the closure is written until its people are moved.
    """
    rows = select(Booking).where(Booking.day == day, Booking.state == State.BOOKED)
    found = session.scalars(rows.order_by(Booking.half.desc(), Booking.number)).all()
    return [booking for booking in found if not _open(booking, calendar)]


def move_all(
    session: Session,
    bookings: Sequence[Booking],
    officer: Officer,
    now: datetime,
    calendar: Calendar,
    *,
    why: str,
) -> list[Moved]:
    """Give each of them the nearest free seat, the same half-day first, in order of booking.

    Who finds no seat keeps their case as displaced, to choose a day when there is one.
    `calendar` must already know of the closure.
    """
    moved = []
    for booking in sorted(bookings, key=lambda one: (one.booked_at, one.id)):
        hold(session, booking)
        if booking.state != State.BOOKED:
            continue  # cancelled or moved while we were at the others
        place = _nearest(session, booking, now, calendar)
        if place is None:
            booking.go(State.DISPLACED, now, by="officer", officer_id=officer.id, why=why)
            moved.append(Moved(booking, None))
            continue
        new = replace(session, booking, place, now, by="officer", officer_id=officer.id, why=why)
        moved.append(Moved(booking, new))
    session.flush()
    return moved


def _nearest(session: Session, booking: Booking, now: datetime, calendar: Calendar) -> Place | None:
    matter = matter_of(booking)
    free = [
        choice
        for day in days(session, matter, calendar, now)
        for choice in day.choices
        if choice.bar is None
    ]

    def distance(place: Place) -> tuple[int, bool]:
        return abs((place[0] - booking.day).days), place[1] != booking.half

    for place in sorted(((choice.day, choice.half) for choice in free), key=distance):
        lock_places(session, [place])
        try:
            ensure_free(session, matter, place, now)
        except Barred:
            continue
        return place
    return None


def _open(booking: Booking, calendar: Calendar) -> bool:
    openings = calendar.openings(booking.day, matter_of(booking).services)
    return any(one.half == Half(booking.half) for one in openings)
