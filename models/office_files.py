"""Files the office keeps for itself: evidence of its reports, papers of orders, in the vault."""

import uuid
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from io import BytesIO

from sqlalchemy import ForeignKey, Index, Select, Text, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.file_names import safe_name
from models.photos.baring import Torn, bare
from models.photos.sniffing import sniff

LARGEST = 20 * 1024 * 1024  # bytes of one file
UPLOAD_WITHIN = timedelta(hours=1)  # what was reserved and never brought is shredded then
UNDO_WITHIN = timedelta(days=30)  # what an officer took away can be brought back until then
MOST_PARTS = 5000  # files inside a Word or Excel file; a long one has some hundreds
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = f"{_OFFICE}.wordprocessingml.document"
XLSX = f"{_OFFICE}.spreadsheetml.sheet"
ENDINGS = {  # of each content type that is taken, the first the one we give
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    DOCX: ("docx",),
    XLSX: ("xlsx",),
}
ACCEPT = ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings)
_MAIN_PART = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}


class Wrong(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    KIND = "kind"
    MACROS = "macros"
    TORN = "torn"  # a picture that breaks off
    AWAY = "away"  # the vault cannot be reached now


SENTENCES = {  # in Thai, in English
    Wrong.EMPTY: ("เป็นไฟล์ว่าง กรุณาเลือกไฟล์ใหม่ค่ะ", "is empty. Please choose it again."),
    Wrong.TOO_LARGE: (
        "ใหญ่เกิน 20 MB กรุณาย่อไฟล์หรือแบ่งเป็นหลายไฟล์ค่ะ",
        "is larger than 20 MB. Please make it smaller or split it.",
    ),
    Wrong.KIND: (
        "เป็นไฟล์ชนิดที่รับไม่ได้ รับเฉพาะ PDF รูป JPEG หรือ PNG Word (.docx) และ Excel (.xlsx) ค่ะ",
        "is of a kind we cannot take: only PDF, JPEG, PNG, Word (.docx) and Excel (.xlsx).",
    ),
    Wrong.MACROS: (
        "มีมาโครอยู่ข้างใน กรุณาบันทึกเป็น .docx หรือ .xlsx ที่ไม่มีมาโครค่ะ",
        "holds macros. Please save it as .docx or .xlsx without them.",
    ),
    Wrong.TORN: (
        "เป็นรูปที่ไฟล์ไม่สมบูรณ์ กรุณาถ่ายหรือบันทึกรูปใหม่ค่ะ",
        "is a picture that is not whole. Please take or save it again.",
    ),
    Wrong.AWAY: (
        "ยังเก็บไม่ได้ในตอนนี้ กรุณาลองใหม่อีกครั้งค่ะ",
        "could not be kept just now. Please try again.",
    ),
}


class WrongFile(Exception):
    """This file is not taken; nothing was kept."""

    def __init__(self, reason: Wrong, file_name: str = "") -> None:
        super().__init__(reason.value)
        self.reason, self.file_name = reason, safe_name(file_name)

    def said(self, language: str = "th") -> str:
        """Why, in a sentence that names the file; in English for any language but Thai."""
        thai, english = SENTENCES[self.reason]
        return f"“{self.file_name}” {thai if language == 'th' else english}"


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

    @property
    def can_come_back(self) -> bool:
        """Whether somebody took it away, and its bytes are still there."""
        return self.removed_at is not None and self.shredded_at is None

    def remove(self, now: datetime) -> None:
        """Take it away; its bytes go when nobody wants it back."""
        if self.removed_at is None:
            self.removed_at = now

    def bring_back(self) -> None:
        """Undo that it was taken away; nothing happens once its bytes are gone."""
        if self.shredded_at is None:
            self.removed_at = None


def examine(file_name: str, content: bytes) -> str:
    """The content type of a file, told by its bytes and not by its name; raises WrongFile."""
    if not content:
        raise WrongFile(Wrong.EMPTY, file_name)
    if len(content) > LARGEST:
        raise WrongFile(Wrong.TOO_LARGE, file_name)
    found = sniff(content)[1]
    if content.startswith(b"PK\x03\x04"):
        found = _of_office(file_name, content)
    if found not in ENDINGS:
        raise WrongFile(Wrong.KIND, file_name)
    return found


def discreet(file_name: str, content_type: str, content: bytes) -> bytes:
    """A photograph without the place, device and time it tells of; other files as they are.

    Raises WrongFile when it is no whole picture.
    """
    try:
        return bare(content_type, content)
    except Torn as torn:
        raise WrongFile(Wrong.TORN, file_name) from torn


def _of_office(file_name: str, content: bytes) -> str:
    """Word and Excel write zip files; which of them it was stands in the names inside."""
    if content.count(b"PK\x01\x02") > MOST_PARTS:  # counted before anything is unpacked
        raise WrongFile(Wrong.KIND, file_name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise WrongFile(Wrong.KIND, file_name) from fault
    if any(name.endswith("vbaProject.bin") for name in names):
        raise WrongFile(Wrong.MACROS, file_name)
    found = [kind for part, kind in _MAIN_PART.items() if part in names]
    return found[0] if len(found) == 1 and "[Content_Types].xml" in names else ""


def reserve(
    session: Session,
    file_name: str,
    content_type: str,
    content: bytes,
    officer_id: int | None,
    now: datetime,
) -> OfficeFile:
    """A place for a file that was examined: to be committed before its bytes come.

    Until kept() it is on its way to the shredder, so that a crash between leaves nothing behind.
    """
    name, endings = safe_name(file_name), ENDINGS[content_type]
    if name.rpartition(".")[2].lower() not in endings:
        name = f"{name}.{endings[0]}"
    file = OfficeFile(
        vault_name=uuid.uuid4().hex,
        file_name=name,
        content_type=content_type,
        size=len(content),
        digest=sha256(content).hexdigest(),
        officer_id=officer_id,
        reserved_at=now,
    )
    session.add(file)
    session.flush()
    return file


def kept(session: Session, file_id: int, now: datetime) -> OfficeFile:
    """Its bytes lie in the vault and something names it: from now on it stays.

    Raises WrongFile when that took so long that it was shredded meanwhile.
    """
    file = session.get_one(OfficeFile, file_id, with_for_update=True)
    if file.shredded_at is not None:
        raise WrongFile(Wrong.AWAY, file.file_name)
    file.kept_at = file.kept_at or now
    return file


def in_vault() -> Select[str]:
    """The names in the vault of all that must be there, what may be brought back included."""
    return select(OfficeFile.vault_name).where(
        OfficeFile.kept_at.is_not(None), OfficeFile.shredded_at.is_(None)
    )


def shreddable(now: datetime) -> Select[OfficeFile]:
    """The files whose bytes are to go."""
    never_came = OfficeFile.kept_at.is_(None) & (OfficeFile.reserved_at < now - UPLOAD_WITHIN)
    taken_away = OfficeFile.removed_at < now - UNDO_WITHIN
    return select(OfficeFile).where(OfficeFile.shredded_at.is_(None), or_(never_came, taken_away))


def to_shred(session: Session, now: datetime, limit: int = 100) -> Sequence[OfficeFile]:
    """Files whose bytes are to go, taken for this transaction; those others hold are skipped."""
    rows = shreddable(now).order_by(OfficeFile.id).limit(limit)
    return session.scalars(rows.with_for_update(skip_locked=True)).all()
