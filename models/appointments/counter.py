"""The day at the counter: who comes, who came, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from models import prechecks
from models.appointments.allowances import Matter
from models.appointments.booking import Place, lock_places, seat
from models.appointments.rows import CODE_LENGTH, Booking, WrongMove, hold
from models.appointments.states import LIVE, SEATED, State
from models.calendar import Half
from models.officers import Officer
from models.prechecks import Precheck

LONGEST_VISIT = 480  # minutes
LONGEST_REFERENCE, LONGEST_NUMBER = 11, 6  # characters: "B-" and digits of an integer
HALVES = {"ช": Half.MORNING, "M": Half.MORNING, "บ": Half.AFTERNOON, "A": Half.AFTERNOON}
COUNTER = "counter"  # the source of walk-ins
# Where a mark made by mistake leads back to.
BACK = {
    State.ARRIVED: State.BOOKED,
    State.NO_SHOW: State.BOOKED,
    State.SERVED: State.ARRIVED,
    State.CAME_BACK: State.ARRIVED,
}


def sheet(session: Session, day: date, section: str | None = None) -> Sequence[Booking]:
    """Everybody expected or seen that day, morning first, by their number."""
    rows = select(Booking).where(Booking.day == day, Booking.state.in_(SEATED))
    if section:
        rows = rows.where(Booking.section == section)
    # "morning" comes after "afternoon" in the alphabet.
    rows = rows.order_by(Booking.half.desc(), Booking.section, Booking.number)
    return session.scalars(rows.options(selectinload(Booking.steps))).all()


def find(session: Session, words: str, day: date, section: str | None = None) -> Booking | None:
    """The booking of a scanned or typed code or reference, or of a queue number of that day."""
    asked = "".join(words.split()).upper().removeprefix("HTTPS://").rsplit("/", 1)[-1]
    if len(asked) == CODE_LENGTH:
        found = session.scalar(select(Booking).where(Booking.code == asked))
        if found is not None:
            return found
    if asked.startswith("B-") and asked[2:].isdecimal():
        return session.get(Booking, int(asked[2:])) if len(asked) <= LONGEST_REFERENCE else None
    if asked[:1] in HALVES and asked[1:].isdecimal():
        return _numbered(session, (day, HALVES[asked[0]]), asked[1:], section)
    return None


def walk_in(
    session: Session, matter: Matter, place: Place, officer: Officer, now: datetime
) -> Booking:
    """Somebody came without an appointment: a number in the same queue, from the walk-in share."""
    lock_places(session, [place])
    booking = seat(
        session, matter, place, now, State.ARRIVED,
        source=COUNTER, by="officer", officer_id=officer.id,
    )  # fmt: skip
    booking.arrived_at = now
    return booking


def check_in(session: Session, booking: Booking, officer: Officer, now: datetime) -> None:
    """They are here. Raises WrongMove when this was said before or the visit is no more."""
    hold(session, booking)
    booking.go(State.ARRIVED, now, by="officer", officer_id=officer.id)
    booking.arrived_at = now


def end(  # noqa: PLR0913 - what, who, how
    session: Session,
    booking: Booking,
    to: State,
    officer: Officer,
    now: datetime,
    *,
    minutes: int | None = None,
    reason: str = "",
) -> None:
    """Served, must come back (with a reason), or did not come; `minutes` at the counter.

    A pre-check that led to the visit is done with it. Raises WrongMove, and ValueError when the
    minutes are not 0–480 or a reason is missing.
    """
    if minutes is not None and not 0 <= minutes <= LONGEST_VISIT:
        raise ValueError("minutes")
    if to == State.CAME_BACK and not reason.strip():
        raise ValueError("reason")
    hold(session, booking)
    booking.go(to, now, by="officer", officer_id=officer.id, why=reason.strip())
    booking.minutes, booking.reason = minutes, reason.strip() or None
    booking.ended_at = now
    precheck = session.get(Precheck, booking.precheck_id) if booking.precheck_id else None
    if to == State.SERVED and precheck and precheck.state == prechecks.State.PASSED:
        prechecks.close(session, precheck, officer, now, seen=precheck.revision)


def take_back(session: Session, booking: Booking, officer: Officer, now: datetime) -> None:
    """What was noted last at the counter was a mistake: back to where it stood before.

    A walk-in that never came is taken off the sheet. Raises WrongMove.
    """
    hold(session, booking)
    to = BACK.get(State(booking.state))
    if to is None:
        raise WrongMove(booking.state)
    if to == State.BOOKED and booking.source == COUNTER:
        to = State.CANCELLED
    booking.go(to, now, by="officer", officer_id=officer.id, why="แก้ไข")
    booking.minutes, booking.reason = None, None
    booking.ended_at = now if to == State.CANCELLED else None
    if to == State.BOOKED:
        booking.arrived_at = None


def unmarked(session: Session, today: date) -> Sequence[Booking]:
    """Whose day is over without anybody having written down how it went, oldest first."""
    rows = select(Booking).where(Booking.day < today, Booking.state.in_(LIVE))
    return session.scalars(rows.order_by(Booking.day, Booking.half.desc(), Booking.number)).all()


@dataclass(frozen=True)
class Count:
    """How many of one half-day stand where."""

    day: date
    half: str
    section: str
    state: str
    source: str
    count: int


def month(session: Session, first: date, last: date, section: str | None = None) -> Sequence[Count]:
    """Counts for a month view, from the rows."""
    key = (Booking.day, Booking.half, Booking.section, Booking.state, Booking.source)
    rows = select(*key, func.count()).where(Booking.day.between(first, last)).group_by(*key)
    if section:
        rows = rows.where(Booking.section == section)
    return [Count(*row) for row in session.execute(rows.order_by(Booking.day))]


def _numbered(session: Session, place: Place, number: str, section: str | None) -> Booking | None:
    if len(number) > LONGEST_NUMBER:
        return None
    rows = select(Booking).where(
        Booking.day == place[0],
        Booking.half == place[1],
        Booking.number == int(number),
        Booking.state.in_(SEATED),
    )
    if section:
        rows = rows.where(Booking.section == section)
    found = session.scalars(rows).all()
    # The same number may wait at two sections: then a code must tell them apart.
    return found[0] if len(found) == 1 else None
