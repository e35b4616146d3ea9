"""The inbox of questions: what waits, for whom, how soon it was promised, and who may see it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from handlers.staff.precheck_words import due
from models import questions
from models.audit import Act
from models.officers import Officer
from models.questions import Question, Wanted
from tests.people import NOON, somying
from tests.staff.asked import DESK, Asked, take
from tests.staff.conftest import Browser, Cast
from tests.staff.papers import NOW

ClientOf = Callable[[Officer], Browser]


@pytest.fixture
def somchai(client_of: ClientOf, officers: Cast) -> Browser:
    return client_of(officers.somchai)


def test_an_empty_desk_says_so_kindly(somchai: Browser, asked: Asked) -> None:
    assert "ไม่มีคำถามค้างค่ะ" in somchai.get(DESK).text
    assert "รับมาได้เลย" in somchai.get(f"{DESK}?heap=mine").text
    assert "ไม่พบคำถามที่ค้นหาค่ะ" in somchai.get(f"{DESK}?q=Q-000009").text


def test_urgent_ones_come_first_then_the_soonest_promise(somchai: Browser, asked: Asked) -> None:
    later = asked.question("a", left=timedelta(days=3))
    sooner = asked.question("b", left=timedelta(days=2))
    urgent = asked.question("c", left=timedelta(days=4), urgent=True)
    page = somchai.get(DESK)
    places = [page.text.index(f"Q-{number:06d}") for number in (urgent, sooner, later)]
    assert places == sorted(places)
    assert "เรื่องด่วน" in page.text


def test_the_first_page_tells_what_waits_and_its_soonest_promise_before_other_desks(
    somchai: Browser, officers: Cast, asked: Asked
) -> None:
    page = somchai.get("/staff/")
    assert "ไม่มีงานค้างอยู่ตอนนี้ค่ะ" in page.text and "ใกล้กำหนดที่สุด" not in page.text
    # So far off that it is a date on either side of a midnight.
    asked.question("a", left=timedelta(days=6))
    asked.change(asked.question("b", left=timedelta(days=5)), take(officers.somchai))
    asked.change(asked.question("c", left=timedelta(days=4)), take(officers.head))
    page = somchai.get("/staff/")
    [card] = page.all("a", class_="busy")
    assert "คำถามถึงเจ้าหน้าที่" in card.text and "รออยู่ 1 รายการ" in card.text
    with asked.sessions() as session:
        soonest = questions.soonest(session, Wanted(officer_id=officers.somchai.id))
    assert soonest and f"ใกล้กำหนดที่สุด: {due(soonest, NOW)}" in card.text
    assert page.text.index("งานที่รออยู่") < page.text.index("โต๊ะอื่น")


def test_a_broken_promise_is_marked(somchai: Browser, asked: Asked) -> None:
    asked.question(left=timedelta(minutes=-5))
    page = somchai.get(DESK)
    assert "เลยเวลาที่สัญญา" in page.text
    assert page.all("li", class_="late")


def test_what_is_mine_what_is_nobodys_and_all(
    somchai: Browser, officers: Cast, asked: Asked
) -> None:
    asked.change(asked.question("a", "ก"), take(officers.somchai))
    asked.change(asked.question("b", "ข"), take(officers.head))
    asked.question("c", "ค")
    seen = {
        heap: [number for number in (1, 2, 3) if f"Q-00000{number}" in page.text]
        for heap in ("mine", "nobodys", "all")
        for page in [somchai.get(f"{DESK}?heap={heap}")]
    }
    assert seen == {"mine": [1], "nobodys": [3], "all": [1, 2, 3]}


@pytest.mark.parametrize("words", ["ต่างประเทศ", "q-000001"])
def test_it_is_found_by_words_and_by_receipt(somchai: Browser, asked: Asked, words: str) -> None:
    asked.question("a")
    asked.question("b", "ภาษีป้ายเท่าไร")
    page = somchai.get(f"{DESK}?q={words}")
    assert "Q-000001" in page.text
    assert "Q-000002" not in page.text


def test_odd_filters_show_the_open_ones(somchai: Browser, asked: Asked) -> None:
    asked.question()
    assert "Q-000001" in somchai.get(f"{DESK}?heap=x&standing=y&section=city-law&q=").text


def test_like_questions_are_told_in_the_list(somchai: Browser, asked: Asked) -> None:
    for letter in "abc":
        asked.question(letter)
    assert "ถามเหมือนกันอีก 2 คน" in somchai.get(DESK).text


def test_the_badge_counts_what_waits_and_unread_words_of_ones_own(
    client_of: ClientOf, officers: Cast, asked: Asked
) -> None:
    number = asked.question("a", "ก")
    asked.change(number, take(officers.somchai))
    asked.question("b", "ข")
    somchai = client_of(officers.somchai)
    assert "คำถามถึงเจ้าหน้าที่1 รายการรออยู่" in somchai.get("/staff/").text
    asked.change(number, lambda db, one: questions.add_words(db, one, "เพิ่มเติมค่ะ", NOW))
    assert "คำถามถึงเจ้าหน้าที่2 รายการรออยู่" in somchai.get("/staff/").text
    assert "ยังไม่ได้อ่าน" in somchai.get(f"{DESK}?heap=mine").text


def test_the_head_hears_first_of_promises_about_to_break(
    client_of: ClientOf, officers: Cast, asked: Asked
) -> None:
    asked.question(left=timedelta(minutes=-1))
    told = "คำถามของประชาชน 1 เรื่องใกล้หรือเลยกำหนดตอบแล้ว"
    assert told in client_of(officers.head).get("/staff/").text
    assert told not in client_of(officers.somchai).get("/staff/").text


def test_the_list_is_sent_again_only_when_it_changed(somchai: Browser, asked: Asked) -> None:
    asked.question("a", left=timedelta(minutes=-9))
    poll = {"X-Poll": "1"}
    first = somchai.get(f"{DESK}queue", headers=poll)
    assert first.response
    version = first.response.headers["X-Version"]
    somchai.get(f"{DESK}queue?v={version}", status=204, headers=poll)
    asked.question("b")
    assert "Q-000002" in somchai.get(f"{DESK}queue?v={version}", headers=poll).html


def test_another_section_sees_nothing_and_the_try_is_written_down(
    client_of: ClientOf, officers: Cast, asked: Asked, sessions: sessionmaker[Session]
) -> None:
    number = asked.question()
    city = client_of(officers.city)
    assert "Q-000001" not in city.get(f"{DESK}?section=registration").text
    for address in ("", "/thread", "/photos/1", "/photos/1/veiled", "/turn"):
        status = 403
        city.get(f"{DESK}{number}{address}", status=status)
    for deed in ("take", "send", "ask", "note", "label", "phone", "redraw", "keep", "promise"):
        city.post(f"{DESK}{number}/{deed}", {"seen": 1, "text": "ก", "note": "ก"}, status=403)
    with sessions() as session:
        refused = session.scalars(select(Act.subject).where(Act.action == "refused")).all()
        assert f"{DESK}{number}" in refused
        assert session.get_one(Question, number).officer_id is None


def test_what_is_nobodys_is_shown_to_every_section(
    client_of: ClientOf, officers: Cast, asked: Asked
) -> None:
    number = asked.question(section=None, nearest=())
    city = client_of(officers.city)
    assert "ยังไม่รู้ฝ่าย" in city.get(DESK).text
    city.get(f"{DESK}{number}")


def test_whoever_only_reports_reads_no_words(
    client_of: ClientOf, officers: Cast, asked: Asked
) -> None:
    number = asked.question()
    reporting = client_of(officers.reporting)
    for address in (DESK, f"{DESK}{number}", f"{DESK}canned", f"{DESK}settings"):
        reporting.get(address, status=403)


def test_a_stranger_gets_nothing_at_all(stranger: Browser, asked: Asked) -> None:
    number = asked.question()
    for address in ("", "queue", f"{number}", f"{number}/thread", "canned", "settings"):
        where = stranger.get(DESK + address, status=302).location
        assert where and where.startswith("/staff/sign-in")


def test_what_never_was_or_was_forgotten_is_not_found(somchai: Browser, asked: Asked) -> None:
    somchai.get(f"{DESK}4711", status=404)
    number = asked.question()
    asked.change(number, lambda _db, one: questions.forget(one, NOW))
    somchai.get(f"{DESK}{number}", status=404)
    assert "Q-000001" not in somchai.get(f"{DESK}?standing=over").text


def test_a_long_list_ends_and_the_badge_counts_all(
    somchai: Browser, asked: Asked, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        for number in range(120):
            citizen = somying(session, chr(0x4E00 + number))
            questions.ask(session, citizen, f"คำถามที่ {number}", NOON, section="registration")
    page = somchai.get(DESK)
    assert "คำถามถึงเจ้าหน้าที่120 รายการรออยู่" in page.text
    assert "แสดง 100 คำถามแรก" in page.text


def test_a_head_also_sees_what_a_colleague_is_about_to_answer_late(
    client_of: ClientOf, officers: Cast, asked: Asked
) -> None:
    number = asked.question()
    asked.change(number, take(officers.somchai))

    def near(_session: Session, one: Question) -> None:
        one.escalated_at = NOON

    head = client_of(officers.head)
    assert "คำถามถึงเจ้าหน้าที่1" not in head.get("/staff/").text
    asked.change(number, near)
    assert "คำถามถึงเจ้าหน้าที่1 รายการรออยู่" in head.get("/staff/").text
