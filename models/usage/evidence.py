"""Evidence behind the reports: files by fiscal year and quarter, taken away and brought back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from models.dates import thai_moment
from models.office_files import OfficeFile, kept
from models.officers import Officer
from models.reports.evidence import Piece, table
from models.usage.tables import Evidence

KINDS = {
    "figures": "ตัวเลขและสถิติ",
    "list": "รายชื่อหรือรายการ",
    "picture": "ภาพถ่ายหรือภาพหน้าจอ",
    "order": "คำสั่งหรือหนังสือราชการ",
    "meeting": "รายงานการประชุม",
    "manual": "คู่มือ",
    "other": "อื่น ๆ",
}
QUARTERS = (1, 2, 3, 4)
STEPS = (1, 2, 3, 4, 5)
LIST = "รายการหลักฐาน.csv"


@dataclass(frozen=True)
class About:
    """What a file proves: of a whole fiscal year (B.E.) when `quarter` is None.

    `step` (1 to 5) counts with `idea_id` alone: a step of that innovation.
    """

    fiscal_year: int
    quarter: int | None
    title: str
    kind: str
    idea_id: int | None = None
    step: int | None = None


def add(
    session: Session, about: About, file_id: int, officer: Officer | None, now: datetime
) -> Evidence:
    """Keep a file whose bytes lie in the vault as evidence."""
    kept(session, file_id, now)
    one = Evidence(
        **vars(about), file_id=file_id, officer_id=officer.id if officer else None, added_at=now
    )
    session.add(one)
    session.flush()
    return one


def of_year(session: Session, year: int) -> Sequence[Evidence]:
    """What can be opened of a fiscal year: by quarter, the whole year's first, then as it came."""
    rows = _rows().where(Evidence.fiscal_year == year, OfficeFile.removed_at.is_(None))
    order = (Evidence.quarter.asc().nulls_first(), Evidence.id)
    return session.scalars(rows.order_by(*order)).all()


def of_idea(session: Session, idea_id: int) -> Sequence[Evidence]:
    """What can be opened of an innovation, step by step."""
    rows = _rows().where(Evidence.idea_id == idea_id, OfficeFile.removed_at.is_(None))
    return session.scalars(rows.order_by(Evidence.step.nulls_last(), Evidence.id)).all()


def taken_away(session: Session, year: int) -> Sequence[Evidence]:
    """What was taken away of a fiscal year and can still be brought back, the latest first."""
    rows = _rows().where(Evidence.fiscal_year == year, OfficeFile.removed_at.is_not(None))
    return session.scalars(rows.order_by(OfficeFile.removed_at.desc(), Evidence.id)).all()


def found(session: Session, number: int, *, hold: bool = False) -> Evidence | None:
    """The evidence of this number, its file held against the shredder when it is to be changed."""
    rows = select(Evidence).where(Evidence.id == number)
    one = session.scalar(rows)
    if one is not None and hold:
        session.refresh(one.file, with_for_update=True)
    return one


def _rows() -> Select[Evidence]:
    return (
        select(Evidence)
        .join(OfficeFile)
        .options(joinedload(Evidence.file), joinedload(Evidence.idea))
        .where(OfficeFile.kept_at.is_not(None), OfficeFile.shredded_at.is_(None))
    )


def pieces(
    rows: Sequence[Evidence],
    read: Callable[[str], bytes | None],
    names: Callable[[int | None], str],
) -> Iterator[Piece]:
    """The files for the pack, one in memory at a time, then a list of them; `names` of officers.

    A file the vault cannot give now is in the list alone, and the list says so.
    """
    listed: list[tuple[object, ...]] = []
    for number, one in enumerate(rows, start=1):
        body = read(one.file.vault_name)
        name = f"{number:02} {one.file.file_name}"
        if body is not None:
            about = f"{one.title} ({KINDS.get(one.kind, one.kind)})"
            yield Piece(_folder(one), name, about, [body])
        state = "อยู่ในชุดนี้" if body is not None else "เปิดไม่ได้ในขณะที่จัดทำ"
        by = (names(one.officer_id), thai_moment(one.added_at))
        step = f"{one.idea.title} ขั้นตอนที่ {one.step}" if one.idea else ""
        listed.append(
            (number, _when(one), one.title, KINDS.get(one.kind, one.kind), step, name,
             one.file.size, one.file.digest, *by, state)
        )  # fmt: skip
    if listed:
        head = ("ที่", "ช่วง", "ชื่อหลักฐาน", "ประเภท", "นวัตกรรม", "ไฟล์", "ขนาด (ไบต์)", "sha256",
                "ผู้แนบ", "เมื่อ", "สถานะ")  # fmt: skip
        yield Piece("หลักฐาน", LIST, "รายการหลักฐานทั้งหมด", table(head, listed))


def _when(one: Evidence) -> str:
    return f"ไตรมาสที่ {one.quarter}" if one.quarter else "ทั้งปี"


def _folder(one: Evidence) -> str:
    return f"หลักฐาน {_when(one)}"
