"""`make screenshots`, its second half: the console and the phone as the manuals show them."""

import shutil
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect, sync_playwright

from models.dates import BANGKOK
from tests.photos.sheets import sheet
from tests.pictures import (
    MOBILE,
    QUIET,
    Citizen,
    a_demo,
    finishes,
    on_monday_morning,
    page_of,
    sign_in,
    takes_up,
)

FOLDER = Path("models/manuals/pictures")
NARROW = {"width": 640, "height": 900}  # set 9 cm wide on paper, its words stay readable
LOW = {"width": 640, "height": 500}  # makes the stage of a photograph low, too
PHONE = {"width": 360, "height": 760}
COLOURS, FADE = 64, 48
DAY = timedelta(days=1)
REPORTING = "ฝ่ายโยธา"  # the agency of the demo that reports here
UNKNOWN = "ยืมเต็นท์กับโต๊ะไปจัดงานบวชได้ไหม"
ASKED = "พี่ชายอยู่ต่างประเทศ จะให้น้องสาวมาแจ้งย้ายชื่อออกแทนได้ไหมคะ"
ANSWER = "ได้ค่ะ น้องสาวนำหนังสือมอบอำนาจของพี่ชายที่สถานทูตรับรอง และบัตรประชาชนของตนมาด้วยนะคะ"
TOLD = "ติดป้ายแล้ว 12 จาก 20 ชุมชน ที่เหลือติดทุกวันพุธ คุณชูใจรับผิดชอบ"
MORE = "ขอรายชื่อชุมชนที่ติดป้ายแล้ว พร้อมภาพถ่ายค่ะ"
EVIDENCE: FilePayload = {"name": "ภาพอบรม.jpg", "mimeType": "image/jpeg", "buffer": sheet()}
# Desks whose first page says enough: the picture, whose console, where, how tall (CSS pixels).
FIRST_PAGES = (
    ("start", "somchai", "", 540),
    ("appointments", "huana", "appointments/", 560),
    ("alerts", "somchai", "me/alerts/", 540),
    ("procedures", "huana", "procedures/marriage-registration", 540),
    ("calendar", "admin", "calendar/", 560),
    ("seats", "admin", "seats/", 440),
    ("figures", "huana", "figures/", 540),
    ("surveys", "admin", "surveys/", 470),
    ("messages", "admin", "messages/", 500),
    ("reports", "admin", "reports/", 500),
    ("ideas", "huana", "ideas/", 480),
    ("people", "admin", "people/", 470),
    ("wellbeing", "admin", "wellbeing/", 520),
    ("audit", "admin", "audit/", 440),
)


class Console:
    """One officer's browser, as narrow as a column of the manual."""

    def __init__(self, browser: Browser, address: str, username: str) -> None:
        self.page, self.staff = page_of(browser, NARROW, 2), address.replace("simulator/", "staff/")
        sign_in(self.page, self.staff, username)

    def goes(self, path: str) -> None:
        self.page.goto(self.staff + path)
        expect(self.page.locator("h1")).to_be_visible()

    def is_seen(self, name: str, height: int, top: str = "h1") -> None:
        """Take the picture from the element `top` on, `height` CSS pixels."""
        bar = self.page.locator(".topbar")
        bar.evaluate("one => one.style.display = 'none'")  # it would lie on top
        self.page.wait_for_timeout(1500)  # counting, drawing, fading in
        taken(self.page, name, self.page.locator(top).first, height)


Enters = Callable[[str], Console]


def kept(path: Path) -> None:
    """Few colours, and a lower edge that fades: the screen goes on below it."""
    shot = Image.open(path).convert("RGB")
    edge = Image.linear_gradient("L").resize((shot.width, FADE))
    shot.paste("white", (0, shot.height - FADE), edge)
    shot.quantize(COLOURS).save(path, optimize=True)
    print(f"{path}: {path.stat().st_size // 1024} kB")


def taken(page: Page, name: str, top: Locator, height: int) -> None:
    """Keep what stands below the upper edge of `top`, as wide as the page."""
    begins = top.evaluate("one => one.getBoundingClientRect().top + scrollY") - 12
    width, path = page.viewport_size["width"], FOLDER / f"{name}.png"  # type: ignore[index]
    page.mouse.move(1, 1)
    page.screenshot(
        path=path,
        full_page=True,
        clip={"x": 0, "y": max(begins, 0), "width": width, "height": height},
    )
    kept(path)


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        print("ต้องมี Chromium ก่อนค่ะ · Chromium is needed", file=sys.stderr)
        return 1
    with a_demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET.split())
        lived(browser, address)
        browser.close()
    return 0


def lived(browser: Browser, address: str) -> None:
    """A Monday and a Tuesday of the office, with a picture of each desk."""
    enters = partial(Console, browser, address)
    citizen = Citizen(page_of(browser, MOBILE, 2), address)
    citizen.begins()
    on_monday_morning(citizen.page, address)
    citizen.page.reload()
    papers(citizen, enters("huana"))
    moved(citizen.page, address, DAY)  # to the day of the visit
    words(citizen, enters("somchai"))
    orders(browser, citizen, enters)
    evidence(enters("admin"))
    for name, username, path, height in FIRST_PAGES:
        console = enters(username)
        console.goes(path)
        console.is_seen(name, height)


