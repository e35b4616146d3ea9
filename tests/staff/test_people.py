"""The administrator's desk: inviting, changing, resetting, deactivating."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from models.officers import Officer
from models.orders import agencies
from tests.people import NOON
from tests.staff.conftest import Browser, Cast, Clock

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
MANI = {
    "name": "มณี ยิ้มแย้ม",
    "username": "Mani.Y",
    "email": "",
    "role": "officer",
    "section": "education",
}
NEW = "รหัสใหม่ที่ตั้งเอง-55"


@pytest.fixture
def desk(client_of: SignedIn, officers: Cast) -> Browser:
    """The administrator's browser."""
    return client_of(officers.admin)


def link(page: object) -> str:
    """The address an invitation page hands over, without the host."""
    return page.all("code", id="link")[0].text.partition("localhost")[2]  # type: ignore[attr-defined]


def row(sessions: Sessions, officer: Officer) -> Officer:
    with sessions() as session:
        return session.get_one(Officer, officer.id)


def test_an_invited_officer_chooses_a_password_and_comes_in(
    desk: Browser, stranger: Browser
) -> None:
    handed = link(desk.post("/staff/people/new", MANI, 200))
    page = stranger.get(handed)
    assert "มณี ยิ้มแย้ม" in page.text
    page = stranger.post(handed, {"password": NEW, "again": NEW})
    assert page.h1 == "เข้าสู่ระบบสำหรับเจ้าหน้าที่"
    assert "ฝ่ายการศึกษา" in stranger.sign_in("mani.y", NEW).text


def test_an_invitation_opens_once(desk: Browser, stranger: Browser) -> None:
    handed = link(desk.post("/staff/people/new", MANI, 200))
    stranger.get(handed)
    stranger.post(handed, {"password": NEW, "again": NEW})
    assert stranger.get(handed, status=404).h1 == "ลิงก์นี้ใช้ไม่ได้แล้ว"


def test_an_invitation_ends_after_a_week(desk: Browser, stranger: Browser, clock: Clock) -> None:
    handed = link(desk.post("/staff/people/new", MANI, 200))
    clock.advance(days=7, minutes=1)
    stranger.get(handed, status=404)


@pytest.mark.parametrize("again", ["ไม่เหมือนกันเลย-1", ""])
def test_the_two_passwords_must_agree(desk: Browser, stranger: Browser, again: str) -> None:
    handed = link(desk.post("/staff/people/new", MANI, 200))
    stranger.get(handed)
    assert "ไม่ตรงกัน" in stranger.post(handed, {"password": NEW, "again": again}, 422).text


def test_the_secret_of_an_invitation_is_nowhere_in_the_database(
    desk: Browser, sessions: Sessions
) -> None:
    secret = link(desk.post("/staff/people/new", MANI, 200)).rpartition("/")[2]
    with sessions() as session:
        officer = session.scalars(select(Officer).where(Officer.username == "mani.y")).one()
        assert secret not in str(vars(officer))
        assert all(secret not in f"{a.before}{a.after}" for a in session.scalars(select(Act)))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"username": "somchai"}, "มีเจ้าหน้าที่คนอื่นใช้อยู่แล้ว"),
        ({"username": "มณี"}, "a–z"),
        ({"section": ""}, "กรุณาเลือกฝ่าย"),
        ({"name": " "}, "กรุณาใส่ชื่อ"),
        ({"email": "ไม่ใช่อีเมล"}, "อีเมลไม่ถูกต้อง"),
        ({"role": "king"}, "ตัวเลือกไม่ถูกต้อง"),
        ({"role": "agency"}, "กรุณาเลือกหน่วยงาน"),
    ],
)
def test_an_invitation_with_a_fault_is_not_made(
    desk: Browser, sessions: Sessions, wrong: dict[str, str], told: str
) -> None:
    assert told in desk.post("/staff/people/new", MANI | wrong, 422).text
    with sessions() as session:
        assert len(session.scalars(select(Officer)).all()) == 5


