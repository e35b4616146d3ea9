"""The calendar desk in a real browser, at a desk and on a phone: read, filled in, taken back."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import reads_well

PAGES = (
    "/staff/calendar/?month=2026-12",
    "/staff/calendar/?month=2026-12&service=birth-notification",
    "/staff/calendar/day/2026-12-10",
    "/staff/calendar/year/2570",
    "/staff/calendar/add",
    "/staff/calendar/hours",
    "/staff/calendar/hours/birth-notification",
)


def test_every_page_can_be_read_by_everybody_at_any_width(admin: Page) -> None:
    for path in PAGES:
        admin.goto(path)
        reads_well(admin)


def test_a_cabinet_holiday_is_added_and_taken_back(admin: Page) -> None:
    admin.goto("/staff/calendar/")
    with admin.expect_navigation():
        admin.keyboard.press("Alt+KeyN")
    admin.locator("#day").fill("2026-12-14")
    expect(admin.locator("#day-day")).to_have_text("14 ธันวาคม 2569")
    admin.locator("#name_th").fill("วันหยุดพิเศษสิ้นปี")
    admin.keyboard.press("Alt+KeyS")
    admin.wait_for_url("**done=*")
    expect(admin.get_by_role("link", name="14 วันหยุดพิเศษสิ้นปี")).to_be_attached()
    reads_well(admin)
    admin.keyboard.press("Alt+KeyZ")
    expect(admin.get_by_role("heading", name="เคยมี แต่นำออกแล้ว")).to_be_visible()
    reads_well(admin)
