"""What the rules come to: for the days ahead, how many seats hold, and how many are booked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.staff.calendar_words import chain_of
from handlers.staff.procedure_case import today
from handlers.staff.seats_words import matter_of
from handlers.staff.visit import now, session
from models import calendar
from models.appointments import OFFICE, SeatRule, allowances
from models.appointments.seats import taken_between
from models.calendar import Opening

AHEAD, SHOWN = 120, 20  # calendar days looked ahead; open days shown


@dataclass(frozen=True)
class HalfDay:
    """One half-day for one service: the rule that holds, and how many booked."""

    day: date
    opening: Opening
    rule: SeatRule | None
    booked: int

    @property
    def short(self) -> bool:
        """Whether fewer seats hold than are booked already."""
        return self.booked > (self.rule.seats if self.rule else 0)


def ahead(service: str) -> list[HalfDay]:
    """The half-days ahead in which this service is open, as far as anybody may book."""
    matter, first = matter_of(service), today()
    last = first + timedelta(days=AHEAD)
    allowed, taken = allowances(session(), matter, first), _taken(service, first, last)
    known = calendar.read(session())
    chain = chain_of(None if service == OFFICE else service)
    return [
        HalfDay(day, one, allowed.on(day, one.half).get(service), taken.get((day, one.half), 0))
        for day in _days(first, last)
        for one in known.openings(day, chain)
    ]


def shown(halves: list[HalfDay]) -> list[HalfDay]:
    """The next days, and every later one that is short of seats."""
    days = sorted({one.day for one in halves})
    until = days[min(SHOWN, len(days)) - 1] if days else None
    return [one for one in halves if one.short or (until and one.day <= until)]


def _taken(service: str, first: date, last: date) -> dict[tuple[date, str], int]:
    counted = taken_between(session(), matter_of(service), first, last, now())
    return {(day, half): n for (scope, day, half), n in counted.items() if scope == service}


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
