"""What nobody could answer is taught: asked, gathered, taught, checked, and asked again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import violations
from tests.browser.samples import box
from tests.district import District

WORDS = "หนูแทะเล่มน้ำเงิน"  # the house book, as no page calls it
PATIENCE = 30_000  # milliseconds
WAITS = "/staff/unanswered/"
PROCEDURE = "ขอสำเนาทะเบียนบ้านเล่มใหม่"


@pytest.fixture
def phone_of_somying(console: str, district: District, page: Page) -> Page:
    """The phone page of somebody who has just become a friend of the office at work."""
    district.platform.people.add("สมหญิง ใจดี")
    page.set_default_timeout(15000)
    page.goto(district.double.url)
    page.locator("#begin").click()
    expect(answers(page).first).to_be_visible(timeout=PATIENCE)
    return page


def answers(phone: Page) -> Locator:
    """What the office has said so far."""
    return phone.locator("#bubbles .row.office")


def ask(phone: Page, words: str) -> Locator:
    """Type it; the office's answer."""
    before = answers(phone).count()
    box(phone).fill(words)
    box(phone).press("Enter")
    expect(answers(phone).nth(before)).to_be_visible(timeout=PATIENCE)
    return answers(phone).last


def test_unknown_words_are_taught_by_an_officer_and_answered_from_then_on(
    phone_of_somying: Page, desk_of: Callable[[str], Page]
) -> None:
    phone = phone_of_somying
    for _ in range(2):
        ask(phone, WORDS)

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
    expect(head.get_by_role("status").first).to_contain_text("เผยแพร่แล้วค่ะ", timeout=PATIENCE)

    phone.wait_for_timeout(4000)  # what is published is told within five seconds
    expect(ask(phone, WORDS)).to_contain_text(PROCEDURE)
