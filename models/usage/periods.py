"""Months, quarters and fiscal years as spans of moments in Bangkok."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from models.calendar import fiscal_year
from models.dates import BANGKOK, BUDDHIST_ERA, MONTHS

FIRST_MONTH = 10  # a fiscal year begins in October


@dataclass(frozen=True)
class Period:
    """From the first day up to and with the last; moments are compared half open."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, datetime.min.time(), BANGKOK).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        after = self.last + timedelta(days=1)
        return datetime.combine(after, datetime.min.time(), BANGKOK).astimezone(UTC)

    @property
    def name_th(self) -> str:
        """E.g. "พ.ย. 2569", or both ends when it is more than a month."""
        first, last = _month_name(self.first), _month_name(self.last)
        return first if first == last else f"{first} – {last}"


def month_of(day: date) -> Period:
    """The month of this day."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Period(first, following - timedelta(days=1))


def month_before(day: date) -> Period:
    """The month before that of this day."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def months_of_year(year: int) -> list[Period]:
    """The twelve months of a fiscal year (B.E.), October first."""
    begins = date(year - BUDDHIST_ERA - 1, FIRST_MONTH, 1)
    found = [month_of(begins)]
    while len(found) < 12:
        found.append(month_of(found[-1].last + timedelta(days=1)))
    return found


def quarter_of_year(year: int, number: int) -> Period:
    """Quarter 1 to 4 of a fiscal year (B.E.): October to December first."""
    if number not in (1, 2, 3, 4):
        raise ValueError("a year has four quarters")
    months = months_of_year(year)[(number - 1) * 3 : number * 3]
    return Period(months[0].first, months[-1].last)


def year_of(day: date) -> Period:
    """The fiscal year of this day."""
    months = months_of_year(fiscal_year(day))
    return Period(months[0].first, months[-1].last)


def _month_name(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"
