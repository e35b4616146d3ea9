"""Rows whose time is over, taken away a few at a time, so that the office costs what it did.

Each batch looks at the oldest rows alone and is a transaction of its own: nothing waits long for a
lock, and what is left comes next time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, inspect, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models.alerts import Alert, AlertDoor
from models.appointments.rows import Booking, Wish
from models.attachments import Attachment, Keeping
from models.audit import Act
from models.base import Base
from models.clips import ClipCompletion
from models.dates import BANGKOK
from models.happenings import Happening
from models.inbox import Event, Unsent
from models.orders import OrderUpload
from models.outbox import Letter, State
from models.pack_uploads import PackUpload
from models.prechecks import Photo, Precheck
from models.questions import Question
from models.questions.states import OPEN
from models.questions.tables import Setting
from models.retention import RULES
from models.shreddings import Erasure, Shredding
from models.surveys import SurveyAnswer, SurveyAsk
from models.unanswered import Decision, Unanswered

BATCH = 500  # rows of a table that go at once
LOOK = 20_000  # of the oldest rows, those looked at: the cost stays the same as a table grows


@dataclass(frozen=True)
class Old:
    """How old a row is, and whether nobody needs it any more."""

    age: InstrumentedAttribute[Any]
    done: ColumnElement[bool]


def _newer_setting() -> ColumnElement[bool]:
    newer = aliased(Setting)
    return exists(select(newer.id).where(newer.name == Setting.name, newer.id > Setting.id))


def _olds() -> Mapping[type[Base], Old]:
    settled = Letter.state.in_((State.SENT, State.UNCERTAIN, State.REFUSED))
    told = Alert.sent_at.is_not(None) | Alert.given_up
    asked = exists(select(Unanswered.id).where(Unanswered.decision_id == Decision.id))
    shown = exists(select(Photo.id).where(Photo.attachment_id == Attachment.id))
    heard = Event.handled_at.is_not(None) | Event.set_aside_at.is_not(None)
    return {
        Event: Old(Event.received_at, heard),
        Letter: Old(Letter.written_at, settled),
        Unsent: Old(Unsent.unsent_at, true()),
        Unanswered: Old(Unanswered.noted_at, true()),
        Decision: Old(Decision.decided_at, ~asked),
        Alert: Old(Alert.written_at, told),
        AlertDoor: Old(AlertDoor.ended_at, true()),
        Wish: Old(Wish.day, true()),
        ClipCompletion: Old(ClipCompletion.completed_at, true()),
        PackUpload: Old(PackUpload.uploaded_at, true()),
        OrderUpload: Old(OrderUpload.at, true()),
        Setting: Old(Setting.set_at, and_(Setting.officer_id.is_(None), _newer_setting())),
        Precheck: Old(Precheck.ended_at, true()),
        Attachment: Old(Attachment.sent_at, (Attachment.status == Keeping.FORGOTTEN) & ~shown),
        SurveyAsk: Old(SurveyAsk.asked_at, true()),
        Booking: Old(Booking.day, true()),
        Question: Old(Question.touched_at, Question.state.not_in(OPEN)),
        Happening: Old(Happening.at, true()),
        SurveyAnswer: Old(SurveyAnswer.at, true()),
        Act: Old(Act.at, true()),
        Shredding: Old(Shredding.at, true()),
        Erasure: Old(Erasure.at, true()),
    }


OLDS = _olds()


def prune(session: Session, now: datetime) -> int:
    """Take away one batch of every table whose oldest rows are over; how many rows."""
    return sum(_batch(session, table, old, now) for table, old in OLDS.items())


def over(table: type[Base], old: Old, now: datetime) -> Select[Any]:
    """The keys of rows whose time was over at `now`, among the oldest of their table."""
    keep, key = RULES[table.__tablename__].after, inspect(table).primary_key[0]
    assert keep is not None
    before: Any = now - keep
    if old.age.key == "day":
        before = before.astimezone(BANGKOK).date()
    oldest = select(key).order_by(key).limit(LOOK).subquery()
    horizon = select(func.max(oldest.c[0])).scalar_subquery()
    return select(key).where(key <= horizon, old.age < before, old.done)


def _batch(session: Session, table: type[Base], old: Old, now: datetime) -> int:
    key = inspect(table).primary_key[0]
    gone = over(table, old, now).limit(BATCH).with_for_update(skip_locked=True).cte("gone")
    away = delete(table).where(key.in_(select(gone.c[0])))
    done = session.execute(away.execution_options(synchronize_session=False))
    return done.rowcount  # type: ignore[attr-defined,no-any-return]
