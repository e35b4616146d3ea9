"""How many seats a section has in a half-day, all its rules together."""

from datetime import date

from flask import g

from handlers.staff.procedure_case import whole
from handlers.staff.visit import session
from models.appointments import Allowances
from models.appointments.opened import Seats, every_rule, seats_opened
from models.calendar import Half


def seats_of(codes: list[str], day: date, half: Half) -> Seats:
    """The seats of these sections in that half-day; the office's own where they have none."""
    catalogue = whole().catalogue
    own = {code: [p.slug for p in catalogue.of_section(code)] for code in codes}
    return seats_opened(_rules(day), own, day, half)


def _rules(day: date) -> Allowances:
    """Every rule of the office from that day on; read once a request."""
    kept: tuple[date, Allowances] | None = g.get("seat_rules")
    if kept is None or kept[0] > day:
        kept = g.seat_rules = (day, every_rule(session(), day))
    return kept[1]
