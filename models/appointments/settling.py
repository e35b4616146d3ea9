"""Visits whose day is over and whose outcome nobody wrote down."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appointments.rows import Booking, hold
from models.appointments.states import LIVE, State
from models.dates import BANGKOK

WHY = "ไม่ได้บันทึกในวันนัด"
OUTCOMES = {State.BOOKED: State.NO_SHOW, State.ARRIVED: State.SERVED}


def settle(session: Session, booking: Booking, now: datetime) -> bool:
    """End a visit of an earlier day as far as it can be told; False when there is nothing to end.

    Who was not seen to come did not come; who came was served. An officer can take it back.
    """
    if booking.day >= now.astimezone(BANGKOK).date():
        return False
    hold(session, booking)
    outcome = OUTCOMES.get(State(booking.state))
    if outcome is None:
        return False
    booking.go(outcome, now, by="clock", why=WHY)
    booking.ended_at = now
    return True


def settle_before(session: Session, day: date, now: datetime) -> int:
    """End every visit of days before `day` that nobody ended; how many."""
    rows = select(Booking).where(Booking.day < day, Booking.state.in_(LIVE))
    found = session.scalars(rows.order_by(Booking.citizen_id, Booking.id)).all()
    return sum(settle(session, booking, now) for booking in found)
