"""A content pack is given to another district, or taken over: checked whole, shown, then drafts."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
import yaml
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import content
from models.audit import Act
from models.content import PROCEDURE, Version
from models.office import Office
from models.packs.sheets import PROCEDURES
from tests.staff.conftest import Browser, Cast, Clock
from tests.staff.pages import Page
from tests.staff.shelves import lay_out

ClientOf = Callable[..., Browser]
DESK = "/staff/packs/"
BIRTH = "birth-notification"


@pytest.fixture(autouse=True)
def _an_edition_on_the_shelf(console: Flask, office: Office) -> None:
    lay_out(console, office)


@pytest.fixture
def admin(client_of: ClientOf, officers: Cast) -> Browser:
    """The administrator's browser."""
    return client_of(officers.admin)


def give(browser: Browser, kind: str) -> bytes:
    """The pack this browser downloads."""
    response = browser.get(f"{DESK}content.{kind}").response
    assert response
    return response.data


def hand_in(browser: Browser, data: bytes, name: str, status: int = 200) -> Page:
    """Hand a pack in to be checked."""
    return browser.post(
        f"{DESK}check",
        {"pack": (BytesIO(data), name)},
        status=status,
        content_type="multipart/form-data",
    )


def changed(admin: Browser) -> bytes:
    """Our own pack with another fee for a birth notification."""
    pack = yaml.safe_load(give(admin, "yaml"))
    (birth,) = (page for page in pack["procedures"] if page["slug"] == BIRTH)
    birth["description_th"] = "แจ้งเกิดภายใน 15 วัน"
    return yaml.safe_dump(pack, allow_unicode=True).encode()


def test_our_own_pack_changes_nothing(admin: Browser) -> None:
    page = hand_in(admin, give(admin, "yaml"), "ours.yaml")
    assert "ไม่มีอะไรต้องรับ" in page.text
    assert "ใหม่ 0" in page.text


def test_a_workbook_can_be_downloaded(admin: Browser, sessions: sessionmaker[Session]) -> None:
    book = openpyxl.load_workbook(BytesIO(give(admin, "xlsx")), read_only=True)
    assert len(book.sheetnames) > 1
    with sessions() as session:
        assert session.scalar(select(Act.subject).where(Act.action == "packs.exported"))


def test_what_a_pack_changes_is_shown_and_becomes_drafts(
    admin: Browser, sessions: sessionmaker[Session]
) -> None:
    page = hand_in(admin, changed(admin), "theirs.yaml")
    assert "เปลี่ยน 1" in page.text
    (confirm,) = (form.action for form in page.forms if form.action.endswith("/take-over"))
    assert "เปิดร่างแล้ว 1 เรื่องค่ะ" in admin.post(confirm).text
    with sessions() as session:
        draft = content.draft_of(session, PROCEDURE, BIRTH)
        assert draft and draft.page["description_th"] == "แจ้งเกิดภายใน 15 วัน"
        assert content.current(session, PROCEDURE, BIRTH) is None
    admin.post(confirm, status=404)


def test_a_pack_left_lying_is_not_taken_over_the_next_day(
    admin: Browser, officers: Cast, clock: Clock
) -> None:
    page = hand_in(admin, changed(admin), "theirs.yaml")
    clock.advance(hours=13)
    admin.sign_in(officers.admin)
    admin.post(next(f.action for f in page.forms if f.action.endswith("/take-over")), status=404)


def test_what_was_taken_over_can_be_undone(admin: Browser, sessions: sessionmaker[Session]) -> None:
    page = hand_in(admin, changed(admin), "theirs.yaml")
    page = admin.post(next(f.action for f in page.forms if f.action.endswith("/take-over")))
    admin.post(next(f.action for f in page.forms if f.action.endswith("/discard")))
    with sessions() as session:
        assert content.draft_of(session, PROCEDURE, BIRTH) is None


def test_a_broken_workbook_is_refused_whole_with_sheet_row_and_reason(
    admin: Browser, sessions: sessionmaker[Session]
) -> None:
    book = openpyxl.load_workbook(BytesIO(give(admin, "xlsx")))
    sheet = book[PROCEDURES.name]
    place = [column.field for column in PROCEDURES.columns].index("name_th") + 1
    sheet.cell(row=5, column=place).value = None
    broken = BytesIO()
    book.save(broken)
    page = hand_in(admin, broken.getvalue(), "broken.xlsx", status=422)
    assert "ไม่รับไฟล์นี้ทั้งชุด" in page.text
    assert f"{sheet.title} แถว 5" in page.text
    assert "“ชื่อ” (name_th) ยังไม่ได้ใส่" in page.text
    with sessions() as session:
        assert not session.scalars(select(Version)).all()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ไม่ใช่ชุดเนื้อหาของเพื่อนเขต"),
        (b"PK not really", "เปิดเป็นไฟล์ Excel (.xlsx) ไม่ได้"),
        (b"a: [", "อ่านเป็น YAML ไม่ได้"),
    ],
)
def test_what_is_no_pack_is_refused_in_thai(admin: Browser, data: bytes, said: str) -> None:
    assert said in hand_in(admin, data, "theirs.yaml", status=422).text


def test_a_file_must_be_chosen(admin: Browser) -> None:
    page = hand_in(admin, b"", "", status=422)
    (wrong,) = page.all("div", id="pack-wrong")
    assert "กรุณาเลือกไฟล์ก่อนค่ะ" in wrong.text


def test_a_head_may_give_but_not_take_over(client_of: ClientOf, officers: Cast) -> None:
    head = client_of(officers.head)
    assert "การรับชุดเนื้อหาเป็นหน้าที่ของผู้ดูแลระบบค่ะ" in head.get(DESK).text
    hand_in(head, b"a: 1", "theirs.yaml", status=403)


def test_an_officer_has_no_such_desk(client_of: ClientOf, officers: Cast) -> None:
    client_of(officers.somchai).get(DESK, status=403)


def test_a_stranger_gets_no_pack(stranger: Browser, officers: Cast) -> None:
    assert stranger.get(f"{DESK}content.yaml", status=302).location.startswith("/staff/sign-in")
