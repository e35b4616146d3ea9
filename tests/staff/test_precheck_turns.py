"""Whose turn a case is: taken, handed on, sent elsewhere, and nobody overwrites another."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from models.officers import Officer
from models.outbox import Letter
from models.prechecks import PaperState, Precheck, State
from tests.prechecks import photographed
from tests.staff.conftest import Browser, Cast
from tests.staff.papers import DESK, NOW, Checking, Papers

ClientOf = Callable[[Officer], Browser]


@pytest.fixture
def number(papers: Papers) -> int:
    """A case that waits."""
    return papers.case()


@pytest.fixture
def somchai(client_of: ClientOf, officers: Cast, number: int) -> Checking:
    return Checking(client_of(officers.somchai), number)


@pytest.fixture
def head(client_of: ClientOf, officers: Cast, number: int) -> Checking:
    return Checking(client_of(officers.head), number)


def case_of(session: Session, number: int) -> Precheck:
    return session.get_one(Precheck, number)


def letters(sessions: sessionmaker[Session]) -> list[Letter]:
    with sessions() as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


def states(sessions: sessionmaker[Session], number: int) -> list[PaperState]:
    with sessions() as session:
        return [paper.state for paper in case_of(session, number).papers]


def test_of_two_officers_the_slower_is_told_kindly_and_keeps_her_words(
    somchai: Checking, head: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    words = "ช่วยดูใบเปลี่ยนชื่อด้วยนะคะ"
    head.do("note", 409, note=words)  # on the page from before
    assert head.page.h1 == "มีผู้ทำกับเรื่องนี้ก่อนแล้ว"
    assert "สมชาย ใจเย็น รับเรื่องไปตรวจ" in head.page.text
    assert words in head.page.text
    with sessions() as session:
        assert case_of(session, number).notes == []
    head.do("note")  # the page offers to do it all the same
    with sessions() as session:
        assert [note.text for note in case_of(session, number).notes] == [words]


def test_two_officers_cannot_take_the_same_case(
    somchai: Checking, head: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    head.do("take", 409)
    with sessions() as session:
        assert case_of(session, number).officer_id == 1
    head.page = head.browser.get(head.address)
    assert "สมชาย ใจเย็น กำลังตรวจเรื่องนี้อยู่" in head.page.text


def test_of_two_presses_in_the_same_moment_one_counts(
    somchai: Checking, client_of: ClientOf, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    somchai.do("take")
    tabs = [somchai, Checking(client_of(officers.somchai), 1)]
    address = f"{somchai.address}/pass"
    fields = somchai.page.form(address).fields

    def press(tab: Checking) -> int:
        proof = {"csrf_token": tab.browser.token}
        return tab.browser.client.post(address, data={**fields, **proof}).status_code

    with ThreadPoolExecutor(2) as hands:
        assert sorted(hands.map(press, tabs)) == [302, 409]
    with sessions() as session:
        passed = select(Act).where(Act.action == "prechecks.passed")
        assert len(session.scalars(passed).all()) == 1


def test_an_open_page_hears_that_somebody_else_was_there(somchai: Checking, head: Checking) -> None:
    [asks] = [
        e.attributes for e in head.page.all("div") if "fresh" in e.attributes.get("hx-get", "")
    ]
    address = f"{asks['hx-get']}&v={asks['data-version']}"
    head.browser.get(address, 204)
    somchai.do("take")
    assert "สมชาย ใจเย็น รับเรื่องไปตรวจ" in head.browser.get(address).text


def test_a_photo_that_came_meanwhile_is_not_overlooked(
    papers: Papers, somchai: Checking, number: int
) -> None:
    somchai.do("take")

    def comes(session: Session, case: Precheck) -> None:
        papers.keep(photographed(session, case.papers[0], NOW, number=9).attachment)

    papers.change(number, comes)
    somchai.do("pass", 409)
    assert "ประชาชนเพิ่งแก้เอกสารของเรื่องนี้" in somchai.page.text


def test_a_case_is_handed_to_a_colleague_who_finds_it_among_her_own(
    somchai: Checking, head: Checking, officers: Cast, number: int
) -> None:
    somchai.do("take")
    somchai.do("hand-over", to=f"officer:{officers.head.id}", why="ชื่อไม่ตรง ขอหัวหน้าดู")
    page = head.browser.get(f"{DESK}?mine=1")
    assert "P-000001" in page.text
    assert "ชื่อไม่ตรง ขอหัวหน้าดู" in head.browser.get(head.address).text


def test_a_case_handed_to_another_section_is_theirs_alone(
    somchai: Checking, client_of: ClientOf, officers: Cast, number: int
) -> None:
    somchai.do("take")
    somchai.do("hand-over", to="section:city-law", why="เป็นเรื่องของเทศกิจ")
    somchai.browser.get(somchai.address, status=403)
    assert "P-000001" in client_of(officers.city).get(DESK).text


@pytest.mark.parametrize("whom", ["section:nowhere", "officer:x", "officer:4711", ""])
def test_a_case_is_not_handed_to_nobody(somchai: Checking, whom: str) -> None:
    somchai.do("take")
    somchai.do("hand-over", 400, to=whom, why="ลองดู")


def test_another_agency_looks_and_its_answer_is_kept_with_the_day(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.do("refer", agency="สำนักทะเบียนกลาง", why="ตรวจสถานะการหย่า")
    assert "รอหน่วยงานอื่น" in somchai.page.text
    somchai.do("referral-back", result="ตรวจแล้ว หย่าจริงเมื่อปี 2560")
    assert "หย่าจริงเมื่อปี 2560" in somchai.page.text
    with sessions() as session:
        case = case_of(session, number)
        assert case.state is State.CHECKING
        assert case.referrals[0].answered_at


def test_a_case_is_put_back_for_anybody(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.do("put-back")
    with sessions() as session:
        assert case_of(session, number).state is State.WAITING


def test_what_had_passed_is_opened_again_with_a_reason_and_the_citizen_hears_of_it(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.passes_all()
    somchai.sends()
    somchai.page = somchai.browser.get(somchai.address)
    somchai.do("reopen", why="พบว่าบัตรหมดอายุ")
    assert "พบว่าบัตรหมดอายุ" in somchai.page.text
    assert len(letters(sessions)) == 2
    with sessions() as session:
        assert case_of(session, number).state is State.CHECKING


def test_a_case_is_closed_after_the_visit(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.passes_all()
    somchai.sends()
    somchai.page = somchai.browser.get(somchai.address)
    somchai.do("close")
    assert "P-000001" in somchai.browser.get(f"{DESK}?heap=over").text
