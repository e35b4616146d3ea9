"""A day the office must close: its people are moved with one act, and nobody is lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import Session

from models.appointments.booking import (
    Barred,
    Place,
    ensure_free,
    lock_places,
    matter_of,
    replace,
)
from models.appointments.rows import Booking, SeatRule, hold
from models.appointments.seats import days
from models.appointments.states import State
from models.calendar import Calendar, Half, Service
from models.citizens import Citizen
from models.dates import BANGKOK
from models.officers import Officer

TO_BE_PLACED = Booking.state == State.DISPLACED


class Meanwhile(Exception):
    """Somebody booked there while we waited for others: roll back, and once more."""


@dataclass(frozen=True)
class Moved:
    """One person's old seat and the new one; None when none was free."""

    old: Booking
    new: Booking | None


def hold_people(
    session: Session, whom: ColumnElement[bool], closed: Collection[date], now: datetime
) -> None:
    """Hold the citizens of the bookings `whom`, then the days `closed` and every day to book.

    In the one order everybody keeps, so that none waits for the other for ever. What is closed,
    and who is moved, comes after it. Raises Meanwhile.
    """
    rows = select(Booking.citizen_id).where(whom, Booking.citizen_id.is_not(None))
    people = set(session.scalars(rows))
    held = select(Citizen.id).where(Citizen.id.in_(people)).order_by(Citizen.id)
    session.execute(held.with_for_update(key_share=True))
    today = now.astimezone(BANGKOK).date()
    ahead = range(_farthest(session, today) + 1)
    days = {*closed, *(today + timedelta(days=number) for number in ahead)}
    lock_places(session, [(day, half) for day in days for half in Half])
    if set(session.scalars(rows)) - people:
        raise Meanwhile


def stranded(session: Session, calendar: Calendar, today: date) -> Sequence[Booking]:
    """Who is booked on a day to come that is closed for their matter, by whatever way."""
    key = (Booking.day, Booking.half, Booking.procedure, Booking.section)
    ahead = (Booking.state == State.BOOKED, Booking.day >= today)
    shut = [
        one
        for one in session.execute(select(*key).where(*ahead).distinct())
        if not _opens(calendar, one.day, one.half, (one.procedure, f"section:{one.section}"))
    ]
    rows = select(Booking).where(*ahead, tuple_(*key).in_([tuple(one) for one in shut]))
    return session.scalars(rows.order_by(Booking.day, Booking.booked_at, Booking.id)).all()


def displaced(session: Session) -> Sequence[Booking]:
    """Who waits for a new day since the office closed theirs, longest first."""
    rows = select(Booking).where(TO_BE_PLACED)
    return session.scalars(rows.order_by(Booking.booked_at, Booking.id)).all()


def affected(session: Session, day: date, calendar: Calendar) -> Sequence[Booking]:
    """Who is booked on a day, or a half of it, that `calendar` says is closed for their matter.

    Hold `lock_day`, or `hold_people`, from before the closure is written until all are moved.
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

    Nobody comes earlier than they meant to while a later seat is free. Who finds no seat keeps
    their case as displaced, to choose a day when there is one; who was displaced is placed too.
    `calendar` must already know of the closure.
    """
    moved = []
    for booking in sorted(bookings, key=lambda one: (one.booked_at, one.id)):
        hold(session, booking)
        if booking.state not in (State.BOOKED, State.DISPLACED):
            continue  # cancelled or moved while we were at the others
        place = _nearest(session, booking, now, calendar)
        if place is None and booking.state == State.DISPLACED:
            continue
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

    def distance(place: Place) -> tuple[bool, int, bool]:
        away = (place[0] - booking.day).days
        return away < 0, abs(away), place[1] != booking.half

    for place in sorted(((choice.day, choice.half) for choice in free), key=distance):
        lock_places(session, [place])
        try:
            ensure_free(session, matter, place, now)
        except Barred:
            continue
        return place
    return None


def _open(booking: Booking, calendar: Calendar) -> bool:
    return _opens(calendar, booking.day, booking.half, matter_of(booking).services)


def _opens(calendar: Calendar, day: date, half: str, services: Service) -> bool:
    return any(one.half == half for one in calendar.openings(day, services))


def _farthest(session: Session, today: date) -> int:
    """Calendar days ahead that any rule in force lets somebody book."""
    rows = select(func.max(SeatRule.horizon_days)).where(
        or_(SeatRule.until_day.is_(None), SeatRule.until_day >= today)
    )
    return session.scalar(rows) or 0
