"""What time does to cases: left alone they are reminded of, then end, and their pictures go."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models.attachments import Attachment, Keeping, Why
from models.citizens import lock
from models.moves import By
from models.prechecks.holding import hold
from models.prechecks.papers import Photo
from models.prechecks.states import State
from models.prechecks.tables import Precheck
from models.retention import SHRED_AFTER

REMIND_AFTER = timedelta(days=3)  # without a sign of life
LAPSE_AFTER = timedelta(days=14)
WARNED = LAPSE_AFTER - REMIND_AFTER  # nobody's case ends sooner than this after the reminder
PASSED_KEPT = timedelta(days=60)  # for the visit
CITIZENS_TURN = (State.COLLECTING, State.RETURNED)
SHREDDED = (Keeping.FORGET, Keeping.FORGOTTEN)
WHY = {
    State.WITHDRAWN: Why.WITHDRAWN,
    State.LAPSED: Why.EXPIRED,
    State.CLOSED: Why.CLOSED,
}


def to_remind(session: Session, now: datetime) -> Sequence[int]:
    """Ids of the cases whose citizen is to be reminded, longest left alone first."""
    return _ids(session, _forgotten(now))


def remind(session: Session, case_id: int, now: datetime) -> Precheck | None:
    """Note that the citizen is reminded now, once; None when they came back in the meantime."""
    case = _held_if(session, case_id, _forgotten(now))
    if case is not None:
        case.reminded_at = now
    return case


def to_lapse(session: Session, now: datetime) -> Sequence[int]:
    """Ids of the cases that were left alone for too long, though reminded."""
    return _ids(session, _given_up(now))


def lapse(session: Session, case_id: int, now: datetime) -> Precheck | None:
    """End a case nobody came back to; None when somebody did in the meantime."""
    case = _held_if(session, case_id, _given_up(now))
    if case is not None:
        case.move(State.LAPSED, now, By.CLOCK)
        session.flush()
    return case


def close_passed(session: Session, now: datetime) -> int:
    """End the cases whose papers passed long ago and whose visit nobody noted; how many."""
    old = and_(Precheck.state == State.PASSED, Precheck.touched_at <= now - PASSED_KEPT)
    closed = 0
    for case_id in _ids(session, old):
        case = _held_if(session, case_id, old)
        if case is not None:
            case.move(State.CLOSED, now, By.CLOCK)
            closed += 1
    session.flush()
    return closed


def shred_ended(session: Session, now: datetime) -> int:
    """Send the photographs of cases that ended long enough ago to the shredder; how many."""
    left = select(Photo.precheck_id).join(Photo.attachment).where(_still_there())
    rows = select(Precheck).where(Precheck.ended_at <= now - SHRED_AFTER, Precheck.id.in_(left))
    cases = session.scalars(rows.order_by(Precheck.id)).all()
    return sum(shred(session, case, WHY[case.state], now) for case in cases)


def shred(session: Session, precheck: Precheck, why: Why, now: datetime) -> int:
    """Send everything of a case to the shredder; how much was not there yet."""
    held = select(Photo.attachment_id).where(Photo.precheck_id == precheck.id)
    rows = select(Attachment).where(Attachment.id.in_(held), _still_there())
    attachments = session.scalars(rows.order_by(Attachment.id).with_for_update()).all()
    for attachment in attachments:
        attachment.shred(why, now)
    return len(attachments)


def _forgotten(now: datetime) -> ColumnElement[bool]:
    return and_(
        Precheck.state.in_(CITIZENS_TURN),
        Precheck.reminded_at.is_(None),
        Precheck.touched_at <= now - REMIND_AFTER,
    )


def _given_up(now: datetime) -> ColumnElement[bool]:
    return and_(
        Precheck.state.in_(CITIZENS_TURN),
        Precheck.touched_at <= now - LAPSE_AFTER,
        Precheck.reminded_at <= now - WARNED,
    )


def _still_there() -> ColumnElement[bool]:
    return Attachment.status.not_in(SHREDDED)


def _ids(session: Session, which: ColumnElement[bool]) -> Sequence[int]:
    rows = select(Precheck.id).where(which).order_by(Precheck.touched_at, Precheck.id)
    return session.scalars(rows).all()


def _held_if(session: Session, case_id: int, which: ColumnElement[bool]) -> Precheck | None:
    """The case, taken for this transaction, if it is still such a one.

    Whose conversation is busy is left for the next time: who waits for one citizen while holding
    others may wait forever.
    """
    case = session.get_one(Precheck, case_id)
    if case.citizen_id is not None and lock(session, case.citizen_id) is None:
        return None
    hold(session, case)
    return session.scalar(select(Precheck).where(Precheck.id == case_id, which))
