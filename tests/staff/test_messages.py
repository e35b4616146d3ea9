"""The page of the month's messages: figures without names, and a reserve that heads decide."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.now import now
from models import ledger, outbox, pushes
from models.citizens import Citizen
from models.officers import Officer
from models.outbox import State
from models.pushes import Quota
from tests.people import somying
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
PAGE = "/staff/messages/"


def letters(
    session: Session, citizen: Citizen, many: int, by: str, *, duty: bool = False, waited: int = 0
) -> None:
    """So many letters, sent now; `waited` minutes after they were written."""
    for _ in range(many):
        written = now() - timedelta(minutes=waited)
        (letter,) = outbox.put(
            session, citizen, [{"type": "text", "text": "-"}], written, duty=duty
        )
        if by == "parked":
            letter.state = State.PARKED
        else:
            letter.delivered(by, now())
    session.flush()


@pytest.fixture
def month(officers: Cast, sessions: Sessions) -> None:
    """A month of a free plan: 12 replies, 5 rides, 7 duties, 9 other pushes, 2 letters waiting."""
    with sessions.begin() as session:
        citizen = somying(session)
        letters(session, citizen, 12, "reply")
        letters(session, citizen, 5, "reply", waited=60)
        letters(session, citizen, 7, "push", duty=True)
        letters(session, citizen, 9, "push")
        letters(session, citizen, 2, "parked", waited=30)
        pushes.note_quota(session, Quota(300, 21), now())


def test_the_ledger_is_counted_from_the_letters(month: None, sessions: Sessions) -> None:
    with sessions() as session:
        total = ledger.total(ledger.month(session, now()))
        waiting = ledger.waiting(session)
    assert (total.replies, total.rides, total.duties, total.others) == (12, 5, 7, 9)
    assert total.line_used == 21
    assert (waiting.letters, waiting.people) == (2, 1)


def test_the_page_shows_use_beside_lines_own_figure_and_no_names(
    month: None, client_of: SignedIn, officers: Cast
) -> None:
    page = client_of(officers.reporting).get(PAGE)
    for words in ("21 จาก 300", "LINE นับได้21", "เรื่องที่ต้องแจ้ง60", "คำตอบทั่วไป219"):
        assert words in page.text
    assert "ตอบทันที 12 ครั้ง" in page.text and "5 ฉบับ" in page.text
    assert "2 ฉบับ ของ 1 คน" in page.text
    assert not page.all("form", class_="message-reserve")


def test_before_line_was_asked_and_before_anybody_wrote_the_page_says_so(
    client_of: SignedIn, officers: Cast
) -> None:
    page = client_of(officers.head).get(PAGE)
    assert "ยังไม่ทราบโควตาจาก LINE" in page.text
    assert "เดือนนี้ยังไม่มีใครเขียนมา" in page.text
    assert "ไม่มีข้อความค้าง" in page.text


def test_a_head_decides_how_much_is_kept_and_it_is_written_down(
    month: None, client_of: SignedIn, officers: Cast
) -> None:
    head = client_of(officers.head)
    page = head.post(f"{PAGE}reserve", {"reserve": "250"})
    assert "คำตอบทั่วไป29" in page.text
    assert "messages:reserve" in client_of(officers.admin).get("/staff/audit/?action=messages").text


@pytest.mark.parametrize("reserve", ["-1", "", "มาก"])
def test_a_reserve_that_is_no_number_is_refused(
    month: None, client_of: SignedIn, officers: Cast, reserve: str
) -> None:
    client_of(officers.head).post(f"{PAGE}reserve", {"reserve": reserve}, 422)


def test_an_officer_sees_but_does_not_decide(
    month: None, client_of: SignedIn, officers: Cast
) -> None:
    client_of(officers.somchai).post(f"{PAGE}reserve", {"reserve": "1"}, 403)


def test_the_first_page_says_when_only_the_reserve_is_left(
    month: None, client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    assert "เหลือเฉพาะส่วนที่กันไว้" not in client_of(officers.somchai).get("/staff/").text
    with sessions.begin() as session:
        pushes.note_quota(session, Quota(300, 240), now())
    assert "เหลือเฉพาะส่วนที่กันไว้" in client_of(officers.somchai).get("/staff/").text


def test_a_plan_without_a_limit_has_no_reserve_to_set(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        pushes.note_quota(session, Quota(None, 5000), now())
    page = client_of(officers.head).get(PAGE)
    assert "ไม่จำกัด" in page.text and not page.all("form", class_="message-reserve")
