"""An agency's desk: its own orders, a report with evidence, and nothing of anybody else's."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from models.officers import Officer
from models.orders import Door, OrderFile, OrderReport, Remark, agencies, issuing
from models.permissions import PERMISSIONS, Role
from tests.agencies import TEXT, Agencies, agency_officer, issued, open_agencies, remarked, reported
from tests.staff.conftest import PASSWORD, Browser, _hash
from tests.staff.pages import Page

SignedIn = Callable[[Officer], Browser]
DESK = "/staff/order-reports"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Story:
    """Two agencies with an officer each, and the order addressed to both."""

    sessions: sessionmaker[Session]
    cast: Agencies
    one: Officer
    two: Officer
    nobody: Officer  # of an agency that was never said

    @property
    def mine(self) -> str:
        return f"{DESK}/{self.cast.to_one.name}"

    @property
    def theirs(self) -> str:
        return f"{DESK}/{self.cast.to_two.name}"

    def reports(self) -> list[OrderReport]:
        with self.sessions() as session:
            return list(session.scalars(select(OrderReport).order_by(OrderReport.id)))


@pytest.fixture
def story(sessions: sessionmaker[Session]) -> Iterator[Story]:
    now = datetime.now(UTC)
    with sessions.begin() as session:
        cast = open_agencies(session, now, (now + timedelta(days=10)).date())
        hashed = _hash(PASSWORD)
        people = [
            agency_officer(session, agency, name, hashed)
            for agency, name in ((cast.one, "neung"), (cast.two, "song"), (None, "khrai"))
        ]
    return Story(sessions, cast, *people)


def sends(browser: Browser, path: str, form: dict, *files: tuple[bytes, str], status=302) -> Page:
    data = form | {"files": [(io.BytesIO(body), name) for body, name in files]}
    return browser.post(path, data, status)


DONE = {"status": "done", "words_done": "ซ่อมทางเท้าแล้ว 3 แห่ง", "after": "0"}


def test_an_agencys_officer_lands_at_the_desk_and_sees_no_other(
    client_of: SignedIn, story: Story
) -> None:
    browser = client_of(story.one)
    page = browser.get("/staff/", follow=True)
    assert page.h1 == "ข้อสั่งการของหน่วยงาน" and "สำนักสมมติหนึ่ง" in page.text
    desks = [a.attributes["href"] for a in page.all("a", class_="desk")]
    assert [href.split("?")[0] for href in desks] == ["/staff/", f"{DESK}/", "/staff/me/"]
    assert "สำนักสมมติสอง" not in page.text
    assert TEXT[:60] in page.text and "รอรายงาน 1 ข้อ" in page.text


def test_the_role_may_nothing_but_report_and_keep_its_own_account() -> None:
    allowed = {name for name, roles in PERMISSIONS.items() if Role.AGENCY in roles}
    assert allowed == {"console", "orders.report"}


def test_ones_own_pages_tell_nothing_of_the_office(client_of: SignedIn, story: Story) -> None:
    browser = client_of(story.one)
    for path in ("/staff/me/", "/staff/me/alerts/", "/staff/badges"):
        text = browser.get(path).text
        assert "คำถามถึงเจ้าหน้าที่" not in text and "สำนักสมมติสอง" not in text


def test_a_report_with_evidence_is_kept_and_written_down(client_of: SignedIn, story: Story) -> None:
    browser = client_of(story.one)
    browser.get(story.mine)
    page = sends(browser, story.mine, DONE, (PDF, "แผน.pdf"))
    assert "บันทึกรายงานแล้วค่ะ" in page.text and "ซ่อมทางเท้าแล้ว 3 แห่ง" in page.text
    [report] = story.reports()
    assert (report.door, report.officer_id) == (Door.CONSOLE, story.one.id)
    assert browser.get(page.links["แผน.pdf"]).response.data == PDF
    with story.sessions() as session:
        act = session.scalars(select(Act).where(Act.action == "orders.reported")).one()
        assert act.officer_id == story.one.id
    assert "รายงานแล้ว 1 ข้อ" in browser.get(f"{DESK}/").text


def test_a_second_press_makes_no_second_report(client_of: SignedIn, story: Story) -> None:
    browser = client_of(story.one)
    browser.get(story.mine)
    for _ in range(3):
        sends(browser, story.mine, DONE, (PDF, "แผน.pdf"))
    assert len(story.reports()) == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "กรุณาเลือกผลการดำเนินการ"),
        ({"status": "done", "words_done": "  "}, "ทำอะไรไปแล้ว"),
        ({"status": "unable"}, "เหตุที่ดำเนินการไม่ได้"),
        ({"status": "underway", "words_underway": "รอจัดซื้อ"}, "วันที่คาดว่าจะเสร็จ"),
        ({"status": "underway", "words_underway": "ก", "planned": "2020-01-01"}, "วันที่คาดว่าจะเสร็จ"),
    ],
)
def test_what_is_lacking_is_said_and_the_words_stay(
    client_of: SignedIn, story: Story, form: dict, said: str
) -> None:
    browser = client_of(story.one)
    browser.get(story.mine)
    page = browser.post(story.mine, form, 422)
    assert said in next(e.text for e in page.all("div") if e.attributes.get("id") == "faults")
    assert form.get("words_underway", "") in page.text
    assert not story.reports()


def test_a_wrong_file_is_named_and_nothing_is_kept(client_of: SignedIn, story: Story) -> None:
    browser = client_of(story.one)
    browser.get(story.mine)
    page = sends(browser, story.mine, DONE, (b"MZ\x90", "แผน.pdf"), status=422)
    assert "แผน.pdf" in page.text and "ซ่อมทางเท้าแล้ว 3 แห่ง" in page.text
    assert not story.reports()


def test_another_agencys_officer_finds_nothing_by_any_address(
    client_of: SignedIn, story: Story
) -> None:
    with story.sessions.begin() as session:
        to_two = session.merge(story.cast.to_two)
        reported(session, to_two, session.merge(story.two), datetime.now(UTC), "ความลับของสอง")
    sends(client_of(story.two), story.theirs, DONE, (PDF, "ของสอง.pdf"))
    with story.sessions() as session:
        [file] = session.scalars(select(OrderFile.name))
    before = len(story.reports())
    browser = client_of(story.one)
    browser.get(story.mine)
    for path in (story.theirs, f"{story.theirs}/files/{file}", f"{story.mine}/files/{file}"):
        assert "ความลับของสอง" not in browser.get(path, status=404).text
    sends(browser, story.theirs, DONE, status=404)
    for guess in ("1", "2", str(story.cast.to_two.id), story.cast.order.name, "x" * 22):
        browser.get(f"{DESK}/{guess}", status=404)
    for path in ("", f"/{story.cast.order.name}", f"/answers/{story.cast.to_one.name}"):
        browser.get(f"/staff/orders{path}", status=308 if not path else 403)
    assert "ความลับของสอง" not in browser.get(f"{DESK}/").text
    assert len(story.reports()) == before


def test_the_same_page_is_not_found_alike_whether_it_exists_or_not(
    client_of: SignedIn, story: Story
) -> None:
    browser = client_of(story.one)
    there, never = (browser.get(p, status=404).text for p in (story.theirs, f"{DESK}/never"))
    assert there == never


def test_a_stranger_and_an_officer_of_the_office_are_sent_away(
    stranger: Browser, client_of: SignedIn, story: Story
) -> None:
    for path in (f"{DESK}/", story.mine, f"{story.mine}/files/x"):
        assert stranger.get(path, status=302).location.startswith("/staff/sign-in")
    with story.sessions.begin() as session:
        session.merge(story.cast.napa).password = _hash(PASSWORD)
    inspector = client_of(story.cast.napa)
    for path in (f"{DESK}/", story.mine):
        inspector.get(path, status=403)


def test_an_officer_of_no_agency_is_told_so(client_of: SignedIn, story: Story) -> None:
    browser = client_of(story.nobody)
    assert "ยังไม่ได้ผูกกับหน่วยงาน" in browser.get(f"{DESK}/").text
    browser.get(story.mine, status=404)


def test_an_agency_switched_off_shows_and_takes_nothing(client_of: SignedIn, story: Story) -> None:
    browser = client_of(story.one)
    browser.get(story.mine)
    with story.sessions.begin() as session:
        session.merge(story.cast.one).active = False
    browser.get(story.mine, status=404)
    sends(browser, story.mine, DONE, status=404)
    assert not story.reports()


def test_withdrawn_is_gone_and_accepted_takes_no_more(client_of: SignedIn, story: Story) -> None:
    browser = client_of(story.one)
    browser.get(story.mine)
    now = datetime.now(UTC)
    with story.sessions.begin() as session:
        to_one, napa = session.merge(story.cast.to_one), session.merge(story.cast.napa)
        reported(session, to_one, session.merge(story.one), now)
        remarked(session, to_one, napa, Remark.ACCEPTED, "", now)
    page = browser.get(story.mine)
    assert "ไม่ต้องรายงานเพิ่ม" in page.text and not page.all("textarea")
    late = sends(browser, story.mine, DONE | {"words_done": "มาช้า"}, status=409)
    assert "ปิดรับรายงานแล้ว" in late.text and "มาช้า" in late.text
    assert len(story.reports()) == 1
    with story.sessions.begin() as session:
        order = issuing.lock(session, story.cast.order.name)
        assert order
        issuing.withdraw(order, "ออกซ้ำ", order.revision, now)
    browser.get(story.mine, status=404)


def test_an_inspectors_question_stands_first_and_makes_the_order_wait_again(
    client_of: SignedIn, story: Story
) -> None:
    now = datetime.now(UTC)
    with story.sessions.begin() as session:
        to_one, napa = session.merge(story.cast.to_one), session.merge(story.cast.napa)
        reported(session, to_one, session.merge(story.cast.manee), now)
        remarked(session, to_one, napa, Remark.ASKED_AGAIN, "ขอรูปถ่ายหลังซ่อม", now)
    browser = client_of(story.one)
    assert "รอรายงาน 1 ข้อ" in browser.get(f"{DESK}/").text
    page = browser.get(story.mine)
    assert page.text.index("ขอรูปถ่ายหลังซ่อม") < page.text.index("ส่งรายงาน")
    assert "มานี รายงาน" in page.text and "นภา ติดตาม" in page.text


def test_a_long_list_of_what_was_reported_has_pages(client_of: SignedIn, story: Story) -> None:
    now = datetime.now(UTC)
    with story.sessions.begin() as session:
        one, napa = session.merge(story.cast.one), session.merge(story.cast.napa)
        for _ in range(21):
            order = issued(session, [one], napa, now)
            reported(session, order.addressees[0], session.merge(story.one), now)
    browser = client_of(story.one)
    first, second = (browser.get(f"{DESK}/?page={page}") for page in (1, 2))
    assert "รายงานแล้ว 21 ข้อ" in first.text
    assert len(first.all("a", class_="order-card")) == 21  # 20, and the one still owed
    assert len(second.all("a", class_="order-card")) == 2


def test_whoever_was_let_go_as_a_contact_may_still_sign_in_with_an_account(
    client_of: SignedIn, story: Story
) -> None:
    with story.sessions.begin() as session:
        agencies.let_go(session.merge(story.cast.manee))
    client_of(story.one).get(story.mine)
