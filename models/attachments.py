"""Photographs, clips and files citizens send: fetched once, kept, and forgotten on time."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, Text, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.citizens import Citizen

# A fetch that has not reported back by then is taken for dead and tried again.
LEASE = timedelta(minutes=3)
# LINE does not say how long it keeps content; on 2026-02-03 it answered 400 for 90 minutes.
GIVE_UP = timedelta(hours=12)
LONGEST_WAIT = timedelta(minutes=15)
UPLOAD_WITHIN = timedelta(minutes=10)  # what an upload reserved and never brought is shredded then
UPLOAD = "upload:"  # begins the message id of what came through a page instead of the chat


class Keeping(StrEnum):
    """Where an attachment stands."""

    WAITING = "waiting"  # to be fetched from LINE
    KEPT = "kept"  # in the vault
    GONE = "gone"  # LINE no longer has it
    TOO_LARGE = "too_large"  # over the vault's cap
    FORGET = "forget"  # taken back or expired: to be shredded
    FORGOTTEN = "forgotten"


class Why(StrEnum):
    """Why an attachment is shredded."""

    EXPIRED = "expired"
    UNSENT = "unsent"
    ERASED = "erased"
    REPLACED = "replaced"  # the citizen took it out of a case
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Attachment(Base):
    """One thing a citizen sent. `vault_name` exists before the bytes, so none is ever orphaned."""

    __tablename__ = "attachment"
    __table_args__ = (
        Index(
            "ix_attachment_work",
            "due_at",
            postgresql_where=text("status IN ('waiting', 'forget')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(
        ForeignKey("citizen.id", ondelete="CASCADE"), index=True
    )
    message_id: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    vault_name: Mapped[str] = mapped_column(Text)
    content_type: Mapped[str | None] = mapped_column(Text)
    size: Mapped[int | None]
    sent_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(server_default="0", default=0)
    kept_at: Mapped[datetime | None]
    why: Mapped[str | None] = mapped_column(Text)  # it is to be shredded

    def kept(self, content_type: str, size: int, now: datetime) -> None:
        """The vault has it."""
        self.status, self.kept_at, self.why = Keeping.KEPT, now, None
        self.content_type, self.size = content_type, size

    def shred(self, why: Why, now: datetime) -> None:
        """Send it to the shredder, unless it has been there."""
        if self.status not in (Keeping.FORGET, Keeping.FORGOTTEN):
            self.status, self.why, self.due_at = Keeping.FORGET, why, now

    def postpone(self, now: datetime) -> None:
        """LINE could not give it now: wait longer each time, give up after half a day."""
        self.attempts += 1
        if now - self.sent_at > GIVE_UP:
            self.status = Keeping.GONE
        self.due_at = now + min(timedelta(seconds=2 ** min(self.attempts, 10)), LONGEST_WAIT)


def expect(
    session: Session, citizen: Citizen, message_id: str, kind: str, sent_at: datetime, now: datetime
) -> Attachment:
    """Note that a citizen sent something which must be fetched; noting it twice changes nothing."""
    row = insert(Attachment).values(
        citizen_id=citizen.id,
        message_id=message_id,
        kind=kind,
        status=Keeping.WAITING,
        vault_name=uuid.uuid4().hex,
        sent_at=sent_at,
        due_at=now,
    )
    session.execute(row.on_conflict_do_nothing(index_elements=[Attachment.message_id]))
    known = select(Attachment).where(Attachment.message_id == message_id)
    return session.scalars(known).one()


def reserve(session: Session, citizen: Citizen, kind: str, now: datetime) -> Attachment:
    """A place for what comes through a page: committed before the bytes, kept() after them.

    Until then it is on its way to the shredder, so that a crash between leaves nothing behind.
    """
    attachment = Attachment(
        citizen_id=citizen.id,
        message_id=f"{UPLOAD}{uuid.uuid4()}",
        kind=kind,
        status=Keeping.FORGET,
        vault_name=uuid.uuid4().hex,
        sent_at=now,
        due_at=now + UPLOAD_WITHIN,
    )
    session.add(attachment)
    session.flush()
    return attachment


def claim(session: Session, now: datetime) -> Attachment | None:
    """Take the next thing to fetch or to shred; it returns to the queue when the lease ends."""
    row = (
        select(Attachment)
        .where(Attachment.status.in_([Keeping.WAITING, Keeping.FORGET]), Attachment.due_at <= now)
        .order_by(Attachment.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    attachment = session.scalar(row)
    if attachment is not None:
        attachment.due_at = now + LEASE
    return attachment


def forget_before(
    session: Session, moment: datetime, now: datetime, *, spare: Select[int] | None = None
) -> int:
    """Mark everything sent before `moment` for the shredder; how many there were.

    `spare` selects the ids of attachments that something else keeps.
    """
    rows = (
        update(Attachment)
        .where(Attachment.sent_at < moment)
        .where(Attachment.status.not_in([Keeping.FORGET, Keeping.FORGOTTEN]))
        .values(status=Keeping.FORGET, why=Why.EXPIRED, due_at=now)
        .execution_options(synchronize_session="fetch")
    )
    if spare is not None:
        rows = rows.where(Attachment.id.not_in(spare))
    return session.execute(rows).rowcount  # type: ignore[attr-defined,no-any-return]
