"""One visit: seats in half-days, who has them, who waits for them, and the day at the counter."""

from models.appointments.allowances import (
    Allowances,
    Matter,
    add_rule,
    allowances,
    end_rule,
    new_rule,
    rules_of,
)
from models.appointments.booking import (
    AlreadyBooked,
    Barred,
    PastCutOff,
    Place,
    book,
    bookings_of,
    cancel,
    changeable_until,
    live_of,
    lock_day,
    matter_of,
    move,
)
from models.appointments.forgetting import forget
from models.appointments.rows import OFFICE, Booking, BookingStep, SeatRule, Wish, WrongMove
from models.appointments.seats import Bar, Choice, Day, at, days
from models.appointments.states import LIVE, MOVES, SEATED, State

__all__ = [
    "LIVE", "MOVES", "OFFICE", "SEATED", "AlreadyBooked", "Allowances", "Bar", "Barred", "Booking",
    "BookingStep", "Choice", "Day", "Matter", "PastCutOff", "Place", "SeatRule", "State", "Wish",
    "WrongMove", "add_rule", "allowances", "at", "book", "bookings_of", "cancel",
    "changeable_until",
    "days", "end_rule", "forget", "live_of", "lock_day", "matter_of", "move", "new_rule",
    "rules_of",
]  # fmt: skip
