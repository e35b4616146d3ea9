"""The fiscal year of the office: October to September, named by the Buddhist era it ends in."""

from datetime import date, timedelta

from models.dates import BUDDHIST_ERA

FIRST_MONTH = 10


def fiscal_year(day: date) -> int:
    """The fiscal year (B.E.) of a day: 30 Sep 2026 is of 2569, the next day of 2570."""
    return day.year + BUDDHIST_ERA + (day.month >= FIRST_MONTH)


def quarter(day: date) -> int:
    """1 for October to December, up to 4 for July to September."""
    return (day.month - FIRST_MONTH) % 12 // 3 + 1


def span(year: int) -> tuple[date, date]:
    """The first and the last day of a fiscal year (B.E.)."""
    ends = year - BUDDHIST_ERA
    return date(ends - 1, FIRST_MONTH, 1), date(ends, FIRST_MONTH, 1) - timedelta(days=1)


def quarter_span(year: int, number: int) -> tuple[date, date]:
    """The first and the last day of a quarter (1–4) of a fiscal year (B.E.)."""
    begins, ends = _quarter_begins(year, number), _quarter_begins(year, number + 1)
    return begins, ends - timedelta(days=1)


def _quarter_begins(year: int, number: int) -> date:
    months = FIRST_MONTH - 1 + 3 * (number - 1)
    return date(year - BUDDHIST_ERA - 1 + months // 12, months % 12 + 1, 1)
