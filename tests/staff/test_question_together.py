"""One answer for all who asked the same: each a letter of its own, and then worth keeping."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import content, questions
from models.audit import Act
from models.content import SHORT_ANSWER
from models.officers import Officer
from models.questions import Question, State
from tests.staff.asked import ANSWER, DESK, Asked, Talking, letters, question, take
from tests.staff.conftest import Browser, Cast
from tests.staff.papers import NOW

ClientOf = Callable[[Officer], Browser]
SAME = "วันเสาร์ทำบัตรประชาชนได้ไหมคะ โทร 081-234-5678"


@pytest.fixture
def somchai(client_of: ClientOf, officers: Cast) -> Browser:
    return client_of(officers.somchai)


@pytest.fixture
def talk(somchai: Browser, asked: Asked) -> Talking:
    """The first of three who ask the same, and somebody who asks something else."""
    for letter in "abc":
        asked.question(letter, SAME, nearest=("id-card-lost",))
    asked.question("d", "ภาษีป้ายคิดอย่างไร", nearest=("signboard-tax",))
    return Talking(somchai, 1)


def ticks(talk: Talking) -> list[str]:
    return [box.attributes["value"] for box in talk.page.all("input", name="also")]


def test_those_who_asked_the_same_are_offered_and_nobody_else(talk: Talking) -> None:
    assert ticks(talk) == ["2:1", "3:1"]
    assert not [box for box in talk.page.all("input", name="also") if "checked" in box.attributes]


def test_one_answer_goes_to_all_that_were_ticked(
    talk: Talking, sessions: sessionmaker[Session]
) -> None:
    talk.do("send", text="{receipt}: ได้ค่ะ", also=["2:1"])
    assert "รวม 2 คน" in talk.page.text
    assert [question(sessions, n).state for n in (1, 2, 3)] == [
        State.ANSWERED, State.ANSWERED, State.WAITING,
    ]  # fmt: skip
    sent = letters(sessions)
    assert len({letter.citizen_id for letter in sent}) == len(sent) == 2
    assert [question(sessions, n).words[0].text for n in (1, 2)] == [
        "Q-000001: ได้ค่ะ", "Q-000002: ได้ค่ะ",
    ]  # fmt: skip
    with sessions() as session:
        done = session.scalars(select(Act.subject).where(Act.action == "questions.answered"))
        assert sorted(done) == ["question:Q-000001", "question:Q-000002"]


def test_what_somebody_took_meanwhile_is_left_to_them(
    talk: Talking, officers: Cast, asked: Asked, sessions: sessionmaker[Session]
) -> None:
    asked.change(2, take(officers.head))
    asked.change(3, lambda db, one: questions.add_words(db, one, "หรือวันอาทิตย์คะ", NOW))
    talk.do("send", text=ANSWER, also=["2:1", "3:1"])
    assert "จึงไม่ได้ส่งซ้ำค่ะ" in talk.page.text
    assert [question(sessions, n).state for n in (2, 3)] == [State.OWNED, State.WAITING]
    assert len(letters(sessions)) == 1


def test_when_the_first_was_answered_nobody_gets_anything(
    talk: Talking, officers: Cast, asked: Asked, sessions: sessionmaker[Session]
) -> None:
    def answered(session: Session, one: Question) -> None:
        questions.answer(session, one, officers.head, NOW, seen=one.revision, text="ได้ค่ะ")

    asked.change(1, answered)
    talk.do("send", 409, text=ANSWER, also=["2:1", "3:1"])
    assert not letters(sessions)
    assert question(sessions, 2).state is State.WAITING


def test_odd_ticks_are_refused(talk: Talking) -> None:
    for tick in ("x", "2:", "99999:1", "2:1:1"):
        talk.do("send", 400, text=ANSWER, also=[tick])
        talk.page = talk.browser.get(talk.address)


def test_an_answer_becomes_a_draft_with_owner_and_review_day(
    talk: Talking, sessions: sessionmaker[Session]
) -> None:
    talk.do("send", text="วันเสาร์ทำได้ค่ะ โทร 02-123-4567", also=["2:1", "3:1"])
    form = talk.page.form(f"{talk.address}/keep")
    page = talk.browser.post(form.action, form.fields)
    assert page.location == "/staff/short-answers/registration-answer/edit"
    with sessions() as session:
        draft = content.draft_of(session, SHORT_ANSWER, "registration-answer")
        assert draft
        told = draft.page
        written = session.scalars(select(Act).where(Act.action == "content.drafted")).one()
    assert (told["answer_th"], told["verified_by"]) == ("วันเสาร์ทำได้ค่ะ โทร •••", "สมชาย ใจเย็น")
    assert told["phrases"] == ["วันเสาร์ทำบัตรประชาชนได้ไหมคะ โทร"]
    assert told["review_due"] > told["verified_at"]
    # The draft is read and cleaned by a person; what is written down stays for ever.
    assert "วันเสาร์" not in str(written.after)


def test_what_nobody_answered_cannot_be_kept(talk: Talking) -> None:
    talk.browser.post(f"{talk.address}/keep", {}, 404)
    assert "เก็บเป็นร่างคำตอบสั้น" not in talk.browser.get(f"{DESK}?done=1").text
