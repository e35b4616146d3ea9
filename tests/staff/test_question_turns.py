"""Whose turn a question is: two officers at once, given away, noted, and nothing overwritten."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import attachments, questions
from models.audit import Act
from models.officers import Officer
from models.questions import Question, State
from tests import prechecks as cases
from tests.staff.asked import ANSWER, DESK, Asked, Talking, letters, question, take
from tests.staff.conftest import Browser, Cast
from tests.staff.papers import NOW, Papers

ClientOf = Callable[[Officer], Browser]


@pytest.fixture
def somchai(client_of: ClientOf, officers: Cast) -> Browser:
    return client_of(officers.somchai)


@pytest.fixture
def talk(somchai: Browser, asked: Asked) -> Talking:
    """สมชาย has taken สมหญิง's question."""
    talk = Talking(somchai, asked.question())
    talk.do("take")
    return talk


def test_a_colleague_who_answers_later_is_told_and_keeps_their_words(
    somchai: Browser, client_of: ClientOf, officers: Cast, asked: Asked,
    sessions: sessionmaker[Session],
) -> None:  # fmt: skip
    number = asked.question()
    first, second = Talking(somchai, number), Talking(client_of(officers.head), number)
    first.do("send", text=ANSWER)
    second.do("send", 409, text="คำตอบของหัวหน้า")
    assert "คำตอบของหัวหน้า" in second.page.text
    assert "สมชาย ใจเย็น ตอบคำถาม" in second.page.text
    assert "ทำตามที่ฉันกดไว้" not in second.page.text
    assert len(letters(sessions)) == 1


def test_what_a_colleague_owns_is_not_answered_and_the_words_stay(
    somchai: Browser, officers: Cast, asked: Asked, sessions: sessionmaker[Session]
) -> None:
    number = asked.question()
    talk = Talking(somchai, number)
    asked.change(number, take(officers.head))
    talk.do("send", 409, text=ANSWER)
    assert ANSWER in talk.page.text
    again = talk.page.form(f"{talk.address}/send")
    page = somchai.post(again.action, again.fields, 409)
    assert ANSWER in page.text
    assert "ทำรายการนี้กับคำถามนี้ไม่ได้แล้วค่ะ" in page.text
    assert not letters(sessions)


def test_words_that_came_while_one_typed_are_shown_before_sending(
    talk: Talking, asked: Asked, sessions: sessionmaker[Session]
) -> None:
    now = datetime.now(UTC)
    asked.change(1, lambda db, one: questions.add_words(db, one, "ไม่ใช่ดิฉัน ของแม่ค่ะ", now))
    talk.do("send", 409, text=ANSWER)
    assert "ไม่ใช่ดิฉัน ของแม่ค่ะ" in talk.page.text
    again = talk.page.form(f"{talk.address}/send")
    talk.browser.post(again.action, again.fields)
    assert question(sessions).state is State.ANSWERED


def test_the_open_page_hears_of_new_words_and_of_others(
    talk: Talking, officers: Cast, asked: Asked
) -> None:
    part = talk.page.all("div", id="thread")[0].attributes
    address, poll = part["hx-get"], {"X-Poll": "1"}
    talk.browser.get(f"{address}&v={part['data-version']}", 204, headers=poll)
    asked.change(1, lambda db, one: questions.add_words(db, one, "เพิ่มเติมค่ะ", NOW))
    page = talk.browser.get(f"{address}&v={part['data-version']}", headers=poll)
    assert "เพิ่มเติมค่ะ" in page.text
    assert page.all("ol")[0].attributes["data-revision"] == "3"

    def put_back(db: Session, one: Question) -> None:
        questions.put_back(db, one, officers.head, NOW, seen=one.revision)

    asked.change(1, put_back)
    page = talk.browser.get(address, headers=poll)
    assert "เพิ่งมีผู้ทำรายการไป" in page.text
    assert "data-revision" not in page.html


def test_it_is_put_back_for_anybody(talk: Talking, sessions: sessionmaker[Session]) -> None:
    talk.do("put-back")
    assert "คืนคำถามเข้ากองแล้วค่ะ" in talk.page.text
    assert question(sessions).officer_id is None


