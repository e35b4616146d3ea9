"""Two officers in the same moment: one answer for each citizen, and how far it has come."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models import outbox
from models.officers import Officer
from models.questions import Question, State
from tests.people import NOON
from tests.staff.asked import ANSWER, DESK, Asked, Talking, letters, question
from tests.staff.conftest import Browser, Cast

ClientOf = Callable[[Officer], Browser]


@pytest.fixture
def both(client_of: ClientOf, officers: Cast, asked: Asked) -> list[Browser]:
    """The browsers of สมชาย and of his head."""
    return [client_of(officers.somchai), client_of(officers.head)]


def at_once(talks: list[Talking], sent: list[dict[str, object]]) -> list[int]:
    """What each is answered who presses "send" in the same moment."""

    def press(talk: Talking, given: dict[str, object]) -> int:
        form = talk.page.form(f"{talk.address}/send").fields
        token = {"csrf_token": talk.browser.token}
        address = f"{talk.address}/send"
        return talk.browser.client.post(address, data={**form, **token, **given}).status_code

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(press, talks, sent))


def test_two_answers_at_once_are_one_letter(
    both: list[Browser], asked: Asked, sessions: sessionmaker[Session]
) -> None:
    number = asked.question()
    talks = [Talking(browser, number) for browser in both]
    assert sorted(at_once(talks, [{"text": ANSWER}, {"text": ANSWER}])) == [302, 409]
    assert len(letters(sessions)) == 1


def test_two_answers_to_overlapping_heaps_reach_everybody_once(
    both: list[Browser], asked: Asked, sessions: sessionmaker[Session]
) -> None:
    for letter in "abcdef":
        asked.question(letter)
    talks = [Talking(both[0], 1), Talking(both[1], 6)]
    others = [[f"{n}:1" for n in (2, 3, 4, 5)], [f"{n}:1" for n in (5, 4, 3, 2)]]
    sent: list[dict[str, object]] = [{"text": ANSWER, "also": also} for also in others]
    assert at_once(talks, sent) == [302, 302]
    assert len({letter.citizen_id for letter in letters(sessions)}) == len(letters(sessions)) == 6
    assert all(question(sessions, n).state is State.ANSWERED for n in range(1, 7))


def test_a_citizen_who_blocked_us_gets_the_answer_when_they_return(
    both: list[Browser], asked: Asked, sessions: sessionmaker[Session]
) -> None:
    number = asked.question()

    def block(_session: Session, one: Question) -> None:
        one.citizen.blocked_at = NOON

    asked.change(number, block)
    talk = Talking(both[0], number)
    assert "ประชาชนบล็อกบัญชีของสำนักงานอยู่" in talk.page.text
    talk.do("send", text=ANSWER)
    with sessions.begin() as session:
        letter = session.get_one(outbox.Letter, 1)
        letter.state = outbox.State.BLOCKED  # as the postman leaves it
    page = both[0].get(f"{DESK}{number}")
    assert "จะส่งเมื่อกลับมา" in page.text


def test_an_answer_that_waits_for_the_next_touch_says_so(
    both: list[Browser], asked: Asked, sessions: sessionmaker[Session]
) -> None:
    talk = Talking(both[0], asked.question())
    talk.do("send", text=ANSWER)
    with sessions.begin() as session:
        session.get_one(outbox.Letter, 1).state = outbox.State.PARKED
    assert "รออยู่ในเมนูของประชาชน" in both[0].get(f"{DESK}1").text
