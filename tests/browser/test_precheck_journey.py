"""Papers checked before the visit: a citizen on the phone page, an officer in the console."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import PATIENCE, reads_well, stands
from tests.browser.samples import box, chat
from tests.district import District
from tests.photos.sheets import sheet
from tests.staff.papers import Papers

DESK = "/staff/prechecks/"
DeskOf = Callable[[str], Page]


class Citizen:
    """สมหญิง on the phone page, who waits for each answer as people do."""

    def __init__(self, page: Page, district: District) -> None:
        self.page, self.district, self.said = page, district, ""
        self.person = district.platform.people.add("สมหญิง ใจดี")
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(district.double.url)
        self.rows = page.locator("#bubbles .row.office")
        with self.answered():
            page.get_by_role("button", name="เพิ่มเพื่อนเพื่อเริ่มคุย").click()

    @contextmanager
    def answered(self) -> Iterator[None]:
        """What is done inside gets an answer, kept in `said` once the office has said it all."""
        before = self.rows.count()
        yield
        expect(self.rows.nth(before)).to_be_visible()
        self.district.platform.courier.settle()
        self.district.settle()
        last = self.person.bubbles[-1].id
        expect(self.page.locator(f"#bubbles [data-key='{last}']")).to_be_visible()
        self.said = "\n".join(
            self.rows.nth(n).inner_text() for n in range(before, self.rows.count())
        )

    def types(self, words: str) -> None:
        with self.answered():
            box(self.page).fill(words)
            box(self.page).press("Enter")

    def taps(self, label: str) -> None:
        with self.answered():
            self.page.get_by_role("button", name=label, exact=True).last.click()

    def photographs(self) -> None:
        """Take a picture with the phone's camera, as the office offers."""
        picture: FilePayload = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": sheet()}
        with self.answered(), self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="ถ่ายรูป", exact=True).last.click()
            chooser.value.set_files([picture])

    def sends_everything(self) -> None:
        """From the first word to the receipt, every condition answered no."""
        self.types("ตรวจเอกสารล่วงหน้า")
        self.taps("จดทะเบียนสมรส")
        self.taps("ยินยอม")
        while "ข้อ " in self.said and "ส่งรูป:" not in self.said:
            self.taps("ไม่ใช่")
        while "ส่งรูป:" in self.said:
            if "กด “นำมาวันนัด”" in self.said:
                self.taps("นำมาวันนัด")
            else:
                self.photographs()
        self.hands_in()

    def hands_in(self) -> None:
        self.taps("ดูสรุปก่อนส่ง")
        self.taps("ส่งให้เจ้าหน้าที่ตรวจ")


def presses(officer: Page, code: str) -> None:
    """Press a key by its place, as on a Thai keyboard, once the page hears keys."""
    stands(officer)
    press = {"code": code, "key": "่", "bubbles": True}
    officer.evaluate(
        "press => document.body.dispatchEvent(new KeyboardEvent('keydown', press))", press
    )


def goes(officer: Page, *codes: str) -> None:
    """Press keys that each lead to another page."""
    for code in codes:
        with officer.expect_navigation():
            presses(officer, code)


