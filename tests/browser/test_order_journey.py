"""An order on its way: a card in LINE, a report from a phone by its link, another at the desk."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from sqlalchemy import select
from werkzeug.serving import make_server

from bot import create_app
from bot.now import now
from bot.worker import open_worker
from models.links import LENT, Links
from models.orders import Addressee, OrderReport, agencies
from models.passwords import hashed
from scheduler import orders as job
from tests.agencies import TEXT, Agencies, agency_officer, issued, open_agencies
from tests.browser.conftest import PASSWORD, _work, a_window, reads_well, stands
from tests.browser.test_precheck_journey import Citizen
from tests.district import District

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, 9.00 in Bangkok
PHONE = {"width": 390, "height": 844}
SECRET = "a secret of this test alone, long enough"
PDF: FilePayload = {
    "name": "แผนซ่อม.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
}


@pytest.fixture
def address(district: District) -> Iterator[str]:
    """The office with an address of its own, on a Monday morning."""
    district.pass_time(NINE - datetime.now(UTC))
    settings = replace(district.settings, secret_key=SECRET)
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    district.worker.sessions.kw["bind"].dispose()
    settings = replace(settings, public_url=url)
    district.worker = open_worker(settings, settings.database_url)
    end = threading.Event()
    worker = threading.Thread(target=lambda: _work(district, end))
    worker.start()
    yield url
    end.set()
    worker.join()
    server.shutdown()


@pytest.fixture
def cast(district: District, address: str) -> Agencies:
    with district.sessions.begin() as session:
        moment = now()
        known = open_agencies(session, moment, (moment + timedelta(days=11)).date())
        agency_officer(session, known.one, "neung", hashed(PASSWORD))
    return known


def the_clock_strikes(district: District, address: str) -> None:
    with district.sessions.begin() as session:
        session.info[LENT] = Links(address, SECRET)
        job.run(session, now())
    district.settle()


def test_a_card_in_line_leads_to_the_form_and_the_report_is_kept(
    page: Page, browser: Browser, district: District, address: str, cast: Agencies
) -> None:
    manee = Citizen(page, district)
    with district.sessions.begin() as session:
        code = agencies.invite(session.merge(cast.manee), now())
    manee.types(code)
    assert "คุณเป็นผู้รายงานของสำนักสมมติหนึ่ง" in manee.said
    with district.sessions.begin() as session:
        one, napa = session.merge(cast.one), session.merge(cast.napa)
        issued(session, [one], napa, now(), (now() + timedelta(days=20)).date())
    with manee.answered():
        the_clock_strikes(district, address)
    assert "ข้อสั่งการใหม่" in manee.said
    link = page.get_by_role("link", name="รายงานผล").last.get_attribute("href")
    assert link and link.startswith(f"{address}/p/order/")
    with a_window(browser, "data:,", viewport=PHONE) as form:
        form.goto(link)
        expect(form.get_by_text(TEXT)).to_be_visible()
        reads_well(form)
        form.get_by_text("อยู่ระหว่างดำเนินการ").click()
        expect(form.get_by_label("คาดว่าจะเสร็จวันที่")).to_be_visible()
        expect(form.get_by_label("เหตุที่ดำเนินการไม่ได้")).to_be_hidden()
        form.get_by_label("ทำถึงไหนแล้ว").fill("สำรวจแล้วครึ่งหนึ่ง เหลือ 4 โรงเรียน")
        form.get_by_label("คาดว่าจะเสร็จวันที่").fill("2026-12-15")
        form.get_by_label("แนบรูปหรือไฟล์หลักฐาน").set_input_files([PDF])
        reads_well(form)
        form.get_by_role("button", name="ส่งรายงาน").click()
        expect(form.get_by_text("บันทึกรายงานแล้วค่ะ")).to_be_visible()
        expect(form.get_by_role("link", name="แผนซ่อม.pdf")).to_be_visible()
        expect(form.get_by_text("คาดว่าจะเสร็จ 15 ธ.ค. 2569")).to_be_visible()
        reads_well(form)
    with district.sessions() as session:
        [report] = session.scalars(select(OrderReport))
        assert report.contact_id == cast.manee.id


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 860}], ids=["phone", "desk"])
def test_at_the_desk_an_agency_reports_without_a_mouse(
    browser: Browser, address: str, cast: Agencies, district: District, size: dict[str, int]
) -> None:
    with a_window(browser, base_url=address, viewport=size) as page:
        page.goto("/staff/sign-in")
        page.fill("[name=username]", "neung")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        expect(page.locator("h1")).to_have_text("ข้อสั่งการของหน่วยงาน")
        reads_well(page)
        page.get_by_role("link", name="ข้อ 1").click()
        expect(page.get_by_role("button", name="ส่งรายงาน")).to_be_visible()
        stands(page)
        page.get_by_label("ดำเนินการแล้ว").focus()
        page.keyboard.press("Space")
        words = page.get_by_label("ทำอะไรไปแล้ว")
        expect(words).to_be_visible()
        reads_well(page)
        page.keyboard.press("Tab")
        expect(words).to_be_focused()
        page.keyboard.type("ซ่อมครบ 8 โรงเรียน")
        page.keyboard.press("Alt+KeyS")
        expect(page.get_by_text("บันทึกรายงานแล้วค่ะ")).to_be_visible()
        reads_well(page)
    with district.sessions() as session:
        one = session.get_one(Addressee, cast.to_one.id)
        assert [report.words for report in one.reports] == ["ซ่อมครบ 8 โรงเรียน"]
