"""Files the office keeps for itself: evidence of its reports, papers of orders, in the vault."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, Text, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base

LARGEST = 20 * 1024 * 1024  # bytes of one file
UPLOAD_WITHIN = timedelta(hours=1)  # what was reserved and never brought is shredded then
UNDO_WITHIN = timedelta(days=30)  # what an officer took away can be brought back until then


class OfficeFile(Base):
    """One file. `vault_name` is committed before its bytes lie in the vault, so none is orphaned.

    `digest` is the SHA-256 of its bytes, in hexadecimal, `size` their number. Who brought it is
    written where it is used: an officer, or somebody of an agency.
    """

    __tablename__ = "office_file"
    __table_args__ = (
        Index(
            "ix_office_file_to_shred",
            "reserved_at",
            postgresql_where=text(
                "shredded_at IS NULL AND (kept_at IS NULL OR removed_at IS NOT NULL)"
            ),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    vault_name: Mapped[str] = mapped_column(Text, unique=True, default=lambda: uuid.uuid4().hex)
    file_name: Mapped[str] = mapped_column(Text)
    content_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(Text)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    reserved_at: Mapped[datetime]
    kept_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    shredded_at: Mapped[datetime | None]

    @property
    def here(self) -> bool:
        """Whether it can be opened."""
        return self.kept_at is not None and self.removed_at is None and self.shredded_at is None

    def remove(self, now: datetime) -> None:
        """Take it away; its bytes go when nobody wants it back."""
        if self.removed_at is None:
            self.removed_at = now

    def bring_back(self) -> None:
        """Undo that it was taken away; nothing happens once its bytes are gone."""
        if self.shredded_at is None:
            self.removed_at = None


def to_shred(session: Session, now: datetime, limit: int = 100) -> Sequence[OfficeFile]:
    """Files whose bytes are to go, taken for this transaction; those others hold are skipped."""
    never_came = OfficeFile.kept_at.is_(None) & (OfficeFile.reserved_at < now - UPLOAD_WITHIN)
    taken_away = OfficeFile.removed_at < now - UNDO_WITHIN
    rows = select(OfficeFile).where(OfficeFile.shredded_at.is_(None), or_(never_came, taken_away))
    locked = rows.order_by(OfficeFile.id).limit(limit).with_for_update(skip_locked=True)
    return session.scalars(locked).all()
