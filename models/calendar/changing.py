"""What officers do to the calendar: add and remove days, set hours, find a year right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calendar.openings import Half, Kind, Opening
from models.calendar.reading import hours_of
from models.calendar.rows import CalendarDay, FiscalYearConfirmation, OpeningHours, take
from models.officers import Officer


class AlreadyThere(Exception):
    """The day already says this."""


class NotSo(Exception):
    """Somebody changed it meanwhile: there is nothing to remove, restore or take back."""


class NotTimes(Exception):
    """Sessions must run forward and not overlap."""


@dataclass(frozen=True)
class Entry:
    """A day to be made unlike others; `half` None is all day, `service` None the whole office.

    `source` says who or what the officer has it from.
    """

    day: date
    kind: Kind
    name_th: str
    name_en: str = ""
    service: str | None = None
    half: Half | None = None
    source: str = ""


def add_day(session: Session, entry: Entry, officer: Officer, now: datetime) -> CalendarDay:
    """Make a day unlike others; raises AlreadyThere."""
    take(session)
    row = CalendarDay(**vars(entry), added_by_id=officer.id, added_at=now)
    _refuse_twice(session, row)
    session.add(row)
    session.flush()
    return row


def remove_day(session: Session, row: CalendarDay, officer: Officer, now: datetime) -> None:
    """Make the day like others again; raises NotSo when it already is."""
    _newest(session, row)
    if row.cancelled_at is not None:
        raise NotSo
    row.cancelled_at, row.cancelled_by_id = now, officer.id
    session.flush()


def restore_day(session: Session, row: CalendarDay) -> None:
    """Take a removal back; raises NotSo or AlreadyThere."""
    _newest(session, row)
    if row.cancelled_at is None:
        raise NotSo
    _refuse_twice(session, row)
    row.cancelled_at = row.cancelled_by_id = None
    session.flush()


def set_hours(
    session: Session,
    officer: Officer,
    now: datetime,
    service: str | None,
    week: Mapping[int, Sequence[Opening]],
) -> None:
    """Replace the weekly hours of a service; an empty week lets it follow its section or office.

    Raises NotTimes.
    """
    for openings in week.values():
        refuse_nonsense(sorted(openings))
    take(session)
    for row in hours_of(session, service):
        row.ended_at = now
    session.add_all(
        OpeningHours(
            service=service,
            weekday=weekday,
            half=opening.half,
            start=opening.start,
            end=opening.end,
            added_by_id=officer.id,
            added_at=now,
        )
        for weekday, openings in week.items()
        for opening in openings
    )
    session.flush()


def take_back_hours(session: Session, service: str | None, at: datetime, now: datetime) -> None:
    """Undo what set_hours did at that moment; raises NotSo when somebody set them since."""
    take(session)
    standing = hours_of(session, service)
    ended = select(OpeningHours).where(
        OpeningHours.service.is_not_distinct_from(service), OpeningHours.ended_at == at
    )
    before = session.scalars(ended).all()
    if any(row.added_at != at for row in standing) or not (standing or before):
        raise NotSo
    for row in standing:
        row.ended_at = now
    for row in before:
        row.ended_at = None
    session.flush()


def confirm_hours(session: Session, service: str | None, officer: Officer, now: datetime) -> None:
    """Say that the hours the program came with are this office's; raises NotSo."""
    take(session)
    waiting = [row for row in hours_of(session, service) if _waits(row)]
    if not waiting:
        raise NotSo
    for row in waiting:
        row.confirmed_at, row.confirmed_by_id = now, officer.id
    session.flush()


def unconfirm_hours(session: Session, service: str | None) -> None:
    """Take that back; raises NotSo."""
    take(session)
    confirmed = [row for row in hours_of(session, service) if row.confirmed_at]
    if not confirmed:
        raise NotSo
    for row in confirmed:
        row.confirmed_at = row.confirmed_by_id = None
    session.flush()


def confirm_year(session: Session, year: int, officer: Officer, now: datetime) -> None:
    """Say that the calendar of a fiscal year (B.E.) is right; raises AlreadyThere."""
    take(session)
    if session.get(FiscalYearConfirmation, year):
        raise AlreadyThere
    session.add(FiscalYearConfirmation(year=year, officer_id=officer.id, at=now))
    session.flush()


def unconfirm_year(session: Session, year: int) -> None:
    """Take that back; raises NotSo."""
    take(session)
    confirmation = session.get(FiscalYearConfirmation, year)
    if confirmation is None:
        raise NotSo
    session.delete(confirmation)
    session.flush()


def _waits(row: OpeningHours) -> bool:
    return row.added_by_id is None and row.confirmed_at is None


def _newest(session: Session, row: CalendarDay) -> None:
    take(session)
    session.refresh(row)


def _refuse_twice(session: Session, row: CalendarDay) -> None:
    """One holiday a day; a closure or an opening once for each service and session."""
    same = select(CalendarDay.id).where(
        CalendarDay.day == row.day, CalendarDay.cancelled_at.is_(None)
    )
    if Kind(row.kind).of_office:
        same = same.where(CalendarDay.kind.in_([kind for kind in Kind if kind.of_office]))
    else:
        same = same.where(
            CalendarDay.kind == row.kind,
            CalendarDay.service.is_not_distinct_from(row.service),
            CalendarDay.half.is_not_distinct_from(row.half),
        )
    if session.scalar(same.limit(1)):
        raise AlreadyThere


def refuse_nonsense(openings: Sequence[Opening]) -> None:
    """Raise NotTimes unless the sessions of a day run forward, each once, without overlap."""
    if any(opening.start >= opening.end for opening in openings):
        raise NotTimes
    halves = [opening.half for opening in openings]
    if halves != sorted(set(halves), key=list(Half).index):
        raise NotTimes
    if any(a.end > b.start for a, b in zip(openings, openings[1:], strict=False)):
        raise NotTimes
