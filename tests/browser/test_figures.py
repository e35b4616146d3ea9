"""The dashboard in a real browser, at a desk and on a phone: read, drawn, opened, taken along."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.officers import seed
from models.officers import Officer
from tests.browser.conftest import a_console, reads_well
from tests.staff.ledger import lived_through

INKED = """() => {
  const { width, height } = document.querySelector("[data-plot] canvas");
  const paper = document.querySelector("[data-plot] canvas").getContext("2d");
  return paper.getImageData(0, 0, width, height).data.some((value) => value > 0);
}"""


@pytest.fixture
def address(database_url: str, sessions: sessionmaker[Session], tmp_path: Path) -> Iterator[str]:
    """A console with the cast of the demo and a year behind it; where it stands."""
    with sessions.begin() as session:
        seed(session)
        session.flush()
        lived_through(session, session.scalars(select(Officer).limit(1)).one())
    with a_console(database_url, tmp_path) as address:
        yield address


def test_the_year_is_drawn_and_told_and_each_figure_opens_its_rows(admin: Page) -> None:
    admin.goto("/staff/figures/")
    expect(admin.get_by_role("heading", name="เรื่องที่ถามมากที่สุด")).to_be_visible()
    expect(admin.locator("[data-plot][data-drawn]").first).to_be_visible()
    admin.wait_for_function(INKED)
    reads_well(admin)
    admin.locator("#table-usage tbody td a").first.click()
    expect(admin.get_by_role("link", name="Excel")).to_be_visible()
    reads_well(admin)
    with admin.expect_download() as taken:
        admin.get_by_role("link", name="CSV").click()
    assert taken.value.suggested_filename.endswith(".csv")


def test_every_page_of_the_reports_can_be_read_at_any_width(admin: Page) -> None:
    for path in ("", "channels", "compare", "kpi"):
        admin.goto(f"/staff/reports/{path}")
        reads_well(admin)
    admin.locator("#name").fill("ร้อยละความพึงพอใจของผู้ใช้บริการ")
    admin.get_by_role("button", name="เริ่มเขียน").click()
    expect(admin.get_by_role("link", name="Word", exact=True)).to_be_visible()
    reads_well(admin)


def test_a_project_is_reported_on_month_by_month_and_drawn(admin: Page) -> None:
    admin.goto("/staff/reports/progress")
    reads_well(admin)
    admin.locator("#project").fill("คลังคลิปคู่มือสำหรับประชาชน")
    admin.get_by_role("button", name="เริ่มเขียน").click()
    expect(admin.get_by_label("1.3 หลักการและเหตุผล")).to_be_visible()
    reads_well(admin)
    admin.get_by_role("button", name="บันทึก").click()
    expect(admin.get_by_text("บันทึกแล้วค่ะ")).to_be_visible()
    for number, percent in enumerate(("10", "5"), start=1):
        admin.get_by_role("link", name="เพิ่มรายงาน").click()
        expect(admin.get_by_label("รายงานครั้งที่")).to_have_value(str(number))
        admin.get_by_label("วันที่รายงาน").fill(f"2026-1{number - 1}-15")
        admin.get_by_label("ผลการดำเนินงาน").fill("1. ประชุมคณะทำงาน")
        admin.get_by_label("ความก้าวหน้าสะสม").fill(percent)
        admin.get_by_label("งบประมาณที่เบิกใช้").fill("0")
        admin.get_by_role("button", name="บันทึก").click()
        expect(admin.locator(f"#report-{number}")).to_be_visible()
    falls = admin.locator(".finding", has_text="ความก้าวหน้าลดลง")
    expect(falls).to_be_visible()
    expect(admin.locator("[data-plot][data-drawn]")).to_be_visible()
    admin.wait_for_function(INKED)
    reads_well(admin)
    with admin.expect_navigation():
        admin.get_by_role("link", name="แก้ไข ครั้งที่ 2").click()
    expect(falls).to_be_visible()
    expect(admin.get_by_role("button", name="บันทึก")).to_be_visible()
    reads_well(admin)
    admin.go_back()
    admin.get_by_role("link", name="คัดลอกทีละช่อง").click()
    expect(admin.get_by_role("button", name="คัดลอก").first).to_be_visible()
    reads_well(admin)
