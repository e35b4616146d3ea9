"""One day at the counter, as its sheet shows it: who is expected, who is here, how it went."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import abort, request
from sqlalchemy import select

from handlers.staff.appointment_seats import seats_of
from handlers.staff.appointment_words import (
    HALVES,
    SERVE,
    STATES,
    called,
    day_name,
    own_sections,
    place_name,
)
from handlers.staff.procedure_case import today, whole
from handlers.staff.visit import now, officer, session
from handlers.staff.words import language
from models import calendar
from models.appointments import Booking, State
from models.appointments.counter import BACK, COUNTER, LONGEST_VISIT, sheet
from models.appointments.opened import Seats
from models.calendar import Half, Opening
from models.dates import BANGKOK
from models.prechecks import Precheck

CAME = (State.ARRIVED, State.SERVED, State.CAME_BACK)
NOON = 12  # o'clock
FARTHEST = timedelta(days=400)  # either way, that an address may ask for


@dataclass(frozen=True)
class Part:
    """Half a day: its hours (None: closed), its visits by number, and its seats."""

    half: Half
    opening: Opening | None
    visits: list[Booking]
    seats: Seats

    @property
    def booked(self) -> int:
        """How many booked a seat."""
        return sum(one.source != COUNTER for one in self.visits)

    @property
    def walked_in(self) -> int:
        """How many came without."""
        return len(self.visits) - self.booked

    @property
    def came(self) -> int:
        """How many are or were here."""
        return sum(one.state in CAME for one in self.visits)


def day_sheet() -> dict[str, Any]:
    """The day and the section asked for, and what names this version of it."""
    day, choices, section = asked_day(), own_sections(), asked_section()
    codes = [one.code for one in choices if section in (None, one.code)]
    visits = [one for one in sheet(session(), day) if one.section in codes]
    parts = [_part(day, half, visits, codes) for half in Half]
    return {
        "day": day,
        "section": section,
        "choices": choices,
        "parts": parts,
        "why_closed": _why_closed(day, section),
        "prechecks": prechecks_of(visits),
        "procedures": procedures_of(codes),
        "this_half": _this_half(),
        "version": _version(day, visits),
        **words(),
    }


def words() -> dict[str, Any]:
    """What the pages of visits say things with."""
    return {
        "back": BACK,
        "called": called,
        "day_name": day_name,
        "halves": HALVES,
        "longest": LONGEST_VISIT,
        "may_serve": may_serve,
        "one_day": timedelta(days=1),
        "place_name": place_name,
        "state": State,
        "states": STATES,
        "today": today(),
    }


def may_serve(booking: Booking) -> bool:
    """Whether this officer marks this visit, and its day has come."""
    return booking.day <= today() and officer().may(SERVE, booking.section)


def asked_day() -> date:
    """The day the address or the form names; today if none."""
    text = request.values.get("day", "")
    try:
        day = date.fromisoformat(text) if text else today()
    except ValueError:
        abort(404)
    return day if abs(day - today()) <= FARTHEST else abort(404)


def asked_section() -> str | None:
    """The section the address or the form names; None for all this officer may see."""
    own, wanted = own_sections(), request.values.get("section", "")
    if len(own) == 1:
        return own[0].code
    return wanted if wanted in [one.code for one in own] else None


def prechecks_of(visits: Iterable[Booking]) -> dict[int, Precheck]:
    """The cases of checked papers behind visits, by visit."""
    wanted = {one.precheck_id: one.id for one in visits if one.precheck_id}
    rows = session().scalars(select(Precheck).where(Precheck.id.in_(wanted)))
    return {wanted[case.id]: case for case in rows}


def procedures_of(codes: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What somebody may come for, as (section, [(slug, name)])."""
    known = sorted(whole().catalogue.procedures.values(), key=lambda p: p.name(language()))
    own = ((code, [(p.slug, p.name(language())) for p in known if p.section == code])
           for code in codes)  # fmt: skip
    return [(code, procedures) for code, procedures in own if procedures]


def _this_half() -> Half:
    return Half.MORNING if now().astimezone(BANGKOK).hour < NOON else Half.AFTERNOON


def _part(day: date, half: Half, visits: list[Booking], codes: list[str]) -> Part:
    openings = _openings(day, codes)
    opening = next((one for one in openings if one.half == half), None)
    own = [one for one in visits if one.half == half]
    return Part(half, opening, own, seats_of(codes, day, half))


def _openings(day: date, codes: list[str]) -> tuple[Opening, ...]:
    chain = (f"section:{codes[0]}",) if len(codes) == 1 else calendar.OFFICE
    return calendar.read(session()).openings(day, chain)


def _why_closed(day: date, section: str | None) -> str | None:
    known = calendar.read(session())
    why = known.why_closed if language() == "th" else known.why_closed_en
    return why(day, (f"section:{section}",) if section else calendar.OFFICE)


def _version(day: date, visits: list[Booking]) -> str:
    seen = [day.isoformat(), *((one.id, one.state, len(one.steps)) for one in visits)]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
