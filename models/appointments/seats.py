"""Which half-days somebody may choose, and how many seats are left: always counted from rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.appointments.allowances import Allowances, Matter, allowances
from models.appointments.rows import OFFICE, Booking
from models.appointments.states import SEATED, State
from models.calendar import Calendar, Half, Opening
from models.dates import BANGKOK

Taken = Mapping[tuple[str, date, str], int]  # by scope, day and half


class Bar(StrEnum):
    """Why a half-day cannot be chosen."""

    CLOSED = "closed"
    FULL = "full"
    TOO_SOON = "too_soon"
    TOO_FAR = "too_far"
    NOT_OPENED = "not_opened"  # the office has set no seats for it


@dataclass(frozen=True)
class Choice:
    """One half-day of one day; `bar` None when it can be booked, `why` when it is closed."""

    day: date
    half: Half
    left: int
    bar: Bar | None
    opening: Opening | None = None
    why: str | None = None


@dataclass(frozen=True)
class Day:
    """One day on the card: closed with why, or its half-days."""

    day: date
    closed: str | None
    choices: tuple[Choice, ...]

    @property
    def free(self) -> bool:
        """Whether anything can be booked."""
        return any(choice.bar is None for choice in self.choices)


@dataclass(frozen=True)
class Chooser:
    """What can be chosen for one matter at one moment."""

    matter: Matter
    calendar: Calendar
    now: datetime
    allowed: Allowances
    language: str = "th"

    @property
    def today(self) -> date:
        """The day it is in Bangkok."""
        return self.now.astimezone(BANGKOK).date()

    @property
    def last_day(self) -> date:
        """The last day that may be booked."""
        return self.today + timedelta(days=self.allowed.horizon(self.today))

    def choice(self, day: date, half: Half, taken: Taken) -> Choice:
        """How it stands with one half-day."""
        opening = self._opening(day, half)
        if opening is None:
            return Choice(day, half, 0, Bar.CLOSED, why=self._why(day, half))
        rules = self.allowed.on(day, half)
        if not rules:
            return Choice(day, half, 0, Bar.NOT_OPENED, opening)
        left = min(rule.seats - taken.get((scope, day, half), 0) for scope, rule in rules.items())
        bar = self._too_early_or_late(day, opening, max(r.lead_days for r in rules.values()))
        if bar is None and left <= 0:
            bar = Bar.FULL
        return Choice(day, half, max(left, 0), bar, opening)

    def on(self, day: date, taken: Taken) -> Day:
        """One day with its half-days."""
        if not self.calendar.openings(day, self.matter.services):
            return Day(day, self._why(day), ())
        return Day(day, None, tuple(self.choice(day, half, taken) for half in Half))

    def _why(self, day: date, half: Half | None = None) -> str | None:
        ask = self.calendar.why_closed_en if self.language == "en" else self.calendar.why_closed
        return ask(day, self.matter.services, half)

    def _opening(self, day: date, half: Half) -> Opening | None:
        openings = self.calendar.openings(day, self.matter.services)
        return next((one for one in openings if one.half == half), None)

    def _too_early_or_late(self, day: date, opening: Opening, lead: int) -> Bar | None:
        if day > self.last_day:
            return Bar.TOO_FAR
        begins = datetime.combine(day, opening.start, BANGKOK)
        if begins <= self.now:
            return Bar.TOO_SOON
        services = self.matter.services
        if lead and self.calendar.working_days_between(self.today, day, services) < lead:
            return Bar.TOO_SOON
        return None


def chooser(
    session: Session, matter: Matter, calendar: Calendar, now: datetime, language: str = "th"
) -> Chooser:
    """What can be chosen for this matter now."""
    allowed = allowances(session, matter, now.astimezone(BANGKOK).date())
    return Chooser(matter, calendar, now, allowed, language)


def days(
    session: Session, matter: Matter, calendar: Calendar, now: datetime, language: str = "th"
) -> list[Day]:
    """Every day from today to the horizon; none when the office has opened no seats for it."""
    choose = chooser(session, matter, calendar, now, language)
    if not choose.allowed.rules:
        return []
    taken = taken_between(session, matter, choose.today, choose.last_day, now)
    span = (choose.last_day - choose.today).days
    found = (choose.today + timedelta(days=number) for number in range(span + 1))
    return [choose.on(day, taken) for day in found]


def at(
    session: Session,
    matter: Matter,
    calendar: Calendar,
    place: tuple[date, Half],
    now: datetime,
    language: str = "th",
) -> Choice:
    """How it stands with one half-day of any day, a past or a far one too."""
    day, half = place
    taken = taken_between(session, matter, day, day, now)
    return chooser(session, matter, calendar, now, language).choice(day, half, taken)


def taken_between(
    session: Session, matter: Matter, first: date, last: date, now: datetime
) -> Taken:
    """How many booked seats are taken, by scope, day and half; walk-ins have their own share."""
    seated = or_(
        Booking.state.in_(SEATED), and_(Booking.state == State.HELD, Booking.held_until > now)
    )
    own = func.count().filter(Booking.procedure == matter.procedure)
    section = func.count().filter(Booking.section == matter.section)
    rows = (
        select(Booking.day, Booking.half, own, section, func.count())
        .where(Booking.day.between(first, last), Booking.source == "line", seated)
        .group_by(Booking.day, Booking.half)
    )
    taken: dict[tuple[str, date, str], int] = {}
    for day, half, of_procedure, of_section, of_all in session.execute(rows):
        for scope, count in zip(
            (*matter.services, OFFICE), (of_procedure, of_section, of_all), strict=True
        ):
            taken[scope, day, half] = count
    return taken
