"""How days look on the calendar desk: one by one, as a month, as a fiscal year."""

from calendar import Calendar as Weeks
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from handlers.staff.calendar_words import chain_of, month_name
from handlers.staff.visit import session
from handlers.staff.words import language
from models import calendar
from models.calendar import Calendar, CalendarDay, Half, Kind, Opening

WEEKS = Weeks(firstweekday=0)
PLOUGHING = "พืชมงคล"  # proclaimed each year; the computed list has it only once it was


@dataclass(frozen=True)
class Day:
    """One day for one service; `rows` are what officers or the program said of it."""

    day: date
    openings: tuple[Opening, ...]
    why: str | None
    rows: tuple[CalendarDay, ...]
    closed_half: Half | None

    @property
    def tone(self) -> str:
        """How it is coloured: extra, half, holiday, closure, weekend or open."""
        kinds = {Kind(row.kind) for row in self.rows}
        if self.openings:
            return (
                "half" if self.closed_half else "extra" if Kind.EXTRA_OPENING in kinds else "open"
            )
        if any(kind.of_office for kind in kinds):
            return "holiday"
        return "closure" if Kind.CLOSURE in kinds or Kind.HALF_DAY in kinds else "rest"


@dataclass(frozen=True)
class Month:
    """A month of whole weeks, Monday first; days of its neighbours are None."""

    first: date
    weeks: list[list[Day | None]]

    @property
    def name(self) -> str:
        """E.g. "พฤศจิกายน 2569"."""
        return month_name(self.first)

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def marked(self) -> list[Day]:
        """The days something is said of."""
        return [day for week in self.weeks for day in week if day and day.rows]


@dataclass(frozen=True)
class Year:
    """A fiscal year (B.E.) of the whole office."""

    number: int
    quarters: list[int]  # working days of each
    months: list[tuple[str, list[CalendarDay]]]
    confirmation: calendar.FiscalYearConfirmation | None

    @property
    def lacks_ploughing(self) -> bool:
        """Whether the one holiday that is proclaimed year by year is not there yet."""
        return not any(PLOUGHING in row.name_th for _name, rows in self.months for row in rows)


def month_of(known: Calendar, first: date, service: str | None) -> Month:
    """The month that begins on `first`, for a service."""
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    rows = _by_day(rows_between(first, last))
    weeks = [
        [_day(known, day, service, rows[day]) if day.month == first.month else None for day in week]
        for week in WEEKS.monthdatescalendar(first.year, first.month)
    ]
    return Month(first, weeks)


def day_of(known: Calendar, day: date, service: str | None) -> Day:
    """One day, for a service."""
    return _day(known, day, service, rows_between(day, day))


def year_of(known: Calendar, number: int) -> Year:
    """A fiscal year (B.E.), with every row of it."""
    months: dict[str, list[CalendarDay]] = defaultdict(list)
    for row in rows_between(*calendar.span(number)):
        months[month_name(row.day)].append(row)
    return Year(
        number,
        [known.working_days(*calendar.quarter_span(number, q)) for q in range(1, 5)],
        list(months.items()),
        session().get(calendar.FiscalYearConfirmation, number),
    )


def rows_between(first: date, last: date, *, removed: bool = False) -> list[CalendarDay]:
    """What is said of these days, or (`removed`) what was taken away again."""
    rows = select(CalendarDay).where(
        CalendarDay.day.between(first, last), CalendarDay.cancelled_at.is_not(None) == removed
    )
    with_names = rows.options(
        joinedload(CalendarDay.added_by), joinedload(CalendarDay.cancelled_by)
    )
    return list(session().scalars(with_names.order_by(CalendarDay.day, CalendarDay.id)))


def _by_day(rows: Iterable[CalendarDay]) -> dict[date, list[CalendarDay]]:
    found: dict[date, list[CalendarDay]] = defaultdict(list)
    for row in rows:
        found[row.day].append(row)
    return found


def _day(known: Calendar, day: date, service: str | None, rows: list[CalendarDay]) -> Day:
    chain = chain_of(service)
    why = known.why_closed if language() == "th" else known.why_closed_en
    concerned = {None, *chain}
    openings = known.openings(day, chain)
    closed = [row.half for row in rows if row.service in concerned and row.kind == Kind.HALF_DAY]
    half = Half(closed[-1]) if openings and closed and closed[-1] else None
    # The office's own calendar also shows what only a section or a procedure does that day.
    shown = tuple(row for row in rows if service is None or row.service in concerned)
    return Day(day, openings, why(day, chain), shown, half)
