"""The calendar desk in a real browser, at a desk and on a phone: read, filled in, taken back."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from bot import create_app
from bot.officers import CAST, seed
from bot.settings import Settings
from tests.browser.conftest import violations

PAGES = (
    "/staff/calendar/?month=2026-12",
    "/staff/calendar/?month=2026-12&service=birth-notification",
    "/staff/calendar/day/2026-12-10",
    "/staff/calendar/year/2570",
    "/staff/calendar/add",
    "/staff/calendar/hours",
    "/staff/calendar/hours/birth-notification",
)


@pytest.fixture
def address(database_url: str, sessions: sessionmaker[Session], tmp_path: Path) -> Iterator[str]:
    """A console with the cast of the demo; where it stands."""
    with sessions.begin() as session:
        seed(session)
    settings = Settings(
        database_url=database_url, line_channel_secret="s", secret_key="k" * 40, var=tmp_path
    )
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(params=[1280, 390])
def admin(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The administrator, signed in; whatever the browser forbids or stumbles over fails."""
    faults: list[str] = []
    viewport = {"width": request.param, "height": 844}
    context = browser.new_context(base_url=address, locale="th-TH", viewport=viewport)
    page = context.new_page()
    page.set_default_timeout(15000)
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto("/staff/sign-in")
    username, password = CAST[3][:2]
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/staff/")
    yield page
    context.close()
    assert not faults


def test_every_page_can_be_read_by_everybody_at_any_width(admin: Page) -> None:
    for path in PAGES:
        admin.goto(path)
        reads_well(admin)


def test_a_cabinet_holiday_is_added_and_taken_back(admin: Page) -> None:
    admin.goto("/staff/calendar/")
    admin.keyboard.press("Alt+KeyN")
    admin.locator("#day").fill("2026-12-14")
    expect(admin.locator("#day-day")).to_have_text("14 ธันวาคม 2569")
    admin.locator("#name_th").fill("วันหยุดพิเศษสิ้นปี")
    admin.keyboard.press("Alt+KeyS")
    admin.wait_for_url("**done=*")
    expect(admin.get_by_role("link", name="14 วันหยุดพิเศษสิ้นปี")).to_be_attached()
    reads_well(admin)
    admin.keyboard.press("Alt+KeyZ")
    expect(admin.get_by_role("heading", name="เคยมี แต่นำออกแล้ว")).to_be_visible()
    reads_well(admin)


def reads_well(page: Page) -> None:
    """Nothing for axe to find, nothing wider than the screen."""
    assert not violations(page), page.url
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url  # type: ignore[index]
