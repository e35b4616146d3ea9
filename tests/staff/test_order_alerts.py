"""The officers of an agency hear at their own alerts that an order came, or is asked again."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.alert_words import told
from models import calendar
from models.alerts import Alert, AlertDoor, Door
from models.officers import Officer
from models.orders import Agency, agencies
from models.permissions import Role
from tests.orders import NAMES, TEXT, Orders
from tests.people import NOON
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/orders"


@pytest.fixture
def desk(client_of: SignedIn, officers: Cast, orders: Orders, sessions: Sessions) -> Browser:
    """Who issues orders; each agency has an officer who opened a door for alerts."""
    orders.round()
    with sessions.begin() as session:
        for number, agency in enumerate(session.scalars(select(Agency).order_by(Agency.id))):
            theirs = {"name": agency.name, "role": Role.AGENCY, "agency_id": agency.id}
            somebody = Officer(username=f"agency{number}", created_at=NOON, **theirs)
            session.add(somebody)
            session.flush()
            door = {"kind": Door.EMAIL, "address": {}, "added_at": NOON}
            session.add(AlertDoor(officer_id=somebody.id, **door))
    return client_of(officers.reporting)


def heard(sessions: Sessions) -> list[tuple[str, str, str]]:
    """Who is to hear what, and where the alert leads."""
    with sessions() as session:
        rows = session.scalars(select(Alert).order_by(Alert.id)).all()
        return sorted((one.door.officer.name, told(one).title, told(one).path) for one in rows)


def to(sessions: Sessions, *names: str) -> dict[str, object]:
    with sessions() as session:
        found = [one.id for one in agencies.agencies(session) if one.name in names]
    given = {"source": "secretary", "number": "", "due_on": "25/12/2569", "text": TEXT}
    return {**given, "round": 1, "agencies": found}


def test_the_agencies_of_a_new_order_hear_of_it_once_and_the_others_do_not(
    desk: Browser, sessions: Sessions
) -> None:
    desk.post(f"{DESK}/new", to(sessions, *NAMES[:2]))
    desk.post(f"{DESK}/new", to(sessions, NAMES[1]))
    new = ("มีข้อสั่งการใหม่ถึงหน่วยงานของคุณ", "/staff/order-reports/")
    assert heard(sessions) == [(NAMES[1], *new), (NAMES[0], *new)]


def test_an_agency_that_is_added_later_hears_of_it_then(
    desk: Browser, sessions: Sessions, orders: Orders
) -> None:
    name = orders.issue(1, to=NAMES[:1])
    given = to(sessions, *NAMES[:2]) | {"number": 1, "seen": 1}
    desk.post(f"{DESK}/{name}/edit", given)
    assert [who for who, *_ in heard(sessions)] == [NAMES[1]]


def test_who_is_asked_again_hears_of_it_and_is_led_to_the_order(
    desk: Browser, sessions: Sessions, orders: Orders
) -> None:
    name = orders.report(orders.issue(1))
    words = {"words": "ขอรูปถ่ายค่ะ", "seen": 2}
    desk.post(f"{DESK}/answers/{name}/remark", words | {"kind": "comment"})
    assert heard(sessions) == []
    desk.post(f"{DESK}/answers/{name}/remark", words | {"kind": "asked_again", "seen": 3})
    path = f"/staff/order-reports/{name}"
    assert heard(sessions) == [(NAMES[0], "ผู้ตรวจราชการขอข้อมูลเพิ่ม", path)]


def test_an_alert_waits_until_the_office_is_open(desk: Browser, sessions: Sessions) -> None:
    desk.post(f"{DESK}/new", to(sessions, NAMES[0]))
    with sessions() as session:
        one = session.scalars(select(Alert)).one()
        assert one.due_at == calendar.read(session).next_opening(one.written_at)
