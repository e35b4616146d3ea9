"""The dashboard of orders and its papers; a sheet of orders checked, refused, brought in."""

import csv
import io
import re
import zipfile
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from models import surveys
from models.officers import Officer
from models.orders import Order, OrderUpload, Status, issuing, users
from models.surveys import answer_at_counter
from tests.orders import NAMES, Orders
from tests.people import NOON
from tests.rules.test_orders_importing import GOOD, book, row
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/orders/"


@pytest.fixture
def desk(client_of: SignedIn, officers: Cast) -> Browser:
    return client_of(officers.reporting)


def raw(desk: Browser, address: str) -> bytes:
    """The bytes of an answer."""
    answer = desk.client.get(f"{DESK}{address}")
    assert answer.status_code == 200
    return answer.data


def handed_in(orders: Orders, desk: Browser, data: bytes, status: int = 200) -> str:
    with orders.sessions() as session:
        rounds = issuing.rounds(session)
    number = rounds[0].id if rounds else orders.round()
    given = {"round": number, "sheet": (io.BytesIO(data), "รอบ 1.xlsx")}
    return desk.post(f"{DESK}import", given, status).text


def count(sessions: Sessions) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(Order)) or 0


def test_without_orders_the_dashboard_says_so(desk: Browser) -> None:
    assert "ยังไม่มีข้อสั่งการในช่วงนี้ให้นับ" in desk.get(f"{DESK}figures").text


def test_shares_stand_beside_their_targets_and_lead_to_their_rows(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    name = orders.issue(orders.round())
    orders.report(name, NAMES[0])
    orders.report(name, NAMES[1], Status.UNABLE)
    with sessions.begin() as session:
        survey = users.asked(session)
        assert survey
        for level in (4, 3, 3, 2):
            answer_at_counter(session, survey, level, NOON)
    page = desk.get(f"{DESK}figures?year=2570")
    assert "ร้อยละ 66.67 ไม่ผ่าน" in page.text
    assert "2 × 100 ÷ 3" in page.text
    assert "ร้อยละ 75.00 ไม่ผ่าน" in page.text
    html = raw(desk, "figures?year=2570").decode()
    links = re.findall(r'href="(/staff/orders/\?[^"]+)"', html)
    assert any("status=unable" in link for link in links)
    for link in links:
        assert "ข้อ 1" in desk.get(link.replace("&amp;", "&")).text


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_paper_comes_as_a_file(desk: Browser, orders: Orders, kind: str) -> None:
    orders.report(orders.issue(orders.round()))
    body = raw(desk, f"figures/paper.{kind}?year=2570")
    assert body.startswith(b"PK" if kind == "docx" else b"%PDF")
    if kind == "docx":
        told = zipfile.ZipFile(io.BytesIO(body)).read("word/document.xml").decode()
        assert "33.33" in told and NAMES[2] in told


def test_orders_go_out_as_csv_and_workbook(desk: Browser, orders: Orders) -> None:
    orders.report(orders.issue(orders.round()))
    told = raw(desk, "figures/orders.csv?year=2570").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [one["หน่วยงาน"] for one in rows] == sorted(NAMES)
    assert raw(desk, "figures/orders.xlsx?year=2570").startswith(b"PK")


def test_a_year_nobody_can_mean_is_not_found(desk: Browser) -> None:
    assert desk.get(f"{DESK}figures?year=99", 404)
    assert desk.get(f"{DESK}figures?round=99", 404)


def test_a_sheet_is_shown_before_it_comes_in_and_comes_in_once(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    page = handed_in(orders, desk, book(GOOD, row(number=2)))
    assert "ข้อสั่งการ 2 ข้อ" in page
    assert count(sessions) == 0
    with sessions() as session:
        name = session.scalars(select(OrderUpload.name)).one()
    for _ in range(2):
        desk.post(f"{DESK}import/{name}/confirm", {}, 302)
    assert count(sessions) == 2


def test_a_sheet_with_one_fault_is_refused_whole_naming_its_row(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    page = handed_in(orders, desk, book(GOOD, row(number=2, due="พรุ่งนี้")), 422)
    assert "3กำหนดรายงาน“พรุ่งนี้”" in page
    assert count(sessions) == 0


def test_what_a_colleague_read_is_not_mine_to_bring_in(
    desk: Browser, orders: Orders, sessions: Sessions, client_of: SignedIn, officers: Cast
) -> None:
    handed_in(orders, desk, book(GOOD))
    with sessions() as session:
        name = session.scalars(select(OrderUpload.name)).one()
    client_of(officers.admin).post(f"{DESK}import/{name}/confirm", {}, 404)
    assert count(sessions) == 0


def test_an_officer_of_a_section_sees_none_of_it(client_of: SignedIn, officers: Cast) -> None:
    browser = client_of(officers.somchai)
    for page in ("figures", "figures/orders.csv", "import", "import/form.xlsx"):
        browser.get(f"{DESK}{page}", 403)


def test_the_survey_of_users_is_asked_by_an_open_address(desk: Browser, sessions: Sessions) -> None:
    with sessions() as session:
        survey = users.asked(session)
    assert survey and survey.about in surveys.OPEN
    assert (survey.scale_max, survey.satisfied_from) == (4, 3)
