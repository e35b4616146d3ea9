"""Reads the calendar for whoever asks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.calendar.openings import Change, Opening
from models.calendar.rows import CalendarDay, FiscalYearConfirmation, OpeningHours
from models.calendar.snapshot import Calendar
from models.calendar.years import fiscal_year

WARN_AHEAD = timedelta(days=90)  # appointments are made for the next fiscal year before it begins


def read(session: Session) -> Calendar:
    """The whole calendar as it stands; three small queries, so read it once for a request."""
    hours: dict[str | None, dict[int, list[Opening]]] = defaultdict(lambda: defaultdict(list))
    hours[None] = defaultdict(list)
    for row in session.scalars(select(OpeningHours).where(OpeningHours.ended_at.is_(None))):
        hours[row.service][row.weekday].append(row.opening)
    days: dict[date, list[Change]] = defaultdict(list)
    standing = select(CalendarDay).where(CalendarDay.cancelled_at.is_(None))
    for day in session.scalars(standing.order_by(CalendarDay.id)):
        days[day.day].append(day.change)
    return Calendar(
        hours={
            service: {weekday: tuple(sorted(openings)) for weekday, openings in week.items()}
            for service, week in hours.items()
        },
        days={day: tuple(changes) for day, changes in days.items()},
        confirmed_years=frozenset(session.scalars(select(FiscalYearConfirmation.year))),
    )


def hours_of(session: Session, service: str | None) -> Sequence[OpeningHours]:
    """The hours a service has of its own, by weekday and session; none when it follows others."""
    rows = select(OpeningHours).where(
        OpeningHours.service.is_not_distinct_from(service), OpeningHours.ended_at.is_(None)
    )
    return session.scalars(rows.order_by(OpeningHours.weekday, OpeningHours.start)).all()


def services_with_hours(session: Session) -> dict[str | None, bool]:
    """Every service with hours of its own, and whether this office has confirmed them all."""
    sure = OpeningHours.added_by_id.is_not(None) | OpeningHours.confirmed_at.is_not(None)
    rows = (
        select(OpeningHours.service, func.bool_and(sure))
        .where(OpeningHours.ended_at.is_(None))
        .group_by(OpeningHours.service)
        .order_by(OpeningHours.service.nulls_first())
    )
    return {service: confirmed for service, confirmed in session.execute(rows)}


def unconfirmed_year(session: Session, today: date) -> int | None:
    """The fiscal year (B.E.) to be confirmed now: this one, or the next when it is near."""
    confirmed = set(session.scalars(select(FiscalYearConfirmation.year)))
    near = dict.fromkeys((fiscal_year(today), fiscal_year(today + WARN_AHEAD)))
    return next((year for year in near if year not in confirmed), None)
