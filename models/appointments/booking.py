"""Taking a seat, moving it and giving it back; the last seat goes to exactly one."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.appointments.allowances import Matter, allowances
from models.appointments.rows import Booking, BookingStep, hold, new_code
from models.appointments.seats import Bar, chooser, taken_between
from models.appointments.states import LIVE, State
from models.calendar import Calendar, Half, read
from models.citizens import Citizen
from models.dates import BANGKOK
from models.prechecks import Precheck

Place = tuple[date, Half]


class Barred(Exception):
    """The half-day cannot be had; `bar` says why."""

    def __init__(self, bar: Bar) -> None:
        super().__init__(bar)
        self.bar = bar


class AlreadyBooked(Exception):
    """This citizen has a live booking for the matter already."""

    def __init__(self, booking: Booking) -> None:
        super().__init__(booking.reference)
        self.booking = booking


class PastCutOff(Exception):
    """Too late to move or cancel this visit."""


def book(
    session: Session,
    citizen: Citizen,
    matter: Matter,
    place: Place,
    now: datetime,
    *,
    precheck_id: int | None = None,
) -> Booking:
    """Take a seat. Raises Barred, or AlreadyBooked with the one they have.

    A booking the office displaced is replaced by this one.
    """
    lock_places(session, [place])
    live = live_of(session, citizen, matter.procedure)
    if live is not None and live.state != State.DISPLACED:
        raise AlreadyBooked(live)
    ensure_free(session, matter, place, now)
    if live is not None:
        live.go(State.MOVED, now, by="citizen")
        session.flush()
    booking = seat(session, matter, place, now, State.BOOKED, citizen_id=citizen.id)
    booking.precheck_id = precheck_id or (live.precheck_id if live else None)
    _keep_case_until(session, booking)
    if live is not None:
        live.moved_to_id = booking.id
    return booking


def move(session: Session, booking: Booking, place: Place, now: datetime) -> Booking:
    """Give this seat for another. Raises Barred and keeps the old seat, or PastCutOff."""
    matter = matter_of(booking)
    lock_places(session, [(booking.day, Half(booking.half)), place])
    hold(session, booking)
    _ensure_in_time(session, booking, now)
    if (booking.day, booking.half) == place:
        return booking
    ensure_free(session, matter, place, now)
    return replace(session, booking, place, now, by="citizen")


def replace(  # noqa: PLR0913 - both seats, who and why
    session: Session,
    booking: Booking,
    place: Place,
    now: datetime,
    *,
    by: str,
    officer_id: int | None = None,
    why: str = "",
) -> Booking:
    """Put a new booking in the place of this one; the caller has made sure of the seat."""
    booking.go(State.MOVED, now, by=by, officer_id=officer_id, why=why)
    session.flush()  # before the new one: a matter has one live booking
    new = seat(
        session, matter_of(booking), place, now, State.BOOKED,
        citizen_id=booking.citizen_id, by=by, officer_id=officer_id,
    )  # fmt: skip
    new.precheck_id = booking.precheck_id
    _keep_case_until(session, new)
    booking.moved_to_id = new.id
    return new


def cancel(session: Session, booking: Booking, now: datetime) -> None:
    """The citizen gives the seat back: it is free at once. Raises PastCutOff or WrongMove."""
    hold(session, booking)
    _ensure_in_time(session, booking, now)
    booking.go(State.CANCELLED, now, by="citizen")
    booking.ended_at = now


def live_of(session: Session, citizen: Citizen, procedure: str) -> Booking | None:
    """The booking this citizen has for the procedure, one to be placed anew included."""
    rows = select(Booking).where(
        Booking.citizen_id == citizen.id,
        Booking.procedure == procedure,
        Booking.state.in_((*LIVE, State.DISPLACED)),
    )
    return session.scalar(rows)


def bookings_of(session: Session, citizen: Citizen) -> list[Booking]:
    """What this citizen has before them, soonest first."""
    rows = select(Booking).where(
        Booking.citizen_id == citizen.id, Booking.state.in_((*LIVE, State.DISPLACED))
    )
    return list(session.scalars(rows.order_by(Booking.day, Booking.half.desc())))


def matter_of(booking: Booking) -> Matter:
    """What the booking is for."""
    return Matter(booking.procedure, booking.section, booking.procedure_name)


def changeable_until(session: Session, booking: Booking, calendar: Calendar) -> datetime:
    """Until when it may be moved or cancelled."""
    half, matter = Half(booking.half), matter_of(booking)
    openings = calendar.openings(booking.day, matter.services)
    begins = next((one.start for one in openings if one.half == half), None)
    if begins is None:  # closed since: no reason to hold anybody to it
        return datetime.combine(booking.day + timedelta(days=1), datetime.min.time(), BANGKOK)
    rules = allowances(session, matter, booking.day).on(booking.day, half).values()
    minutes = max((rule.cut_off_minutes for rule in rules), default=0)
    return datetime.combine(booking.day, begins, BANGKOK) - timedelta(minutes=minutes)


def ensure_free(session: Session, matter: Matter, place: Place, now: datetime) -> None:
    """Raise Barred unless this half-day can be booked; the caller holds its lock.

    The calendar is read behind the lock: a closure made meanwhile counts.
    """
    day, half = place
    taken = taken_between(session, matter, day, day, now)
    choice = chooser(session, matter, read(session), now).choice(day, half, taken)
    if choice.bar is not None:
        raise Barred(choice.bar)


def seat(  # noqa: PLR0913 - one row, one call
    session: Session,
    matter: Matter,
    place: Place,
    now: datetime,
    state: State,
    *,
    citizen_id: int | None = None,
    source: str = "line",
    by: str = "citizen",
    officer_id: int | None = None,
) -> Booking:
    """Write the row; the caller holds the lock of the half-day and has made sure of the seat."""
    day, half = place
    last = select(func.max(Booking.number)).where(
        Booking.section == matter.section, Booking.day == day, Booking.half == half
    )
    booking = Booking(
        code=new_code(),
        citizen_id=citizen_id,
        procedure=matter.procedure,
        procedure_name=matter.name,
        section=matter.section,
        day=day,
        half=half,
        number=(session.scalar(last) or 0) + 1,
        state=state,
        source=source,
        booked_at=now,
    )
    first = BookingStep(to_state=state, at=now, by=by, officer_id=officer_id, why="")
    booking.steps.append(first)
    session.add(booking)
    session.flush()
    return booking


def _keep_case_until(session: Session, booking: Booking) -> None:
    """The clock closes passed cases left alone for long: one with a visit counts from its day."""
    case = session.get(Precheck, booking.precheck_id) if booking.precheck_id else None
    if case is not None:
        case.touched_at = datetime.combine(booking.day, datetime.min.time(), BANGKOK)


def lock_places(session: Session, places: Iterable[Place]) -> None:
    """Hold these half-days until the transaction ends: who comes second counts what the first did.

    Locks are taken in one order, so that two moves across each other do not wait for ever. One
    name for a half-day, whatever the matter: its seats may be the section's or the office's too.
    """
    for day, half in sorted(set(places)):
        _lock(session, f"seats|{day}|{half}")


def lock_day(session: Session, day: date) -> None:
    """Hold every seat of a day: nobody books while the office decides to close it."""
    lock_places(session, [(day, half) for half in Half])


def _lock(session: Session, name: str) -> None:
    key = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
    session.execute(select(func.pg_advisory_xact_lock(key)))


def _ensure_in_time(session: Session, booking: Booking, now: datetime) -> None:
    if booking.state == State.DISPLACED:
        return
    if now >= changeable_until(session, booking, read(session)):
        raise PastCutOff
