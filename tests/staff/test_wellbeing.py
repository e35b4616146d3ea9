"""The desk of the office's health: one true sentence, what to do, and LINE asked when pressed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot import lookout
from bot.now import now
from models import audit, traffic
from models.officers import Officer
from models.wellbeing import ASKED, TOLD, Finding, State, fail, ok, warn
from tests.people import heard_from, somying
from tests.staff.conftest import Browser, Cast, Clock

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
PAGE = "/staff/wellbeing/"


@pytest.fixture(autouse=True)
def opened_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office is not just opening: who is not there does not come."""
    monkeypatch.setattr(lookout, "OPENING", 0.0)


def tell(sessions: Sessions, *findings: Finding) -> None:
    """LINE was asked, and said this."""
    with sessions.begin() as session:
        after = {"findings": [finding.as_json() for finding in findings]}
        audit.note(session, None, TOLD, "wellbeing:line", now(), after=after)


def test_an_administrator_reads_what_must_be_mended_and_how(
    client_of: SignedIn, officers: Cast
) -> None:
    page = client_of(officers.admin).get(PAGE)
    assert "เรื่องที่ต้องแก้ทันที" in page.text
    assert "โปรเซส clock ยังไม่เคยทำงาน" in page.text
    assert "เปิดโปรเซส clock" in page.text
    assert "the clock has never struck" not in page.text  # English on the English page
    assert "ฐานข้อมูลเป็นรุ่นล่าสุด" in page.text
    [whole] = page.all("div", class_="wellbeing-whole")
    assert "wellbeing-fail" in whole.attributes["class"].split()


def test_others_may_not_look(client_of: SignedIn, officers: Cast) -> None:
    for officer in (officers.somchai, officers.head, officers.reporting):
        client_of(officer).get(PAGE, 403)


def test_the_first_page_warns_an_administrator_alone(client_of: SignedIn, officers: Cast) -> None:
    assert "เรื่องที่ต้องแก้ทันที" in client_of(officers.admin).get("/staff/").text
    assert "เรื่องที่ต้องแก้ทันที" not in client_of(officers.head).get("/staff/").text


def test_what_line_said_this_morning_counts_on_the_first_page_for_a_day(
    client_of: SignedIn, officers: Cast, sessions: Sessions, clock: Clock
) -> None:
    def told() -> int:
        page = client_of(officers.admin).get("/staff/").text
        return int(page.partition("ระบบมี ")[2].partition(" เรื่อง")[0] or 0)

    before = told()
    tell(sessions, fail("LINE ไม่รับโทเค็น · x", "ดู · see"), warn("โควตาใกล้หมด · x", "ดู · see"))
    assert told() == before + 1
    clock.advance(hours=25)
    assert told() == before


def test_the_day_is_drawn_hour_by_hour(sessions: Sessions) -> None:
    moment = now().replace(minute=30, second=0, microsecond=0)
    with sessions.begin() as session:
        citizen = somying(session)
        quick = heard_from(session, citizen, 1, moment - timedelta(hours=2))
        quick.handled_at = quick.received_at + timedelta(seconds=2)
        slow = heard_from(session, citizen, 2, moment - timedelta(hours=2))
        slow.handled_at = slow.received_at + timedelta(seconds=90)
        heard_from(session, citizen, 3, moment - timedelta(minutes=5))
        heard_from(session, citizen, 4, moment - timedelta(hours=25))
    with sessions() as session:
        hours = traffic.last_hours(session, moment)
    assert len(hours) == 24
    told = {n: (h.events, h.longest_wait) for n, h in enumerate(hours) if h.events}
    assert told == {21: (2, 90.0), 23: (1, 300.0)}


def test_a_long_wait_stands_out(client_of: SignedIn, officers: Cast, sessions: Sessions) -> None:
    with sessions.begin() as session:
        heard_from(session, somying(session), 1, now() - timedelta(minutes=3))
    page = client_of(officers.admin).get(PAGE)
    assert len(page.all("rect", class_="late")) == 1


def test_line_is_asked_once_and_the_answer_is_shown_for_a_day(
    client_of: SignedIn, officers: Cast, sessions: Sessions, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    admin = client_of(officers.admin)
    pressed: list[int] = []
    lent = admin.app.extensions["staff"]
    object.__setattr__(lent, "ask_line", pressed.append)
    assert "ยังไม่ได้ถาม" in admin.get(PAGE).text
    page = admin.post(f"{PAGE}line")
    assert "กำลังถาม LINE" in page.text
    admin.post(f"{PAGE}line")
    assert pressed == [officers.admin.id]
    tell(sessions, ok("LINE รับโทเค็น · x"), warn("โควตาใกล้หมด · x", "ดู /staff/messages/ · see"))
    page = admin.get(f"{PAGE}now")
    assert "LINE รับโทเค็น" in page.text and "โควตาใกล้หมด" in page.text
    assert "/staff/messages/" in [a.attributes["href"] for a in page.all("a")]
    assert "กำลังถาม LINE" not in page.text
    clock.advance(hours=25)
    later = client_of(officers.admin).get(PAGE)
    assert "โควตาใกล้หมด" not in later.text


def test_an_asking_that_got_no_answer_is_said_so(
    client_of: SignedIn, officers: Cast, sessions: Sessions, clock: Clock
) -> None:
    with sessions.begin() as session:
        audit.note(session, None, ASKED, "wellbeing:line", now() - timedelta(minutes=1))
    assert "ถามแล้วไม่ได้คำตอบ" in client_of(officers.admin).get(PAGE).text


def test_a_page_that_is_up_to_date_is_not_sent_again(client_of: SignedIn, officers: Cast) -> None:
    admin = client_of(officers.admin)
    shown = admin.client.get(f"{PAGE}now").headers["X-Version"]
    again = admin.client.get(f"{PAGE}now?v={shown}")
    assert again.status_code == 204 or again.headers["X-Version"] != shown


def test_what_line_says_is_kept_and_read_back(sessions: Sessions) -> None:
    tell(sessions, Finding(State.LOOK, "ก · a", "ข · b", "greeting"))
    with sessions() as session:
        act = audit.newest(session, TOLD)
    assert act is not None and act.after is not None
    assert act.after["findings"][0]["state"] == "look"
