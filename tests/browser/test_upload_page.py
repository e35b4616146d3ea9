"""The page for papers, on a phone's screen: sent as soon as chosen, and usable by everybody."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from bot import create_app
from bot.settings import Settings
from models.links import Links
from tests import prechecks as cases
from tests.browser.conftest import PATIENCE, reads_well
from tests.people import somying
from tests.photos.sheets import sheet

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def address(database_url: str, sessions: sessionmaker[Session], tmp_path: Path) -> Iterator[str]:
    """The address of the page of a case, on a loopback port."""
    settings = Settings(
        database_url=database_url, line_channel_secret="s" * 32, secret_key="k" * 32, var=tmp_path
    )
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    with sessions.begin() as session:
        case_id = cases.opened(session, somying(session)).id
    links = Links(f"http://127.0.0.1:{server.server_port}", settings.secret_key)
    yield links.write("upload", case_id, datetime.now(UTC) + timedelta(hours=1))
    server.shutdown()


def photo(name: str = "paper.jpg", body: bytes | None = None) -> dict[str, object]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": body or sheet()}


def test_a_photo_is_sent_as_soon_as_it_is_chosen_and_the_page_says_so(
    page: Page, address: str
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address)
    page.locator("#paper-1 input[type=file]").nth(1).set_input_files([photo(), photo()])
    expect(page.locator("#paper-1 [data-state]")).to_have_text("ส่งแล้ว 2 รูป")
    expect(page.locator("#progress-words")).to_have_text("ครบแล้ว 1 จาก 4 รายการ")


def test_a_file_that_is_no_paper_is_refused_beside_its_paper(page: Page, address: str) -> None:
    page.goto(address)
    chosen = photo("form.exe", b"MZ no picture")
    page.locator("#paper-2 input[type=file]").nth(1).set_input_files([chosen])
    expect(page.locator("#paper-2 .fault")).to_contain_text("ไม่ใช่รูปหรือ PDF")


def test_the_page_works_without_a_script(page: Page, address: str) -> None:
    browser = page.context.browser
    assert browser
    plain = browser.new_context(java_script_enabled=False, viewport=PHONE).new_page()
    plain.set_default_timeout(PATIENCE)
    plain.goto(address)
    plain.locator("#paper-1 input[type=file]").nth(1).set_input_files([photo()])
    plain.locator("#paper-1 button.main").click()
    expect(plain.locator("#paper-1 [data-state]")).to_have_text("ส่งแล้ว 1 รูป")
    plain.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_everybody_can_use_the_page_and_nothing_runs_out_of_it(
    page: Page, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    reads_well(page)
