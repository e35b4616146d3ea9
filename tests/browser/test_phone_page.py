"""The phone page itself: it opens clean, fits, speaks two languages and shows what runs behind."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from bot.simulator import LineDouble, create_simulator
from bot.simulator.people import Person
from tests.browser.conftest import Office, violations
from tests.browser.samples import box, card, quick, text


def test_the_empty_page_is_accessible(phone: Page) -> None:
    expect(phone.get_by_role("button", name="เพิ่มเพื่อนเพื่อเริ่มคุย")).to_be_visible()
    assert violations(phone) == []


def test_a_full_chat_is_accessible(
    with_menus: None, mali: Person, phone: Page, voice: Office
) -> None:
    voice.says(mali, card({"type": "postback", "label": "ดูเอกสาร", "data": "papers"}))
    voice.says(mali, text("อะไรดีคะ", quickReply=quick({"type": "camera", "label": "ถ่ายรูป"})))
    expect(phone.get_by_role("button", name="ถ่ายรูป", exact=True)).to_be_visible()
    assert violations(phone) == []


def test_each_signed_webhook_can_be_opened_and_read(mali: Person, phone: Page) -> None:
    box(phone).fill("สวัสดี")
    box(phone).press("Enter")
    backstage = phone.get_by_role("complementary", name="เบื้องหลัง")
    entry = backstage.get_by_text("ประชาชน พิมพ์ “สวัสดี”")
    entry.click()
    expect(backstage.get_by_text("ลงนามแล้ว")).to_be_visible()
    expect(backstage.locator("pre").first).to_contain_text('"text": "สวัสดี"')


def test_the_clock_moves_and_comes_back(phone: Page) -> None:
    phone.get_by_role("button", name="+1 วัน").click()
    expect(phone.get_by_text("เร็วกว่าเวลาจริง 1 วัน")).to_be_visible()
    phone.get_by_role("button", name="เวลาจริง").click()
    expect(phone.get_by_text("ตรงกับเวลาจริง")).to_be_visible()


def test_a_fault_is_switched_on_and_counted(phone: Page, line: LineDouble) -> None:
    phone.get_by_role("tab", name="เหตุขัดข้อง").click()
    field = phone.get_by_label("รับเรื่องแล้ว แต่ตอบ 500")
    field.fill("2")
    field.press("Tab")
    expect(phone.get_by_role("img", name="เปิดอยู่ 1")).to_be_visible()
    assert line.platform.faults.fail_after == 2


def test_starting_over_asks_first(mali: Person, phone: Page, line: LineDouble) -> None:
    phone.get_by_role("button", name="เริ่มใหม่ทั้งหมด").click()
    phone.get_by_role("dialog").get_by_role("button", name="ยกเลิก").click()
    assert list(line.platform.people) == [mali]
    phone.get_by_role("button", name="เริ่มใหม่ทั้งหมด").click()
    with phone.expect_response("**/reset"):
        phone.get_by_role("dialog").get_by_role("button", name="ตกลง").click()
    expect(phone.get_by_role("button", name="เพิ่มเพื่อนเพื่อเริ่มคุย")).to_be_visible()
    assert list(line.platform.people) == []


def test_the_page_speaks_english_too(phone: Page) -> None:
    phone.get_by_role("button", name="English").click()
    expect(phone).to_have_title(re.compile("Pretend phone"))
    expect(phone.get_by_role("button", name="Add as friend to start")).to_be_visible()


def test_it_fits_a_small_screen(mali: Person, phone: Page, voice: Office) -> None:
    phone.set_viewport_size({"width": 390, "height": 844})
    voice.says(mali, card({"type": "postback", "label": "ดูเอกสาร", "data": "papers"}))
    for name in ("ดูเอกสาร", "ส่ง", "เปิดเบื้องหลัง"):
        expect(phone.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(phone) == []


@pytest.mark.parametrize(
    "opener, side", [("เปิดรายชื่อประชาชน", "ประชาชน"), ("เปิดเบื้องหลัง", "เบื้องหลัง")]
)
def test_drawers_of_a_small_screen_open_and_shut(phone: Page, opener: str, side: str) -> None:
    phone.set_viewport_size({"width": 390, "height": 844})
    drawer = phone.get_by_role("complementary", name=side)
    expect(drawer).to_be_hidden()
    phone.get_by_role("button", name=opener).click()
    expect(drawer).to_be_visible()
    phone.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(phone.get_by_role("button", name=opener)).to_be_focused()


def test_nothing_on_the_page_may_come_from_elsewhere(page: Page, line: LineDouble) -> None:
    answer = page.goto(line.url)
    policy = answer.headers["content-security-policy"] if answer else ""
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy and "http" not in policy


def test_the_page_finds_its_files_under_any_address(line: LineDouble) -> None:
    app = create_simulator(line.channel, clock=line.platform.now)
    page = app.test_client().get("/", environ_overrides={"SCRIPT_NAME": "/simulator"})
    files = re.findall(r'(?:href|src)="([^"#]+)"', page.text)
    assert files and all(file.startswith("/simulator/static/") for file in files)
