"""The first journey in a real browser, with the real office behind the phone page."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from bot.menu_deployment import Deployment
from richmenus import read_all
from tests.browser.conftest import violations
from tests.browser.samples import box, chat
from tests.district import District


@pytest.fixture
def open_office(district: District) -> Iterator[District]:
    """The district with its menu deployed and its worker at work."""
    Deployment(district.line, lambda line: None).run(read_all())
    district.platform.people.add("สมหญิง ใจดี")
    end = threading.Event()

    def work() -> None:
        while not end.wait(0.05):
            district.settle()

    worker = threading.Thread(target=work)
    worker.start()
    yield district
    end.set()
    worker.join()


@pytest.fixture
def screen(open_office: District, page: Page) -> Iterator[Page]:
    """The phone page, watched for any error on its console."""
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(open_office.double.url)
    yield page
    assert not faults


def test_a_citizen_asks_and_gets_a_list_of_her_own(screen: Page) -> None:
    screen.get_by_role("button", name="เพิ่มเพื่อนเพื่อเริ่มคุย").click()
    expect(chat(screen)).to_contain_text("สำนักงานเขตตัวอย่าง")
    box(screen).fill("จดทะเบียนหย่า")
    box(screen).press("Enter")
    screen.get_by_role("button", name="เอกสารที่ต้องใช้").last.click()
    expect(chat(screen)).to_contain_text("ข้อ 1 จาก")
    box(screen).fill("ดูทุกกรณี")
    box(screen).press("Enter")
    expect(chat(screen)).to_contain_text("เอกสารทุกกรณี")
    assert violations(screen) == []


def test_the_menu_answers_on_a_small_phone(screen: Page) -> None:
    screen.set_viewport_size({"width": 390, "height": 844})
    screen.get_by_role("button", name="เพิ่มเพื่อนเพื่อเริ่มคุย").click()
    expect(chat(screen)).to_contain_text("สำนักงานเขตตัวอย่าง")
    expect(screen.locator("#bar")).to_be_visible()
    if screen.locator("#bar").get_attribute("aria-expanded") == "false":
        screen.locator("#bar").click()
    screen.locator("#menu").get_by_role("button", name="เวลาทำการ").click()
    expect(chat(screen)).to_contain_text("08.00–16.00")
    assert screen.evaluate("document.documentElement.scrollWidth") <= 390
