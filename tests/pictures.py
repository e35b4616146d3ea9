"""`make screenshots`: opens a demo of its own, lives a story through, and takes its pictures."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

from bot.officers import CAST
from tests.bench.place import free_port
from tests.photos.sheets import sheet

FOLDER = Path("docs/pictures")
MANUALS = Path("models/manuals/pictures")
# What of a phone the citizen's manual shows, large enough to read: left, top, right, bottom.
CUTTINGS = {
    "phone-mobile": (0, 965, 780, 1610),
    "phone-refused": (85, 190, 725, 1320),
    "phone-visit": (85, 240, 725, 1320),
}
QUESTION = "จดทะเบียนหย่าใช้เอกสารอะไรบ้าง"
PATIENCE = 180  # seconds; a busy machine starts slowly
QUIET = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
DESKTOP = {"width": 1280, "height": 860}
MOBILE = {"width": 390, "height": 844}
HEAD = "huana"
ASKED = "พี่ชายอยู่ต่างประเทศ จะให้น้องสาวมาแจ้งย้ายชื่อออกแทนได้ไหมคะ"
GLARE = "มีแสงสะท้อนบังข้อความ"
DESKS = (
    ("console-desktop", DESKTOP, "procedures/marriage-registration"),
    ("console-mobile", MOBILE, ""),
    ("inbox", DESKTOP, "questions/"),
    ("figures", DESKTOP, "figures/"),
)


@contextmanager
def a_demo() -> Iterator[str]:
    """The address of a demo's phone page; its data is forgotten afterwards."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/simulator/"
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        env = os.environ | {"PORT": str(port), "VAR": folder}
        demo = subprocess.Popen([sys.executable, "-m", "bot", "demo"], env=env)
        try:
            _wait_for(address, demo)
            yield address
        finally:
            demo.terminate()
            demo.wait(PATIENCE)


