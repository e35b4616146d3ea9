"""One question on the desk: read, and answered with one letter as the phone will tell it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import questions
from models.audit import Act
from models.happenings import Happening, What
from models.officers import Officer
from models.questions import Question, State
from tests import prechecks as cases
from tests.people import heard_from
from tests.staff.asked import ANSWER, ASKED, DESK, Asked, Talking, letters, question
from tests.staff.conftest import Browser, Cast
from tests.staff.papers import NOW

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


def test_the_page_tells_the_summary_the_thread_and_what_else_there_is(
    somchai: Browser, asked: Asked
) -> None:
    number = asked.question()

    def more(session: Session, one: Question) -> None:
        questions.summarise(one, {"subject": "ย้ายออก", "wish": "รู้ว่าต้องใช้อะไร"}, NOW)
        questions.add_words(session, one, "", NOW, place={"title": "บ้านเลขที่ 9"})
        cases.submitted(session, one.citizen, NOW)

    asked.change(number, more)
    page = somchai.get(f"{DESK}{number}")
    assert page.h1 == page.title.split(" · ")[0] == "คำถาม Q-000001"
    for words in (ASKED, "ประชาชนยืนยันแล้ว", "รู้ว่าต้องใช้อะไร", "บ้านเลขที่ 9", "จดทะเบียนสมรส"):
        assert words in page.text
    assert page.links["P-000001"] == "/staff/prechecks/1"


def test_opening_a_question_is_written_down(
    somchai: Browser, asked: Asked, sessions: sessionmaker[Session]
) -> None:
    somchai.get(f"{DESK}{asked.question()}")
    with sessions() as session:
        act = session.scalars(select(Act).where(Act.action == "questions.seen")).one()
    assert act.subject == "question:Q-000001"


def test_an_answer_is_one_letter_and_one_line_of_the_thread(
    talk: Talking, sessions: sessionmaker[Session]
) -> None:
    talk.do("send", text=ANSWER)
    assert "ส่งคำตอบ Q-000001 แล้วค่ะ" in talk.page.text
    one, [letter] = question(sessions), letters(sessions)
    assert (one.state, [(w.by, w.text) for w in one.words]) == (
        State.ANSWERED,
        [("officer", ANSWER)],
    )
    assert one.words[0].letter_id == letter.id
    assert not letter.duty
    sent = str(letter.messages)
    assert ANSWER in sent
    assert "เข้าใจแล้ว" in sent
    with sessions() as session:
        happened = session.scalars(select(Happening.what)).all()
    assert list(happened) == [What.TOLD]


def test_blanks_are_filled_in_and_unknown_ones_stop_the_letter(
    talk: Talking, sessions: sessionmaker[Session]
) -> None:
    talk.do("send", 422, text="คุณ {citizen} คะ")
    assert "ไม่รู้จัก {citizen}" in talk.page.text
    assert "คุณ {citizen} คะ" in talk.page.text
    assert not letters(sessions)
    talk.do("send", text="{receipt} เรื่อง{procedure} จาก {name} ใน { วงเล็บ }")
    assert question(sessions).words[0].text == (
        "Q-000001 เรื่องแจ้งย้ายออก จาก สมชาย ใจเย็น ใน { วงเล็บ }"
    )


def test_an_empty_answer_goes_nowhere(talk: Talking, sessions: sessionmaker[Session]) -> None:
    talk.do("send", 422, text=" \n ")
    assert "ยังไม่ได้เขียนคำตอบ" in talk.page.text
    talk.do("send", 422, text=" ", fact="no-such:fee")
    assert not letters(sessions)


def test_ticked_facts_are_told_as_the_phone_tells_them(
    talk: Talking, sessions: sessionmaker[Session]
) -> None:
    assert "move-out:hours" in [box.attributes.get("value") for box in talk.page.all("input")]
    talk.do("send", text="", fact="move-out:hours")
    said = question(sessions).words[0]
    assert (said.text, said.facts) == ("", ["move-out:hours"])
    assert "เวลาทำการ" in str(letters(sessions)[0].messages)


def test_facts_of_another_procedure_are_shown_and_the_words_stay(talk: Talking) -> None:
    talk.do("redraw", 200, of="send", text="ร่างไว้", about="id-card-lost")
    assert "ร่างไว้" in talk.page.text
    values = [box.attributes.get("value", "") for box in talk.page.all("input", name="fact")]
    assert any(value.startswith("id-card-lost:") for value in values)


def test_a_look_at_the_phone_sends_and_remembers_nothing(
    talk: Talking, sessions: sessionmaker[Session]
) -> None:
    talk.do("phone", 200, of="send", text=ANSWER)
    assert ANSWER in str(json.loads(talk.page.all("main")[0].attributes["data-given"]))
    assert not letters(sessions)
    one = question(sessions)
    assert (one.state, one.words) == (State.OWNED, [])
    with sessions() as session:
        assert not session.get_one(Question, 1).citizen.offered


def test_asking_back_keeps_the_question_and_counts_as_a_first_response(
    talk: Talking, sessions: sessionmaker[Session]
) -> None:
    talk.do("ask", of="send", text="ย้ายไปประเทศไหนคะ")
    one = question(sessions)
    assert (one.state, one.first_answered_at is not None, one.answered_at) == (
        State.OWNED,
        True,
        None,
    )
    assert "ย้ายไปประเทศไหนคะ" in str(letters(sessions)[0].messages)


def test_a_due_promise_makes_the_answer_a_duty(
    somchai: Browser, asked: Asked, sessions: sessionmaker[Session]
) -> None:
    talk = Talking(somchai, asked.question(left=timedelta(minutes=-1)))
    talk.do("send", text=ANSWER)
    assert letters(sessions)[0].duty


def test_while_the_reply_is_free_the_answer_is_free_and_once_only(
    somchai: Browser, asked: Asked, sessions: sessionmaker[Session]
) -> None:
    number = asked.question()

    def writes(session: Session, one: Question) -> None:
        now = datetime.now(UTC)
        event = heard_from(session, one.citizen, 1, now)
        questions.add_words(session, one, "ด่วนค่ะ", now, event_id=event.id)

    asked.change(number, writes)
    talk = Talking(somchai, number)
    talk.do("take")
    talk.do("ask", of="send", text="ของใครคะ")
    talk.do("send", text=ANSWER)
    assert [bool(letter.reply_token) for letter in letters(sessions)] == [True, False]
