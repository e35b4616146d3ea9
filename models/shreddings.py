"""Proof that what citizens sent is gone: rows written when it was, and why."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.attachments import Attachment, Why
from models.base import Base


class Erasure(Base):
    """Proof that a citizen was forgotten as they asked: when, and how many things of which kind."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(
        ForeignKey("citizen.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    counts: Mapped[dict[str, Any]]


class Shredding(Base):
    """One thing shredded: when, why (a value of `Why`), and since when the office had it."""

    __tablename__ = "shredding"

    attachment_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    citizen_id: Mapped[int | None] = mapped_column(
        ForeignKey("citizen.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime] = mapped_column(index=True)
    why: Mapped[str] = mapped_column(Text)
    kept_since: Mapped[datetime]


def note(session: Session, attachment: Attachment, now: datetime) -> None:
    """Write down that the bytes of this attachment are gone; noting it twice changes nothing.

    Nothing is written of what was never kept.
    """
    if attachment.kept_at is None:
        return
    row = insert(Shredding).values(
        attachment_id=attachment.id,
        citizen_id=attachment.citizen_id,
        at=now,
        why=attachment.why or Why.EXPIRED,
        kept_since=attachment.kept_at,
    )
    session.execute(row.on_conflict_do_nothing(index_elements=[Shredding.attachment_id]))


def of_citizen(session: Session, citizen_id: int) -> list[Shredding]:
    """What was shredded of this citizen's, oldest first."""
    rows = select(Shredding).where(Shredding.citizen_id == citizen_id)
    return list(session.scalars(rows.order_by(Shredding.at, Shredding.attachment_id)))


def erasures_of(session: Session, citizen_id: int) -> list[Erasure]:
    """How often this citizen was forgotten, oldest first."""
    rows = select(Erasure).where(Erasure.citizen_id == citizen_id)
    return list(session.scalars(rows.order_by(Erasure.id)))
