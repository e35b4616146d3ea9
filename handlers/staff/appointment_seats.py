"""How many seats a section has in a half-day, all its rules together."""

from dataclasses import dataclass
from datetime import date

from flask import g
from sqlalchemy import or_, select

from handlers.staff.procedure_case import whole
from handlers.staff.visit import session
from models.appointments import OFFICE, Allowances, SeatRule
from models.calendar import Half


@dataclass(frozen=True)
class Seats:
    """To be booked ahead, and kept for those who come without; None where no rule holds."""

    booked: int | None = None
    walk_in: int | None = None

    def __add__(self, other: "Seats") -> "Seats":
        return Seats(_sum(self.booked, other.booked), _sum(self.walk_in, other.walk_in))


def seats_of(codes: list[str], day: date, half: Half) -> Seats:
    """The seats of these sections in that half-day; the office's own where they have none."""
    held = _rules(day).on(day, half)
    total = Seats()
    for code in codes:
        total += _of_section(code, held)
    if total == Seats() and OFFICE in held:
        return Seats(held[OFFICE].seats, held[OFFICE].walk_in)
    return total


def _of_section(code: str, held: dict[str, SeatRule]) -> Seats:
    """The section's own rule; where it has none, those of its procedures together."""
    rule = held.get(f"section:{code}")
    if rule:
        return Seats(rule.seats, rule.walk_in)
    own = (p.slug for p in whole().catalogue.procedures.values() if p.section == code)
    total = Seats()
    for rule in (held[slug] for slug in own if slug in held):
        total += Seats(rule.seats, rule.walk_in)
    return total


def _rules(day: date) -> Allowances:
    """Every rule of the office from that day on; read once a request."""
    kept: tuple[date, Allowances] | None = g.get("seat_rules")
    if kept is None or kept[0] > day:
        rows = select(SeatRule).where(or_(SeatRule.until_day.is_(None), SeatRule.until_day >= day))
        kept = g.seat_rules = (day, Allowances(tuple(session().scalars(rows))))
    return kept[1]


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one + (other or 0)