def test_it_is_given_to_a_colleague_or_another_section_with_why(
    talk: Talking, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    talk.do("hand-over", 400, to="section:nowhere", why="ก")
    talk.page = talk.browser.get(talk.address)
    talk.do("hand-over", to=f"officer:{officers.head.id}", why="เรื่องยาก")
    assert question(sessions).officer_id == officers.head.id
    talk.page = talk.browser.get(talk.address)
    talk.do("hand-over", to="section:city-law", why="เรื่องทางเท้า")
    with sessions() as session:
        written = session.scalars(select(Act).where(Act.action == "questions.handed_over")).all()
    # Why lies with the question, and is forgotten with it; what is written down is not.
    assert len(written) == 2 and "ทางเท้า" not in str([act.after for act in written])
    one = question(sessions)
    assert (one.section, one.officer_id, one.steps[-1].why) == ("city-law", None, "เรื่องทางเท้า")


def test_somebody_of_another_section_is_no_colleague(
    talk: Talking, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    talk.do("hand-over", 409, to=f"officer:{officers.city.id}", why="ก")
    assert question(sessions).officer_id == officers.somchai.id


def test_notes_and_labels_stay_among_staff(talk: Talking, sessions: sessionmaker[Session]) -> None:
    talk.do("note", note="โทรถามกรมแล้ว")
    talk.do("label", labels="ต่างประเทศ, ย้ายออก,, ต่างประเทศ")
    assert "โทรถามกรมแล้ว" in talk.page.text
    one = question(sessions)
    assert one.labels == ["ต่างประเทศ", "ย้ายออก"]
    assert not letters(sessions)
    assert "โทรถามกรมแล้ว" not in str(sessions().scalars(select(Act.after)).all())
    assert "Q-000001" in talk.browser.get(f"{DESK}?label=ต่างประเทศ").text


def test_a_later_time_is_promised_and_told(talk: Talking, sessions: sessionmaker[Session]) -> None:
    before = question(sessions).promised_at
    talk.do("promise")
    assert question(sessions).promised_at != before
    assert "ต้องใช้เวลาตรวจสอบเพิ่ม" in str(letters(sessions)[0].messages)


def test_photographs_are_veiled_and_each_look_is_written_down(
    talk: Talking, asked: Asked, papers: Papers, sessions: sessionmaker[Session]
) -> None:
    def shows(session: Session, one: Question) -> None:
        sent = cases.picture(session, one.citizen, "m1", NOW)
        papers.keep(sent)
        questions.add_words(session, one, "", NOW, attachment_id=sent.id)

    asked.change(1, shows)
    number = question(sessions).words[0].id
    talk.browser.get(f"{talk.address}/photos/{number}/veiled")
    with sessions() as session:
        assert not session.scalars(select(Act).where(Act.action == "photo.seen")).all()
    answer = talk.browser.get(f"{talk.address}/photos/{number}").response
    assert answer
    assert answer.mimetype == "image/jpeg"
    with sessions() as session:
        look = session.scalars(select(Act).where(Act.action == "photo.seen")).one()
        sent = session.scalars(select(attachments.Attachment)).one()
        assert (look.subject, look.after) == (f"photo:{sent.id}", {"question": "Q-000001"})
    talk.browser.get(f"{talk.address}/photos/4711", status=404)


def test_nothing_is_done_without_the_proof_that_the_form_is_ours(
    talk: Talking, sessions: sessionmaker[Session]
) -> None:
    for deed in ("send", "ask", "take", "note"):
        talk.browser.post(f"{talk.address}/{deed}", {"seen": 2, "text": "ก"}, 400, csrf=False)
    assert not letters(sessions)


def test_an_owner_who_left_loses_nothing(
    talk: Talking, client_of: ClientOf, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    colleague = Talking(client_of(officers.head), 1)
    assert "สมชาย ใจเย็น ดูแลเรื่องนี้อยู่" in colleague.page.text
    colleague.do("put-back")
    colleague = Talking(colleague.browser, 1)
    colleague.do("send", text=ANSWER)
    talk.do("send", 409, text="มาช้าไป")
    assert "มาช้าไป" in talk.page.text
    assert [words.text for words in question(sessions).words] == [ANSWER]