def _wait_for(address: str, demo: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and demo.poll() is None:
        try:
            urllib.request.urlopen(address.replace("simulator/", "readyz"), timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("the demo did not start")


def _take(page: Page, name: str) -> None:
    page.mouse.move(1, 1)
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)
    print(f"{path}: {path.stat().st_size // 1024} kB")


def page_of(browser: Browser, size: dict, scale: float) -> Page:
    context = browser.new_context(
        viewport=size, device_scale_factor=scale, locale="th-TH", timezone_id="Asia/Bangkok"
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page


class Citizen:
    """Somebody on the phone page, who waits for each answer as people do."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.answers = page, page.locator("#bubbles .row.office")
        page.goto(address)

    def begins(self) -> None:
        with self.answered():
            self.page.locator("#begin").click()

    def asks(self, words: str) -> None:
        with self.answered():
            self.page.locator("#message").fill(words)
            self.page.locator("#send").click()

    def taps(self, label: str) -> None:
        with self.answered():
            self.page.get_by_role("button", name=label, exact=True).last.click()

    def photographs(self) -> None:
        picture: FilePayload = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": sheet()}
        with self.answered(), self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="ถ่ายรูป", exact=True).last.click()
            chooser.value.set_files([picture])

    def sends_papers(self) -> None:
        """Everything a marriage registration needs, every condition answered no."""
        self.asks("ตรวจเอกสารล่วงหน้า")
        self.taps("จดทะเบียนสมรส")
        self.taps("ยินยอม")
        while self.answers.last.get_by_role("button", name="ไม่ใช่").count():
            self.taps("ไม่ใช่")
        while "ส่งรูป:" in (said := self.answers.last.inner_text()):
            if "กด “นำมาวันนัด”" in said:
                self.taps("นำมาวันนัด")
            else:
                self.photographs()
        self.hands_in()

    def hands_in(self) -> None:
        self.taps("ดูสรุปก่อนส่ง")
        self.taps("ส่งให้เจ้าหน้าที่ตรวจ")

    def opens_the_menu(self) -> None:
        bar = self.page.locator("#bar")
        if bar.get_attribute("aria-expanded") == "false":
            bar.click()
        expect(self.page.locator("#menu")).to_be_visible()
        self.page.wait_for_timeout(1000)

    def is_seen(self, name: str) -> None:
        """Take the picture."""
        _take(self.page, name)

    @contextmanager
    def answered(self) -> Iterator[None]:
        """What is done inside gets an answer; the page has come to rest afterwards."""
        before = self.answers.count()
        yield
        expect(self.answers.nth(before)).to_be_visible(timeout=PATIENCE * 1000)
        self.page.wait_for_timeout(2000)  # several bubbles, scrolling, fading in


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        print("ต้องมี Chromium ก่อนค่ะ · Chromium is needed", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with a_demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET.split())
        mobile = Citizen(page_of(browser, MOBILE, 2), address)
        mobile.begins()
        mobile.opens_the_menu()
        mobile.is_seen("phone-mobile")
        desktop = Citizen(page_of(browser, DESKTOP, 1), address)  # the same person, at a desk
        desktop.page.wait_for_timeout(1000)
        desktop.asks(QUESTION)
        desktop.taps("ไม่ใช่")
        desktop.is_seen("phone-desktop")
        on_monday_morning(desktop.page, address)
        staff = address.replace("simulator/", "staff/")
        officer = page_of(browser, DESKTOP, 1)
        sign_in(officer, staff)
        mobile.page.reload()
        papers_and_a_visit(mobile, officer, staff)
        mobile.asks("คุยกับเจ้าหน้าที่")
        mobile.asks(ASKED)
        for name, size, path in DESKS:
            officer = page_of(browser, size, 1)
            sign_in(officer, staff)
            officer.goto(staff + path)
            officer.wait_for_timeout(9000)  # the first page after a start learns the answers
            _take(officer, name)
        browser.close()
    for name, box in CUTTINGS.items():
        Image.open(FOLDER / f"{name}.png").crop(box).save(MANUALS / f"{name}.png", optimize=True)
    return 0


def on_monday_morning(page: Page, address: str) -> None:
    """Move the demo's clock to the next Monday, 9.00 in Bangkok: the office is open."""
    now = datetime.now(UTC)
    monday = now.replace(hour=2, minute=0, second=0) + timedelta(days=7 - now.weekday())
    moved = page.request.post(
        f"{address}phone/clock", data={"advanceSeconds": (monday - now).total_seconds()}
    )
    assert moved.ok


def papers_and_a_visit(citizen: Citizen, officer: Page, staff: str) -> None:
    """One photograph is refused and taken again; papers that passed become a visit."""
    citizen.sends_papers()
    takes_up(officer, staff)
    officer.get_by_role("button", name="เปิดดูรูป").first.click()
    expect(officer.locator(".tools")).to_be_visible()
    officer.wait_for_timeout(1000)
    _take(officer, "viewer")
    officer.locator("summary", has_text="ไม่ผ่าน").first.click()
    officer.get_by_role("button", name=GLARE).click()
    finishes(citizen, officer)
    citizen.is_seen("phone-refused")
    citizen.taps("ถ่ายใหม่: เอกสารที่ 1")
    citizen.photographs()
    citizen.is_seen("phone-retaken")
    citizen.hands_in()
    takes_up(officer, staff)
    finishes(citizen, officer)
    citizen.taps("เลือกวันนัด")
    with citizen.answered():
        citizen.page.get_by_role("button", name="ช่วงเช้า").first.click()
    citizen.taps("ยืนยันนัด")
    citizen.is_seen("phone-visit")


def takes_up(officer: Page, staff: str) -> None:
    officer.goto(f"{staff}prechecks/")
    if not officer.get_by_role("link", name="จดทะเบียนสมรส").count():
        officer.goto(f"{staff}prechecks/?mine=1")
    officer.get_by_role("link", name="จดทะเบียนสมรส").first.click()
    officer.get_by_role("button", name="รับตรวจ").first.click()


def finishes(citizen: Citizen, officer: Page) -> None:
    """Pass what is left, and send the citizen what was found."""
    passing = officer.locator("form[action$='/pass'] button")
    officer.wait_for_timeout(1000)
    while passing.count():
        passing.first.click()
        officer.wait_for_timeout(1000)
    officer.get_by_role("link", name="ดูข้อความแล้วส่งผล").click()
    with citizen.answered():
        officer.get_by_role("button", name="ส่งผลให้ประชาชน").click()


def sign_in(page: Page, address: str, who: str = HEAD) -> None:
    """As one of the cast, whom the demo names on the page itself."""
    username, password, *_ = next(person for person in CAST if person[0] == who)
    page.goto(address)
    fields = page.locator("form input:visible")
    fields.nth(0).fill(username)
    fields.nth(1).fill(password)
    fields.nth(1).press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


if __name__ == "__main__":
    sys.exit(main())
