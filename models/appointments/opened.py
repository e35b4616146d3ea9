"""How many seats the office has opened in a half-day, section by section."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.appointments.allowances import Allowances
from models.appointments.rows import OFFICE, SeatRule
from models.calendar import Half

Sections = Mapping[str, Collection[str]]  # code of a section to the slugs of its procedures


@dataclass(frozen=True)
class Seats:
    """To be booked ahead, and kept for those who come without; None where no rule holds."""

    booked: int | None = None
    walk_in: int | None = None

    def __add__(self, other: "Seats") -> "Seats":
        return Seats(_sum(self.booked, other.booked), _sum(self.walk_in, other.walk_in))


def every_rule(session: Session, since: date) -> Allowances:
    """Every rule of the office that holds on `since` or later."""
    rows = select(SeatRule).where(or_(SeatRule.until_day.is_(None), SeatRule.until_day >= since))
    return Allowances(tuple(session.scalars(rows)))


def seats_opened(rules: Allowances, sections: Sections, day: date, half: Half) -> Seats:
    """The seats of these sections in that half-day; the office's own where they have none."""
    held = rules.on(day, half)
    total = Seats()
    for code, procedures in sections.items():
        total += _of_section(code, procedures, held)
    if total == Seats() and OFFICE in held:
        return Seats(held[OFFICE].seats, held[OFFICE].walk_in)
    return total


def _of_section(code: str, procedures: Collection[str], held: Mapping[str, SeatRule]) -> Seats:
    """The section's own rule; where it has none, those of its procedures together."""
    rule = held.get(f"section:{code}")
    if rule:
        return Seats(rule.seats, rule.walk_in)
    total = Seats()
    for rule in (held[slug] for slug in procedures if slug in held):
        total += Seats(rule.seats, rule.walk_in)
    return total


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one + (other or 0)