def test_a_role_above_the_sections_takes_the_section_away(
    desk: Browser, sessions: Sessions, officers: Cast
) -> None:
    change = {"name": "สมชาย ใจเย็น", "username": "somchai", "role": "reporting"}
    desk.post(f"/staff/people/{officers.somchai.id}", change | {"section": "registration"})
    changed = row(sessions, officers.somchai)
    assert (changed.role, changed.section) == ("reporting", None)


def test_a_reporter_belongs_to_an_agency_until_they_become_something_else(
    desk: Browser, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        number = agencies.add(session, "สำนักตัวอย่าง", NOON).id
    asked = desk.get(f"/staff/people/new?role=agency&agency={number}")
    chosen = [one.attributes["value"] for one in asked.all("option", selected="")]
    assert chosen == ["agency", str(number)]
    desk.post("/staff/people/new", MANI | {"role": "agency", "agency": number}, 200)
    with sessions() as session:
        reporter = session.scalars(select(Officer).where(Officer.username == "mani.y")).one()
    assert (reporter.agency_id, reporter.section) == (number, None)
    assert "ผู้รายงานของหน่วยงาน · สำนักตัวอย่าง" in desk.get("/staff/people/").text
    desk.post(f"/staff/people/{reporter.id}", MANI | {"agency": number})
    assert row(sessions, reporter).agency_id is None


def test_a_change_is_written_down_with_before_and_after(
    desk: Browser, sessions: Sessions, officers: Cast
) -> None:
    change = {"name": "สมชาย ใจเย็น", "username": "somchai", "role": "head"}
    desk.post(f"/staff/people/{officers.somchai.id}", change | {"section": "registration"})
    with sessions() as session:
        act = session.scalars(select(Act).where(Act.action == "officer.changed")).one()
    assert act.before and act.after
    assert (act.before["role"], act.after["role"]) == ("officer", "head")
    assert "เจ้าหน้าที่" in desk.get("/staff/audit/").text


def test_a_name_that_is_taken_changes_nothing(
    desk: Browser, sessions: Sessions, officers: Cast
) -> None:
    change = {"name": "ชื่อใหม่", "username": "huana", "role": "officer", "section": "revenue"}
    desk.post(f"/staff/people/{officers.somchai.id}", change, 422)
    assert row(sessions, officers.somchai).name == "สมชาย ใจเย็น"


def test_the_last_administrator_stays_one(
    desk: Browser, sessions: Sessions, officers: Cast
) -> None:
    change = {"name": "อารี ดูแล", "username": "admin", "role": "reporting", "section": ""}
    page = desk.post(f"/staff/people/{officers.admin.id}", change, 422)
    assert "อย่างน้อยหนึ่งคน" in page.text
    assert row(sessions, officers.admin).role == "administrator"


def test_nobody_shuts_themselves_out(desk: Browser, officers: Cast) -> None:
    for act in ("deactivate", "reset"):
        desk.post(f"/staff/people/{officers.admin.id}/{act}", status=409)


def test_a_reset_ends_every_visit_and_takes_the_old_password_away(
    desk: Browser, client_of: SignedIn, stranger: Browser, officers: Cast
) -> None:
    browser = client_of(officers.somchai)
    handed = link(desk.post(f"/staff/people/{officers.somchai.id}/reset", status=200))
    browser.get("/staff/", status=302)
    stranger.sign_in("somchai", status=200)
    stranger.get(handed)
    stranger.post(handed, {"password": NEW, "again": NEW})
    assert stranger.sign_in("somchai", NEW).h1 == "หน้าแรก"


def test_somebody_deactivated_comes_back_by_a_new_link_alone(
    desk: Browser, stranger: Browser, officers: Cast
) -> None:
    assert "ระงับ" in desk.post(f"/staff/people/{officers.somchai.id}/deactivate").text
    stranger.sign_in("somchai", status=200)
    handed = link(desk.post(f"/staff/people/{officers.somchai.id}/activate", status=200))
    stranger.sign_in("somchai", status=200)
    stranger.get(handed)
    stranger.post(handed, {"password": NEW, "again": NEW})
    assert stranger.sign_in("somchai", NEW).h1 == "หน้าแรก"


def test_an_officer_who_does_not_exist_is_not_found(desk: Browser) -> None:
    desk.get("/staff/people/999", status=404)
