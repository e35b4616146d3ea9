"""The desk of checked papers: what waits, for whom, and how soon it was promised."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import prechecks
from models.audit import Act
from models.officers import Officer
from models.prechecks import Precheck
from tests.staff.conftest import Browser, Cast
from tests.staff.papers import DESK, NOW, Papers

ClientOf = Callable[[Officer], Browser]


@pytest.fixture
def somchai(client_of: ClientOf, officers: Cast) -> Browser:
    return client_of(officers.somchai)


def take(officer: Officer) -> Callable[[Session, Precheck], None]:
    def taken(session: Session, case: Precheck) -> None:
        prechecks.take(session, case, officer, NOW, seen=case.revision)

    return taken


def test_what_waits_stands_in_the_order_it_was_promised(somchai: Browser, papers: Papers) -> None:
    later = papers.case("a", promised=timedelta(hours=5))
    sooner = papers.case("b", promised=timedelta(minutes=30))
    page = somchai.get(DESK)
    assert page.text.index(f"P-{sooner:06d}") < page.text.index(f"P-{later:06d}")
    assert [li.attributes["class"] for li in page.all("li") if "id" in li.attributes] == [
        "soon",
        "",
    ]


def test_a_broken_promise_is_marked(somchai: Browser, papers: Papers) -> None:
    papers.case(promised=timedelta(minutes=-5))
    assert "เกินเวลาที่สัญญา" in somchai.get(DESK).text


def test_the_first_page_warns_of_broken_promises_to_the_section_alone(
    client_of: ClientOf, officers: Cast, papers: Papers
) -> None:
    papers.case(promised=timedelta(minutes=-5))
    warned = "มี 1 เรื่องที่เกินเวลาที่สัญญากับประชาชนแล้วค่ะ"
    assert warned in client_of(officers.somchai).get("/staff/").text
    assert warned not in client_of(officers.city).get("/staff/").text


def test_an_empty_desk_says_so_kindly(somchai: Browser) -> None:
    assert "ไม่มีเรื่องรอตรวจค่ะ" in somchai.get(DESK).text
    for heap in ("checking", "citizen", "passed", "over"):
        assert "ยังไม่มีเรื่องในกองนี้ค่ะ" in somchai.get(f"{DESK}?heap={heap}").text


def test_an_unknown_heap_is_the_one_that_waits(somchai: Browser, papers: Papers) -> None:
    papers.case()
    assert "P-000001" in somchai.get(f"{DESK}?heap=elsewhere").text


def test_the_badge_counts_what_waits_and_what_lies_on_ones_own_desk(
    client_of: ClientOf, officers: Cast, papers: Papers
) -> None:
    papers.change(papers.case("a"), take(officers.head))
    papers.case("b")
    head, somchai = client_of(officers.head), client_of(officers.somchai)
    assert "ตรวจเอกสารล่วงหน้า2 รายการรออยู่" in head.get("/staff/").text
    assert "ตรวจเอกสารล่วงหน้า1 รายการรออยู่" in somchai.get("/staff/").text


def test_mine_shows_only_what_lies_on_my_desk(
    somchai: Browser, officers: Cast, papers: Papers
) -> None:
    papers.change(papers.case("a"), take(officers.head))
    papers.change(papers.case("b"), take(officers.somchai))
    assert "P-000001" in somchai.get(f"{DESK}?heap=checking").text
    page = somchai.get(f"{DESK}?heap=checking&mine=1")
    assert "P-000002" in page.text
    assert "P-000001" not in page.text


def test_the_administrator_may_look_at_one_section_at_a_time(
    client_of: ClientOf, officers: Cast, papers: Papers
) -> None:
    papers.case()
    admin = client_of(officers.admin)
    assert "P-000001" in admin.get(f"{DESK}?section=registration").text
    assert "P-000001" not in admin.get(f"{DESK}?section=city-law").text


def test_the_list_is_sent_again_only_when_it_changed(somchai: Browser, papers: Papers) -> None:
    papers.case("a")
    asked = {"X-Poll": "1"}
    first = somchai.get(f"{DESK}queue", headers=asked)
    assert first.response
    version = first.response.headers["X-Version"]
    somchai.get(f"{DESK}queue?v={version}", status=204, headers=asked)
    papers.case("b")
    assert "P-000002" in somchai.get(f"{DESK}queue?v={version}", headers=asked).html


def test_what_a_citizen_has_not_submitted_is_nobodys_to_see(
    somchai: Browser, papers: Papers
) -> None:
    number = papers.case()

    def not_yet(_session: Session, case: Precheck) -> None:
        case.state, case.submitted_at = prechecks.State.COLLECTING, None

    papers.change(number, not_yet)
    somchai.get(f"{DESK}{number}", status=404)
    assert "P-000001" not in somchai.get(DESK).text


def test_another_section_sees_nothing_and_the_try_is_written_down(
    client_of: ClientOf, officers: Cast, papers: Papers, sessions: sessionmaker[Session]
) -> None:
    number = papers.case()
    city = client_of(officers.city)
    assert "P-000001" not in city.get(DESK).text
    for heap in ("registration", ""):
        assert "P-000001" not in city.get(f"{DESK}?section={heap}").text
    city.get(f"{DESK}{number}", status=403)
    city.get(f"{DESK}{number}/fresh", status=403)
    city.post(f"{DESK}{number}/take", {"seen": 1}, status=403)
    with sessions() as session:
        refused = session.scalars(select(Act.subject).where(Act.action == "refused")).all()
        assert f"{DESK}{number}" in refused
        assert session.get_one(Precheck, number).officer_id is None


def test_whoever_reports_reads_counts_alone(
    client_of: ClientOf, officers: Cast, papers: Papers
) -> None:
    number = papers.case()
    reporting = client_of(officers.reporting)
    page = reporting.get(DESK)
    assert page.h1 == "ตรวจเอกสารล่วงหน้า"
    assert "ฝ่ายทะเบียน" in page.text
    assert "P-000001" not in page.text
    for address in ("", "/finish", "/photos/1", "/photos/1/veiled"):
        reporting.get(f"{DESK}{number}{address}", status=403)
    reporting.get(f"{DESK}queue", status=403)


def test_a_stranger_gets_nothing_at_all(stranger: Browser, papers: Papers) -> None:
    number = papers.case()
    for address in ("", f"{number}", f"{number}/photos/1", f"{number}/photos/1/veiled"):
        assert stranger.get(DESK + address, status=302).location.startswith("/staff/sign-in")


def test_a_case_that_never_was_is_not_found(somchai: Browser) -> None:
    somchai.get(f"{DESK}4711", status=404)
