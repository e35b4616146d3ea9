"""From an officer's pen to a citizen's phone: a fact is edited, checked, published, and heard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import reads_well
from tests.browser.samples import box, chat
from tests.district import District

WHERE = "/staff/procedures/marriage-registration"
FEE = "ค่าธรรมเนียมตัวอย่าง 10 บาทถ้วน"


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

    district.settle()  # the worker has looked for what is new
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
        "/staff/procedures/confirm",
        "/staff/short-answers/",
        "/staff/short-answers/new?example=1",
        "/staff/unanswered/",
        "/staff/unanswered/taught",
        "/staff/unanswered/dismissed",
    ):
        officer.goto(path)
        officer.wait_for_load_state("networkidle")
        reads_well(officer)


def test_rows_come_and_go_by_keyboard(desk_of: Callable[[str], Page]) -> None:
    officer = desk_of("somchai")
    officer.goto(f"{WHERE}/edit")
    last = officer.locator("[id^=documents-][id$=-th]").count()
    with officer.expect_navigation():
        officer.locator("#documents-add").press("Enter")
    added = officer.locator(f"#documents-{last}-th")
    expect(added).to_be_focused()
    officer.keyboard.type("เอกสารใหม่ของการทดสอบ")
    with officer.expect_navigation():
        officer.get_by_role("button", name=f"เลื่อน เอกสารที่ {last + 1} ขึ้น").press("Enter")
    expect(officer.locator(f"#documents-{last - 1}-th")).to_have_value("เอกสารใหม่ของการทดสอบ")
    expect(officer.locator(f"#documents-{last - 1}-th")).to_be_focused()
    with officer.expect_navigation():
        officer.get_by_role("button", name=f"เอา เอกสารที่ {last} ออก").press("Enter")
    expect(officer.locator(f"#documents-{last}-th")).to_have_count(0)
