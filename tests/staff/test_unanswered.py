"""Words nobody could answer: seen by those who may, taught in one click, dismissed, undone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import content, unanswered
from models.audit import Act
from models.content import PROCEDURE, SHORT_ANSWER
from models.office import Office
from models.unanswered import Unanswered
from tests.people import NOON
from tests.staff.conftest import Browser, Cast
from tests.staff.shelves import ANSWER, lay_out

ClientOf = Callable[..., Browser]
DESK = "/staff/unanswered/"
WORDS = "ชื่อแม่ผิดในใบเกิดแก้ไง"
BIRTH = "birth-notification"


@pytest.fixture(autouse=True)
def _an_edition_on_the_shelf(console: Flask, office: Office) -> None:
    lay_out(console, office)


@pytest.fixture
def note(sessions: sessionmaker[Session], officers: Cast) -> Callable[..., int]:
    """Lets citizens write words nobody can answer; the id of the first message."""

    def write(words: str, times: int = 1, nearest: str = BIRTH) -> int:
        with sessions.begin() as session:
            noted = [
                unanswered.note(session, words, [(nearest, 0.3)], NOON + timedelta(minutes=i))
                for i in range(times)
            ]
            assert noted[0]
            return noted[0].id

    return write


def lesson(
    leader: int, phrases: str = WORDS, page: str = f"procedure:{BIRTH}"
) -> dict[str, object]:
    """The form that teaches all messages of a group."""
    return {"last": leader + 99, "phrases": phrases, "page": page}


def asks(sessions: sessionmaker[Session], slug: str = BIRTH) -> list[str]:
    """The phrases citizens find a procedure by, as told now."""
    with sessions() as session:
        page = content.page_of(session, PROCEDURE, slug)
        assert page
        return list(page["asks"])


def test_when_nothing_waits_the_page_says_so(client_of: ClientOf, officers: Cast) -> None:
    assert "ไม่มีถ้อยคำรออยู่ค่ะ" in client_of(officers.somchai).get(DESK).text


def test_like_words_wait_as_one_with_what_they_may_be_about(
    client_of: ClientOf, officers: Cast, note: Callable[..., int], office: Office
) -> None:
    note(WORDS, times=3)
    page = client_of(officers.somchai).get(DESK)
    assert "1 เรื่อง รวม 3 ข้อความ" in page.text
    assert office.catalogue.procedures[BIRTH].name_th in page.text


def test_an_officer_teaches_into_a_draft(
    client_of: ClientOf, officers: Cast, note: Callable[..., int], sessions: sessionmaker[Session]
) -> None:
    leader = note(WORDS)
    somchai = client_of(officers.somchai)
    offered = somchai.get(DESK).form(f"{DESK}{leader}/teach").fields
    page = somchai.post(f"{DESK}{leader}/teach", offered)
    assert "จะใช้เมื่อหัวหน้าเผยแพร่" in page.text
    with sessions() as session:
        draft = content.draft_of(session, PROCEDURE, BIRTH)
        assert draft and WORDS in draft.page["asks"]
    assert WORDS not in asks(sessions)


def test_a_head_teaches_citizens_at_once(
    client_of: ClientOf, officers: Cast, note: Callable[..., int], sessions: sessionmaker[Session]
) -> None:
    leader = note(WORDS)
    page = client_of(officers.head).post(f"{DESK}{leader}/teach", lesson(leader))
    assert "ประชาชนถามแบบนี้ได้เลย" in page.text
    assert WORDS in asks(sessions)
    with sessions() as session:
        assert unanswered.waiting(session) == 0
        assert session.scalars(select(Act).where(Act.action == "unanswered.taught")).one()


def test_what_was_just_taught_can_be_undone(
    client_of: ClientOf, officers: Cast, note: Callable[..., int], sessions: sessionmaker[Session]
) -> None:
    leader = note(WORDS)
    head = client_of(officers.head)
    page = head.post(f"{DESK}{leader}/teach", lesson(leader))
    undo = next(form.action for form in page.forms if form.action.endswith("/undo"))
    assert "กลับมารอแล้วค่ะ" in head.post(undo).text
    assert WORDS not in asks(sessions)
    head.post(undo, status=409)


def test_words_are_taught_to_one_own_section_only(
    client_of: ClientOf, officers: Cast, note: Callable[..., int], sessions: sessionmaker[Session]
) -> None:
    leader = note(WORDS)
    city = client_of(officers.city)
    assert f"{DESK}{leader}/teach" not in [form.action for form in city.get(DESK).forms]
    city.post(f"{DESK}{leader}/teach", lesson(leader), status=403)
    with sessions() as session:
        assert unanswered.waiting(session) == 1


def test_whoever_makes_reports_may_look_but_not_teach(
    client_of: ClientOf, officers: Cast, note: Callable[..., int]
) -> None:
    leader = note(WORDS)
    reporting = client_of(officers.reporting)
    assert "ตั้งคำตอบใหม่" not in reporting.get(f"{DESK}{leader}").text
    reporting.post(f"{DESK}{leader}/teach", lesson(leader), status=403)
    reporting.post(f"{DESK}{leader}/dismiss", {"reason": "ไม่ใช่"}, status=403)


def test_every_look_at_citizens_words_is_written_down(
    client_of: ClientOf, officers: Cast, note: Callable[..., int], sessions: sessionmaker[Session]
) -> None:
    leader = note(WORDS)
    somchai = client_of(officers.somchai)
    somchai.get(DESK)
    somchai.get(f"{DESK}{leader}")
    with sessions() as session:
        seen = session.scalars(select(Act.subject).where(Act.action == "unanswered.seen")).all()
    assert seen == ["unanswered", f"unanswered:{leader}"]


def test_a_number_of_a_citizen_is_never_taught(
    client_of: ClientOf, officers: Cast, note: Callable[..., int]
) -> None:
    leader = note(f"{WORDS} โทร 081-000-0000")
    somchai = client_of(officers.somchai)
    page = somchai.get(DESK)
    assert "081" not in page.html
    assert f"{DESK}{leader}/teach" not in [form.action for form in page.forms]
    form = lesson(leader, f"{WORDS} โทร 081-000-0000")
    page = somchai.post(f"{DESK}{leader}/teach", form, status=422)
    assert "ยังมีหมายเลขหรืออีเมลของประชาชนอยู่" in page.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"phrases": " "}, "กรุณาใส่ถ้อยคำอย่างน้อยหนึ่งแบบค่ะ"),
        ({"phrases": "ก" * 201}, "มีบรรทัดที่ยาวเกินไป"),
        ({"page": ""}, "กรุณาเลือกเรื่องที่เป็นคำตอบค่ะ"),
        ({"page": "short_answer:birth-notification"}, "กรุณาเลือกเรื่องที่เป็นคำตอบค่ะ"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client_of: ClientOf,
    officers: Cast,
    note: Callable[..., int],
    changed: dict[str, str],
    said: str,
) -> None:
    leader = note(WORDS)
    page = client_of(officers.somchai).post(
        f"{DESK}{leader}/teach", {**lesson(leader), **changed}, status=422
    )
    assert said in page.text
    assert page.all("textarea")[0].text.strip() == changed.get("phrases", WORDS).strip()


def test_a_draft_with_the_head_is_left_alone(
    client_of: ClientOf, officers: Cast, note: Callable[..., int], sessions: sessionmaker[Session]
) -> None:
    leader, other = note(WORDS), note("ลูกเกิดที่โรงพยาบาลต้องไปไหน")
    somchai = client_of(officers.somchai)
    somchai.post(f"{DESK}{leader}/teach", lesson(leader))
    with sessions.begin() as session:
        draft = content.draft_of(session, PROCEDURE, BIRTH)
        assert draft
        content.submit(session, draft, session.merge(officers.somchai), NOON)
    page = somchai.post(f"{DESK}{other}/teach", lesson(other, "ลูกเกิดที่ รพ."), status=422)
    assert "มีร่างของเรื่องนี้เปิดอยู่แล้ว" in page.text


def test_another_page_can_be_searched_for(
    client_of: ClientOf, officers: Cast, note: Callable[..., int]
) -> None:
    leader = note(WORDS)
    part = client_of(officers.somchai).get(f"{DESK}{leader}/pages?q=ทำบัตรประชาชนหาย")
    values = [radio.attributes["value"] for radio in part.all("input", type="radio")]
    assert "procedure:id-card-lost" in values


def test_words_become_a_new_answer(
    client_of: ClientOf, officers: Cast, note: Callable[..., int], sessions: sessionmaker[Session]
) -> None:
    leader = note("จอดรถที่เขตได้ไหม", times=2)
    somchai = client_of(officers.somchai)
    address = f"/staff/short-answers/new?leader={leader}&last={leader + 1}"
    (phrases,) = somchai.get(address).all("textarea", id="phrases")
    assert phrases.text.strip() == "จอดรถที่เขตได้ไหม"
    somchai.post(address, ANSWER)
    with sessions() as session:
        assert unanswered.waiting(session) == 0
        assert content.draft_of(session, SHORT_ANSWER, "parking")
    assert "ดูคำตอบ" in somchai.get(f"{DESK}taught").links


def test_dismissing_wants_a_reason(
    client_of: ClientOf, officers: Cast, note: Callable[..., int]
) -> None:
    leader = note("ขอเลขเด็ด")
    page = client_of(officers.city).post(f"{DESK}{leader}/dismiss", {"reason": " "}, status=422)
    assert "กรุณาบอกเหตุผลค่ะ" in page.text


def test_what_was_dismissed_can_be_undone_later(
    client_of: ClientOf, officers: Cast, note: Callable[..., int], sessions: sessionmaker[Session]
) -> None:
    leader = note("ขอเลขเด็ด")
    city = client_of(officers.city)
    city.post(f"{DESK}{leader}/dismiss", {"reason": "ไม่ใช่เรื่องของเขต"})
    page = city.get(f"{DESK}dismissed")
    assert "ไม่ใช่เรื่องของเขต" in page.text
    city.post(next(form.action for form in page.forms if form.action.endswith("/undo")))
    with sessions() as session:
        assert unanswered.waiting(session) == 1


def test_messages_the_officer_has_not_seen_are_not_decided(
    client_of: ClientOf, officers: Cast, note: Callable[..., int], sessions: sessionmaker[Session]
) -> None:
    seen, later = note("ขอเลขเด็ด"), note("ขอเลขเด็ด")
    client_of(officers.city).post(
        f"{DESK}{seen}/dismiss", {"reason": "ไม่ใช่เรื่องของเขต", "last": seen}
    )
    with sessions() as session:
        message = session.get(Unanswered, later)
        assert message and message.decision_id is None


def test_a_group_somebody_else_settled_is_gone(
    client_of: ClientOf, officers: Cast, note: Callable[..., int]
) -> None:
    leader = note("ขอเลขเด็ด")
    city = client_of(officers.city)
    city.post(f"{DESK}{leader}/dismiss", {"reason": "ไม่ใช่เรื่องของเขต"})
    for page in (
        city.get(f"{DESK}{leader}", follow=True),
        city.post(f"{DESK}{leader}/dismiss", {"reason": "ไม่ใช่"}),
        city.get(f"/staff/short-answers/new?leader={leader}", follow=True),
    ):
        assert "ประยุทธ์ ทางเท้า เลือกไม่ใช้ถ้อยคำนี้ไปก่อนแล้ว" in page.text
    city.get(f"{DESK}{leader + 1}", status=404)


def test_one_section_can_be_looked_at_alone(
    client_of: ClientOf, officers: Cast, note: Callable[..., int]
) -> None:
    note(WORDS)
    somchai = client_of(officers.somchai)
    assert WORDS in somchai.get(f"{DESK}?section=registration").text
    assert WORDS not in somchai.get(f"{DESK}?section=city-law").text


def test_a_long_list_is_cut_into_pages(
    client_of: ClientOf, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    letters = "กขคงจฉชซดตถทนบปผพฟมยรลวสหอฮ"
    with sessions.begin() as session:
        for a in letters[:21]:
            unanswered.note(session, f"{a}{a}า{a}ี{a}ู", [], NOON)
    somchai = client_of(officers.somchai)
    assert "1 / 2" in somchai.get(DESK).text
    assert len(somchai.get(f"{DESK}?page=2").all("p", class_="words")) == 1


def test_a_stranger_sees_nothing(stranger: Browser, note: Callable[..., int]) -> None:
    leader = note(WORDS)
    for path in (DESK, f"{DESK}{leader}", f"{DESK}taught"):
        assert stranger.get(path, status=302).location.startswith("/staff/sign-in")
