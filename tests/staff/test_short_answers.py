"""Short answers: written by a section, checked by its head, told to citizens, and taken away."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import content
from models.audit import Act
from models.content import SHORT_ANSWER, State
from tests.staff.conftest import Browser, Cast, Clock
from tests.staff.shelves import ADDRESS, ANSWER

ClientOf = Callable[..., Browser]
LIST = "/staff/short-answers/"


@pytest.fixture
def written(client_of: ClientOf, officers: Cast) -> Browser:
    """สมชาย's browser, after he wrote the answer about parking."""
    somchai = client_of(officers.somchai)
    somchai.post(f"{LIST}new", ANSWER)
    return somchai


@pytest.fixture
def told(written: Browser, client_of: ClientOf, officers: Cast) -> Browser:
    """The head's browser, after the answer was published."""
    written.post(f"{ADDRESS}/submit")
    head = client_of(officers.head)
    head.post(f"{ADDRESS}/publish", {"seen": 1})
    return head


def test_an_empty_shelf_says_so(client_of: ClientOf, officers: Cast) -> None:
    page = client_of(officers.somchai).get(LIST)
    assert "ยังไม่มีคำตอบสั้นของฝ่ายนี้ค่ะ" in page.text


def test_a_new_answer_is_a_draft_that_nobody_is_told(
    written: Browser, sessions: sessionmaker[Session]
) -> None:
    assert "ร่าง" in written.get(LIST).text
    with sessions() as session:
        draft = content.draft_of(session, SHORT_ANSWER, "parking")
        assert draft and draft.page["phrases"] == ["จอดรถที่เขตได้ไหม", "ที่จอดรถอยู่ตรงไหน"]
        assert content.current(session, SHORT_ANSWER, "parking") is None


def test_the_form_suggests_who_checked_it_and_when(client_of: ClientOf, officers: Cast) -> None:
    page = client_of(officers.somchai).get(f"{LIST}new")
    fields = page.form("").fields
    assert fields["verified_by"].startswith("สมชาย ใจเย็น")
    assert fields["verified_at"] < fields["review_due"]


def test_it_goes_to_the_head_and_then_to_citizens(
    told: Browser, sessions: sessionmaker[Session]
) -> None:
    assert "เผยแพร่อยู่" in told.get(ADDRESS).text
    with sessions() as session:
        published = content.current(session, SHORT_ANSWER, "parking")
        assert published and published.published_by.name == "วิไล รอบคอบ"
        actions = set(session.scalars(select(Act.action).where(Act.subject.contains("parking"))))
        assert {"content.drafted", "content.submitted", "content.published"} <= actions


def test_an_officer_cannot_publish(written: Browser) -> None:
    written.post(f"{ADDRESS}/submit")
    written.post(f"{ADDRESS}/publish", {"seen": 1}, status=403)


def test_another_section_may_read_but_not_touch(
    written: Browser, client_of: ClientOf, officers: Cast
) -> None:
    city = client_of(officers.city)
    assert "แก้ไข" not in city.get(ADDRESS).links
    city.get(f"{ADDRESS}/edit", status=403)
    city.post(f"{ADDRESS}/submit", status=403)
    city.post(f"{LIST}new", ANSWER, status=422)


def test_the_head_sends_it_back_and_says_why(
    written: Browser, client_of: ClientOf, officers: Cast
) -> None:
    written.post(f"{ADDRESS}/submit")
    head = client_of(officers.head)
    assert "กรุณาบอกผู้เขียน" in head.post(f"{ADDRESS}/reject", {"note": " "}).text
    head.post(f"{ADDRESS}/reject", {"note": "เพิ่มเวลาปิดลานด้วย"})
    assert "เพิ่มเวลาปิดลานด้วย" in written.get(f"{ADDRESS}/edit").text


def test_what_the_head_has_not_read_is_not_published(
    written: Browser, client_of: ClientOf, officers: Cast
) -> None:
    written.post(f"{ADDRESS}/edit", {**ANSWER, "seen": 1, "answer_th": "จอดไม่ได้แล้วค่ะ"})
    written.post(f"{ADDRESS}/submit")
    page = client_of(officers.head).post(f"{ADDRESS}/publish", {"seen": 1})
    assert "มีผู้บันทึกร่างนี้ก่อนคุณ" in page.text


def test_two_officers_never_overwrite_each_other(written: Browser) -> None:
    written.post(f"{ADDRESS}/edit", {**ANSWER, "seen": 1, "source": "คำสั่งเขต"})
    page = written.post(f"{ADDRESS}/edit", {**ANSWER, "seen": 1}, status=422)
    assert "มีผู้บันทึกร่างนี้ก่อนคุณ" in page.text


def test_the_head_sees_what_a_draft_changes(told: Browser, written: Browser) -> None:
    written.post(f"{ADDRESS}/edit", {**ANSWER, "answer_th": "จอดได้ 50 คันค่ะ"})
    page = told.get(ADDRESS)
    assert [e.text.strip() for e in page.all("ins")] == ["จอดได้ 50 คันค่ะ"]
    assert [e.text.strip() for e in page.all("del")] == [ANSWER["answer_th"]]


