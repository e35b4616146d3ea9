"""What nobody could answer is taught: asked, gathered, taught, checked, and asked again."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import violations
from tests.browser.test_precheck_journey import Citizen
from tests.district import District

WORDS = "หนูแทะเล่มน้ำเงิน"  # the house book, as no page calls it
WAITS = "/staff/unanswered/"
PROCEDURE = "ขอสำเนาทะเบียนบ้านเล่มใหม่"


def test_unknown_words_are_taught_by_an_officer_and_answered_from_then_on(
    desk_of: Callable[[str], Page], district: District, page: Page
) -> None:
    somying = Citizen(page, district)
    for _ in range(2):
        somying.types(WORDS)

    officer = desk_of("somchai")
    officer.goto(WAITS)
    group = officer.locator(".shelf > li").filter(has_text=WORDS)
    expect(group).to_contain_text("2 ข้อความ")
    assert not violations(officer)
    group.get_by_role("button", name=f"สอน: {PROCEDURE}").click()
    expect(officer.get_by_role("status").first).to_contain_text("จะใช้เมื่อหัวหน้าเผยแพร่")
    officer.goto(f"{WAITS}taught")
    officer.get_by_role("link", name="ดูกระบวนงาน").click()
    officer.get_by_role("button", name="ส่งให้หัวหน้าตรวจ").click()
    expect(officer.get_by_text("รอหัวหน้าฝ่ายตรวจและเผยแพร่")).to_be_visible()

    head = desk_of("huana")
    head.goto(officer.url)
    expect(head.locator(".differences")).to_contain_text(WORDS)
    head.get_by_text("เผยแพร่", exact=True).click()
    head.get_by_role("button", name="เผยแพร่เลย").click()
    expect(head.get_by_role("status").first).to_contain_text("เผยแพร่แล้วค่ะ")

    district.settle()  # the worker has looked for what is new
    somying.types(WORDS)
    assert PROCEDURE in somying.said
