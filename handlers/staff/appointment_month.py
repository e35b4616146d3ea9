"""A month of visits: for each half-day its seats, who booked them, and who came."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import abort, request

from handlers.staff.appointment_seats import seats_of
from handlers.staff.appointment_sheet import CAME, FARTHEST, asked_section, words
from handlers.staff.appointment_words import own_sections
from handlers.staff.calendar_view import WEEKS
from handlers.staff.calendar_words import month_name, weekday_name
from handlers.staff.procedure_case import today
from handlers.staff.visit import session
from handlers.staff.words import language
from models import calendar
from models.appointments import SEATED, State
from models.appointments.counter import COUNTER
from models.appointments.counter import month as counted
from models.appointments.opened import Seats
from models.calendar import Calendar, Half


@dataclass(frozen=True)
class HalfDay:
    """One half-day in figures; `short` when more are booked than there are seats."""

    half: Half
    seats: Seats
    booked: int
    walked_in: int
    came: int
    missed: int

    @property
    def short(self) -> bool:
        """Whether more booked than may."""
        return self.seats.booked is not None and self.booked > self.seats.booked


@dataclass(frozen=True)
class Day:
    """One day: closed with why, or its half-days."""

    day: date
    why: str | None
    halves: tuple[HalfDay, ...]


def month_sheet() -> dict[str, Any]:
    """The month and the section asked for."""
    first, section, choices = _first(), asked_section(), own_sections()
    codes = [one.code for one in choices if section in (None, one.code)]
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    counts = _counts(first, last, codes)
    known = calendar.read(session())
    weeks = [
        [_day(known, day, codes, counts[day]) if day.month == first.month else None for day in week]
        for week in WEEKS.monthdatescalendar(first.year, first.month)
    ]
    return {
        "first": first,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": last + timedelta(days=1),
        "weeks": weeks,
        "total": _total(counts),
        "section": section,
        "choices": choices,
        "month_name": month_name,
        "weekday_name": weekday_name,
        **words(),
    }


def _first() -> date:
    asked = request.args.get("month", "")
    try:
        first = date.fromisoformat(f"{asked}-01") if asked else today().replace(day=1)
    except ValueError:
        abort(404)
    return first if abs(first - today()) <= FARTHEST else abort(404)


def _counts(first: date, last: date, codes: list[str]) -> dict[date, dict[str, Counter[str]]]:
    """For each day and half: how many booked, walked in, came, missed."""
    found: dict[date, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for one in counted(session(), first, last):
        if one.section not in codes or one.state not in SEATED:
            continue
        tally = found[one.day][one.half]
        tally["walked_in" if one.source == COUNTER else "booked"] += one.count
        tally["came"] += one.count if one.state in CAME else 0
        tally["missed"] += one.count if one.state == State.NO_SHOW else 0
    return found


def _total(counts: dict[date, dict[str, Counter[str]]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for day in counts.values():
        for tally in day.values():
            total.update(tally)
    return total


def _day(known: Calendar, day: date, codes: list[str], counts: dict[str, Counter[str]]) -> Day:
    chain = (f"section:{codes[0]}",) if len(codes) == 1 else calendar.OFFICE
    open_now = {one.half for one in known.openings(day, chain)}
    why = known.why_closed if language() == "th" else known.why_closed_en
    halves = tuple(
        _half(day, half, codes, counts[half])
        for half in Half
        if half in open_now or counts[half].total()
    )
    return Day(day, None if open_now else why(day, chain), halves)


def _half(day: date, half: Half, codes: list[str], tally: Counter[str]) -> HalfDay:
    seats = seats_of(codes, day, half)
    return HalfDay(half, seats, tally["booked"], tally["walked_in"], tally["came"], tally["missed"])
