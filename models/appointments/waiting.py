"""The waiting list: a seat that comes free is offered to one person at a time."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appointments.allowances import Matter
from models.appointments.booking import Barred, Place, ensure_free, lock_places, seat
from models.appointments.rows import Booking, Wish
from models.appointments.seats import days
from models.appointments.states import State
from models.calendar import Calendar, Half
from models.citizens import Citizen

OFFER_MINUTES = 60  # of office hours: an offer made at 15.30 lasts until 08.30 of the next morning
AT_ONCE = 200  # wishes looked at in one go

WAITING, OFFERED, TAKEN, LEFT, OVER = "waiting", "offered", "taken", "left", "over"


class OfferOver(Exception):
    """The held seat has gone on to the next person."""


def join(  # noqa: PLR0913 - who, what, when
    session: Session,
    citizen: Citizen,
    matter: Matter,
    now: datetime,
    *,
    day: date | None = None,
    half: Half | None = None,
    precheck_id: int | None = None,
) -> Wish:
    """Wait for a seat; whoever waits already only changes what they wish for, not their turn."""
    wish = wish_of(session, citizen, matter.procedure)
    if wish is None:
        wish = Wish(
            citizen_id=citizen.id,
            procedure=matter.procedure,
            procedure_name=matter.name,
            section=matter.section,
            precheck_id=precheck_id,
            state=WAITING,
            joined_at=now,
        )
        session.add(wish)
    if wish.state == WAITING:
        wish.day, wish.half = day, half
    session.flush()
    return wish


def leave(session: Session, wish: Wish, now: datetime) -> None:
    """Wait no more; a seat held for them is free at once."""
    if wish.booking_id and wish.state == OFFERED:
        _let_go(session, wish, now, "citizen")
    wish.state = LEFT
    session.flush()


def wish_of(session: Session, citizen: Citizen, procedure: str) -> Wish | None:
    """The open wish of this citizen for the procedure."""
    rows = select(Wish).where(
        Wish.citizen_id == citizen.id,
        Wish.procedure == procedure,
        Wish.state.in_([WAITING, OFFERED]),
    )
    return session.scalar(rows)


def wishes_of(session: Session, citizen: Citizen) -> Sequence[Wish]:
    """Everything this citizen waits for."""
    rows = select(Wish).where(Wish.citizen_id == citizen.id, Wish.state.in_([WAITING, OFFERED]))
    return session.scalars(rows.order_by(Wish.id)).all()


def ahead_of(session: Session, wish: Wish) -> int:
    """How many wait before them for the same matter."""
    rows = select(Wish.id).where(
        Wish.procedure == wish.procedure, Wish.state == WAITING, Wish.id < wish.id
    )
    return len(session.scalars(rows).all())


def offer_free_seats(session: Session, calendar: Calendar, now: datetime) -> list[Wish]:
    """Hold every seat that came free for who has waited longest; those who now have an offer.

    Only while the office is open, so that nobody loses a seat in their sleep.
    """
    rows = select(Wish).where(Wish.state == WAITING).order_by(Wish.id).limit(AT_ONCE)
    offered = []
    for wish in session.scalars(rows.with_for_update(skip_locked=True)).all():
        matter = Matter(wish.procedure, wish.section, wish.procedure_name)
        if not calendar.is_open(now, matter.services):
            continue
        place = _free_place(session, wish, matter, calendar, now)
        if place is None:
            continue
        held = seat(session, matter, place, now, State.HELD, citizen_id=wish.citizen_id, by="clock")
        held.precheck_id = wish.precheck_id
        held.held_until = calendar.after(now, OFFER_MINUTES, matter.services)
        wish.state, wish.booking_id = OFFERED, held.id
        session.flush()
        offered.append(wish)
    return offered


def take(session: Session, wish: Wish, now: datetime) -> Booking:
    """Take the seat that is held; raises OfferOver when its time has run out."""
    session.refresh(wish, with_for_update=True)
    booking = held_for(session, wish)
    if wish.state != OFFERED or booking is None or booking.state != State.HELD:
        raise OfferOver
    if booking.held_until is None or booking.held_until <= now:
        raise OfferOver
    booking.go(State.BOOKED, now, by="citizen")
    booking.held_until, booking.booked_at = None, now
    wish.state = TAKEN
    session.flush()
    return booking


def held_for(session: Session, wish: Wish) -> Booking | None:
    """The seat held for this wish, locked."""
    if wish.booking_id is None:
        return None
    return session.get(Booking, wish.booking_id, with_for_update=True, populate_existing=True)


def end_offers(session: Session, now: datetime) -> list[Wish]:
    """Let go of held seats whose time is over; whose they were."""
    rows = (
        select(Wish)
        .join(Booking, Wish.booking_id == Booking.id)
        .where(Wish.state == OFFERED, Booking.state == State.HELD, Booking.held_until <= now)
        .order_by(Wish.id)
    )
    ended = session.scalars(rows.with_for_update(of=Wish, skip_locked=True)).all()
    for wish in ended:
        _let_go(session, wish, now, "clock")
        wish.state = OVER
    session.flush()
    return list(ended)


def _let_go(session: Session, wish: Wish, now: datetime, by: str) -> None:
    booking = held_for(session, wish)
    if booking is not None and booking.state == State.HELD:
        booking.go(State.OVER, now, by=by)
        booking.ended_at = now


def _free_place(
    session: Session, wish: Wish, matter: Matter, calendar: Calendar, now: datetime
) -> Place | None:
    for day in days(session, matter, calendar, now):
        if wish.day not in (None, day.day):
            continue
        for choice in day.choices:
            if choice.bar is None and wish.half in (None, choice.half):
                place = (choice.day, choice.half)
                lock_places(session, matter, [place])
                try:  # counted again behind the lock: a seat seen before it may be gone
                    ensure_free(session, matter, place, now)
                except Barred:
                    continue
                return place
    return None
