"""Evidence on the reports desk: brought, refused with its reason, opened, taken away, packed."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.vault import Vault
from models.audit import Act
from models.calendar import fiscal_year
from models.dates import BANGKOK
from models.office_files import OfficeFile
from models.officers import Officer
from models.usage import Evidence
from tests.office_papers import PDF, excel, picture, word
from tests.staff.conftest import Browser, Cast, Clock
from tests.staff.ledger import NOW
from tests.staff.pages import Page

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
FILES = "/staff/reports/files"
YEAR = fiscal_year(NOW.astimezone(BANGKOK).date())
ABOUT = {"title": "คำสั่งแต่งตั้งคณะทำงาน", "kind": "order", "quarter": "1", "idea": "0", "step": "0"}


@pytest.fixture
def napha(client_of: SignedIn, officers: Cast) -> Browser:
    return client_of(officers.reporting)


def bring(napha: Browser, *files: tuple[bytes, str], status: int = 302, **more: str) -> Page:
    sent = [(io.BytesIO(body), name) for body, name in files]
    return napha.post(FILES, {**ABOUT, **more, "files": sent}, status)


def kept(sessions: Sessions) -> list[tuple[str, str, bool]]:
    with sessions() as session:
        rows = session.scalars(select(OfficeFile).order_by(OfficeFile.id))
        return [(file.file_name, file.content_type, file.here) for file in rows]


def test_evidence_is_for_those_who_write_reports(client_of: SignedIn, officers: Cast) -> None:
    client_of(officers.somchai).get(FILES, status=403)
    assert "ยังไม่มีหลักฐานค่ะ" in client_of(officers.head).get(FILES).text


def test_several_files_are_kept_at_once_and_listed_with_size_who_and_when(
    napha: Browser, sessions: Sessions
) -> None:
    page = bring(napha, (PDF, "คำสั่ง.pdf"), (word(), "รายชื่อ.docx"), (excel(), "ตาราง.xlsx"))
    for told in ("เก็บหลักฐานแล้ว 3 ไฟล์ค่ะ", "ไตรมาสที่ 1", "คำสั่ง.pdf", "1 KB", "โดย นภา ตัวเลข"):
        assert told in page.text
    assert [name for name, _, here in kept(sessions) if here] == [
        "คำสั่ง.pdf", "รายชื่อ.docx", "ตาราง.xlsx",
    ]  # fmt: skip
    with sessions() as session:
        acts = session.scalars(select(Act.action).where(Act.action.like("reports.evidence%")))
        assert list(acts) == ["reports.evidence_added"] * 3


def test_a_wrong_file_is_refused_by_name_and_the_good_one_stays(
    napha: Browser, sessions: Sessions
) -> None:
    page = bring(napha, (b"MZ program", "ภาพ.jpg"), (PDF, "ดี.pdf"), (b"", "ว่าง.pdf"), status=422)
    assert "“ภาพ.jpg” เป็นไฟล์ชนิดที่รับไม่ได้" in page.text
    assert "“ว่าง.pdf” เป็นไฟล์ว่าง" in page.text
    assert [name for name, *_ in kept(sessions)] == ["ดี.pdf"]


def test_without_a_title_or_a_file_nothing_is_kept_and_the_words_stay(
    napha: Browser, sessions: Sessions
) -> None:
    page = bring(napha, (PDF, "ก.pdf"), status=422, title=" ", quarter="3")
    assert "กรุณาใส่ชื่อหลักฐานค่ะ" in page.text
    page = bring(napha, status=422, title="ภาพถ่ายการอบรม")
    assert "ยังไม่ได้เลือกไฟล์ค่ะ" in page.text
    assert page.form(f"{FILES}?year={YEAR}").fields["title"] == "ภาพถ่ายการอบรม"
    bring(napha, (PDF, "ก.pdf"), status=422, step="3")
    bring(napha, (PDF, "ก.pdf"), status=422, kind="secret")
    bring(napha, (PDF, "ก.pdf"), status=422, idea="7")
    assert not kept(sessions)


def test_a_file_larger_than_other_forms_may_be_is_taken(napha: Browser) -> None:
    """The console's other forms stop at 10 MB, before anybody looks at what they bring."""
    page = bring(napha, (PDF + bytes(11 * 1024 * 1024), "ใหญ่.pdf"))
    assert "11.0 MB" in page.text


