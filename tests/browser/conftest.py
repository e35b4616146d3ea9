"""A real browser before the pretend phone: pages watched for errors, and an office of few words."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import urllib3
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, ViewportSize, expect
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from bot import create_app
from bot.officers import CAST, seed
from bot.settings import Settings
from bot.simulator import Channel, LineDouble
from bot.simulator.people import Bubble, Person
from bot.worker import open_worker
from models.officers import Officer
from models.passwords import hashed
from models.permissions import Role
from tests.browser.samples import menu, png
from tests.district import District

TOKEN = "simulator-of-the-browser-tests"
PASSWORD = "ขอให้งานราบรื่น-2569"
ARRIVED = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
PATIENCE = 15_000  # milliseconds a page is given, on a machine that does much else
HERE = Path(__file__).parent
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Loaded, its scripts listening, and nothing on its way from one look to another.
STANDS = """() => document.readyState === "complete" && document.documentElement !== null &&
  document.getAnimations().every((one) => one.playState !== "running" ||
    one.effect.getComputedTiming().endTime === Infinity)"""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium; without one the browser tests are skipped."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    return {"executable_path": chromium, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {
        "locale": "th-TH",
        "timezone_id": "Asia/Bangkok",
        "viewport": {"width": 1280, "height": 860},
    }


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """What `page` is opened in; it is given its time."""
    context.set_default_timeout(PATIENCE)
    return context


@dataclass
class Office:
    """The office as the tests play it: what it says goes through LINE's own API."""

    line: LineDouble

    def call(self, path: str, payload: dict[str, Any]) -> dict[str, Any]:
        answer = urllib3.request(
            "POST", self.line.url + path, json=payload, headers=self._headers("application/json")
        )
        assert answer.status in (200, 202), answer.data.decode()
        return answer.json()  # type: ignore[no-any-return]

    def says(self, person: Person, *messages: dict[str, Any]) -> None:
        self.call("/v2/bot/message/push", {"to": person.user_id, "messages": list(messages)})

    def lays_out(self, menu: dict[str, Any], picture: bytes, *, alias: str) -> str:
        """Create a rich menu with its picture and alias; its id."""
        menu_id: str = self.call("/v2/bot/richmenu", menu)["richMenuId"]
        path = f"/v2/bot/richmenu/{menu_id}/content"
        answer = urllib3.request(
            "POST", self.line.url + path, body=picture, headers=self._headers("image/png")
        )
        assert answer.status == 200, answer.data.decode()
        self.call("/v2/bot/richmenu/alias", {"richMenuAliasId": alias, "richMenuId": menu_id})
        return menu_id

    def _headers(self, kind: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind}


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LineDouble]:
    """A pretend LINE with a clock that can be moved and nobody on it yet."""
    monkeypatch.setenv("DEMO_CLOCK", str(tmp_path / "clock"))
    with LineDouble(Channel(access_token=TOKEN, display_name="สำนักงานเขตตัวอย่าง")) as line:
        yield line


@pytest.fixture
def voice(line: LineDouble) -> Office:
    return Office(line)


@pytest.fixture
def mali(line: LineDouble) -> Person:
    """A citizen who is already a friend of the office."""
    person = line.platform.people.add("มาลี ใจดี")
    person.friend = True
    return person


@pytest.fixture
def phone(page: Page, line: LineDouble) -> Iterator[Page]:
    """The phone's page, opened; any error on its console fails the test."""
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(line.url)
    yield page
    assert not faults


@pytest.fixture
def with_menus(voice: Office) -> None:
    thai = voice.lays_out(menu("english", "แผนที่"), png(800, 500), alias="thai")
    voice.lays_out(menu("thai", "Opening hours"), png(800, 500), alias="english")
    voice.call(f"/v2/bot/user/all/richmenu/{thai}", {})


def said_by(person: Person, by: str) -> list[Bubble]:
    return [bubble for bubble in person.bubbles if bubble.by == by]


def stands(page: Page) -> None:
    """Wait until the page can be looked at, and hears the keys."""
    page.wait_for_load_state()
    page.wait_for_function(STANDS)


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands."""
    stands(page)
    try:
        seen = Axe().run(page)
    except Error:  # replaced under axe's eyes: the page that came instead is the one meant
        stands(page)
        seen = Axe().run(page)
    found = seen.response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def reads_well(page: Page) -> None:
    """Nothing for axe to find, nothing wider than the screen."""
    assert not violations(page), page.url
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url  # type: ignore[index]


@contextmanager
def a_window(browser: Browser, pardoned: str = "\0", **options: Any) -> Iterator[Page]:
    """A window of its own; what the browser forbids or stumbles over fails, unless pardoned."""
    faults: list[str] = []
    context = browser.new_context(locale="th-TH", **options)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    yield page
    context.close()
    assert not [fault for fault in faults if pardoned not in fault]


def signs_in(page: Page, username: str, password: str) -> None:
    """Go through the console's door, as far as the first page."""
    page.goto("/staff/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/staff/")


@contextmanager
def a_console(database_url: str, var: Path) -> Iterator[str]:
    """A console of its own on this database; where it stands."""
    settings = Settings(
        database_url=database_url, line_channel_secret="s", secret_key="k" * 40, var=var
    )
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def address(database_url: str, sessions: sessionmaker[Session], tmp_path: Path) -> Iterator[str]:
    """A console with the cast of the demo; where it stands."""
    with sessions.begin() as session:
        seed(session)
    with a_console(database_url, tmp_path) as address:
        yield address


@pytest.fixture(params=[1280, 390])
def admin(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The administrator, signed in; whatever the browser forbids or stumbles over fails."""
    viewport = ViewportSize(width=request.param, height=844)
    with a_window(browser, base_url=address, viewport=viewport) as page:
        signs_in(page, *CAST[3][:2])
        yield page


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
    with ExitStack() as windows:

        def sign_in(username: str) -> Page:
            page = windows.enter_context(a_window(browser, base_url=console))
            signs_in(page, username, PASSWORD)
            return page

        yield sign_in
