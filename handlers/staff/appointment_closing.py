"""A day the office closes takes its people along: shown before, moved with one act, told once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort, current_app, flash
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, or_

from handlers.citizens import appointment_news
from handlers.staff.appointment_words import SERVE, called, place_name
from handlers.staff.procedure_case import office, today
from handlers.staff.visit import lent, note, now, officer, session
from models import calendar, outbox
from models.appointments import Booking, State, matter_of
from models.appointments.closing import (
    TO_BE_PLACED,
    Meanwhile,
    Moved,
    affected,
    displaced,
    hold_people,
    move_all,
    stranded,
)
from models.calendar import Calendar, Half
from models.citizens import Citizen
from models.links import Links

TRIES = 3
Whom = Callable[[Calendar], Sequence[Booking]]


@dataclass(frozen=True)
class Going:
    """One person's way: the visit they had, and where they go (None: nowhere is free yet)."""

    booking_id: int
    reference: str
    called: str
    name: str
    section: str
    was: str
    will_be: str | None


@dataclass(frozen=True)
class Outcome:
    """What became of everybody; `untold` are out of reach, since they blocked the account."""

    going: tuple[Going, ...] = ()
    untold: int = 0

    @property
    def moved(self) -> int:
        """How many have a new day."""
        return sum(one.will_be is not None for one in self.going)

    @property
    def waiting(self) -> int:
        """How many wait for one."""
        return len(self.going) - self.moved


def close(days: Collection[date], change: Callable[[], object]) -> Outcome:
    """Change the calendar, move everybody who is booked where it is closed now, and tell them."""
    ahead = [day for day in days if day >= today()]

    def whom(known: Calendar) -> list[Booking]:
        return [one for day in ahead for one in affected(session(), day, known)]

    booked = (Booking.state == State.BOOKED) & Booking.day.in_(ahead)
    return _held(lambda: _changed(change, whom), booked, ahead)


def rehearse_closing(days: Collection[date], change: Callable[[], object]) -> Outcome:
    """Where everybody would go; nothing is changed, and nobody is told."""
    with session().begin_nested() as trial:
        outcome = close(days, change)
        trial.rollback()
    return outcome


def place_all() -> Outcome:
    """Find a day for everybody who has none, or one on which the office is closed."""

    def whom(known: Calendar) -> list[Booking]:
        return [*displaced(session()), *stranded(session(), known, today())]

    ahead = (Booking.state == State.BOOKED) & (Booking.day >= today())
    return _held(lambda: _changed(lambda: None, whom), or_(TO_BE_PLACED, ahead), [])


def rehearse_placing() -> Outcome:
    """What `place_all` would do; nothing is changed, and nobody is told."""
    with session().begin_nested() as trial:
        outcome = place_all()
        trial.rollback()
    return outcome


def homeless() -> tuple[list[Booking], list[Booking]]:
    """Who waits for a new day, and who is booked on a closed one, of this officer's sections."""
    shut = stranded(session(), calendar.read(session()), today())
    return _mine(displaced(session())), _mine(shut)


def stranded_count() -> int:
    """How many of this officer's sections are booked on a closed day."""
    return len(_mine(stranded(session(), calendar.read(session()), today())))


def say(outcome: Outcome) -> None:
    """Tell the officer what became of everybody."""
    if outcome.moved:
        flash(_("เลื่อนนัดให้ %(count)s รายแล้ว และแจ้งทาง LINE แล้วค่ะ", count=outcome.moved), "success")
    if outcome.waiting:
        flash(
            _(
                "ยังไม่มีที่ว่างให้ %(count)s ราย อยู่ในรายการ “ต้องนัดใหม่” จนกว่าจะได้วันค่ะ",
                count=outcome.waiting,
            ),
            "warning",
        )
    if outcome.untold:
        flash(_("มี %(count)s รายที่ปิดรับข้อความ จึงแจ้งทาง LINE ไม่ได้ค่ะ", count=outcome.untold), "warning")


def write_down(outcome: Outcome, subject: str) -> None:
    """Note in the audit log that people were moved."""
    after = {"moved": outcome.moved, "displaced": outcome.waiting}
    note("visits.moved", subject, after=after)


def _held(work: Callable[[], Outcome], whom: ColumnElement[bool], days: list[date]) -> Outcome:
    """Do it with everybody and every half-day held; once more when somebody slipped in."""
    office()  # a new edition takes a moment to read: before anything is held
    for _again in range(TRIES):
        try:
            with session().begin_nested():
                hold_people(session(), whom, days, now())
                return work()
        except Meanwhile:
            continue
    abort(409)


def _changed(change: Callable[[], object], whom: Whom) -> Outcome:
    change()
    known = calendar.read(session())
    going, untold = [], 0
    people = _mine(whom(known))
    for why in dict.fromkeys(_why(one, known) for one in people):
        own = [one for one in people if _why(one, known) == why]
        numbers = {one.id: called(one) for one in own}
        for moved in move_all(session(), own, officer(), now(), known, why=why):
            going.append(_going(moved, numbers[moved.old.id]))
            untold += not _tell(moved, known, why)
    stayed = [one for one in people if one.state == State.DISPLACED]
    told = {one.booking_id for one in going}
    going += [_going(Moved(one, None), called(one)) for one in stayed if one.id not in told]
    return Outcome(tuple(going), untold)


def _mine(bookings: Sequence[Booking]) -> list[Booking]:
    return [one for one in bookings if officer().may(SERVE, one.section)]


def _going(moved: Moved, number: str) -> Going:
    old, new = moved.old, moved.new
    return Going(
        old.id,
        old.reference,
        number,
        old.procedure_name,
        old.section,
        place_name(old),
        place_name(new) if new else None,
    )


def _why(booking: Booking, known: Calendar) -> str:
    """Why they cannot come that day, in Thai: the calendar's reason, or the one written then."""
    closed = known.why_closed(booking.day, matter_of(booking).services, Half(booking.half))
    return closed or (booking.steps[-1].why if booking.steps else "")


def _tell(moved: Moved, known: Calendar, why: str) -> bool:
    """Owe the citizen one letter; False when there is nobody to be told."""
    old = moved.old
    citizen = session().get(Citizen, old.citizen_id) if old.citizen_id else None
    if citizen is None or citizen.blocked_at is not None:
        return False
    if citizen.language == "en":
        half = Half(old.half)
        why = known.why_closed_en(old.day, matter_of(old).services, half) or why
    links = Links(lent().public_url, str(current_app.secret_key))
    chat = appointment_news.chat_with(session(), citizen, office(), now(), links)
    if moved.new is None:
        appointment_news.displaced(chat, old, why)
    else:
        appointment_news.moved(chat, old, moved.new, why)
    outbox.put(session(), citizen, chat.messages, now(), duty=True)
    return True
