"""The waiting list: a seat that comes free is offered to one person at a time."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from models.appointments.allowances import Matter
from models.appointments.booking import (
    Barred,
    Place,
    ensure_free,
    live_of,
    lock_places,
    matter_of,
    seat,
)
from models.appointments.rows import Booking, Wish, hold
from models.appointments.seats import Bar, chooser, days
from models.appointments.states import State
from models.calendar import Calendar, Half, read
from models.citizens import Citizen, lock

OFFER_MINUTES = 60  # of office hours: an offer made at 15.30 lasts until 08.30 of the next morning
AT_ONCE = 20  # of those who would take a seat; the first whose conversation rests gets it

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
    session.flush()
    session.refresh(wish, with_for_update=True)
    booking = held_for(session, wish) if wish.state == OFFERED else None
    if booking is not None and booking.state == State.HELD:
        _let_go(session, booking, now, "citizen")
    if wish.state in (WAITING, OFFERED):
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

    Only while the office is open, so that nobody loses a seat in their sleep. Whose conversation
    is busy just now, or who blocked the account, is passed over this time.
    """
    offered = []
    for matter in _waited_for(session):
        if not calendar.is_open(now, matter.services):
            continue
        for place in _free_places(session, matter, calendar, now):
            while wish := _offer(session, matter, place, calendar, now):
                offered.append(wish)
    return offered


def take(session: Session, wish: Wish, now: datetime) -> Booking:
    """Take the seat that is held, in place of one they have already; raises OfferOver.

    An offer is over when its time has run out or the office has closed that half-day since.
    """
    booking = _held(session, wish)
    if wish.state != OFFERED or booking is None or booking.state != State.HELD:
        raise OfferOver
    if booking.held_until is None or booking.held_until <= now:
        raise OfferOver
    if not _open(session, booking, now):
        _let_go(session, booking, now, "citizen")
        wish.state = WAITING
        session.flush()
        raise OfferOver
    citizen = session.get_one(Citizen, wish.citizen_id)
    before = live_of(session, citizen, wish.procedure)
    if before is not None:
        hold(session, before)
        before.go(State.MOVED, now, by="citizen")
        session.flush()  # before the other: a matter has one live booking
        before.moved_to_id = booking.id
        booking.precheck_id = booking.precheck_id or before.precheck_id
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
        select(Wish.id, Wish.citizen_id)
        .join(Booking, Wish.booking_id == Booking.id)
        .where(Wish.state == OFFERED, Booking.state == State.HELD, Booking.held_until <= now)
        .order_by(Wish.id)
    )
    ended = []
    for wish in _one_by_one(session, rows):
        booking = held_for(session, wish)
        if wish.state == OFFERED and booking is not None and booking.state == State.HELD:
            _let_go(session, booking, now, "clock")
            wish.state = OVER
            ended.append(wish)
    session.flush()
    return ended


def end_wishes(session: Session, today: date) -> list[Wish]:
    """End the waiting for a day that has come without a free seat; who waited."""
    rows = select(Wish.id, Wish.citizen_id).where(Wish.state == WAITING, Wish.day <= today)
    ended = []
    for wish in _one_by_one(session, rows.order_by(Wish.id)):
        if wish.state == WAITING:
            wish.state = OVER
            ended.append(wish)
    session.flush()
    return ended


def _one_by_one(session: Session, rows: Select[int, int]) -> Iterator[Wish]:
    """These wishes, each locked after its citizen: the worker's order, so that nobody waits for
    each other. Who is in the middle of a conversation is left for the next time."""
    for wish_id, citizen_id in session.execute(rows).all():
        if lock(session, citizen_id) is not None:
            yield session.get_one(Wish, wish_id, with_for_update=True, populate_existing=True)


def _waited_for(session: Session) -> list[Matter]:
    """Every matter somebody waits for, whoever has waited longest first."""
    first = func.min(Wish.id)
    rows = (
        select(Wish.procedure, Wish.section, func.max(Wish.procedure_name))
        .where(Wish.state == WAITING)
        .group_by(Wish.procedure, Wish.section)
        .order_by(first)
    )
    return [Matter(procedure, section, name) for procedure, section, name in session.execute(rows)]


def _free_places(
    session: Session, matter: Matter, calendar: Calendar, now: datetime
) -> list[Place]:
    """In the order in which half-days are locked everywhere."""
    return sorted(
        (choice.day, choice.half)
        for day in days(session, matter, calendar, now)
        for choice in day.choices
        if choice.bar is None
    )


def _offer(
    session: Session, matter: Matter, place: Place, calendar: Calendar, now: datetime
) -> Wish | None:
    """Hold one seat of this half-day for the first who would take it; None when nobody would."""
    wish = _first_for(session, matter, place)
    if wish is None:
        return None
    lock_places(session, [place])
    try:  # counted again behind the lock: a seat seen before it may be gone
        ensure_free(session, matter, place, now)
    except Barred:
        return None
    held = seat(session, matter, place, now, State.HELD, citizen_id=wish.citizen_id, by="clock")
    held.precheck_id = wish.precheck_id
    held.held_until = calendar.after(now, OFFER_MINUTES, matter.services)
    wish.state, wish.booking_id = OFFERED, held.id
    session.flush()
    return wish


def _first_for(session: Session, matter: Matter, place: Place) -> Wish | None:
    day, half = place
    rows = (
        select(Wish.id, Wish.citizen_id)
        .join(Citizen, Citizen.id == Wish.citizen_id)
        .where(Wish.procedure == matter.procedure, Wish.state == WAITING)
        .where(or_(Wish.day.is_(None), Wish.day == day))
        .where(or_(Wish.half.is_(None), Wish.half == half))
        .where(Citizen.blocked_at.is_(None))
        .order_by(Wish.id)
        .limit(AT_ONCE)
    )
    free = (wish for wish in _one_by_one(session, rows) if wish.state == WAITING)
    return next(free, None)


def _held(session: Session, wish: Wish) -> Booking | None:
    """The held seat, with its half-day, the wish and itself locked in the house's order."""
    session.flush()
    booking = session.get(Booking, wish.booking_id) if wish.booking_id else None
    if booking is not None:
        lock_places(session, [(booking.day, Half(booking.half))])
    session.refresh(wish, with_for_update=True)
    return held_for(session, wish)


def _open(session: Session, booking: Booking, now: datetime) -> bool:
    """Whether the office still opens then; that the seat is free was settled when it was held."""
    choose = chooser(session, matter_of(booking), read(session), now)
    bar = choose.choice(booking.day, Half(booking.half), {}).bar
    return bar not in (Bar.CLOSED, Bar.NOT_OPENED)


def _let_go(session: Session, booking: Booking, now: datetime, by: str) -> None:
    booking.go(State.OVER, now, by=by)
    booking.ended_at = now
