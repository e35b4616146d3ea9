"""From an officer's pen to a citizen's phone: a fact is edited, checked, published, and heard."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from bot import create_app
from bot.worker import open_worker
from models.officers import Officer
from models.passwords import hashed
from models.permissions import Role
from tests.browser.samples import box, chat
from tests.district import District

PASSWORD = "ขอให้งานราบรื่น-2569"
ARRIVED = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
WHERE = "/staff/procedures/marriage-registration"
FEE = "ค่าธรรมเนียมตัวอย่าง 10 บาทถ้วน"


@pytest.fixture
def console(district: District) -> Iterator[str]:
    """The console beside a district at work; its address."""
    password = hashed(PASSWORD)
    with district.sessions.begin() as session:
        for username, name, role in (
            ("somchai", "สมชาย ใจเย็น", Role.OFFICER),
            ("huana", "วิไล รอบคอบ", Role.HEAD),
        ):
            session.add(
                Officer(
                    username=username,
                    name=name,
                    role=role,
                    section="registration",
                    password=password,
                    created_at=ARRIVED,
                )
            )
    district.worker.sessions.kw["bind"].dispose()
    # The test district's own worker tells one edition for good; this one follows what is published.
    district.worker = open_worker(district.settings, district.settings.database_url)
    settings = replace(district.settings, secret_key="a secret of this test alone, long enough")
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    end = threading.Event()
    worker = threading.Thread(target=lambda: _work(district, end))
    worker.start()
    yield f"http://127.0.0.1:{server.server_port}"
    end.set()
    worker.join()
    server.shutdown()


def _work(district: District, end: threading.Event) -> None:
    while not end.wait(0.05):
        district.settle()


@pytest.fixture
def desk_of(browser: Browser, console: str) -> Iterator[Callable[[str], Page]]:
    """Opens the console for an officer, watched for any error on its console."""
    faults: list[str] = []

    def sign_in(username: str) -> Page:
        page = browser.new_context(locale="th-TH", base_url=console).new_page()
        page.set_default_timeout(15000)
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto("/staff/sign-in")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/staff/")
        return page

    yield sign_in
    assert not faults


def test_an_edited_fact_is_checked_published_and_heard_on_the_phone(
    desk_of: Callable[[str], Page], district: District, page: Page
) -> None:
    district.platform.people.add("สมหญิง ใจดี")
    page.goto(district.double.url)
    page.get_by_role("button", name="เพิ่มเพื่อนเพื่อเริ่มคุย").click()
    _ask(page)
    expect(chat(page)).to_contain_text("รอสำนักงานยืนยัน")

    officer = desk_of("somchai")
    officer.goto(f"{WHERE}/edit")
    officer.locator("#fee-0-text_th").fill(FEE)
    officer.locator("#fee-0-amount_thb").fill("10")
    officer.locator("#fee-0-standing").select_option("verified")
    officer.keyboard.press("Alt+KeyS")
    expect(officer.get_by_role("status").first).to_contain_text("บันทึกร่างแล้วค่ะ")
    preview = officer.frame_locator("iframe[name=phone]")
    expect(preview.get_by_role("log")).to_contain_text(FEE)
    officer.get_by_role("button", name="ส่งให้หัวหน้าตรวจ").click()
    expect(officer.get_by_text("รอหัวหน้าฝ่ายตรวจและเผยแพร่")).to_be_visible()

    head = desk_of("huana")
    head.goto(WHERE)
    expect(head.locator(".differences")).to_contain_text(FEE)
    head.get_by_text("เผยแพร่", exact=True).click()
    head.get_by_role("button", name="เผยแพร่เลย").click()
    expect(head.get_by_role("status").first).to_contain_text("เผยแพร่แล้วค่ะ")

    page.wait_for_timeout(4000)  # what is published is told within five seconds
    _ask(page)
    expect(chat(page)).to_contain_text(FEE)


def _ask(page: Page) -> None:
    box(page).fill("จดทะเบียนสมรส")
    box(page).press("Enter")


def test_the_preview_is_the_real_conversation(desk_of: Callable[[str], Page]) -> None:
    officer = desk_of("somchai")
    officer.goto(WHERE)
    phone = officer.frame_locator("iframe[name=phone]")
    phone.get_by_role("button", name="เอกสารที่ต้องใช้").click()
    expect(phone.get_by_role("log")).to_contain_text("ข้อ 1 จาก")
    phone.get_by_role("button", name="ไม่ใช่", exact=True).last.click()
    expect(phone.get_by_role("log")).to_contain_text("ข้อ 2 จาก")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_desk_is_accessible_and_fits(desk_of: Callable[[str], Page], width: int) -> None:
    officer = desk_of("somchai")
    officer.set_viewport_size({"width": width, "height": 844})
    for path in (
        "/staff/procedures/",
        WHERE,
        f"{WHERE}/edit",
        f"{WHERE}/history",
        f"{WHERE}/history/0",
        f"{WHERE}/phone",
        "/staff/clips/",
        "/staff/clips/marriage-registration",
        "/staff/reviews/",
    ):
        officer.goto(path)
        officer.wait_for_load_state("networkidle")
        wide = officer.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} wide"
        found = Axe().run(officer).response["violations"]
        nodes = [(one["id"], one["nodes"][0]["html"]) for one in found]
        assert nodes == [], path


def test_rows_come_and_go_by_keyboard(desk_of: Callable[[str], Page]) -> None:
    officer = desk_of("somchai")
    officer.goto(f"{WHERE}/edit")
    last = officer.locator("[id^=documents-][id$=-th]").count()
    officer.locator("#documents-add").press("Enter")
    added = officer.locator(f"#documents-{last}-th")
    expect(added).to_be_focused()
    officer.keyboard.type("เอกสารใหม่ของการทดสอบ")
    officer.get_by_role("button", name=f"เลื่อน เอกสารที่ {last + 1} ขึ้น").press("Enter")
    expect(officer.locator(f"#documents-{last - 1}-th")).to_have_value("เอกสารใหม่ของการทดสอบ")
    expect(officer.locator(f"#documents-{last - 1}-th")).to_be_focused()
    officer.get_by_role("button", name=f"เอา เอกสารที่ {last} ออก").press("Enter")
    expect(officer.locator(f"#documents-{last}-th")).to_have_count(0)
