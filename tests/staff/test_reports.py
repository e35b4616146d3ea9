"""The reports desk: months closed once, and the forms."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from docx import Document
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from handlers.staff import figures_running, reports
from models import usage
from models.audit import Act
from models.calendar import fiscal_year
from models.dates import BANGKOK
from models.happenings import What
from models.officers import Officer
from models.usage import ClosedMonth, ReportPaper, month_of
from tests.staff.conftest import Browser, Cast
from tests.staff.ledger import NOW, answered, happened

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/reports/"
MONTH = month_of(NOW.astimezone(BANGKOK).date())
BEFORE = usage.month_before(MONTH.first)
THIS, LAST = f"{MONTH.first:%Y-%m}", f"{BEFORE.first:%Y-%m}"
YEAR = fiscal_year(MONTH.first)
OF_LAST = f"?year={fiscal_year(BEFORE.first)}"


def test_reports_are_written_by_those_who_may(client_of: SignedIn, officers: Cast) -> None:
    client_of(officers.somchai).get(DESK, status=403)
    client_of(officers.somchai).get(DESK + "kpi", status=403)
    for officer in (officers.reporting, officers.head, officers.admin):
        assert client_of(officer).get(DESK).h1 == "รายงาน"


def test_a_month_that_is_over_is_closed_once_by_a_button(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        happened(session, BEFORE.start, What.WROTE)
    browser = client_of(officers.reporting)
    assert "รอปิดเดือน" in browser.get(DESK + OF_LAST).text
    page = browser.post(f"{DESK}months/{LAST}/close")
    assert "ผลตรวจสอบตรง" in page.text and "โดย นภา ตัวเลข" in page.text
    assert "เดือนนี้ปิดไปแล้วค่ะ" in browser.post(f"{DESK}months/{LAST}/close").text
    with sessions() as session:
        assert session.scalars(select(ClosedMonth)).one().figures["people"] == 1
        assert session.scalar(select(func.count(Act.id)).where(Act.action == "reports.closed")) == 1


def test_a_fresh_install_waits_for_no_month_before_it_began(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.reporting)
    page = browser.get(DESK + OF_LAST)
    assert "ก่อนเริ่มใช้งาน" in page.text and "รอปิดเดือน" not in page.text
    assert not [form for form in page.forms if form.action.endswith("/close")]
    with sessions.begin() as session, browser.app.test_request_context():
        assert reports.waiting(session, officers.reporting) == 0
        happened(session, BEFORE.start, What.WROTE)
        session.flush()
        assert reports.waiting(session, officers.reporting) == 1


def test_a_month_that_runs_cannot_be_closed(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    page = client_of(officers.reporting).post(f"{DESK}months/{THIS}/close")
    assert "เดือนนี้ยังไม่จบ" in page.text
    with sessions() as session:
        assert session.scalar(select(func.count(ClosedMonth.id))) == 0


def test_counting_again_needs_a_reason_and_keeps_the_difference(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.head)
    browser.post(f"{DESK}months/{LAST}/recount", {"why": "x"}, status=409)
    browser.post(f"{DESK}months/{LAST}/close")
    with sessions.begin() as session:
        happened(session, BEFORE.start, What.WROTE)
    again = f"{DESK}months/{LAST}/recount"
    assert "กรุณาบอกเหตุผล" in browser.post(again, {"why": " "}).text
    page = browser.post(again, {"why": "นำเข้าข้อมูลที่ตกหล่น"})
    assert "ผู้ใช้บริการ: ปรับจาก 0 เป็น 1" in page.text and "นำเข้าข้อมูลที่ตกหล่น" in page.text
    assert "ตรงกับตัวเลขเดิมทุกค่าค่ะ" in browser.post(again, {"why": "อีกครั้ง"}).text


WORDS = {
    "name": "ร้อยละความพึงพอใจ", "target": "80", "unit": "ร้อยละ", "output": "y",
    "definition": "ผู้ใช้บริการผ่าน LINE", "words_1": "เปิดให้บริการแล้ว", "percent_1": "25",
    "evidence": "คำสั่งสำนักงานเขต\r\nภาพกิจกรรม",
}  # fmt: skip


def begun(browser: Browser) -> str:
    """The address of a form just begun."""
    page = browser.post(f"{DESK}kpi/new?year={YEAR}", {"name": "ร้อยละความพึงพอใจ"})
    return str(page.location)


def test_a_form_is_written_and_the_ledger_fills_its_figures(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        answered(session, {5: 28, 4: 7, 3: 1})
        happened(session, NOW, What.ANSWERED)
    browser = client_of(officers.reporting)
    address = begun(browser)
    [ticked] = browser.get(address).all("input", name="output")
    assert "checked" in ticked.attributes  # as the paper has it
    page = browser.post(address, {**WORDS, "seen": "1"})
    assert "บันทึกแล้วค่ะ" in page.text and "ผู้ใช้บริการสะสม ณ สิ้นเดือน" in page.text
    blocks = browser.get(address + "/blocks")
    assert "1. คำสั่งสำนักงานเขต" in blocks.text and "77.78" in blocks.text
    body = browser.get(address + ".docx").response.data
    text = "\n".join(p.text for p in Document(io.BytesIO(body)).paragraphs)
    assert "ผู้ใช้บริการผ่าน LINE" in text and "77.78" in text
    assert "๗๗.๗๘" in "\n".join(
        p.text
        for p in Document(
            io.BytesIO(browser.get(address + ".docx?digits=thai").response.data)
        ).paragraphs
    )
    assert browser.get(address + ".pdf").response.data[:5] == b"%PDF-"
    assert "77.78" in browser.get(address + ".txt").response.get_data(as_text=True)


def test_the_words_of_a_colleague_are_never_written_over(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    first, second = client_of(officers.reporting), client_of(officers.head)
    address = begun(first)
    seen = second.get(address).form(address).fields["seen"]
    first.post(address, {**WORDS, "seen": seen})
    page = second.post(address, {**WORDS, "definition": "อีกอย่าง", "seen": seen}, status=409)
    assert "มีผู้แก้แบบนี้ระหว่างที่คุณเขียน" in page.text and "อีกอย่าง" in page.text
    assert page.form(address).fields["seen"] == "2"
    with sessions() as session:
        assert session.scalars(select(ReportPaper)).one().words["definition"] == WORDS["definition"]
    second.post(address, {**WORDS, "definition": "อีกอย่าง", "seen": "2"})


def test_what_does_not_agree_is_named_beside_its_field(client_of: SignedIn, officers: Cast) -> None:
    browser = client_of(officers.reporting)
    address = begun(browser)
    slip = "ความพึงพอใจระดับดีมาก คิดเป็นร้อยละ 86.20"
    page = browser.post(address, {**WORDS, "words_1": slip, "seen": "1"})
    found = [one.text for one in page.all("p", class_="finding")]
    assert "ควรตรวจก่อนส่ง" in page.text and found


def test_in_a_huge_district_the_form_opens_at_once_and_its_figures_come_beside_it(
    client_of: SignedIn, officers: Cast, monkeypatch: pytest.MonkeyPatch, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        happened(session, NOW - timedelta(minutes=1), What.ANSWERED)
    monkeypatch.setattr(figures_running, "AT_ONCE", 0)
    browser = client_of(officers.reporting)
    address = begun(browser)
    page = browser.get(address)
    assert "กำลังนับตัวเลขของปีนี้" in page.text and "ณ สิ้นเดือน" not in page.text
    part = browser.get(address + "?count=1", headers={"HX-Request": "true"})
    assert not part.whole and "นับเสร็จแล้ว" in part.text
    page = browser.get(address)
    assert "กำลังนับ" not in page.text and "ณ สิ้นเดือน" in page.text


def test_the_usage_of_a_year_is_a_workbook(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        happened(session, NOW - timedelta(minutes=1), What.ANSWERED)
    body = client_of(officers.reporting).get(f"{DESK}usage.xlsx?year={YEAR}").response.data
    assert openpyxl.load_workbook(io.BytesIO(body)).sheetnames


@pytest.mark.parametrize("path", ["kpi/7", "kpi/7.pdf", "kpi/7/blocks", "channels/2600-01"])
def test_what_is_not_there_is_not_found(client_of: SignedIn, officers: Cast, path: str) -> None:
    client_of(officers.reporting).get(DESK + path, status=404)


def test_a_month_is_printed_and_everything_is_packed_into_one_zip(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        happened(session, NOW, What.ANSWERED)
    browser = client_of(officers.reporting)
    assert browser.get(f"{DESK}months/{THIS}.pdf").response.data[:5] == b"%PDF-"
    assert Document(io.BytesIO(browser.get(f"{DESK}months/{THIS}.docx").response.data)).tables
    body = browser.get(begun(browser) + ".zip").response.data
    names = zipfile.ZipFile(io.BytesIO(body)).namelist()
    assert "รายงาน/ตัวชี้วัด.docx" in names and "sha256.txt" in names
