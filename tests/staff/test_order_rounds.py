"""A round opened by mistake: dated anew with its orders, taken away while nobody reported."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from models.office_files import OfficeFile, kept, reserve
from models.officers import Officer
from models.orders import Order, OrderFile, OrderNotice, OrderRound, Remark, issuing
from models.orders.reporting import Said, lock, remark
from models.orders.tables import Addressee
from tests.orders import DUE, NAMES, Orders, wording
from tests.people import NOON
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/orders/rounds"


@pytest.fixture
def desk(client_of: SignedIn, officers: Cast) -> Browser:
    return client_of(officers.reporting)


def acts(sessions: Sessions) -> list[tuple[str, object, object]]:
    with sessions() as session:
        done = select(Act).where(Act.action.startswith("orders.round_")).order_by(Act.id)
        return [(act.action, act.before, act.after) for act in session.scalars(done)]


def counted(sessions: Sessions) -> list[int]:
    """How many rounds, orders, answers and notices there are."""
    with sessions() as session:
        kinds = (OrderRound, Order, Addressee, OrderNotice)
        return [session.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds]


def days(sessions: Sessions) -> list[date]:
    with sessions() as session:
        return list(session.scalars(select(Order.due_on).order_by(Order.id)))


def accept(orders: Orders, name: str) -> None:
    with orders.sessions.begin() as session:
        one = lock(session, name)
        assert one
        officer = session.merge(orders.officer, load=False)
        remark(session, one, Said(Remark.ACCEPTED), officer, one.revision, datetime.now(UTC))


def test_a_round_is_dated_anew_and_orders_with_its_day_follow(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    number = orders.round()
    orders.issue(number, days=40)
    with sessions.begin() as session:
        own = session.get_one(OrderRound, number)
        addressed = session.scalars(select(Order)).one().addressees[0].agency
        officer = session.merge(orders.officer, load=False)
        issuing.issue(session, own, wording(), [addressed], officer, NOON)
    before = days(sessions)[0]
    page = desk.post(f"{DESK}/{number}/redate", {"due_on": "25/12/2569"})
    assert "เปลี่ยนตาม 1 ข้อ" in page.text and "25 ธ.ค. 2569" in page.text
    assert days(sessions) == [before, date(2026, 12, 25)]
    after = {"due_on": "2026-12-25", "orders": 1}
    assert acts(sessions) == [("orders.round_dated", {"due_on": str(DUE)}, after)]
    assert "วันที่ไม่ถูกต้อง" in desk.post(f"{DESK}/{number}/redate", {"due_on": "32/1/2570"}, 422).text
    desk.post(f"{DESK}/{number}/redate", {"due_on": ""})
    assert days(sessions) == [before, date(2026, 12, 25)]


def test_a_round_whose_every_answer_was_accepted_keeps_its_day(
    desk: Browser, orders: Orders
) -> None:
    number = orders.round()
    accept(orders, orders.report(orders.issue(number, to=NAMES[:1])))
    page = desk.post(f"{DESK}/{number}/redate", {"due_on": "2026-12-25"}, 409)
    assert "รับทราบผลครบทุกข้อแล้ว" in page.text
    assert "แก้วันกำหนด" not in page.text


def test_a_round_without_reports_goes_with_its_orders_and_can_be_opened_anew(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    number = orders.round()
    name = orders.issue(number)

    def bring(session: Session, one: Order) -> None:
        file = reserve(session, "หนังสือ.pdf", "application/pdf", b"%PDF-1.4", None, NOON)
        one.files.append(OrderFile(file=kept(session, file.id, NOON)))
        told = one.addressees[0]
        contact = told.agency.contacts[0].id
        session.add(
            OrderNotice(
                addressee_id=told.id, contact_id=contact, what="issued", door="line", at=NOON
            )
        )

    orders.change(name, bring)
    assert "ข้อสั่งการ 1 ข้อในรอบนี้จะถูกลบไปด้วย" in desk.get(DESK).text
    page = desk.post(f"{DESK}/{number}/remove")
    assert "นำปีงบประมาณ 2570 รอบที่ 1 ออกแล้วค่ะ" in page.text
    assert counted(sessions) == [0, 0, 0, 0]
    with sessions() as session:
        assert session.scalars(select(OfficeFile)).one().removed_at is not None
    assert acts(sessions) == [("orders.round_removed", {"orders": 1}, None)]
    given = {"fiscal_year": "2570", "number": "1", "due_on": ""}
    assert "เปิดปีงบประมาณ 2570 รอบที่ 1 แล้วค่ะ" in desk.post(f"{DESK}/open", given).text
    desk.post(f"{DESK}/{number}/remove", status=404)


def test_a_round_somebody_reported_in_stays(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    number = orders.round()
    orders.report(orders.issue(number))
    before = counted(sessions)
    assert "นำรอบนี้ออก" not in desk.get(DESK).text
    page = desk.post(f"{DESK}/{number}/remove", status=409)
    assert "เพราะมีหน่วยงานรายงานหรือมีความเห็นของผู้ตรวจแล้ว" in page.text
    assert counted(sessions) == before and acts(sessions) == []


def test_a_round_an_inspector_wrote_in_stays(desk: Browser, orders: Orders) -> None:
    number = orders.round()
    name = orders.answer(orders.issue(number))
    with orders.sessions.begin() as session:
        one = lock(session, name)
        assert one
        officer = session.merge(orders.officer, load=False)
        said = Said(Remark.COMMENT, "ฝากดูด้วยค่ะ")
        remark(session, one, said, officer, one.revision, datetime.now(UTC) - timedelta(days=1))
    assert "นำรอบนี้ออก" not in desk.get(DESK).text
    desk.post(f"{DESK}/{number}/remove", status=409)
