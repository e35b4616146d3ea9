"""The page of a visit: its QR and calendar file are read by others' programs."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import ics
import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from models.appointments import Booking, Matter, State, book, counter, days
from models.calendar import Half, read
from models.citizens import Citizen
from models.dates import BANGKOK
from tests.private_pages.conftest import Door
from tests.visits import open_seats

MARRIAGE = Matter("marriage-registration", "registration", "จดทะเบียนสมรส")


@dataclass
class Visit:
    """สมหญิง's visit and the door its page stands behind."""

    door: Door
    id: int
    code: str
    day: str

    def get(self, more: str = "", life: timedelta = timedelta(days=2)):
        """The page, or what lies under it."""
        path = self.door.links.write("visit", self.code, datetime.now(UTC) + life)
        return self.door.app.test_client().get(path[path.index("/p/") :] + more)

    def in_(self, session: Session) -> Booking:
        return session.get_one(Booking, self.id)


@pytest.fixture
def visit(door: Door) -> Visit:
    now = datetime.now(UTC)
    with door.sessions.begin() as session:
        open_seats(session, 3)
        citizen = session.get_one(Citizen, door.citizen_id)
        free = next(day for day in days(session, MARRIAGE, read(session), now) if day.free)
        place = (free.day, Half.AFTERNOON)
        booking = book(session, citizen, MARRIAGE, place, now)
        return Visit(door, booking.id, booking.code, free.day.isoformat())


def drawn(page: str) -> Image.Image:
    """The QR of the page as a screen would show it, eight dots to a square."""
    size = int(re.search(r'viewBox="0 0 (\d+)', page)[1])
    picture = Image.new("L", (size * 8, size * 8), 255)
    pen = ImageDraw.Draw(picture)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", page):
        left, top = int(x) * 8, int(y) * 8
        pen.rectangle((left, top, left + 7, top + 7), fill=0)
    return picture


def test_the_page_tells_all_there_is_to_know(visit: Visit) -> None:
    page = visit.get().text
    for told in ("บ001", "ช่วงบ่าย 13.00–16.00 น.", "จดทะเบียนสมรส", visit.code, "สำนักงานเขตตัวอย่าง"):
        assert told in page
    assert str(int(visit.day[:4]) + 543) in page


def test_another_program_reads_the_code_and_nothing_else_in_the_qr(visit: Visit) -> None:
    [found] = zxingcpp.read_barcodes(np.asarray(drawn(visit.get().text)))
    assert (found.text, found.format) == (visit.code, zxingcpp.BarcodeFormat.QRCode)
    with visit.door.sessions() as session:
        assert counter.find(session, found.text, read_day(visit)).id == visit.id


def test_another_library_reads_the_calendar_file(visit: Visit) -> None:
    answer = visit.get("/visit.ics")
    assert answer.mimetype == "text/calendar"
    assert ".ics" in answer.headers["Content-Disposition"]
    [event] = ics.Calendar(answer.text).events
    begins = datetime.combine(read_day(visit), time(13), BANGKOK)
    assert event.begin.datetime == begins
    assert event.end.datetime == begins + timedelta(hours=3)
    assert "จดทะเบียนสมรส" in event.name and "บ001" in event.name
    assert "สำนักงานเขตตัวอย่าง" in event.location
    assert len(event.alarms) == 1
    assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n"))


def test_a_visit_given_back_shows_no_qr(visit: Visit) -> None:
    with visit.door.sessions.begin() as session:
        visit.in_(session).state = State.CANCELLED
    page = visit.get().text
    assert "ยกเลิกแล้ว" in page and "<svg" not in page
    assert visit.get("/visit.ics").status_code == 410


def test_the_address_ends_with_the_day(visit: Visit) -> None:
    assert visit.get(life=timedelta(seconds=-1)).status_code == 410


def test_a_made_up_address_opens_nothing(visit: Visit) -> None:
    client = visit.door.app.test_client()
    assert client.get(f"/p/visit/{visit.code}").status_code == 404
    forged = visit.door.links.write("upload", visit.code, datetime.now(UTC) + timedelta(days=1))
    token = forged.rsplit("/", 1)[1]
    assert client.get(f"/p/visit/{token}").status_code == 404


def test_a_forgotten_citizen_leaves_no_page(visit: Visit) -> None:
    with visit.door.sessions.begin() as session:
        visit.in_(session).citizen_id = None
    assert visit.get().status_code == 410


def test_in_english(visit: Visit) -> None:
    with visit.door.sessions.begin() as session:
        session.get_one(Citizen, visit.door.citizen_id).language = "en"
    page = visit.get().text
    assert "Queue number" in page and "A001" in page and "Sample District Office" in page
    [event] = ics.Calendar(visit.get("/visit.ics").text).events
    assert event.name.startswith("Marriage registration")


def test_the_page_asks_nothing_of_other_sites(visit: Visit) -> None:
    answer = visit.get()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "style=" not in answer.text and "<script" not in answer.text
    assert len(answer.data) < 60_000  # bytes, on a slow phone too


def read_day(visit: Visit):
    return datetime.fromisoformat(visit.day).date()
