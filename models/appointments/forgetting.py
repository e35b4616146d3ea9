"""A citizen forgotten at the counter too: seats given back, names gone, counts left."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.appointments.rows import Booking, Wish
from models.appointments.states import State
from models.appointments.waiting import leave, wishes_of
from models.citizens import Citizen


def forget(session: Session, citizen: Citizen, now: datetime) -> int:
    """Cancel what lies ahead and take the citizen off every row; how many rows."""
    for wish in wishes_of(session, citizen):
        leave(session, wish, now)
    bookings = _bookings(session, citizen)
    for booking in bookings:
        if booking.state in (State.BOOKED, State.DISPLACED):
            booking.go(State.CANCELLED, now, by="citizen")
            booking.ended_at = now
        booking.citizen_id, booking.reason = None, None
    session.execute(delete(Wish).where(Wish.citizen_id == citizen.id))
    session.flush()
    return len(bookings)


def told(session: Session, citizen: Citizen) -> list[dict[str, Any]]:
    """Every visit of this citizen, as they may see it."""
    return [
        {
            "reference": booking.reference,
            "procedure": booking.procedure_name,
            "day": booking.day.isoformat(),
            "half": booking.half,
            "queue_number": booking.queue_number(),
            "state": booking.state,
            "booked_at": booking.booked_at.isoformat(),
        }
        for booking in _bookings(session, citizen)
    ]


def _bookings(session: Session, citizen: Citizen) -> list[Booking]:
    rows = select(Booking).where(Booking.citizen_id == citizen.id).order_by(Booking.id)
    return list(session.scalars(rows))
