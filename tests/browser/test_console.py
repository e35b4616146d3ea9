"""The console in a real browser: nothing forbidden runs, nothing overflows, all can be read."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy.orm import Session, sessionmaker

from bot.officers import CAST
from models.officers import Officer
from tests.browser.conftest import PASSWORD, a_window, reads_well, signs_in, violations

PAGES = (
    "/staff/",
    "/staff/people/",
    "/staff/people/new",
    "/staff/people/1",
    "/staff/audit/",
    "/staff/me/",
    "/staff/password",
    "/staff/two-factor",
    "/staff/two-factor/recovery-codes",
)


@pytest.fixture(params=[1280, 390])
def admin(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The administrator, signed in, at a desk or on a phone; an error on the console fails."""
    viewport = ViewportSize(width=request.param, height=844)
    # Chromium reports the 401 of a visit that ended, which the page itself answers.
    with a_window(browser, "401", base_url=address, viewport=viewport) as page:
        page.goto("/staff/sign-in")
        assert not violations(page)
        username, password = CAST[3][:2]
        page.get_by_label("ชื่อผู้ใช้หรืออีเมล").fill(username)
        page.get_by_label("รหัสผ่าน").fill(password)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.wait_for_url("**/staff/")
        yield page


def test_every_page_can_be_read_by_everybody_at_any_width(admin: Page) -> None:
    for path in PAGES:
        admin.goto(path)
        reads_well(admin)


def test_a_question_is_asked_before_somebody_is_shut_out(
    admin: Page, sessions: sessionmaker[Session]
) -> None:
    admin.goto("/staff/people/")
    row = admin.locator("tr").filter(has_text="สมชาย")
    row.locator("summary").filter(has_text="ระงับ").click()
    sure = row.get_by_role("button", name="ระงับ")
    expect(sure).to_be_visible()
    assert not violations(admin)
    with sessions() as session:
        assert session.get_one(Officer, 1).active
    sure.click()
    expect(admin.get_by_role("status")).to_contain_text("ระงับ สมชาย ใจเย็น แล้วค่ะ")


def test_a_key_leads_to_a_desk_whatever_the_layout_types(admin: Page) -> None:
    # The same physical key on a Thai layout: the code stays, the letter does not.
    press = {"code": "Digit8", "key": "ค", "altKey": True, "bubbles": True}
    admin.evaluate(
        "press => document.body.dispatchEvent(new KeyboardEvent('keydown', press))", press
    )
    admin.wait_for_url("**/staff/audit/")


def test_a_question_mark_shows_the_keys_and_they_can_be_switched_off(admin: Page) -> None:
    admin.keyboard.press("Shift+Slash")
    if admin.viewport_size["width"] < 768:  # type: ignore[index]
        return  # a phone has no keys to show
    dialog = admin.get_by_role("dialog", name="ปุ่มลัด")
    expect(dialog).to_contain_text("บันทึกการใช้งาน")
    assert not violations(admin)
    dialog.get_by_label("ปิดปุ่มลัดบนเครื่องนี้").check()
    dialog.get_by_role("button", name="ปิด").click()
    admin.keyboard.press("Alt+Digit8")
    assert admin.url.endswith("/staff/")


def test_the_desks_at_the_side_are_asked_for_again_and_keep_the_focus(admin: Page) -> None:
    if admin.viewport_size["width"] < 768:  # type: ignore[index]
        admin.get_by_role("button", name="เมนู").click()
    admin.get_by_role("link", name="คลังคลิป").first.focus()
    with admin.expect_response("**/staff/badges*") as first:
        admin.evaluate("htmx.trigger('[data-poll]', 'poll')")
    assert first.value.request.headers["x-poll"] == "1"
    expect(admin.locator("nav[data-poll]")).to_have_attribute("data-version", re.compile("."))
    with admin.expect_response("**/staff/badges*") as second:
        admin.evaluate("htmx.trigger('[data-poll]', 'poll')")
    assert (first.value.status, second.value.status) == (200, 204)
    assert "คลังคลิป" in admin.evaluate("document.activeElement.textContent")


def test_a_visit_that_ended_elsewhere_leads_back_to_the_door(
    admin: Page, sessions: sessionmaker[Session]
) -> None:
    admin.goto("/staff/me/")
    with sessions.begin() as session:
        session.get_one(Officer, 4).sign_out_everywhere()
    admin.evaluate("htmx.trigger('[data-poll]', 'poll')")
    expect(admin).to_have_url(re.compile("/staff/sign-in"))


def test_a_new_colleague_finds_every_step_of_the_way_in(
    admin: Page, browser: Browser, address: str
) -> None:
    admin.goto("/staff/people/new")
    admin.locator("#username").fill("malee")
    admin.locator("#name").fill("มาลี ขยันดี")
    admin.locator("#role").select_option("officer")
    admin.locator("#section").select_option("registration")
    admin.locator("main form [type=submit]").click()
    expect(admin.locator(".handover")).to_be_visible()
    reads_well(admin)
    link = admin.locator(".handover").inner_text().strip()
    with a_window(browser, base_url=address, viewport=admin.viewport_size) as malee:
        malee.goto(link)
        reads_well(malee)
        for field in malee.locator("[type=password]").all():
            field.fill(PASSWORD)
        with malee.expect_navigation():
            malee.get_by_role("button", name="บันทึกรหัสผ่าน").click()
        signs_in(malee, "malee", PASSWORD)
        _has_a_second_key(malee)


def _has_a_second_key(malee: Page) -> None:
    malee.goto("/staff/two-factor")
    malee.get_by_role("button", name="เปิดใช้").click()
    expect(malee.locator(".qr")).to_be_visible()
    reads_well(malee)
    malee.goto("/staff/two-factor/recovery-codes")
    malee.get_by_role("button", name="ออกรหัสสำรองชุดใหม่").click()
    expect(malee.locator(".codes li")).to_have_count(8)
    reads_well(malee)
    malee.locator("summary", has_text="ออกรหัสสำรองชุดใหม่").click()
    expect(malee.get_by_text("รหัสที่แสดงอยู่นี้จะใช้ไม่ได้ทันที")).to_be_visible()
    reads_well(malee)
