"""The audit log as an administrator reads it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models.audit import note
from models.officers import Officer
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
NOON = datetime(2026, 11, 10, 5, 0, tzinfo=UTC)


@pytest.fixture
def desk(client_of: SignedIn, officers: Cast, sessions: sessionmaker[Session]) -> Browser:
    """The administrator's browser, after a busy day."""
    with sessions.begin() as session:
        for number in range(60):
            note(
                session,
                officers.somchai,
                "content.saved",
                f"procedure:p{number}",
                NOON + timedelta(minutes=number),
                before={"fee": "10 บาท", "place": "ช่อง 1"},
                after={"fee": "20 บาท", "place": "ช่อง 1"},
            )
        note(session, officers.head, "content.published", "procedure:p7", NOON - timedelta(days=2))
    return client_of(officers.admin)


def subjects(browser: Browser, query: str) -> list[str]:
    page = browser.get(f"/staff/audit/?{query}")
    return [cell.text.split()[0] for cell in page.all("td")[3::5]]


def test_a_page_holds_fifty_rows_newest_first(desk: Browser) -> None:
    rows = subjects(desk, "action=content")
    assert (len(rows), rows[0]) == (50, "procedure:p59")
    assert len(subjects(desk, "action=content&page=2")) == 11


def test_the_next_page_keeps_what_was_asked(desk: Browser) -> None:
    links = desk.get("/staff/audit/?action=content&officer=1").links
    assert "action=content" in links["ถัดไป"] and "page=2" in links["ถัดไป"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("subject=p7", 2),
        ("action=content.published", 1),
        ("since=2026-11-08&until=2026-11-08", 1),
        ("since=2569-11-08&until=2569-11-08", 1),
        ("subject=%25", 0),
        ("since=nonsense&subject=p8", 1),
    ],
)
def test_one_can_ask_for_a_part(desk: Browser, query: str, count: int) -> None:
    assert (
        len(subjects(desk, f"action=content&{query}" if "action" not in query else query)) == count
    )


def test_a_row_shows_what_changed_and_nothing_else(desk: Browser) -> None:
    page = desk.get("/staff/audit/?subject=p58")
    assert "fee: 10 บาท → 20 บาท" in page.text
    assert "ช่อง 1" not in page.text


def test_where_nothing_is_found_the_page_says_so(desk: Browser) -> None:
    assert "ไม่พบรายการ" in desk.get("/staff/audit/?subject=nothing-like-this").text