def papers(citizen: Citizen, head: Console) -> None:
    """Papers are looked at, pass, and become a visit of today's sheet."""
    citizen.sends_papers()
    takes_up(head.page, head.staff)
    head.page.get_by_role("button", name="เปิดดูรูป").first.click()
    expect(head.page.locator(".tools")).to_be_visible()
    head.page.set_viewport_size(LOW)
    verdict = head.page.locator(".verdict").first
    verdict.evaluate("one => one.style.position = 'static'")  # below the photograph, not over it
    head.is_seen("prechecks", 620, "#bench")
    head.page.set_viewport_size(NARROW)
    finishes(citizen, head.page)
    citizen.taps("เลือกวันนัด")
    with citizen.answered():
        citizen.page.get_by_role("button", name="ช่วงเช้า").first.click()
    citizen.taps("ยืนยันนัด")


def moved(page: Page, address: str, span: timedelta) -> None:
    """Let time pass in the demo."""
    told = {"advanceSeconds": span.total_seconds()}
    assert page.request.post(f"{address}phone/clock", data=told).ok
    page.reload()


def words(citizen: Citizen, officer: Console) -> None:
    """One question nobody taught the office, and one that an officer answers."""
    citizen.asks(UNKNOWN)
    citizen.asks("คุยกับเจ้าหน้าที่")
    citizen.asks(ASKED)
    officer.goes("questions/")
    officer.page.get_by_role("link", name="พี่ชายอยู่ต่างประเทศ").first.click()
    officer.page.get_by_role("button", name="รับเรื่องนี้").click()
    officer.page.locator("#text").fill(ANSWER)
    officer.is_seen("questions", 560, "#answer")
    officer.goes("unanswered/")
    officer.is_seen("unanswered", 520)


def orders(browser: Browser, citizen: Citizen, enters: Enters) -> None:
    """A code pairs LINE, a link brings a report, the inspector asks again, all is counted."""
    admin = enters("admin")
    admin.goes("orders/agencies")
    admin.page.get_by_role("link", name=REPORTING).first.click()
    admin.page.get_by_role("button", name="ออกรหัสเชื่อม LINE").click()
    admin.is_seen("agency", 560)
    citizen.asks(admin.page.locator("#code").inner_text())
    citizen.page.wait_for_timeout(1000)
    card = citizen.answers.last
    taken_of(card, "phone-order")
    link = card.get_by_role("link", name="รายงาน").first.get_attribute("href")
    phone = page_of(browser, PHONE, 2)
    phone.goto(str(link))
    phone.get_by_text("อยู่ระหว่างดำเนินการ").click()
    phone.get_by_label("ทำถึงไหนแล้ว").fill(TOLD)
    planned = datetime.now(BANGKOK) + timedelta(days=20)
    day = phone.get_by_label("คาดว่าจะเสร็จวันที่")
    day.fill(f"{planned:%Y-%m-%d}")
    day.blur()
    taken(phone, "phone-report", phone.locator("form"), 740)
    phone.get_by_role("button", name="ส่งรายงาน").click()
    expect(phone.get_by_text("บันทึกรายงานแล้วค่ะ")).to_be_visible()
    inspects(enters("phutruat"))
    phone.goto(str(link))
    taken(phone, "phone-asked", phone.locator("h1"), 600)
    agency = enters("nuai-ngan")
    agency.goes("order-reports/")
    agency.is_seen("order-reports", 500)


def inspects(inspector: Console) -> None:
    """The inspector finds the report, asks for more, and looks at the figures."""
    inspector.goes("orders/")
    inspector.is_seen("orders", 560)
    inspector.page.get_by_role("link", name="ข้อ 2").first.click()
    inspector.page.get_by_role("link", name=REPORTING).first.click()
    inspector.page.get_by_label("ข้อความ").fill(MORE)
    inspector.is_seen("order-answer", 540, "#happened-head")
    inspector.page.get_by_role("button", name="ขอข้อมูลเพิ่ม").click()
    expect(inspector.page.get_by_text(MORE)).to_be_visible()
    inspector.goes("orders/figures")
    inspector.is_seen("order-figures", 520, ".tiles")


def evidence(admin: Console) -> None:
    """A file of evidence is brought and stands in its quarter."""
    admin.goes("reports/files")
    admin.page.locator("#files").set_input_files([EVIDENCE])
    admin.page.get_by_label("ชื่อหลักฐาน").fill("ภาพการอบรมเจ้าหน้าที่ก่อนเปิดใช้")
    admin.page.get_by_role("button", name="ส่งไฟล์").click()
    expect(admin.page.get_by_text("ภาพอบรม.jpg")).to_be_visible()
    admin.is_seen("evidence", 540)


def taken_of(one: Locator, name: str) -> None:
    """Keep one element alone."""
    path = FOLDER / f"{name}.png"
    one.screenshot(path=path)
    kept(path)


if __name__ == "__main__":
    sys.exit(main())
