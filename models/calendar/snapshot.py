"""The calendar as known at one moment: every question about open and closed is asked of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from models.calendar.openings import (
    HOLIDAY,
    OFFICE,
    Change,
    Half,
    Kind,
    NeverOpen,
    Opening,
    Service,
)
from models.dates import BANGKOK

LONGEST = 400  # days in a row without an opening, after which a service counts as never open
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SATURDAY = 5
WEEKDAYS = (
    ("วันจันทร์", "Monday"),
    ("วันอังคาร", "Tuesday"),
    ("วันพุธ", "Wednesday"),
    ("วันพฤหัสบดี", "Thursday"),
    ("วันศุกร์", "Friday"),
    ("วันเสาร์", "Saturday"),
    ("วันอาทิตย์", "Sunday"),
)
Hours = Mapping[int, tuple[Opening, ...]]  # by weekday; HOLIDAY for public holidays


@dataclass(frozen=True)
class Calendar:
    """Weekly hours by service (None: the office), changes by day, and the confirmed years.

    `service` is a chain, the most particular first, e.g. ("birth-notification",
    "section:registration"); empty asks for the whole office. Days are Bangkok's; moments are
    aware, and come back in UTC.
    """

    hours: Mapping[str | None, Hours]
    days: Mapping[date, tuple[Change, ...]]
    confirmed_years: frozenset[int] = frozenset()

    def openings(self, day: date, service: Service = OFFICE) -> tuple[Opening, ...]:
        """The sessions of a day, in order; none when closed."""
        open_now = {opening.half: opening for opening in self._regular(day, service)}
        for change in self._changes(day, service):
            for half in change.halves:
                open_now.pop(half, None)
                usual = self._usual(half, service)
                if change.kind is Kind.EXTRA_OPENING and usual:
                    open_now[half] = usual
        return tuple(sorted(open_now.values()))

    def holiday(self, day: date) -> Change | None:
        """The public holiday on that day, if it is one."""
        return next((one for one in self.days.get(day, ()) if one.kind.of_office), None)

    def why_closed(
        self, day: date, service: Service = OFFICE, half: Half | None = None
    ) -> str | None:
        """Why there is no opening that day (or that session), in Thai; None when there is one."""
        why = self._why_closed(day, service, half)
        return why[0] if why else None

    def why_closed_en(
        self, day: date, service: Service = OFFICE, half: Half | None = None
    ) -> str | None:
        """The same in English."""
        why = self._why_closed(day, service, half)
        return why[1] if why else None

    def is_open(self, moment: datetime, service: Service = OFFICE) -> bool:
        """Whether somebody is served at that moment."""
        return any(start <= moment < end for start, end in self._sessions(_day(moment), service))

    def next_opening(self, moment: datetime, service: Service = OFFICE) -> datetime:
        """The moment itself while open, else when it opens next; raises NeverOpen."""
        start, _end = next(self._stretches(moment, service))
        return start.astimezone(UTC)

    def after(self, moment: datetime, minutes: int, service: Service = OFFICE) -> datetime:
        """When so many open minutes have passed since `moment`; raises NeverOpen."""
        if minutes < 0:
            raise ValueError("minutes run forward")
        if minutes == 0:
            return moment.astimezone(UTC)
        left = minutes * MINUTE
        for start, end in self._stretches(moment, service):
            if left <= end - start:
                return (start + left).astimezone(UTC)
            left -= end - start
        raise NeverOpen(service)

    def minutes_between(self, a: datetime, b: datetime, service: Service = OFFICE) -> int:
        """Whole open minutes from `a` to `b`; negative when `b` is the earlier."""
        if b < a:
            return -self.minutes_between(b, a, service)
        total = timedelta()
        for day in _days(_day(a), _day(b)):
            for start, end in self._sessions(day, service):
                total += max(min(end, b) - max(start, a), timedelta())
        return total // MINUTE

    def working_days(self, start: date, end: date, service: Service = OFFICE) -> int:
        """How many days have an opening, both ends counted."""
        return sum(bool(self.openings(day, service)) for day in _days(start, end))

    def working_days_between(self, a: date, b: date, service: Service = OFFICE) -> int:
        """How many days with an opening come after `a` up to and with `b`."""
        return self.working_days(a + DAY, b, service)

    def confirmed(self, fiscal_year: int) -> bool:
        """Whether an officer found the calendar of this fiscal year (B.E.) right."""
        return fiscal_year in self.confirmed_years

    def _hours(self, service: Service) -> Hours:
        """The first of the chain that has hours of its own decides."""
        chain = (*service, None)
        return next((self.hours[name] for name in chain if name in self.hours), {})

    def _regular(self, day: date, service: Service) -> tuple[Opening, ...]:
        weekday = HOLIDAY if self.holiday(day) else day.weekday()
        return self._hours(service).get(weekday, ())

    def _usual(self, half: Half, service: Service) -> Opening | None:
        """This session on the first day of the week that has it."""
        hours = self._hours(service)
        week = (opening for weekday in sorted(hours) for opening in hours[weekday])
        return next((opening for opening in week if opening.half == half), None)

    def _changes(self, day: date, service: Service) -> list[Change]:
        """What applies beside holidays: the more particular, then the later, has the last word."""
        rank = {name: place for place, name in enumerate((None, *reversed(service)))}
        found = [
            change
            for change in self.days.get(day, ())
            if change.service in rank and not change.kind.of_office
        ]
        return sorted(found, key=lambda change: (rank[change.service], change.number))

    def _why_closed(self, day: date, service: Service, half: Half | None) -> tuple[str, str] | None:
        if any(half in (None, opening.half) for opening in self.openings(day, service)):
            return None
        closing = [one for one in self._changes(day, service) if one.kind != Kind.EXTRA_OPENING]
        if half:
            closing = [change for change in closing if half in change.halves]
        holiday = self.holiday(day)
        if holiday and not self._regular(day, service):
            return holiday.name_th, holiday.name_en
        if closing:
            return closing[-1].name_th, closing[-1].name_en
        if self._regular(day, service) and half:
            return f"ไม่เปิด{half.name_th}", f"not open in the {half.name_en}"
        thai, english = WEEKDAYS[day.weekday()]
        weekend = day.weekday() >= SATURDAY
        return (thai, english) if weekend else (f"ไม่เปิด{thai}", f"not open on {english}s")

    def _sessions(self, day: date, service: Service) -> list[tuple[datetime, datetime]]:
        return [opening.on(day) for opening in self.openings(day, service)]

    def _stretches(self, moment: datetime, service: Service) -> Iterator[tuple[datetime, datetime]]:
        """Open stretches from `moment` on, without end; raises NeverOpen when none comes."""
        day, idle = _day(moment), 0
        while idle <= LONGEST:
            coming = [(max(s, moment), e) for s, e in self._sessions(day, service) if e > moment]
            yield from coming
            idle = 0 if coming else idle + 1
            day += DAY
        raise NeverOpen(service)


def _day(moment: datetime) -> date:
    return moment.astimezone(BANGKOK).date()


def _days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range((end - start).days + 1))
