"""A visit booked on the phone page, served at the counter, moved when the office closes a day."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.appointments import Booking, State
from tests.browser.conftest import PATIENCE, violations
from tests.browser.samples import chat
from tests.browser.test_precheck_journey import Citizen
from tests.district import District
from tests.visits import open_seats

DeskOf = Callable[[str], Page]
NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, 9.00 in Bangkok
DESK = "/staff/appointments/"


@pytest.fixture
def monday(district: District) -> District:
    """The office on a Monday morning: three seats a half-day, today's too."""
    district.pass_time(NINE - datetime.now(UTC))
    with district.sessions.begin() as session:
        open_seats(session, 3, lead_days=0)
    return district


def books(citizen: Citizen, half_day: str) -> None:
    """Ask for a marriage registration, and choose this half-day of it."""
    citizen.types("จดทะเบียนสมรส")
    citizen.taps("นัดวันมา")
    citizen.taps("นัดเลย ไม่ตรวจก่อน")
    citizen.taps(half_day)
    citizen.taps("ยืนยันนัด")


def booking(district: District) -> Booking:
    """The newest visit."""
    with district.sessions() as session:
        return session.scalars(select(Booking).order_by(Booking.id.desc())).first()  # type: ignore[return-value]


def test_who_booked_on_the_phone_is_checked_in_by_code_and_served(
    monday: District, desk_of: DeskOf, page: Page
) -> None:
    officer, somying = desk_of("somchai"), Citizen(page, monday)
    officer.goto(DESK)
    books(somying, "จันทร์ 23 พ.ย. ช่วงบ่าย · ว่าง 3")
    assert "บ001" in somying.said
    # The open sheet hears of it by itself, and the officer's place on the page stays.
    row = officer.get_by_role("row").filter(has_text="บ001")
    expect(row).to_be_visible(timeout=2 * PATIENCE)
    expect(officer.locator("#words")).to_be_focused()
    officer.locator("h1").click()
    officer.keyboard.type(booking(monday).code)  # a hand scanner types wherever one looks
    with officer.expect_navigation():
        officer.keyboard.press("Enter")
    expect(officer.get_by_role("status").first).to_have_text("บ001 จดทะเบียนสมรส: มาถึงแล้ว")
    row.get_by_text("บันทึกผล").click()
    row.get_by_label("ใช้เวลาที่เคาน์เตอร์").fill("12")
    assert not violations(officer)
    row.get_by_role("button", name="เสร็จเรียบร้อย").click()
    expect(row).to_contain_text("12 นาที")
    served = booking(monday)
    assert (served.state, served.minutes) == (State.SERVED, 12)


def test_a_slip_is_taken_back_by_its_key(monday: District, desk_of: DeskOf, page: Page) -> None:
    somying = Citizen(page, monday)
    books(somying, "จันทร์ 23 พ.ย. ช่วงบ่าย · ว่าง 3")
    officer = desk_of("somchai")
    officer.goto(DESK)
    row = officer.get_by_role("row").filter(has_text="บ001")
    with officer.expect_navigation():
        officer.get_by_role("button", name="มาถึงแล้ว บ001").click()
    expect(row).to_contain_text("มาถึงแล้ว 23 พ.ย.")
    officer.keyboard.press("Alt+KeyZ")
    expect(row).to_contain_text("นัดแล้ว")


def test_a_day_that_closes_takes_its_people_along_and_tells_the_phone(
    monday: District, desk_of: DeskOf, page: Page
) -> None:
    somying = Citizen(page, monday)
    books(somying, "อังคาร 24 พ.ย. ช่วงเช้า · ว่าง 3")
    head = desk_of("huana")
    head.goto("/staff/calendar/add?day=2026-11-24")
    head.select_option("#kind", "closure")
    head.locator("#name_th").fill("ซ่อมระบบไฟฟ้า")
    head.keyboard.press("Alt+KeyS")
    expect(head.get_by_role("heading", name="มีผู้นัด 1 ราย")).to_be_visible()
    expect(head.get_by_role("row").nth(1)).to_contain_text("วันพุธ 25 พ.ย. 2569 ช่วงเช้า")
    assert not violations(head)
    head.get_by_role("button", name="ปิดวันนี้ และย้าย 1 ราย").click()
    expect(head.get_by_text("เลื่อนนัดให้ 1 รายแล้ว")).to_be_visible()
    expect(chat(page)).to_contain_text("วันพุธที่ 25 พ.ย. 2569")
    expect(chat(page)).to_contain_text("ซ่อมระบบไฟฟ้า")
    head.goto(f"{DESK}?day=2026-11-25")
    expect(head.get_by_role("row").filter(has_text="ช001")).to_contain_text("จดทะเบียนสมรส")
