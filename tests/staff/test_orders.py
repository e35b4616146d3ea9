"""The desk of orders for who issues them: rounds, orders, types confirmed, withdrawn and back."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from models.office_files import OfficeFile
from models.officers import Officer
from models.orders import Order, agencies, issuing
from tests.office_papers import PDF, word
from tests.orders import NAMES, TEXT, Orders, wording
from tests.people import NOON
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/orders/"


@pytest.fixture
def desk(client_of: SignedIn, officers: Cast) -> Browser:
    """The reporting officer's browser: issues and reviews."""
    return client_of(officers.reporting)


def order(sessions: Sessions, name: str | None = None) -> Order:
    """The order of this name, or the only one, with all that belongs to it."""
    rows = select(Order).where(Order.name == name) if name else select(Order)
    with sessions() as session:
        found = session.scalars(rows).one()
        session.refresh(found, ["addressees", "files", "sorted_by"])
        for each in found.files:
            session.refresh(each, ["file"])
        return found


def filled(sessions: Sessions, in_round: int, **more: Any) -> dict[str, Any]:
    """What an officer fills in for a new order to two agencies."""
    with sessions() as session:
        to = [one.id for one in agencies.agencies(session) if one.name in NAMES[:2]]
    given = {"round": in_round, "source": "secretary", "number": "", "due_on": "25/12/2569"}
    return {**given, "text": TEXT, "agencies": to, **more}


def acts(sessions: Sessions) -> list[str]:
    with sessions() as session:
        done = select(Act.action).where(Act.action.startswith("orders."))
        return list(session.scalars(done.order_by(Act.id)))


def test_an_empty_desk_says_where_to_begin(desk: Browser) -> None:
    assert "เริ่มจากเปิดรอบ" in desk.get(DESK).text
    assert "กรุณาเปิดรอบก่อน" in desk.get(f"{DESK}new").text


def test_a_round_is_opened_once_and_the_next_is_offered(desk: Browser) -> None:
    given = {"fiscal_year": "2570", "number": "1", "due_on": "2026-12-25"}
    page = desk.post(f"{DESK}rounds/open", given)
    assert "เปิดปีงบประมาณ 2570 รอบที่ 1 แล้วค่ะ" in page.text
    assert "25 ธ.ค. 2569" in page.text
    assert "เปิดรอบนี้ไว้แล้วค่ะ" in desk.post(f"{DESK}rounds/open", given, 422).text


def test_an_order_goes_out_with_its_papers_and_a_proposed_type(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    given = filled(sessions, orders.round(), text="ให้ประชาสัมพันธ์ช่องทางติดต่อให้ประชาชนทราบ")
    files = [(io.BytesIO(PDF), "หนังสือ.pdf"), (io.BytesIO(word()), "แนบ.docx")]
    page = desk.post(f"{DESK}new", given | {"files": files})
    issued = order(sessions)
    assert page.location == f"{DESK}{issued.name}"
    assert (issued.number, issued.kind, issued.sorted_at) == (1, 6, None)
    assert len(issued.addressees) == 2
    assert [each.file.file_name for each in issued.files] == ["หนังสือ.pdf", "แนบ.docx"]
    assert all(each.file.here for each in issued.files)
    assert "ยังไม่นับในสถิติจนกว่าจะกดยืนยัน" in page.text
    opened = desk.get(f"{DESK}files/{issued.files[0].name}").response
    assert opened is not None and opened.data == PDF
    assert acts(sessions) == ["orders.issued"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": ""}, "กรุณาใส่ข้อความ"),
        ({"text": "ก" * 5_001}, "ยาวเกิน"),
        ({"agencies": []}, "กรุณาเลือกหน่วยงาน"),
        ({"due_on": "31/2/2569"}, "วันที่ไม่ถูกต้อง"),
        ({"number": "0"}, "1–99999"),
        ({"source": "king"}, "ตัวเลือกไม่ถูกต้อง"),
    ],
)
def test_an_order_with_a_fault_is_not_issued(
    desk: Browser, orders: Orders, sessions: Sessions, wrong: dict[str, Any], told: str
) -> None:
    page = desk.post(f"{DESK}new", filled(sessions, orders.round()) | wrong, 422)
    assert told in page.text
    with sessions() as session:
        assert session.scalar(select(Order)) is None