def test_our_script_is_told_in_json_what_was_refused_and_where_to_go(napha: Browser) -> None:
    napha.get(FILES)
    for body, faults in ((PDF, 0), (b"x", 1)):
        data = {**ABOUT, "csrf_token": napha.token, "files": (io.BytesIO(body), "ก.pdf")}
        answer = napha.client.post(FILES, data=data, headers={"Accept": "application/json"})
        assert (answer.status_code, len(answer.json["faults"])) == (200, faults)
        assert answer.json["next"] == f"{FILES}?year={YEAR}"


def test_a_picture_is_looked_at_and_a_word_file_kept_under_its_name(napha: Browser) -> None:
    bring(napha, (picture(), "ภาพถ่าย.jpg"), (paper := word(), "คำสั่ง.docx"))
    seen = napha.client.get(f"{FILES}/1")
    assert (seen.mimetype, seen.data) == ("image/jpeg", picture())
    assert seen.headers["Content-Disposition"].startswith("inline")
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    assert seen.headers["Cache-Control"] == "no-store"
    taken = napha.client.get(f"{FILES}/2")
    assert taken.headers["Content-Disposition"].startswith("attachment") and taken.data == paper
    napha.get(f"{FILES}/3", status=404)


def test_what_is_taken_away_cannot_be_opened_and_comes_back(
    napha: Browser, sessions: Sessions
) -> None:
    bring(napha, (PDF, "คำสั่ง.pdf"))
    page = napha.post(f"{FILES}/1/remove")
    assert "นำออกแล้ว" in page.text and "เอากลับมา" in page.text
    napha.get(f"{FILES}/1", status=404)
    page = napha.post(f"{FILES}/1/return")
    assert "กลับมาแล้วค่ะ" in page.text
    napha.get(f"{FILES}/1")
    assert kept(sessions) == [("คำสั่ง.pdf", "application/pdf", True)]


def test_what_was_shredded_cannot_come_back(napha: Browser, sessions: Sessions) -> None:
    bring(napha, (PDF, "คำสั่ง.pdf"))
    napha.post(f"{FILES}/1/remove")
    with sessions.begin() as session:
        session.scalars(select(OfficeFile)).one().shredded_at = NOW + timedelta(days=31)
    assert "คำสั่ง.pdf" not in napha.get(FILES).text
    napha.post(f"{FILES}/1/return", status=404)


def test_a_vault_that_is_away_keeps_nothing_and_says_try_again(
    napha: Browser, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.vault import VaultAway

    def away(*_: object) -> None:
        raise VaultAway("S3 503")

    monkeypatch.setattr(Vault, "put", away)
    page = bring(napha, (PDF, "คำสั่ง.pdf"), status=422)
    assert "ยังเก็บไม่ได้ในตอนนี้" in page.text
    assert kept(sessions) == [("คำสั่ง.pdf", "application/pdf", False)]
    with sessions() as session:
        assert not session.scalars(select(Evidence)).all()


def test_another_year_is_looked_at_by_itself(napha: Browser) -> None:
    bring(napha, (PDF, "คำสั่ง.pdf"))
    assert "คำสั่ง.pdf" not in napha.get(f"{FILES}?year={YEAR - 1}").text
    napha.get(f"{FILES}?year=99", status=404)


def test_the_pack_of_a_form_holds_the_files_with_their_list(napha: Browser, clock: Clock) -> None:
    bring(napha, (PDF, "คำสั่ง.pdf"), (picture(), "คำสั่ง.pdf"))
    bring(napha, (excel(), "ตาราง.xlsx"), quarter="0", title="=HYPERLINK(1)", kind="list")
    napha.post(f"{FILES}/2/remove")
    begun = napha.post(f"/staff/reports/kpi/new?year={YEAR}", {"name": "ร้อยละความพึงพอใจ"})
    pack = zipfile.ZipFile(io.BytesIO(napha.client.get(begun.location + ".zip").data))
    names = [name for name in pack.namelist() if name.startswith("หลักฐาน")]
    assert names == [
        "หลักฐาน ทั้งปี/01 ตาราง.xlsx",
        "หลักฐาน ไตรมาสที่ 1/02 คำสั่ง.pdf",
        "หลักฐาน/รายการหลักฐาน.csv",
    ]
    assert pack.read(names[1]) == PDF
    rows = list(csv.reader(io.StringIO(pack.read(names[2]).decode("utf-8-sig"))))
    assert [row[2] for row in rows] == ["ชื่อหลักฐาน", "'=HYPERLINK(1)", ABOUT["title"]]
    assert rows[2][7] == hashlib.sha256(PDF).hexdigest() and rows[2][8] == "นภา ตัวเลข"
    assert names[1] in pack.read("sha256.txt").decode()
