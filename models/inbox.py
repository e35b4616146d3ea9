"""What LINE told us: each event kept before it is handled, and handled once."""

from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Text,
    and_,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.citizens import Citizen

PENDING = "handled_at IS NULL AND set_aside_at IS NULL"
# After each failed turn wait so long; when none is left the event is set aside for staff.
# All within a reply token's minute, so that the apology is still free.
PATIENCE = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=15))
FORGOTTEN = "{}"
SPOKEN = f"raw <> '{FORGOTTEN}'"  # words are left; as it stands, so that an index may serve it


class Event(Base):
    """One webhook event. `raw` is LINE's JSON as text, so that no strange character is refused."""

    __tablename__ = "event"
    __table_args__ = (
        Index(
            "ix_event_pending",
            "line_user_id",
            "occurred_at",
            "id",
            postgresql_where=text(PENDING),
        ),
        Index("ix_event_message_id", "message_id", postgresql_where=text("message_id IS NOT NULL")),
        Index(
            "ix_event_set_aside",
            "set_aside_at",
            postgresql_where=text("set_aside_at IS NOT NULL"),
        ),
        Index("ix_event_received_at", "received_at"),
        Index("ix_event_spoken", "received_at", postgresql_where=text(SPOKEN)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_event_id: Mapped[str] = mapped_column(Text, unique=True)
    line_user_id: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str | None] = mapped_column(Text)
    reply_token: Mapped[str | None] = mapped_column(Text)
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    raw: Mapped[str] = mapped_column(Text)
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0", default=0)
    retry_at: Mapped[datetime | None]
    set_aside_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)

    def stumble(self, error: str, now: datetime) -> bool:
        """Count one failed turn; True when patience has ended and the event is set aside."""
        self.attempts += 1
        self.last_error = error
        if self.attempts > len(PATIENCE):
            self.set_aside_at = now
            return True
        self.retry_at = now + PATIENCE[self.attempts - 1]
        return False

    def forget(self) -> None:
        """Drop what was said; that it happened stays, for the counts."""
        self.raw = FORGOTTEN


class Unsent(Base):
    """A message its sender took back, perhaps before we ever saw it."""

    __tablename__ = "unsent"

    message_id: Mapped[str] = mapped_column(Text, primary_key=True)
    citizen_id: Mapped[int] = mapped_column(ForeignKey("citizen.id", ondelete="CASCADE"))
    unsent_at: Mapped[datetime]


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(
        Event.handled_at.is_(None),
        Event.set_aside_at.is_(None),
        or_(Event.retry_at.is_(None), Event.retry_at <= now),
    )


def waiting_citizens(session: Session, now: datetime, most: int = 50) -> list[int]:
    """Ids of citizens with events to handle, longest-waiting first."""
    rows = (
        select(Citizen.id)
        .join(Event, Event.line_user_id == Citizen.line_user_id)
        .where(_due(now))
        .group_by(Citizen.id)
        .order_by(func.min(Event.id))
        .limit(most)
    )
    return list(session.scalars(rows))


def next_event(session: Session, citizen: Citizen, now: datetime) -> Event | None:
    """The earliest happening of this citizen that still waits; read it after taking the lock."""
    row = select(Event).where(Event.line_user_id == citizen.line_user_id, _due(now))
    return session.scalar(row.order_by(Event.occurred_at, Event.id).limit(1))


def kept_waiting(session: Session, since: datetime, until: datetime, most: int) -> list[Event]:
    """Events received in that span whose sender still looks at an unanswered chat."""
    rows = (
        select(Event)
        .where(text(PENDING), Event.received_at.between(since, until))
        .where(Event.reply_token.is_not(None), Event.line_user_id.is_not(None))
        .order_by(Event.id)
        .limit(most)
    )
    return list(session.scalars(rows))


def was_unsent(session: Session, message_id: str) -> bool:
    """Whether the sender has already taken this message back."""
    return session.get(Unsent, message_id) is not None


def reopen(session: Session) -> int:
    """Give every event that was set aside a new chance; how many there were."""
    rows = (
        update(Event)
        .where(Event.set_aside_at.is_not(None))
        .values(set_aside_at=None, attempts=0, retry_at=None)
    )
    return session.execute(rows).rowcount  # type: ignore[attr-defined,no-any-return]


def forget_before(session: Session, moment: datetime) -> int:
    """Drop the words of events received before `moment`, handled or not; how many there were."""
    rows = (
        update(Event)
        .where(Event.received_at < moment, text(SPOKEN))
        .values(raw=FORGOTTEN, reply_token=None)
    )
    return session.execute(rows).rowcount  # type: ignore[attr-defined,no-any-return]
