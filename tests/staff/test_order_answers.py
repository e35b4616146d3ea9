"""Inspectors at the desk of orders: comment, ask again, accept; nothing is accepted unseen."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from handlers.staff.orders import waiting
from models.officers import Officer
from models.orders import Addressee, Review, Status, issuing
from tests.orders import NAMES, Orders
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/orders/"


@pytest.fixture
def desk(client_of: SignedIn, inspector: Officer) -> Browser:
    """The inspector's browser."""
    return client_of(inspector)


@pytest.fixture
def order(orders: Orders) -> str:
    return orders.issue(orders.round())


def answer(sessions: Sessions, name: str) -> Addressee:
    with sessions() as session:
        found = session.scalars(select(Addressee).where(Addressee.name == name)).one()
        session.refresh(found, ["remarks", "reports"])
        return found


def says(desk: Browser, name: str, kind: str, status: int = 302, **fields: str) -> str:
    """Press a button of the answer's page; the text of the page that comes."""
    here = f"{DESK}answers/{name}"
    given = desk.get(here).form(f"{here}/remark").fields
    return desk.post(f"{here}/remark", {**given, "kind": kind, **fields}, status).text


def test_an_answer_tells_all_that_was_reported_and_by_whom(
    desk: Browser, orders: Orders, order: str
) -> None:
    orders.report(order, status=Status.UNDERWAY)
    name = orders.report(order)
    says(desk, name, "asked_again", words="ขอภาพถ่ายค่ะ")
    page = desk.get(f"{DESK}answers/{name}")
    assert [one.attributes["class"].strip() for one in page.all("li", class_="by-agency")] == [
        "by-agency", "by-agency",
    ]  # fmt: skip
    assert "ศรัณย์ เดินทาง" in page.text and "ขอภาพถ่ายค่ะ" in page.text
    assert f"ผู้รายงาน{NAMES[0]} · จากลิงก์" in page.text


def test_an_inspector_accepts_and_may_take_it_back(
    desk: Browser, orders: Orders, order: str, sessions: Sessions
) -> None:
    name = orders.report(order)
    assert "บันทึก “รับทราบผล” แล้วค่ะ" in says(desk, name, "accepted")
    assert answer(sessions, name).review == Review.ACCEPTED
    assert "กรุณาเขียนข้อความ" in says(desk, name, "reopened", 422)
    says(desk, name, "reopened", words="ข้อมูลไม่ตรง")
    assert answer(sessions, name).review == Review.WAITING


def test_words_outlive_a_report_that_came_meanwhile(
    desk: Browser, orders: Orders, order: str, sessions: Sessions
) -> None:
    name = orders.report(order)
    here = f"{DESK}answers/{name}"
    given = desk.get(here).form(f"{here}/remark").fields
    orders.report(order, status=Status.UNABLE)
    page = desk.post(f"{here}/remark", {**given, "kind": "accepted", "words": "ขอบคุณที่ทำค่ะ"}, 409)
    assert "ข้อความของคุณยังอยู่ด้านล่าง" in page.text
    assert "ขอบคุณที่ทำค่ะ" in page.text
    assert [one.text.count("ไม่สามารถดำเนินการได้") for one in page.all("li", class_="fresh")] == [1]
    assert answer(sessions, name).review == Review.WAITING
    again = page.form(f"{here}/remark").fields
    desk.post(f"{here}/remark", {**again, "kind": "accepted", "words": "รับทราบค่ะ"})
    assert answer(sessions, name).review == Review.ACCEPTED


def test_what_was_not_reported_can_only_be_commented(
    desk: Browser, orders: Orders, order: str, sessions: Sessions
) -> None:
    name = orders.answer(order)
    page = desk.get(f"{DESK}answers/{name}")
    assert "หน่วยงานยังไม่รายงานข้อนี้" in page.text
    assert [one.attributes["value"] for one in page.all("button", name="kind")] == ["comment"]
    assert "ยังไม่มีรายงาน" in says(desk, name, "accepted", 409, words="x")
    says(desk, name, "comment", words="ใกล้ครบกำหนดแล้วนะคะ")
    assert len(answer(sessions, name).remarks) == 1


def test_a_withdrawn_order_is_reviewed_no_more(desk: Browser, orders: Orders, order: str) -> None:
    name = orders.report(order)
    here = f"{DESK}answers/{name}"
    given = desk.get(here).form(f"{here}/remark").fields
    orders.change(order, lambda _, one: issuing.withdraw(one, "ออกซ้ำ", 1, one.issued_at))
    page = desk.post(f"{here}/remark", {**given, "kind": "comment", "words": "ดี"}, 409)
    assert "ยังไม่ได้บันทึกค่ะ" in page.text
    assert not [form for form in page.forms if form.action == f"{here}/remark"]


def test_one_goes_on_to_the_report_that_waits_longest(
    desk: Browser, orders: Orders, order: str, sessions: Sessions, inspector: Officer
) -> None:
    first, second = orders.report(order, NAMES[0]), orders.report(order, NAMES[1])
    assert desk.get(DESK).links["ตรวจรายงานที่รอ (2)"] == f"{DESK}answers/{first}"
    here = f"{DESK}answers/{first}"
    given = desk.get(here).form(f"{here}/remark").fields
    page = desk.post(f"{here}/remark", {**given, "kind": "accepted", "on": "1"})
    assert page.location == f"{DESK}answers/{second}"
    with sessions() as session:
        assert waiting(session, inspector) == 1


def test_an_inspector_issues_and_changes_nothing(desk: Browser, orders: Orders, order: str) -> None:
    page = desk.get(f"{DESK}{order}")
    assert [form.action for form in page.forms if "/orders/" in form.action] == []
    for address in (f"{order}/sort", f"{order}/withdraw", "rounds/open", "agencies/add"):
        desk.post(DESK + address, {"seen": 1}, 403)
    desk.get(f"{DESK}new", 403)
    desk.get(f"{DESK}rounds")


def test_a_head_who_issues_sees_the_count_of_what_waits(
    client_of: SignedIn, officers: Cast, orders: Orders, order: str
) -> None:
    orders.report(order)
    assert "ตรวจรายงานที่รอ (1)" in client_of(officers.head).get(DESK).text
