"""The log of consents as an administrator reads it: who, for what, in which wording, until when."""

import csv
import io
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import consents
from models.audit import Act
from models.consents import Consent
from models.officers import Officer
from tests.people import DAY, NOON, somying
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
LOG = "/staff/audit/consents"


def given(sessions: sessionmaker[Session]) -> tuple[int, str]:
    """สมหญิง agrees, takes it back and agrees again; another agreed to an older wording."""
    with sessions.begin() as session:
        somebody, other = somying(session), somying(session, "b")
        consents.give(session, somebody, consents.PRECHECK, NOON)
        consents.withdraw(session, somebody, consents.PRECHECK, NOON + DAY)
        consents.give(session, somebody, consents.PRECHECK, NOON + 2 * DAY)
        older = Consent(citizen_id=other.id, purpose="precheck", version=0, given_at=NOON - DAY)
        session.add(older)
        return somebody.id, somebody.line_user_id


def test_each_yes_is_shown_with_its_wording_and_its_end_and_nobodys_name(
    client_of: SignedIn, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    number, line_id = given(sessions)
    page = client_of(officers.admin).get(LOG)
    cells = [cell.text for cell in page.all("td")]
    assert [cells[at] for at in (0, 2, 5, 7, 10, 12)] == [
        str(number), "1", str(number), "1", str(number + 1), "0",
    ]  # fmt: skip
    assert cells[4] == "–" and cells[9] != "–"
    assert line_id not in page.html and "ตรวจเอกสารล่วงหน้า" in page.text


def test_the_log_can_be_taken_away_and_that_is_written_down(
    client_of: SignedIn, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    number, _ = given(sessions)
    answer = client_of(officers.admin).client.get(f"{LOG}.csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[1] == [str(number), "ตรวจเอกสารล่วงหน้า", "1", "2026-11-22 12:00:00", ""]
    assert len(rows) == 4
    with sessions() as session:
        act = session.scalars(select(Act).where(Act.action == "consents.exported")).one()
        assert act.after == {"rows": 3}


def test_nobody_but_an_administrator_reads_it(client_of: SignedIn, officers: Cast) -> None:
    for who in (officers.somchai, officers.head, officers.reporting):
        client_of(who).get(LOG, status=403)


def test_an_empty_log_says_so(client_of: SignedIn, officers: Cast) -> None:
    assert "ยังไม่มีใครให้ความยินยอมค่ะ" in client_of(officers.admin).get(LOG).text
    assert "ความยินยอม" in client_of(officers.admin).get("/staff/audit/").text