def test_all_that_an_empty_order_lacks_is_named_at_once_beside_its_field(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    lacking = filled(sessions, orders.round(), text="", due_on="", agencies=[])
    page = desk.post(f"{DESK}new", lacking, 422)
    said = {each.attributes.get("id"): each.text for each in page.all("div", class_="wrong")}
    assert said == {
        "text-wrong": "กรุณาใส่ข้อความค่ะ",
        "due_on-wrong": "กรุณาใส่วันที่ค่ะ",
        "agencies-wrong": "กรุณาเลือกหน่วยงานอย่างน้อยหนึ่งแห่งค่ะ",
    }


def test_a_file_that_is_not_taken_keeps_the_order_from_going_out(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    given = filled(sessions, orders.round()) | {"files": [(io.BytesIO(b"MZ\x90"), "งาน.pdf")]}
    page = desk.post(f"{DESK}new", given, 422)
    assert "“งาน.pdf” เป็นไฟล์ชนิดที่รับไม่ได้" in page.text
    assert TEXT in page.html
    with sessions() as session:
        assert session.scalar(select(Order)) is None


def test_a_number_of_the_round_is_given_once(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    given = filled(sessions, orders.round(), number="7")
    desk.post(f"{DESK}new", given)
    assert "มีข้อเลขนี้แล้ว" in desk.post(f"{DESK}new", given, 422).text


def test_a_person_confirms_the_type_and_may_change_it(
    desk: Browser, orders: Orders, sessions: Sessions, officers: Cast
) -> None:
    name = orders.issue(orders.round())
    here = f"{DESK}{name}"
    assert desk.post(f"{here}/sort", {"seen": 1, "kind": 5}, 422).text.count("อย่างน้อยหนึ่งข้อ")
    page = desk.post(f"{here}/sort", {"seen": 1, "kind": 5, "factors": ["1", "3"]})
    assert "ยืนยันโดย นภา ตัวเลข" in page.text
    desk.post(f"{here}/sort", {"seen": 2, "kind": 6, "factors": ["4"]})
    found = order(sessions)
    assert (found.kind, found.factors, found.sorted_by_id) == (6, [4], officers.reporting.id)


def test_words_changed_on_an_old_page_are_kept_and_not_saved(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    in_round = orders.round()
    name = orders.issue(in_round)
    given = filled(sessions, in_round, text="คำที่ฉันพิมพ์", seen=1)
    orders.change(name, lambda session, one: issuing.reword(session, one, wording("ของคนอื่น"), 1))
    page = desk.post(f"{DESK}{name}/edit", given, 409)
    assert "มีผู้แก้ข้อสั่งการนี้" in page.text
    assert "ของคนอื่น" in page.text and "คำที่ฉันพิมพ์" in page.html
    assert order(sessions).text == "ของคนอื่น"
    desk.post(
        f"{DESK}{name}/edit", given | {"seen": page.form(f"{DESK}{name}/edit").fields["seen"]}
    )
    assert order(sessions).text == "คำที่ฉันพิมพ์"


def test_an_agency_that_reported_cannot_be_taken_off(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    in_round = orders.round()
    name = orders.issue(in_round)
    orders.report(name, NAMES[2])
    given = filled(sessions, in_round, text="คำใหม่", seen=1)
    assert "ออกจากข้อสั่งการไม่ได้" in desk.post(f"{DESK}{name}/edit", given, 422).text
    found = order(sessions)
    assert (found.text, found.revision, len(found.addressees)) == (TEXT, 1, 3)


def test_an_order_is_withdrawn_with_a_reason_and_brought_back(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    name = orders.issue(orders.round())
    here = f"{DESK}{name}"
    assert "กรุณาเขียนเหตุผล" in desk.post(f"{here}/withdraw", {"seen": 1, "why": " "}, 422).text
    page = desk.post(f"{here}/withdraw", {"seen": 1, "why": "ออกซ้ำ"})
    assert "เพราะ ออกซ้ำ" in page.text
    assert "ยังไม่มีข้อสั่งการในรอบ" in desk.get(DESK).text
    assert TEXT in desk.get(f"{DESK}?withdrawn=1").text
    desk.get(f"{here}/edit", 409)
    desk.post(f"{here}/withdraw", {"seen": 2, "why": "อีก"}, 409)
    desk.post(f"{here}/reinstate", page.form(f"{here}/reinstate").fields)
    assert TEXT in desk.get(DESK).text
    assert acts(sessions) == ["orders.withdrawn", "orders.reinstated"]


def test_whoever_presses_on_an_old_page_keeps_the_reason(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    name = orders.issue(orders.round())
    orders.change(name, lambda session, one: issuing.reword(session, one, wording("ใหม่"), 1))
    page = desk.post(f"{DESK}{name}/withdraw", {"seen": 1, "why": "เหตุผลยาวของฉัน"}, 409)
    assert "เหตุผลยาวของฉัน" in page.text
    assert order(sessions).withdrawn_at is None


def test_papers_are_added_taken_off_and_brought_back(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    here = f"{DESK}{orders.issue(orders.round())}"
    assert "1–10 ไฟล์" in desk.post(f"{here}/files", {}, 422).text
    assert "หนังสือ.pdf" in desk.post(
        f"{here}/files", {"files": [(io.BytesIO(PDF), "หนังสือ.pdf")]}
    ).text  # fmt: skip
    file = f"{DESK}files/{order(sessions).files[0].name}"
    page = desk.post(f"{file}/remove")
    assert "นำไฟล์ออกแล้วค่ะ" in page.text
    desk.get(file, 404)
    desk.get(DESK)
    page = desk.get(here)  # any day later
    assert "ไฟล์ที่นำออกแล้ว" in page.text and "เอากลับได้ถึง" in page.text
    desk.post(f"{file}/bring-back", page.form(f"{file}/bring-back").fields)
    assert "ไฟล์ที่นำออกแล้ว" not in desk.get(here).text
    desk.get(file)
    with sessions.begin() as session:
        gone = session.scalars(select(OfficeFile)).one()
        gone.remove(NOON)
        gone.shredded_at = NOON
    desk.post(f"{file}/bring-back", status=404)
    assert "ไฟล์ที่นำออกแล้ว" not in desk.get(here).text


def test_the_list_is_filtered_searched_and_turned_page_by_page(
    desk: Browser, orders: Orders
) -> None:
    in_round, other = orders.round(), orders.round(2569)
    names = [orders.issue(in_round, f"ข้อความที่ {n}") for n in range(22)]
    late = orders.issue(other, "ข้อของปีก่อน", NAMES[:1], days=-3)
    orders.report(names[0], NAMES[1])
    page = desk.get(DESK)
    assert "พบ 23 ข้อ" in page.text and len(shown(page.html)) == 20
    assert shown(desk.get(page.links["ถัดไป"]).html) == [names[20], names[21], late]
    assert shown(desk.get(f"{DESK}?late=1").html) == [late]
    assert shown(desk.get(f"{DESK}?round={other}").html) == [late]
    assert shown(
        desk.get(f"{DESK}?q=%E0%B8%9B%E0%B8%B5%E0%B8%81%E0%B9%88%E0%B8%AD%E0%B8%99").html
    ) == [late]
    waiting = desk.get(f"{DESK}?review=waiting&status=done")
    assert shown(waiting.html) == [names[0]]
    assert NAMES[1] in waiting.links and NAMES[0] not in waiting.links
    assert "ไม่พบข้อสั่งการ" in desk.get(f"{DESK}?kind=6").text
    desk.get(f"{DESK}?status=nonsense&round=x&page=-1")


def shown(html: str) -> list[str]:
    """The orders of the list, in order."""
    return re.findall(r'class="ordered"><a href="/staff/orders/([^"]+)"', html)


def test_an_order_nobody_named_is_not_found(desk: Browser, orders: Orders) -> None:
    orders.issue(orders.round())
    for address in ("1", "answers/1", "files/1", "agencies/999", "1/edit"):
        desk.get(DESK + address, 404)


def test_officers_of_a_section_do_not_see_the_desk(
    client_of: SignedIn, officers: Cast, orders: Orders
) -> None:
    name = orders.issue(orders.round())
    browser = client_of(officers.somchai)
    for address in ("", name, f"answers/{orders.answer(name)}", "agencies"):
        browser.get(DESK + address, 403)
