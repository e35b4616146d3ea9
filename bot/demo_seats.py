"""Seats for the demo alone, so that a visit can be booked there: a real office sets its own."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.appointments import SeatRule, add_rule, new_rule
from models.catalogue import load
from models.dates import BANGKOK

# In each half-day: booked ahead, and kept for those who come without.
BUSY, QUIET = (30, 30), (10, 10)
BUSIEST = "registration"


def open_seats(session: Session, now: datetime) -> None:
    """Give every section seats from today on, in an office that has none."""
    if session.scalar(select(func.count()).select_from(SeatRule)):
        return
    today = now.astimezone(BANGKOK).date()
    for section in load().sections:
        seats, walk_in = BUSY if section.code == BUSIEST else QUIET
        rule = new_rule(f"section:{section.code}", seats, today, now, walk_in=walk_in)
        add_rule(session, rule)