def test_a_retired_answer_is_told_no_more_and_can_come_back(
    told: Browser, written: Browser, sessions: sessionmaker[Session]
) -> None:
    assert "กรุณาบอกเหตุผล" in told.post(f"{ADDRESS}/retire").text
    told.post(f"{ADDRESS}/retire", {"note": "ปิดลานจอด"})
    with sessions() as session:
        assert content.current(session, SHORT_ANSWER, "parking") is None
        first = content.history(session, SHORT_ANSWER, "parking")[-1].id
    assert "เปิดร่างจากฉบับเดิมแล้วค่ะ" in written.post(f"{ADDRESS}/revert/{first}").text


def test_a_draft_can_be_thrown_away(written: Browser, sessions: sessionmaker[Session]) -> None:
    written.post(f"{ADDRESS}/discard")
    with sessions() as session:
        (version,) = content.history(session, SHORT_ANSWER, "parking")
        assert version.state == State.DISCARDED
    assert "ที่จอดรถ" not in written.get(LIST).text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name_th", "", "กรุณาใส่ชื่อเรื่องค่ะ"),
        ("answer_th", " ", "กรุณาเขียนคำตอบค่ะ"),
        ("answer_th", "โทร {fax}", "ไม่รู้จัก {fax} ในคำตอบค่ะ"),
        ("phrases", "", "กรุณาใส่คำถามอย่างน้อยหนึ่งแบบค่ะ"),
        ("phrases", "ก" * 201, "มีบรรทัดที่ยาวเกินไป"),
        ("clip", "http://example.org/a.mp4", "ลิงก์ต้องขึ้นต้นด้วย https:// ค่ะ"),
        ("verified_by", "", "กรุณาใส่ชื่อหรือตำแหน่งผู้ตรวจสอบค่ะ"),
        ("verified_at", "2030-01-01", "วันที่ตรวจสอบต้องไม่เกินวันนี้ค่ะ"),
        ("verified_at", "31/02/2569", "วันที่ไม่ถูกต้อง"),
        ("review_due", "2026-10-01", "วันทบทวนต้องหลังวันที่ตรวจสอบค่ะ"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client_of: ClientOf, officers: Cast, field: str, value: str, said: str
) -> None:
    somchai = client_of(officers.somchai)
    page = somchai.post(f"{LIST}new", {**ANSWER, field: value}, status=422)
    (wrong,) = page.all("div", id=f"{field}-wrong")
    assert said in wrong.text
    described = [e.attributes.get("aria-describedby", "") for e in page.elements]
    assert any(f"{field}-wrong" in pointers.split() for pointers in described)


def test_days_may_be_typed_in_the_buddhist_era(
    client_of: ClientOf, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    client_of(officers.somchai).post(f"{LIST}new", {**ANSWER, "review_due": "25/12/2570"})
    with sessions() as session:
        draft = content.draft_of(session, SHORT_ANSWER, "parking")
        assert draft and draft.page["review_due"] == "2027-12-25"


def test_an_answer_without_an_english_name_is_called_after_its_section(
    client_of: ClientOf, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    somchai = client_of(officers.somchai)
    for name in ("ที่จอดรถ", "ห้องน้ำ"):
        somchai.post(f"{LIST}new", {**ANSWER, "name_en": "", "name_th": name})
    with sessions() as session:
        slugs = [draft.slug for draft in content.all_open(session)]
    assert slugs == ["registration-answer", "registration-answer-2"]


def test_the_list_can_be_searched_and_shows_one_section_or_all(
    written: Browser, client_of: ClientOf, officers: Cast
) -> None:
    city = client_of(officers.city)
    assert "ที่จอดรถ" not in city.get(LIST).text
    assert "ที่จอดรถ" in city.get(f"{LIST}?section=").text
    assert "ที่จอดรถ" in city.get(f"{LIST}?section=&q=ลานหน้าอาคาร").text
    assert "ไม่พบคำตอบที่ค้นหาค่ะ" in city.get(f"{LIST}?section=&q=ไม่มีแน่").text


def test_an_answer_past_its_review_says_so(told: Browser, clock: Clock) -> None:
    assert "เลยกำหนดทบทวน" not in told.get(LIST).text
    clock.advance(days=1000)
    told.sign_in("huana")
    assert "เลยกำหนดทบทวน" in told.get(LIST).text


def test_the_head_sees_how_many_wait_to_be_checked(
    written: Browser, client_of: ClientOf, officers: Cast
) -> None:
    written.post(f"{ADDRESS}/submit")
    (waiting,) = client_of(officers.head).get(LIST).all("a", href=LIST, **{"aria-current": "page"})
    assert "1" in waiting.text


def test_what_does_not_exist_is_not_found(client_of: ClientOf, officers: Cast) -> None:
    head = client_of(officers.head)
    head.get(f"{LIST}nothing", status=404)
    head.post(f"{LIST}nothing/publish", status=404)
    head.post(f"{LIST}nothing/revert/1", status=404)


def test_a_stranger_sees_nothing(stranger: Browser, officers: Cast) -> None:
    assert stranger.get(LIST, status=302).location.startswith("/staff/sign-in")
