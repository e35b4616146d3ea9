"""The desks of appointments and seats in a real browser: at a desk, on a phone, on paper."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.officers import CAST, seed
from models.appointments import Booking, book
from models.appointments.counter import check_in, walk_in
from models.officers import Officer
from tests.browser.conftest import a_console, a_window, reads_well, signs_in
from tests.people import NOON, somying
from tests.staff.conftest import Clock
from tests.visits import AFTERNOON, DIVORCE, FRIDAY, MARRIAGE, MONDAY, MORNING, open_seats

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, 9.00 in Bangkok
DESK = "/staff/appointments/"
PAGES = (
    DESK,
    f"{DESK}?day=2026-11-28",
    f"{DESK}month?month=2026-11",
    f"{DESK}1",
    f"{DESK}unplaced",
    "/staff/seats/",
    "/staff/seats/of/section:registration",
    "/staff/seats/add",
)
# Notes when an answer came, and the page had a moment to show it.
ANSWERED = """document.addEventListener("htmx:after:request", () => requestAnimationFrame(
  () => requestAnimationFrame(() => { window.answered = true; })), { once: true })"""
# A camera whose every picture shows the code; there is none in a test.
CAMERA = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return [{ rawValue: "CODE" }]; }
};
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
"""


@pytest.fixture
def address(
    database_url: str,
    sessions: sessionmaker[Session],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """A console on a Monday morning with people at the counter; where it stands."""
    monkeypatch.setenv("DEMO_CLOCK", str(tmp_path / "clock"))
    Clock(tmp_path / "clock").advance(seconds=(NINE - datetime.now(UTC)).total_seconds())
    with sessions.begin() as session:
        seed(session)
        open_seats(session, 8, walk_in=4)
        officer = session.scalars(select(Officer)).first()
        assert officer
        first = book(session, somying(session, "a"), MARRIAGE, (MONDAY, MORNING), NOON)
        book(session, somying(session, "b"), DIVORCE, (MONDAY, MORNING), NOON)
        book(session, somying(session, "c"), DIVORCE, (MONDAY, AFTERNOON), NOON)
        late = book(session, somying(session, "d"), MARRIAGE, (MONDAY, AFTERNOON), NOON)
        late.day = FRIDAY  # over, and nobody noted it
        check_in(session, first, officer, NINE)
        walk_in(session, MARRIAGE, (MONDAY, MORNING), officer, NINE)
    with a_console(database_url, tmp_path) as address:
        yield address


@pytest.fixture(params=[1280, 390])
def head(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The head of registration, signed in; what the browser forbids or stumbles over fails."""
    viewport = ViewportSize(width=request.param, height=844)
    with a_window(browser, base_url=address, viewport=viewport) as page:
        signs_in(page, *CAST[1][:2])
        yield page


def test_every_page_can_be_read_by_everybody_at_any_width(head: Page) -> None:
    for path in PAGES:
        head.goto(path)
        reads_well(head)


def test_what_an_officer_is_writing_stays_while_the_sheet_changes(
    head: Page, sessions: sessionmaker[Session]
) -> None:
    head.clock.install()
    head.goto(DESK)
    row = head.get_by_role("row").filter(has_text="ช001")
    row.get_by_text("บันทึกผล").click()
    expect(row.get_by_label("ถ้าต้องมาใหม่ เพราะอะไร")).to_be_visible()
    reads_well(head)
    row.get_by_label("ถ้าต้องมาใหม่ เพราะอะไร").fill("พยาน")
    with sessions.begin() as session:
        book(session, somying(session, "e"), DIVORCE, (MONDAY, MORNING), NOON)
    head.clock.run_for(10_000)  # longer than the pause between two looks
    expect(row.get_by_label("ถ้าต้องมาใหม่ เพราะอะไร")).to_have_value("พยาน")
    head.keyboard.press("Escape")
    expect(head.get_by_role("row").filter(has_text="ช004")).to_be_visible()


def test_an_answer_on_its_way_leaves_alone_what_was_opened_meanwhile(
    head: Page, sessions: sessionmaker[Session]
) -> None:
    head.goto(DESK)
    held: list[Route] = []
    head.route("**/appointments/sheet*", lambda one: one.continue_() if held else held.append(one))
    with head.expect_request("**/appointments/sheet*"):
        head.evaluate("htmx.trigger('#sheet', 'poll')")
    row = head.get_by_role("row").filter(has_text="ช001")
    row.get_by_text("บันทึกผล").click()
    row.get_by_label("ถ้าต้องมาใหม่ เพราะอะไร").fill("พยาน")
    with sessions.begin() as session:
        book(session, somying(session, "e"), DIVORCE, (MONDAY, MORNING), NOON)
    head.evaluate(ANSWERED)
    held[0].continue_()
    head.wait_for_function("() => window.answered")
    expect(row.get_by_label("ถ้าต้องมาใหม่ เพราะอะไร")).to_be_visible()
    expect(head.get_by_role("row").filter(has_text="ช004")).to_have_count(0)
    head.keyboard.press("Escape")
    expect(head.get_by_role("row").filter(has_text="ช004")).to_be_visible()


def test_a_walk_in_gets_a_number_without_a_mouse(head: Page) -> None:
    head.goto(DESK)
    head.keyboard.press("Alt+KeyN")
    expect(head.get_by_label("มาเรื่อง")).to_be_visible()
    reads_well(head)
    head.get_by_label("มาเรื่อง").select_option("marriage-registration")
    head.keyboard.press("Tab")
    head.get_by_label("มาเรื่อง").press("Enter")
    head.get_by_role("button", name="ออกเลขคิว").click()
    expect(head.get_by_text("ได้คิว ช004 แล้วค่ะ")).to_be_visible()


def test_the_camera_checks_somebody_in(head: Page, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        code = session.get_one(Booking, 2).code
    head.add_init_script(CAMERA.replace("CODE", code))
    head.goto(DESK)
    head.get_by_role("button", name="สแกนด้วยกล้อง").click()
    expect(head.get_by_text("ช002 จดทะเบียนหย่า: มาถึงแล้ว")).to_be_visible()


def test_a_camera_that_is_refused_is_said_kindly(head: Page) -> None:
    no = 'navigator.mediaDevices.getUserMedia = async () => { throw new Error("no"); };'
    head.add_init_script(f"{CAMERA}\n{no}")
    head.goto(DESK)
    head.get_by_role("button", name="สแกนด้วยกล้อง").click()
    expect(head.get_by_text("เปิดกล้องไม่ได้ค่ะ")).to_be_visible()
    reads_well(head)


def test_the_day_is_printed_on_one_sheet_without_buttons(head: Page, tmp_path: Path) -> None:
    head.goto(DESK)
    paper = tmp_path / "sheet.pdf"
    head.pdf(path=paper, prefer_css_page_size=True)
    pages = PdfReader(paper).pages
    width, height = (round(float(side)) for side in pages[0].mediabox[2:])
    assert len(pages) == 1 and (width, height) in {(595, 842), (596, 842), (595, 841), (596, 843)}
    told = pages[0].extract_text()
    assert "B-000001" in told
    assert "บันทึกผล" not in told
