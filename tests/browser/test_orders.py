"""An order from the desk of a head to an agency and back, and every page of it at two widths."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from sqlalchemy import select

from models.officers import Officer
from models.orders import Agency, Review, Status
from models.orders.tables import Addressee
from tests.browser.conftest import PASSWORD, a_window, reads_well, signs_in, stands
from tests.district import District
from tests.office_papers import PDF
from tests.orders import NAMES, Orders

DESK = "/staff/orders/"
DeskOf = Callable[[str], Page]


@pytest.fixture
def orders(console: str, district: District) -> Orders:
    with district.sessions() as session:
        head = session.scalars(select(Officer).where(Officer.username == "huana")).one()
    return Orders(district.sessions, head)


def presses(page: Page, name: str) -> None:
    """Press a button that leads to another page, once this one stands."""
    stands(page)
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def head(browser: Browser, console: str) -> Iterator[Page]:
    """The desk of a head, who will be told that an agency was quicker."""
    with a_window(browser, "status of 409", base_url=console) as page:
        signs_in(page, "huana", PASSWORD)
        yield page


def test_an_order_is_issued_confirmed_reported_on_and_accepted(
    head: Page, district: District, orders: Orders
) -> None:
    orders.round()
    head.goto(f"{DESK}new")
    stands(head)
    head.get_by_label("ข้อความ").fill("ให้ประชาสัมพันธ์ช่องทางติดต่อให้ประชาชนทราบ")
    head.get_by_label("หาหน่วยงาน").fill("สำนัก")
    expect(head.get_by_label(NAMES[2])).to_be_hidden()
    head.get_by_role("button", name="เลือกทั้งหมด").click()
    expect(head.get_by_text("เลือกแล้ว 2 แห่ง")).to_be_visible()
    paper: FilePayload = {"name": "หนังสือ.pdf", "mimeType": "application/pdf", "buffer": PDF}
    head.get_by_label("ไฟล์แนบ (ไม่บังคับ)").set_input_files([paper])
    presses(head, "ออกข้อสั่งการ")

    expect(head.get_by_role("link", name="หนังสือ.pdf")).to_be_visible()
    expect(head.get_by_label("ประเภท", exact=True)).to_have_value("6")
    presses(head, "ยืนยัน")
    expect(head.get_by_text("ยืนยันโดย วิไล รอบคอบ")).to_be_visible()

    name = orders.report(head.url.rpartition("/")[2], NAMES[0], Status.UNDERWAY)
    head.goto(DESK)
    with head.expect_navigation():
        head.get_by_role("link", name="ตรวจรายงานที่รอ (1)").click()
    expect(head.get_by_text("ทำครบทุกจุดแล้ว")).to_be_visible()
    head.get_by_label("ข้อความ").fill("ขอบคุณค่ะ")
    orders.report(head_order(district, name), NAMES[0])
    presses(head, "รับทราบผล")
    expect(head.get_by_role("alert")).to_contain_text("ข้อความของคุณยังอยู่ด้านล่าง")
    expect(head.get_by_label("ข้อความ")).to_have_value("ขอบคุณค่ะ")
    presses(head, "รับทราบผล")
    expect(head.get_by_role("status")).to_contain_text("บันทึก “รับทราบผล” แล้วค่ะ")
    with district.sessions() as session:
        kept = session.scalars(select(Addressee).where(Addressee.name == name)).one()
        assert (kept.review, len(kept.reports)) == (Review.ACCEPTED, 2)


def head_order(district: District, answer: str) -> str:
    """The name of the order an answer is of."""
    with district.sessions() as session:
        found = session.scalars(select(Addressee).where(Addressee.name == answer)).one()
        return found.order.name


def test_a_withdrawn_order_comes_back_by_one_press(desk_of: DeskOf, orders: Orders) -> None:
    head, name = desk_of("huana"), orders.issue(orders.round())
    head.goto(DESK + name)
    head.get_by_text("ยกเลิกข้อสั่งการนี้").click()
    head.get_by_label("เหตุผลที่ยกเลิก").fill("ออกซ้ำ")
    presses(head, "ยกเลิกข้อสั่งการ")
    expect(head.get_by_text("เพราะ ออกซ้ำ")).to_be_visible()
    presses(head, "นำกลับมา")
    expect(head.get_by_role("link", name="แก้ข้อสั่งการ")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_desk_can_be_read_by_everybody_at_any_width(
    desk_of: DeskOf, district: District, orders: Orders, width: int
) -> None:
    order = orders.issue(orders.round())
    late = orders.issue(1, "ให้จัดทำฐานข้อมูลต้นไม้ใหญ่ริมถนน", days=-3)
    answer = orders.report(order)
    with district.sessions() as session:
        agency = session.scalars(select(Agency.id).order_by(Agency.id)).first()
    head = desk_of("huana")
    head.set_viewport_size({"width": width, "height": 844})
    for address in (
        "", "?late=1", "?q=ไม่มี", order, f"{late}/edit", f"answers/{answer}", "new", "rounds",
        "agencies", f"agencies/{agency}",
    ):  # fmt: skip
        head.goto(DESK + address)
        reads_well(head)
        keys = head.locator("[data-key]").evaluate_all("all => all.map(e => e.dataset.key)")
        assert max(Counter(keys).values()) == 1, (head.url, keys)
    head.goto("/staff/")
    expect(head.locator(".desk-card.busy")).to_contain_text("รออยู่ 1 รายการ")
    others = head.locator(".other-desks .desk-card").first
    if width > 768:
        expect(others).to_be_visible()
    else:  # folded until it is asked for
        expect(others).to_be_hidden()
        head.get_by_text("โต๊ะอื่น").click()
        expect(others).to_be_visible()
    reads_well(head)
    head.goto(f"{DESK}agencies/{agency}")
    presses(head, f"ออกรหัสเชื่อม LINE ผู้รายงาน{NAMES[0]}")
    expect(head.locator("#code")).to_be_visible()
    reads_well(head)
