"""A question from a phone to an officer and back: two screens, one voice, until understood."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from models import questions
from models.questions import Question
from tests.browser.conftest import PATIENCE, reads_well, stands
from tests.browser.samples import box
from tests.browser.test_precheck_journey import Citizen
from tests.district import District
from tests.people import somying

DESK = "/staff/questions/"
QUESTION = "พี่ชายทำงานอยู่ต่างประเทศ จะให้น้องสาวมาแจ้งย้ายชื่อออกแทนได้ไหมคะ"
DeskOf = Callable[[str], Page]


def presses(officer: Page, letter: str) -> None:
    """Hold Alt and press a key by its place, as on a Thai keyboard, once the page hears keys."""
    stands(officer)
    press = {"code": f"Key{letter}", "key": "่", "altKey": True, "bubbles": True}
    officer.evaluate(
        "press => document.body.dispatchEvent(new KeyboardEvent('keydown', press))", press
    )


def goes(officer: Page, letter: str) -> None:
    """Press a key that leads to another page."""
    with officer.expect_navigation():
        presses(officer, letter)


def answers(officer: Page, words: str) -> None:
    presses(officer, "I")
    assert officer.evaluate("document.activeElement.id") == "text"
    officer.keyboard.type(words)
    goes(officer, "E")
    expect(officer.get_by_role("status").first).to_contain_text("ส่งคำตอบ Q-000001 แล้วค่ะ")


def test_a_question_is_answered_asked_again_and_understood(
    desk_of: DeskOf, district: District, page: Page
) -> None:
    somying_, officer = Citizen(page, district), desk_of("somchai")
    officer.goto(DESK)
    expect(officer.get_by_text("ไม่มีคำถามค้างค่ะ")).to_be_visible()
    somying_.types("คุยกับเจ้าหน้าที่")
    somying_.types(QUESTION)
    assert "Q-000001" in somying_.said

    # The open inbox hears of it by itself; from taking it on, the bot leaves the talk alone.
    asked = officer.get_by_role("link", name="พี่ชายทำงานอยู่ต่างประเทศ")
    expect(asked).to_be_visible(timeout=2 * PATIENCE)
    goes(officer, "J")
    goes(officer, "A")
    expect(officer.get_by_text("มีคนดูแลอยู่").first).to_be_visible()
    somying_.types("น้องสาวอยู่คนละบ้านค่ะ")
    assert somying_.said.count("ส่งถึงเจ้าหน้าที่แล้วค่ะ") == 1
    before = somying_.rows.count()
    thread = officer.locator("#thread")
    expect(thread).to_contain_text("น้องสาวอยู่คนละบ้านค่ะ")
    box(page).fill("แล้วต้องใช้หนังสือมอบอำนาจไหมคะ")
    box(page).press("Enter")
    expect(thread).to_contain_text("หนังสือมอบอำนาจไหมคะ")
    assert somying_.rows.count() == before

    presses(officer, "I")
    officer.keyboard.type("มอบอำนาจได้ค่ะ")
    presses(officer, "W")
    letter = officer.frame_locator("#letter")
    expect(letter.get_by_role("log")).to_contain_text("มอบอำนาจได้ค่ะ")
    with somying_.answered():
        goes(officer, "E")
    expect(officer.get_by_role("status").first).to_contain_text("ส่งคำตอบ Q-000001 แล้วค่ะ")
    assert "มอบอำนาจได้ค่ะ" in somying_.said

    somying_.taps("ยังไม่เข้าใจ")
    officer.goto(f"{DESK}?heap=mine")
    with officer.expect_navigation():
        officer.get_by_role("link", name="พี่ชายทำงานอยู่ต่างประเทศ").click()
    expect(officer.get_by_text("ยังไม่เข้าใจ")).to_be_visible()
    goes(officer, "A")
    with somying_.answered():
        answers(officer, "ใช้หนังสือมอบอำนาจที่สถานทูตรับรองค่ะ")
    assert "สถานทูตรับรอง" in somying_.said
    somying_.taps("เข้าใจแล้ว")
    assert "ปิดคำถาม Q-000001 แล้ว" in somying_.said
    officer.goto(f"{DESK}?standing=over")
    expect(officer.get_by_text("เรียบร้อย", exact=True)).to_be_visible()


def asks(district: District, letter: str, words: str = QUESTION) -> None:
    """Somebody else asks, due within two hours."""
    now = datetime.now(UTC)
    with district.sessions.begin() as session:
        question = questions.ask(
            session, somying(session, letter), words, now, section="registration",
            nearest=["move-out"],
        )  # fmt: skip
        question.promised_at = now + timedelta(hours=2)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_desk_can_be_read_by_everybody_at_any_width(
    desk_of: DeskOf, district: District, width: int
) -> None:
    officer = desk_of("huana")
    officer.set_viewport_size({"width": width, "height": 844})

    def can_be_read() -> None:
        reads_well(officer)
        keys = officer.locator("[data-key]").evaluate_all("all => all.map(e => e.dataset.key)")
        assert max(Counter(keys).values()) == 1, officer.url

    officer.goto(DESK)
    can_be_read()
    for letter in "bcd":
        asks(district, letter)
    officer.goto(DESK)
    for closed in ("ตัวเลขของโต๊ะนี้", "ถามเหมือนกันอีก 2 คน", "เคาน์เตอร์ยุ่ง"):
        officer.locator("summary", has_text=closed).click()
    can_be_read()
    officer.goto(f"{DESK}1")
    with officer.expect_navigation():
        officer.get_by_role("button", name="รับเรื่องนี้").click()
    for closed in ("คำตอบสำเร็จรูป", "แนบข้อมูล", "ถามเหมือนกัน", "ส่งต่อให้ผู้อื่น"):
        officer.locator("summary", has_text=closed).click()
    officer.get_by_role("button", name="เลือกทั้งหมด").click()
    officer.locator("#text").fill("{receipt} ได้ค่ะ")
    officer.get_by_role("button", name="ดูที่ประชาชนจะอ่าน").click()
    expect(officer.frame_locator("#letter").get_by_role("log")).to_contain_text("Q-000001 ได้ค่ะ")
    can_be_read()
    officer.get_by_role("button", name="ส่งคำตอบ").click()
    expect(officer.get_by_role("status").first).to_contain_text("รวม 3 คน")
    can_be_read()
    officer.get_by_role("button", name="เก็บเป็นร่างคำตอบสั้น").click()
    expect(officer.locator("#answer_th")).to_have_value("ได้ค่ะ")
    for path in ("canned", "settings", "1"):
        officer.goto(DESK + path)
        can_be_read()


def test_half_an_answer_and_the_focus_survive(desk_of: DeskOf, district: District) -> None:
    asks(district, "b")
    officer = desk_of("somchai")
    officer.goto(f"{DESK}1")
    with officer.expect_navigation():
        officer.get_by_role("button", name="รับเรื่องนี้").click()
    officer.locator("#text").fill("ขอตรวจสอบก่อน")
    with district.sessions.begin() as session:
        question = session.get_one(Question, 1)
        questions.add_words(session, question, "รอได้ค่ะ", datetime.now(UTC))
    with officer.expect_response("**/thread*"):
        officer.evaluate("htmx.trigger('#thread', 'poll')")
    expect(officer.locator("#thread")).to_contain_text("รอได้ค่ะ")
    assert officer.evaluate("document.activeElement.id") == "text"
    expect(officer.locator("#answer input[name=seen]")).to_have_value("3")
    officer.once("dialog", lambda dialog: dialog.accept())  # leave, although there is half a word
    expect(officer.locator("#answer[data-kept]")).to_have_count(1)
    officer.goto(DESK)
    officer.goto(f"{DESK}1")
    officer.get_by_role("button", name="นำข้อความกลับมา").click()
    expect(officer.locator("#text")).to_have_value("ขอตรวจสอบก่อน")