def test_a_refused_photo_is_taken_again_and_all_is_well(
    desk_of: DeskOf, district: District, page: Page
) -> None:
    somying, officer = Citizen(page, district), desk_of("somchai")
    officer.goto(DESK)
    expect(officer.get_by_text("ไม่มีเรื่องรอตรวจค่ะ")).to_be_visible()
    somying.sends_everything()
    assert "P-000001" in somying.said

    # The open page of the desk hears of it by itself.
    case = officer.get_by_role("link", name="จดทะเบียนสมรส")
    expect(case).to_be_visible(timeout=2 * PATIENCE)
    with officer.expect_navigation():
        case.click()
    expect(officer.get_by_role("button", name="รับตรวจ")).to_be_visible()
    goes(officer, "KeyA")
    expect(officer.locator(".stage.veil")).to_be_visible()
    presses(officer, "KeyV")
    expect(officer.locator(".stage:not(.veil) img")).to_be_visible()
    presses(officer, "KeyR")
    goes(officer, "Digit1")
    while officer.locator("form[action$='/pass']").count():
        goes(officer, "KeyP")
    goes(officer, "KeyE")
    letter = officer.frame_locator(".letter iframe")
    expect(letter.get_by_role("log")).to_contain_text("ขอเอกสารใหม่ 1 รายการ")
    with somying.answered():
        goes(officer, "KeyE")
    expect(officer.get_by_role("status").first).to_contain_text("ส่งผลของ P-000001 ให้ประชาชนแล้ว")
    assert "ขอเอกสารใหม่ 1 รายการ" in somying.said

    somying.taps("ถ่ายใหม่: เอกสารที่ 1")
    somying.photographs()
    somying.hands_in()
    officer.goto(f"{DESK}?mine=1")
    with officer.expect_navigation():
        officer.get_by_role("link", name="จดทะเบียนสมรส").click()
    expect(officer.get_by_role("button", name="รับตรวจ")).to_be_visible()
    goes(officer, "KeyA", "KeyP", "KeyE")
    with somying.answered():
        goes(officer, "KeyE")
    assert "เอกสารผ่านแล้ว" in somying.said
    somying.types("เรื่องของฉัน")
    expect(chat(page)).to_contain_text("เอกสารผ่านแล้ว")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_desk_can_be_read_by_everybody_at_any_width(
    desk_of: DeskOf, district: District, width: int
) -> None:
    officer = desk_of("somchai")
    officer.set_viewport_size({"width": width, "height": 844})
    officer.goto(DESK)
    reads_well(officer)
    Papers(district.sessions, district.settings.var).case()
    officer.goto(DESK)
    reads_well(officer)
    with officer.expect_navigation():
        officer.get_by_role("link", name="จดทะเบียนสมรส").click()
    reads_well(officer)
    with officer.expect_navigation():
        officer.get_by_role("button", name="รับตรวจ").click()
    officer.get_by_role("button", name="เปิดดูรูป").click()
    expect(officer.locator(".tools")).to_be_visible()
    turned = officer.locator(".stage img")
    before = turned.evaluate("e => e.getBoundingClientRect().width")
    officer.get_by_role("button", name="ขยาย").click()
    assert turned.evaluate("e => e.getBoundingClientRect().width") > before
    officer.get_by_role("button", name="หมุน").click()
    assert "rotate(90deg)" in turned.evaluate("e => e.style.transform")
    officer.locator("summary", has_text="ไม่ผ่าน").click()
    glare = officer.get_by_role("button", name="มีแสงสะท้อนบังข้อความ")
    expect(glare).to_be_visible()
    reads_well(officer)
    with officer.expect_navigation():
        glare.click()
    while officer.locator("form[action$='/pass']").count():
        with officer.expect_navigation():
            officer.locator("form[action$='/pass'] button").click()
    reads_well(officer)
    officer.get_by_role("link", name="ดูข้อความแล้วส่งผล").click()
    expect(officer.frame_locator(".letter iframe").get_by_role("log")).to_contain_text(
        "ขอเอกสารใหม่"
    )
    reads_well(officer)


def test_polling_leaves_the_focus_where_it_is(desk_of: DeskOf, district: District) -> None:
    papers = Papers(district.sessions, district.settings.var)
    papers.case("a")
    officer = desk_of("somchai")
    officer.goto(DESK)
    officer.get_by_role("link", name="จดทะเบียนสมรส").focus()
    papers.case("b")
    with officer.expect_response(
        lambda one: "/staff/prechecks/queue" in one.url and one.status == 200
    ):
        officer.evaluate("htmx.trigger('#queue', 'poll')")
    expect(officer.get_by_role("link", name="จดทะเบียนสมรส")).to_have_count(2)
    assert "จดทะเบียนสมรส" in officer.evaluate("document.activeElement.textContent")
