"""One fiscal year on the dashboard: its months as they stand, and what they come to."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import abort, request
from sqlalchemy import func, select

from handlers.staff.figures_running import counted
from handlers.staff.figures_words import SUMMED, month_name
from handlers.staff.procedure_case import today
from handlers.staff.visit import now, session
from models import usage
from models.calendar import fiscal_year
from models.dates import BANGKOK
from models.happenings import Happening
from models.reports.figures import Satisfaction
from models.surveys import Survey
from models.usage import Adjustment, ClosedMonth, Period, reporting

PEOPLE = {"people", "people_cumulative"}
OLDEST = 2560  # B.E.: before it no district had a LINE account to count


@dataclass(frozen=True)
class Month:
    """A month that has begun, and its figures as of `at`; {} while they are still being counted."""

    period: Period
    at: datetime | None
    figures: usage.Figures
    frozen: ClosedMonth | None
    adjustments: list[Adjustment]
    begun: bool = True

    @property
    def code(self) -> str:
        """How addresses name it: 2026-11."""
        return f"{self.period.first:%Y-%m}"

    @property
    def name(self) -> str:
        """E.g. "พ.ย. 69"."""
        return month_name(self.period.first)

    @property
    def state(self) -> str:
        """A key of STANDING."""
        if self.frozen:
            return "adjusted" if self.adjustments else "closed"
        if now() < self.period.end:
            return "running"
        return "to_close" if self.begun else "before"

    @property
    def broken(self) -> bool:
        """Whether its frozen figures are no longer those that were frozen."""
        return self.frozen is not None and not usage.unbroken(self.frozen)


@dataclass(frozen=True)
class Year:
    """A fiscal year (B.E.) as far as it has come."""

    number: int
    months: list[Month]

    @property
    def whole(self) -> Period:
        """From its first day to its last."""
        every = usage.months_of_year(self.number)
        return Period(every[0].first, every[-1].last)

    @property
    def last(self) -> Month:
        """The newest month that has begun."""
        return self.months[-1]

    def total(self, figure: str) -> int | None:
        """What the months come to, people as cumulated; None for what has no sum, or not yet."""
        if self.counting:
            return None
        if figure in SUMMED:
            return sum(month.figures.get(figure) or 0 for month in self.months)
        return self.last.figures["people_cumulative"] if figure in PEOPLE else None

    @property
    def counting(self) -> bool:
        """Whether a month is still to be counted."""
        return any(not month.figures for month in self.months)

    def share(self, part: str, of: str) -> int | None:
        """How many of a hundred, rounded half up; None of nothing."""
        whole = self.total(of) or 0
        return (200 * (self.total(part) or 0) + whole) // (2 * whole) if whole else None

    def counts(self, figures: tuple[str, ...]) -> bool:
        """Whether anything of this was counted at all."""
        found = [(name, month.figures.get(name)) for month in self.months for name in figures]
        return any(value or (value == 0 and name not in SUMMED | PEOPLE) for name, value in found)


def year_asked() -> Year:
    """The year of this request's `?year=`; 404 for one that has not begun."""
    number = request.args.get("year", this_year(), type=int)
    if not OLDEST <= number <= this_year():
        abort(404)
    return Year(number, months_of(number))


def months_of(number: int, *, wait: bool = False) -> list[Month]:
    """The months of a fiscal year that have begun; with `wait` all of them counted."""
    begun = [month for month in usage.months_of_year(number) if month.first <= today()]
    return [month_as_it_stands(month, wait=wait) for month in begun]


def month_as_it_stands(period: Period, *, wait: bool = False) -> Month:
    """One month with its figures, frozen and adjusted, or counted now."""
    frozen = usage.closed(session(), period)
    if frozen is None:
        at, figures = counted(period, wait=wait or "count" in request.args) or (None, {})
        begun = now() < period.end or usage.begun(session(), period)
        return Month(period, at, figures, None, [], begun)
    changes = list(usage.adjustments(session(), period))
    figures = {**frozen.figures, **{change.figure: change.now for change in changes}}
    return Month(period, frozen.closed_at, figures, frozen, changes)


def month_asked(code: str) -> Period:
    """The month an address names; 404 for none, or one that has not begun."""
    try:
        first = date.fromisoformat(f"{code}-01")
    except ValueError:
        abort(404)
    if first > today() or fiscal_year(first) < OLDEST:
        abort(404)
    return usage.month_of(first)


def this_year() -> int:
    """The fiscal year of today, B.E."""
    return fiscal_year(today())


def years() -> list[int]:
    """The fiscal years there is something of, the newest first."""
    counted = session().scalar(select(func.min(Happening.at)))
    closed = session().scalar(select(func.min(ClosedMonth.month)))
    begun = [day for day in (counted and counted.astimezone(BANGKOK).date(), closed) if day]
    first = min((fiscal_year(day) for day in begun), default=this_year())
    return list(range(this_year(), max(first, OLDEST) - 1, -1))


def satisfaction(year: Year) -> list[tuple[Survey, Satisfaction]]:
    """What each survey found in the year; those nobody was asked in it are left out."""
    return reporting.satisfaction_of(session(), year.whole)
