"""The dashboard in a real browser, at a desk and on a phone: read, drawn, opened, taken along."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from bot import create_app
from bot.officers import CAST, seed
from bot.settings import Settings
from models.officers import Officer
from tests.browser.conftest import violations
from tests.staff.ledger import lived_through


@pytest.fixture
def address(database_url: str, sessions: sessionmaker[Session], tmp_path: Path) -> Iterator[str]:
    """A console with the cast of the demo and a year behind it; where it stands."""
    with sessions.begin() as session:
        seed(session)
        session.flush()
        lived_through(session, session.scalars(select(Officer).limit(1)).one())
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


def test_the_year_is_drawn_and_told_and_each_figure_opens_its_rows(admin: Page) -> None:
    admin.goto("/staff/figures/")
    expect(admin.get_by_role("heading", name="เรื่องที่ถามมากที่สุด")).to_be_visible()
    expect(admin.locator("[data-plot][data-drawn]").first).to_be_visible()
    inked = admin.locator("[data-plot] canvas").first.evaluate(
        "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0)"
    )
    assert inked
    reads_well(admin)
    admin.locator("#table-usage tbody td a").first.click()
    expect(admin.get_by_role("link", name="Excel")).to_be_visible()
    reads_well(admin)
    with admin.expect_download() as taken:
        admin.get_by_role("link", name="CSV").click()
    assert taken.value.suggested_filename.endswith(".csv")


def test_every_page_of_the_reports_can_be_read_at_any_width(admin: Page) -> None:
    for path in ("", "channels", "compare", "kpi"):
        admin.goto(f"/staff/reports/{path}")
        reads_well(admin)
    admin.locator("#name").fill("ร้อยละความพึงพอใจของผู้ใช้บริการ")
    admin.get_by_role("button", name="เริ่มเขียน").click()
    expect(admin.get_by_role("link", name="Word", exact=True)).to_be_visible()
    reads_well(admin)


def reads_well(page: Page) -> None:
    """Nothing for axe to find, nothing wider than the screen."""
    assert not violations(page), page.url
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url  # type: ignore[index]
