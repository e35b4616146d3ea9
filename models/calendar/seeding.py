"""Fills the calendar with what is known without asking, for officers to confirm or correct."""

from collections.abc import Iterator
from datetime import date, datetime

import holidays
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import catalogue
from models.calendar import years
from models.calendar.openings import HOLIDAY, Half, Kind
from models.calendar.rows import CalendarDay, FiscalYearConfirmation, OpeningHours, take
from models.dates import BANGKOK

YEARS_AHEAD = 2
COMPUTED = "holidays"  # the package the days come from, as their source
# Holidays of companies and of schools: a district office works (1 May, its substitute, and
# Children's Day, which is a Saturday).
NOT_OURS = frozenset({"วันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ"})
SUBSTITUTE, CABINET, AND = "ชดเชย", "วันหยุดพิเศษ", "; "

WORKDAYS, WITH_SATURDAY = tuple(range(5)), tuple(range(6))
EVERY_DAY = (*range(7), HOLIDAY)
# Published by single districts, so each waits for this office (models/catalogue/office.yaml).
WEEKS: dict[str | None, tuple[tuple[int, ...], str]] = {
    None: (WORKDAYS, "counter"),
    "birth-notification": (WITH_SATURDAY, "saturday"),
    "move-destination": (WITH_SATURDAY, "saturday"),
    "move-in": (WITH_SATURDAY, "saturday"),
    "move-out": (WITH_SATURDAY, "saturday"),
    "death-notification": (EVERY_DAY, "sunday_holiday"),
}


def seed(session: Session, now: datetime) -> int:
    """Add the hours and the holidays of this and the next two fiscal years; how many rows.

    Again and again does no harm: what officers changed, removed or confirmed stays as it is.
    """
    take(session)
    today = now.astimezone(BANGKOK).date()
    first = years.fiscal_year(today)
    confirmed = set(session.scalars(select(FiscalYearConfirmation.year)))
    wanted = set(range(first, first + YEARS_AHEAD + 1)) - confirmed
    added = [*_hours(session, now), *(d for year in wanted for d in _days(session, year, now))]
    session.add_all(added)
    session.flush()
    return len(added)


def office_holidays(year: int) -> Iterator[tuple[date, Kind, str, str]]:
    """The holidays of a district office in a fiscal year (B.E.): day, kind, Thai, English."""
    first, last = years.span(year)
    thai, english = (
        holidays.country_holidays(
            "TH",
            years=(first.year, last.year),
            categories=("public", "government"),
            language=language,
        )
        for language in ("th", "en_US")
    )
    for day in sorted(thai):
        names = zip(thai[day].split(AND), english[day].split(AND), strict=True)
        ours = [pair for pair in names if pair[0].removeprefix(SUBSTITUTE) not in NOT_OURS]
        if ours and first <= day <= last:
            kind = Kind.SPECIAL if ours[0][0].startswith(CABINET) else Kind.HOLIDAY
            yield (
                day,
                kind,
                _joined([th for th, _en in ours], "และ"),
                _joined([en for _th, en in ours], "and "),
            )


def _days(session: Session, year: int, now: datetime) -> Iterator[CalendarDay]:
    """The computed holidays of a year on days of which nothing was ever said."""
    first, last = years.span(year)
    about = select(CalendarDay.day).where(
        CalendarDay.day.between(first, last),
        CalendarDay.kind.in_([kind for kind in Kind if kind.of_office]),
    )
    known = set(session.scalars(about))
    for day, kind, thai, english in office_holidays(year):
        if day not in known:
            yield CalendarDay(
                day=day, kind=kind, name_th=thai, name_en=english, source=COMPUTED, added_at=now
            )


def _hours(session: Session, now: datetime) -> Iterator[OpeningHours]:
    """The weekly hours of services that never had any."""
    known = set(session.scalars(select(OpeningHours.service).distinct()))
    office = catalogue.load().office
    for service, (week, fact) in WEEKS.items():
        if service in known:
            continue
        for weekday in week:
            for half, hours in zip(Half, office.sessions, strict=False):
                yield OpeningHours(
                    service=service,
                    weekday=weekday,
                    half=half,
                    start=hours.opens,
                    end=hours.closes,
                    source=fact,
                    added_at=now,
                )


def _joined(names: list[str], conjunction: str) -> str:
    *others, last = names
    return f"{' '.join(others)} {conjunction}{last}" if others else last
