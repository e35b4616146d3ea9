"""How officers are told that something waits: by web push, e-mail, or their own LINE."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.moves import kept_as_text
from models.officers import Officer

LEASE = timedelta(minutes=1)  # an alert on its way that did not report back by then
MOST_TRIES = 8
LONGEST_WAIT = timedelta(minutes=30)
AGAIN_AFTER = timedelta(minutes=10)  # the same thing is not told twice within


class Door(StrEnum):
    """What an officer can be reached by."""

    WEB_PUSH = "web_push"  # a browser's own subscription. RFC 8030, RFC 8291
    EMAIL = "email"
    LINE = "line"


class AlertDoor(Base):
    """One way to reach one officer; `address` is what that way needs, and no more."""

    __tablename__ = "alert_door"

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    kind: Mapped[Door] = mapped_column(kept_as_text(Door))
    address: Mapped[dict[str, Any]]
    added_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    officer: Mapped[Officer] = relationship()


class Alert(Base):
    """One officer is to be told of one thing, by one door. It names no citizen and no words.

    `subject` says what waits, e.g. "question:12"; `reason` why they are told, e.g. "new".
    """

    __tablename__ = "alert"
    __table_args__ = (
        Index("ix_alert_due", "due_at", postgresql_where=text("sent_at IS NULL AND NOT given_up")),
        Index("uq_alert_once", "door_id", "subject", "reason", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    door_id: Mapped[int] = mapped_column(ForeignKey("alert_door.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    given_up: Mapped[bool] = mapped_column(default=False)

    door: Mapped[AlertDoor] = relationship()


def tell(
    session: Session,
    officers: Sequence[Officer],
    subject: str,
    reason: str,
    now: datetime,
    *,
    due: datetime | None = None,
) -> None:
    """Have these officers told by every door they opened, from `due` on (now by default).

    What is still to be told is told once; what was told a while ago is told anew.
    """
    people = [officer.id for officer in officers]
    doors = select(AlertDoor.id).where(
        AlertDoor.officer_id.in_(people), AlertDoor.ended_at.is_(None)
    )
    fresh = {"written_at": now, "due_at": due or now, "tries": 0, "given_up": False}
    told = {"subject": subject, "reason": reason, **fresh}
    rows = [{"door_id": door, **told} for door in session.scalars(doors)]
    if not rows:
        return
    row = insert(Alert).values(rows)
    anew = row.on_conflict_do_update(
        index_elements=[Alert.door_id, Alert.subject, Alert.reason],
        set_={"sent_at": None, **fresh},
        where=Alert.sent_at < now - AGAIN_AFTER,
    )
    session.execute(anew)


def claim(session: Session, now: datetime) -> Alert | None:
    """Take the next alert to send; it comes back when the lease ends."""
    rows = (
        select(Alert)
        .where(Alert.sent_at.is_(None), Alert.given_up.is_(False), Alert.due_at <= now)
        .order_by(Alert.due_at, Alert.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    alert = session.scalar(rows)
    if alert is not None:
        alert.tries, alert.due_at = alert.tries + 1, now + LEASE
    return alert


def settle(alert: Alert, now: datetime, *, sent: bool, gone: bool = False) -> None:
    """Note what became of it; `gone`: the door itself is no more, and is not tried again."""
    if sent:
        alert.sent_at = now
    elif gone or alert.tries >= MOST_TRIES:
        alert.given_up = True
        if gone:
            alert.door.ended_at = now
    else:
        alert.due_at = now + min(timedelta(seconds=10 * 2**alert.tries), LONGEST_WAIT)
