"""The agencies of the desk of orders, and their people: added, told a code once, let go."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from models.officers import Officer
from models.orders import Agency, AgencyContact, agencies
from tests.orders import NAMES, Orders
from tests.people import NOON, somying
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/orders/agencies"


@pytest.fixture
def desk(client_of: SignedIn, officers: Cast) -> Browser:
    return client_of(officers.admin)


@pytest.fixture
def agency(sessions: Sessions) -> int:
    with sessions.begin() as session:
        return agencies.add(session, "สำนักตัวอย่าง", NOON).id


def contact(sessions: Sessions) -> AgencyContact:
    with sessions() as session:
        return session.scalars(select(AgencyContact)).one()


def test_an_agency_is_added_once(desk: Browser, agency: int) -> None:
    page = desk.post(f"{DESK}/add", {"name": "  กองตัวอย่าง "})
    assert page.h1 == "กองตัวอย่าง"
    assert "ยังไม่มีผู้รายงาน" in desk.get(DESK).text
    assert "มีหน่วยงานชื่อนี้แล้ว" in desk.post(f"{DESK}/add", {"name": "สำนักตัวอย่าง"}, 422).text
    assert "กรุณาใส่ชื่อ" in desk.post(f"{DESK}/add", {"name": " "}, 422).text


def test_an_agency_is_renamed_or_switched_off_and_on(
    desk: Browser, agency: int, sessions: Sessions
) -> None:
    here = f"{DESK}/{agency}"
    assert desk.post(f"{here}/rename", {"name": "สำนักใหม่"}).h1 == "สำนักใหม่"
    assert "กรุณาใส่ชื่อ" in desk.post(f"{here}/rename", {"name": ""}, 422).text
    page = desk.post(f"{here}/switch", {"on": "0"})
    assert "เลิกใช้แล้ว" in page.text
    desk.post(f"{here}/switch", page.form(f"{here}/switch").fields)
    with sessions() as session:
        assert session.get_one(Agency, agency).active


def test_an_agency_switched_off_is_not_offered_for_new_orders(
    desk: Browser, orders: Orders, sessions: Sessions
) -> None:
    orders.round()
    with sessions() as session:
        number = session.scalars(select(Agency.id).where(Agency.name == NAMES[0])).one()
    desk.post(f"{DESK}/{number}/switch", {"on": "0"})
    page = desk.get("/staff/orders/new")
    assert NAMES[0] not in page.text and NAMES[1] in page.text


def test_somebody_is_added_changed_and_let_go(
    desk: Browser, agency: int, sessions: Sessions
) -> None:
    here = f"{DESK}/{agency}/contacts"
    page = desk.post(here, {"name": "อรุณ", "email": "ไม่ใช่อีเมล"}, 422)
    assert "อีเมลไม่ถูกต้อง" in page.text and "อรุณ" in page.html
    assert "ยังแจ้งไม่ได้" in desk.post(here, {"name": "อรุณ", "email": ""}).text
    one = f"/staff/orders/contacts/{contact(sessions).id}"
    spelt = {"name": "อรุณ ดี", "email": "Arun@Example.test"}
    page = desk.post(f"{one}/change", spelt | {"who": "same"})
    assert "arun@example.test" in page.text and "ยังแจ้งไม่ได้" not in page.text
    assert "กรุณาใส่ชื่อ" in desk.post(f"{one}/change", {"name": "", "who": "same"}, 422).text
    assert "ลิงก์เดิมของผู้นี้ใช้ไม่ได้อีก" in desk.post(f"{one}/let-go").text
    assert not contact(sessions).active
    for what in ("change", "code", "let-go"):
        desk.post(f"{one}/{what}", {"name": "x"}, 404)


def test_another_person_in_a_contacts_place_gets_neither_line_nor_links_of_the_one_before(
    desk: Browser, agency: int, sessions: Sessions
) -> None:
    desk.post(f"{DESK}/{agency}/contacts", {"name": "อรุณ", "email": "arun@example.test"})
    with sessions.begin() as session:
        before = session.scalars(select(AgencyContact)).one()
        agencies.invite(before, NOON)
        before.citizen = somying(session)
    one, given = f"/staff/orders/contacts/{before.id}/change", {"name": "บุญมี", "email": ""}
    page = desk.post(one, given, 422)
    assert "เป็นคนเดิมหรือเปลี่ยนคน" in page.text and 'value="บุญมี"' in page.html
    assert contact(sessions).name == "อรุณ"
    desk.post(one, {"name": "อรุณ", "email": "arun@example.test"})  # nothing is changed
    desk.post(one, {"name": "อรุณี", "email": "arun@example.test", "who": "same"})
    assert contact(sessions).citizen_id
    page = desk.post(one, given | {"who": "another"})
    assert "LINE และลิงก์ของคนเดิมใช้ไม่ได้อีก" in page.text
    with sessions() as session:
        rows = session.scalars(select(AgencyContact).order_by(AgencyContact.id)).all()
        told = [(each.name, each.active, each.citizen_id, each.code_hash) for each in rows]
        assert told == [("อรุณี", False, None, None), ("บุญมี", True, None, None)]
        acts = session.scalars(select(Act).where(Act.action == "orders.contact")).all()
        assert acts[-1].after == {"replaced_by": rows[1].id}
        assert all("บุญมี" not in f"{act.before}{act.after}" for act in acts)
    desk.post(one, given, 404)


def test_a_code_is_shown_this_once_and_is_nowhere_in_the_database(
    desk: Browser, agency: int, sessions: Sessions
) -> None:
    desk.post(f"{DESK}/{agency}/contacts", {"name": "อรุณ"})
    one = contact(sessions)
    page = desk.post(f"/staff/orders/contacts/{one.id}/code", status=200)
    code = page.all("code", id="code")[0].text
    assert agencies.CODE.fullmatch(code)
    assert "เพิ่มบัญชี LINE ของสำนักงานเป็นเพื่อน" in page.text
    page = desk.get(f"{DESK}/{agency}")
    assert code not in page.html and "รอพิมพ์รหัสใน LINE" in page.text
    with sessions() as session:
        kept = session.get_one(AgencyContact, one.id)
        assert kept.code_hash and code not in str(vars(kept))
        assert all(code not in f"{a.before}{a.after}" for a in session.scalars(select(Act)))


def test_names_and_addresses_of_people_stay_out_of_the_audit_log(
    desk: Browser, agency: int, sessions: Sessions
) -> None:
    desk.post(f"{DESK}/{agency}/contacts", {"name": "อรุณ", "email": "arun@example.test"})
    with sessions() as session:
        acts = session.scalars(select(Act).where(Act.action == "orders.contact")).all()
    assert [act.after for act in acts] == [{"added": True}]


def test_who_signs_in_for_an_agency_stands_on_its_page(
    desk: Browser, agency: int, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        session.add(
            Officer(username="arun", name="อรุณ", role="agency", agency_id=agency, created_at=NOON)
        )
    page = desk.get(f"{DESK}/{agency}")
    assert "รอตั้งรหัสผ่าน" in page.text
    assert page.links["เชิญเข้าคอนโซล"] == f"/staff/people/new?role=agency&agency={agency}"
