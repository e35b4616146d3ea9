"""Content packs handed in and checked, until an administrator confirms what they would change."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, LargeBinary, Text, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.officers import Officer

CONFIRM_WITHIN = timedelta(hours=12)


class PackUpload(Base):
    """One file as it was handed in; it is read anew when confirmed, for content may have moved."""

    __tablename__ = "pack_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime] = mapped_column(index=True)


def keep(session: Session, officer: Officer, name: str, data: bytes, now: datetime) -> PackUpload:
    """Keep a file that was checked, in place of those this officer left or that grew too old."""
    old = PackUpload.uploaded_at < now - CONFIRM_WITHIN
    session.execute(delete(PackUpload).where((PackUpload.officer_id == officer.id) | old))
    upload = PackUpload(officer_id=officer.id, name=name, data=data, uploaded_at=now)
    session.add(upload)
    session.flush()
    return upload


def handed_in(
    session: Session, upload_id: int, officer: Officer, now: datetime
) -> PackUpload | None:
    """The file this officer handed in; None when it was somebody else's or too long ago."""
    upload = session.get(PackUpload, upload_id, with_for_update=True)
    if upload is None or upload.officer_id != officer.id:
        return None
    return upload if now - upload.uploaded_at <= CONFIRM_WITHIN else None
