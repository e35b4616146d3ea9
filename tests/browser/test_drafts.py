"""Words typed and not saved come back to whoever typed them, and to nobody else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.officers import CAST, seed
from models.officers import Officer
from tests.browser.conftest import a_console, a_window, reads_well, signs_in, stands
from tests.orders import Orders
from tests.staff.conftest import Clock

WORDS = "ให้สำรวจสะพานลอยคนข้ามทุกแห่ง แล้วรายงานจุดที่ชำรุด"
ADMIN, HEAD = CAST[3][:2], CAST[1][:2]
FORM = "/staff/orders/new"
KEPT = "form[data-unsaved][data-kept]"


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setenv("DEMO_CLOCK", str(tmp_path / "clock"))
    return Clock(tmp_path / "clock")


@pytest.fixture
def address(
    clock: Clock, database_url: str, sessions: sessionmaker[Session], tmp_path: Path
) -> Iterator[str]:
    """A console with a round of orders; where it stands."""
    with sessions.begin() as session:
        seed(session)
        officer = session.scalars(select(Officer)).first()
        assert officer
        session.expunge(officer)
    Orders(sessions, officer).round()
    with a_console(database_url, tmp_path) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    # Chromium reports the 401 of a stay that ended, and the 422 of a form that lacked something.
    with a_window(browser, "status of 4", base_url=address) as page:
        signs_in(page, *ADMIN)
        yield page


def types(page: Page) -> None:
    """Type into the form, until it is kept."""
    page.goto(FORM)
    stands(page)
    page.get_by_label("ข้อความ").fill(WORDS)
    page.get_by_label("เขตตัวอย่างสาม").check()
    expect(page.locator(KEPT)).to_have_count(1)


def the_stay_ends(page: Page, clock: Clock) -> None:
    """An hour goes by, and the open page asks for its badges."""
    clock.advance(seconds=61 * 60)
    page.evaluate("htmx.trigger('[data-poll]', 'poll')")
    expect(page).to_have_url(re.compile("/staff/sign-in"))


def comes_back(page: Page, who: tuple[str, str]) -> None:
    page.get_by_label("ชื่อผู้ใช้หรืออีเมล").fill(who[0])
    page.get_by_label("รหัสผ่าน").fill(who[1])
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(page).not_to_have_url(re.compile("/staff/sign-in"))
    stands(page)


def drafts(page: Page) -> list[str]:
    kept: list[str] = page.evaluate("Object.entries(sessionStorage).flat()")
    return [one for one in kept if not one.startswith("htmx")]


@pytest.mark.parametrize("width", [1280, 390])
def test_words_typed_before_the_stay_ended_are_offered_again_and_go_once_saved(
    desk: Page, clock: Clock, width: int
) -> None:
    desk.set_viewport_size({"width": width, "height": 844})
    types(desk)
    the_stay_ends(desk, clock)
    assert WORDS not in str(drafts(desk))  # sealed: nobody at the door reads them
    comes_back(desk, ADMIN)
    expect(desk).to_have_url(re.compile(FORM))
    expect(desk.get_by_label("ข้อความ")).to_have_value("")
    reads_well(desk)
    desk.get_by_role("button", name="นำข้อความกลับมา").click()
    expect(desk.get_by_label("ข้อความ")).to_have_value(WORDS)
    expect(desk.get_by_label("เขตตัวอย่างสาม")).to_be_checked()
    expect(desk.get_by_text("นำข้อความกลับมาแล้ว")).to_be_visible()
    reads_well(desk)
    desk.get_by_role("button", name="ออกข้อสั่งการ").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("ข้อ 1")
    stands(desk)
    assert drafts(desk) == []


def test_words_sent_after_the_stay_ended_are_offered_again(desk: Page, clock: Clock) -> None:
    types(desk)
    clock.advance(seconds=61 * 60)
    desk.get_by_role("button", name="ออกข้อสั่งการ").click()
    expect(desk.get_by_text("สิ่งที่เพิ่งกดส่งยังไม่ได้บันทึกค่ะ")).to_be_visible()
    comes_back(desk, ADMIN)
    desk.get_by_role("button", name="นำข้อความกลับมา").click()
    expect(desk.get_by_label("ข้อความ")).to_have_value(WORDS)


def test_words_of_one_officer_are_gone_when_another_sits_down(desk: Page, clock: Clock) -> None:
    types(desk)
    the_stay_ends(desk, clock)
    comes_back(desk, HEAD)
    assert drafts(desk) == []
    desk.goto(FORM)
    stands(desk)
    expect(desk.get_by_label("ข้อความ")).to_have_value("")
    expect(desk.locator("#unsaved-words")).to_be_hidden()


def test_whoever_signs_out_leaves_no_words_behind(desk: Page) -> None:
    types(desk)
    desk.on("dialog", lambda asked: asked.accept())
    desk.get_by_role("button", name="ออกจากระบบ").click()
    expect(desk).to_have_url(re.compile("/staff/sign-in"))
    assert drafts(desk) == []


def test_words_that_are_not_needed_are_dropped(desk: Page) -> None:
    types(desk)
    desk.on("dialog", lambda asked: asked.accept())
    desk.goto(FORM)
    stands(desk)
    desk.get_by_role("button", name="ไม่ใช้แล้ว").click()
    expect(desk.locator("#unsaved-words")).to_be_hidden()
    assert drafts(desk) == []


def test_a_refused_form_keeps_its_words_and_a_password_is_never_kept(desk: Page) -> None:
    types(desk)
    desk.get_by_label("ข้อความ").fill("")
    desk.get_by_role("button", name="ออกข้อสั่งการ").click()
    expect(desk.get_by_text("กรุณาใส่ข้อความค่ะ")).to_be_visible()
    expect(desk.get_by_label("ข้อความ")).to_be_focused()
    expect(desk.get_by_label("เขตตัวอย่างสาม")).to_be_checked()
    expect(desk.locator(KEPT)).to_have_count(1)
    desk.on("dialog", lambda asked: asked.accept())
    desk.goto("/staff/password")
    stands(desk)
    desk.evaluate("sessionStorage.clear()")
    desk.locator("[type=password]").first.fill("ความลับของฉัน")
    desk.evaluate("dispatchEvent(new Event('visibilitychange'))")
    assert drafts(desk) == []
