"""The projects' progress on the reports desk: written, corrected, never lost, and taken along."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from docx import Document
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from models.calendar import fiscal_year
from models.dates import BANGKOK
from models.officers import Officer
from models.usage import ReportPaper
from tests.staff.conftest import Browser, Cast
from tests.staff.ledger import NOW
from tests.staff.pages import Page

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/reports/progress"
TODAY = NOW.astimezone(BANGKOK).date()
YEAR = fiscal_year(TODAY)
NAME = "คลังคลิปคู่มือสำหรับประชาชน"
ABOUT = {
    "project": NAME, "code": "50990000-0001", "begins": f"01/10/{YEAR - 1}",
    "ends": f"30/09/{YEAR}", "budget": "1000", "spent": "0", "reasons": "ประชาชนถามเรื่องเดิมซ้ำ",
}  # fmt: skip
REPORT = {
    "number": "1", "day": f"{TODAY}", "text": "1. ประชุม\r\n2. จัดทำคลิป", "percent": "10",
    "spent": "0", "plan_status": "เป็นไปตามแผน", "target_status": "เป็นไปตามเป้าหมาย",
}  # fmt: skip


def begun(browser: Browser) -> str:
    """The address of a project just begun."""
    page = browser.post(f"{DESK}/new?year={YEAR}", {"project": NAME})
    return str(page.location).removesuffix("/words")


def written(page: Page, name: str) -> str:
    """What stands in a large field."""
    [found] = page.all("textarea", name=name)
    return found.text.strip()


def words_of(sessions: Sessions) -> dict[str, object]:
    with sessions() as session:
        return dict(session.scalars(select(ReportPaper)).one().words)


def test_progress_is_written_by_those_who_may(client_of: SignedIn, officers: Cast) -> None:
    client_of(officers.somchai).get(DESK, status=403)
    client_of(officers.somchai).post(f"{DESK}/new", {"project": NAME}, 403)
    assert "ยังไม่มีโครงการ" in client_of(officers.reporting).get(DESK).text


def test_several_projects_stand_in_one_fiscal_year(client_of: SignedIn, officers: Cast) -> None:
    browser = client_of(officers.reporting)
    assert "กรุณาใส่ชื่อโครงการค่ะ" in browser.post(f"{DESK}/new", {"project": " "}).text
    first, second = begun(browser), begun(browser)
    assert first != second
    assert browser.get(DESK).text.count(NAME) == 2
    assert NAME not in browser.get(f"{DESK}?year={YEAR - 5}").text


def test_a_project_is_told_reported_on_and_read_by_the_linter(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.reporting)
    address = begun(browser)
    seen = browser.get(address + "/words").form(address + "/words").fields["seen"]
    page = browser.post(address + "/words", {**ABOUT, "seen": seen})
    assert "บันทึกแล้วค่ะ" in page.text and "50990000-0001" in page.text
    add = browser.get(address + "/reports")
    assert add.form("").fields["number"] == "1"
    page = browser.post(address + "/reports", REPORT)
    assert "ร้อยละ 10.00" in page.text and "2. จัดทำคลิป" in page.text
    later = {**REPORT, "number": "2", "percent": "5"}
    page = browser.post(address + "/reports", later)
    found = [one.text for one in page.all("p", class_="finding")]
    assert any("ความก้าวหน้าลดลงจากร้อยละ 10.00 เป็น 5.00" in one for one in found)
    beside = browser.get(address + "/reports/2").all("p", class_="finding")
    assert any("ลดลง" in one.text for one in beside)
    with sessions() as session:
        assert len(session.scalars(select(Act).where(Act.action == "reports.written")).all()) == 4


def test_a_project_of_another_year_is_told_beside_its_days(
    client_of: SignedIn, officers: Cast
) -> None:
    browser = client_of(officers.head)
    address = begun(browser)
    seen = browser.get(address + "/words").form(address + "/words").fields["seen"]
    later = {"begins": f"01/10/{YEAR}", "ends": f"30/09/{YEAR + 1}"}
    browser.post(address + "/words", {**ABOUT, **later, "seen": seen})
    found = [one.text for one in browser.get(address + "/words").all("p", class_="finding")]
    assert len(found) == 2 and all(f"ปีงบประมาณ {YEAR}" in one for one in found)


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ({"percent": "101"}, "100"),
        ({"day": "31/02/2569"}, "วันที่ไม่ถูกต้อง"),
        ({"text": " "}, "กรุณาเขียนผลการดำเนินงานค่ะ"),
        ({"spent": "-1"}, "0"),
        ({"number": ""}, "กรุณาใส่ครั้งที่ค่ะ"),
        ({"number": "1"}, "มีรายงานครั้งที่ 1 แล้วค่ะ"),
    ],
)
def test_a_report_filled_in_wrongly_is_shown_again_with_its_words(
    client_of: SignedIn, officers: Cast, sessions: Sessions, slip: dict[str, str], told: str
) -> None:
    browser = client_of(officers.head)
    address = begun(browser)
    browser.post(address + "/reports", REPORT)
    sent = {**REPORT, "number": "2", "plan_status": "ช้ากว่าแผน", **slip}
    page = browser.post(address + "/reports", sent, status=422)
    assert told in " ".join(one.text for one in page.all("div", class_="wrong"))
    assert page.form("").fields["plan_status"] == "ช้ากว่าแผน"
    assert len(words_of(sessions)["reports"]) == 1  # type: ignore[arg-type]


def test_a_colleagues_report_is_never_written_over(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    first, second = client_of(officers.reporting), client_of(officers.head)
    address = begun(first)
    first.post(address + "/reports", REPORT)
    one = address + "/reports/1"
    seen = second.get(one).form("").fields["seen"]
    first.post(one, {**REPORT, "text": "ของคนแรก", "seen": seen})
    page = second.post(one, {**REPORT, "text": "ของคนที่สอง", "seen": seen}, status=409)
    assert "มีผู้แก้ส่วนนี้ระหว่างที่คุณเขียน" in page.text
    assert "ของคนแรก" in page.text and written(page, "text") == "ของคนที่สอง"
    assert words_of(sessions)["reports"][0]["text"] == "ของคนแรก"  # type: ignore[index]
    now_seen = page.form("").fields["seen"]
    second.post(one, {**REPORT, "text": "ของคนที่สอง", "seen": now_seen})
    assert words_of(sessions)["reports"][0]["text"] == "ของคนที่สอง"  # type: ignore[index]


def test_a_colleagues_words_about_the_project_are_never_written_over(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    first, second = client_of(officers.reporting), client_of(officers.head)
    address = begun(first) + "/words"
    seen = second.get(address).form(address).fields["seen"]
    first.post(address, {**ABOUT, "seen": seen})
    page = second.post(address, {**ABOUT, "reasons": "อีกเหตุผล", "seen": seen}, status=409)
    assert "ที่อีกคนบันทึกไว้" in page.text and ABOUT["reasons"] in page.text
    assert written(page, "reasons") == "อีกเหตุผล"
    assert words_of(sessions)["reasons"] == ABOUT["reasons"]


def test_a_report_handed_in_by_mistake_is_taken_back_and_stays_in_the_audit(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.head)
    address = begun(browser)
    browser.post(address + "/reports", REPORT)
    one = address + "/reports/1"
    stale = browser.post(one + "/withdraw", {"seen": "x"})
    assert "กรุณาดูอีกครั้งก่อนลบค่ะ" in stale.text
    seen = browser.get(one).form("").fields["seen"]
    assert "ลบรายงานครั้งที่ 1 แล้วค่ะ" in browser.post(one + "/withdraw", {"seen": seen}).text
    assert words_of(sessions)["reports"] == []
    with sessions() as session:
        act = session.scalars(select(Act).where(Act.action == "reports.withdrawn")).one()
        assert "จัดทำคลิป" in str(act.before)
    browser.get(one, status=404)


def test_the_form_is_taken_along_in_either_digits(client_of: SignedIn, officers: Cast) -> None:
    browser = client_of(officers.reporting)
    address = begun(browser)
    browser.post(address + "/reports", {**REPORT, "percent": "33.335"})

    def words(kind: str) -> str:
        body = browser.get(address + kind).response.data
        return "\n".join(p.text for p in Document(io.BytesIO(body)).paragraphs)

    assert "ความก้าวหน้าของงานฯ = 33.34 %" in words(".docx")
    assert "ความก้าวหน้าของงานฯ = ๓๓.๓๔ %" in words(".docx?digits=thai")
    assert browser.get(address + ".pdf").response.data[:5] == b"%PDF-"
    book = openpyxl.load_workbook(io.BytesIO(browser.get(address + ".xlsx").response.data))
    assert book["ความก้าวหน้า"]["C2"].value == 33.335
    assert "33.34" in browser.get(address + "/blocks").text
    assert "๓๓.๓๔" in browser.get(address + "/blocks?digits=thai").text
    assert "33.34" in browser.get(address + ".txt").response.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/7", "/7.docx", "/7/blocks", "/7/words", "/7/reports/1"])
def test_a_project_that_is_not_there_is_not_found(
    client_of: SignedIn, officers: Cast, path: str
) -> None:
    client_of(officers.reporting).get(DESK + path, status=404)
