"""Files the office keeps for itself: what is taken, under which name, and how long it lies."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models import office_files
from models.office_files import DOCX, LARGEST, XLSX, OfficeFile, Wrong, WrongFile, examine
from tests.office_papers import PDF, excel, picture, word, zipped
from tests.people import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def refusal(content: bytes, name: str = "ไฟล์.pdf") -> WrongFile:
    with pytest.raises(WrongFile) as refused:
        examine(name, content)
    return refused.value


def laid(session: Session, name: str = "คำสั่ง.pdf") -> OfficeFile:
    return office_files.reserve(session, name, "application/pdf", PDF, None, NOON)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (word(), DOCX),
        (excel(), XLSX),
    ],
)
def test_a_file_is_known_by_what_is_in_it(content: bytes, kind: str) -> None:
    assert examine("virus.exe", content) == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Wrong.EMPTY),
        (PDF + bytes(LARGEST), Wrong.TOO_LARGE),
        (b"MZ\x90\x00 a program", Wrong.KIND),
        (b"<html><script>alert(1)</script>", Wrong.KIND),
        (b"\xd0\xcf\x11\xe0 Word of 1997", Wrong.KIND),
        (b"PK\x03\x04 not a zip at all", Wrong.KIND),
        (zipped("a.txt"), Wrong.KIND),
        (zipped("word/document.xml"), Wrong.KIND),
        (zipped("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"), Wrong.KIND),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), Wrong.MACROS),
        (zipped(*(f"{n}.xml" for n in range(5001)), "word/document.xml"), Wrong.KIND),
    ],
)
def test_what_is_not_taken_is_refused_with_its_reason(content: bytes, reason: Wrong) -> None:
    assert refusal(content, "คำสั่ง.pdf").reason is reason


def test_exactly_twenty_million_bytes_are_taken() -> None:
    assert examine("a.pdf", PDF + bytes(LARGEST - len(PDF))) == "application/pdf"


def test_a_refusal_names_the_file_and_says_what_to_do_in_both_languages() -> None:
    refused = refusal(b"", "../../\r\nSet-Cookie: x/คำสั่ง.pdf")
    assert refused.said() == "“คำสั่ง.pdf” เป็นไฟล์ว่าง กรุณาเลือกไฟล์ใหม่ค่ะ"
    assert refused.said("en") == "“คำสั่ง.pdf” is empty. Please choose it again."


@pytest.mark.parametrize(
    ("called", "kept"),
    [
        ("คำสั่ง.pdf", "คำสั่ง.pdf"),
        ("C:\\งาน\\คำสั่ง.PDF", "คำสั่ง.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("run.exe", "run.exe.pdf"),
        ("a\r\nContent-Type: x.pdf", "a-Content-Type- x.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("", "ไม่มีชื่อ.pdf"),
    ],
)
def test_a_name_cannot_lead_elsewhere_or_mislead(session: Session, called: str, kept: str) -> None:
    assert laid(session, called).file_name == kept


def test_what_was_reserved_and_never_came_is_shredded_within_the_hour(session: Session) -> None:
    file = laid(session)
    assert not office_files.to_shred(session, NOON + HOUR)
    assert list(office_files.to_shred(session, NOON + HOUR * 1.01)) == [file]


def test_what_is_kept_stays_and_what_was_taken_away_can_come_back_for_a_month(
    session: Session,
) -> None:
    file = laid(session)
    office_files.kept(session, file.id, NOON)
    assert file.here and not office_files.to_shred(session, NOON + 400 * DAY)
    file.remove(NOON)
    assert not file.here and not office_files.to_shred(session, NOON + 30 * DAY)
    assert list(office_files.to_shred(session, NOON + 31 * DAY)) == [file]
    file.bring_back()
    assert file.here and not office_files.to_shred(session, NOON + 400 * DAY)


def test_what_was_shredded_does_not_come_back(session: Session) -> None:
    file = laid(session)
    file.shredded_at = NOON + 2 * HOUR
    with pytest.raises(WrongFile):
        office_files.kept(session, file.id, NOON + 2 * HOUR)
    file.remove(NOON)
    file.bring_back()
    assert not file.here


def test_the_vault_owes_what_is_kept_and_what_may_be_brought_back(session: Session) -> None:
    never, here, away, gone = (laid(session) for _ in range(4))
    for file in (here, away, gone):
        office_files.kept(session, file.id, NOON)
    away.remove(NOON)
    gone.shredded_at = NOON
    session.flush()
    assert set(session.scalars(office_files.in_vault())) == {here.vault_name, away.vault_name}
    assert never.digest == here.digest and never.size == len(PDF)
