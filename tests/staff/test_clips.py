"""The clip library: who has a film, whether it plays here, and how often it was seen through."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from handlers.staff.films import film_at
from models import clips, content
from models.citizens import Citizen
from models.officers import Officer
from tests.staff.conftest import Browser, Cast

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SLUG = "marriage-registration"
FILM = {"clip": "https://example.com/clip.mp4", "clip_preview": "https://example.com/clip.jpg"}


def publish(session: Session, officers: Cast, **changed: object) -> None:
    """Let the office tell the procedure with these fields."""
    writer, head = (session.merge(one) for one in (officers.somchai, officers.head))
    page = {**(content.page_of(session, "procedure", SLUG) or {}), **changed}
    draft = content.open_draft(session, "procedure", SLUG, "registration", page, writer, NOW)
    content.submit(session, draft, writer, NOW)
    content.publish(session, draft, head, NOW)


def test_every_procedure_is_listed_with_its_film_or_without(
    client_of: Callable[[Officer], Browser], officers: Cast, sessions: sessionmaker[Session]
) -> None:
    browser = client_of(officers.somchai)
    assert "มีคลิปแล้ว 0 จาก 67 เรื่อง" in browser.get("/staff/clips/").text
    with sessions.begin() as session:
        publish(session, officers, **FILM)
        somebody = Citizen(line_user_id="U1", offered={}, first_seen_at=NOW)
        session.add(somebody)
        session.flush()
        clips.completed(session, somebody, SLUG, NOW)
    page = browser.get("/staff/clips/")
    assert "มีคลิปแล้ว 1 จาก 67 เรื่อง" in page.text
    assert "ดูจบ 1 ครั้ง" in page.text
    assert "จดทะเบียนหย่า" not in browser.get("/staff/clips/?has=yes").text
    assert browser.get(f"/staff/clips/{SLUG}").all("video")[0].attributes["src"] == FILM["clip"]


def test_a_procedure_without_a_film_says_so(
    client_of: Callable[[Officer], Browser], officers: Cast
) -> None:
    page = client_of(officers.city).get(f"/staff/clips/{SLUG}")
    assert "ยังไม่มีคลิปที่เผยแพร่" in page.text
    assert "เปลี่ยนคลิป" not in page.links


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk&t=1", "abcdefghijk"),
        ("https://youtu.be/abcdefghijk", "abcdefghijk"),
        ("https://www.youtube.com/shorts/abcdefghijk", "abcdefghijk"),
        ("https://www.youtube.com/playlist?list=x", None),
        ("https://youtube.example.com/watch?v=abcdefghijk", None),
    ],
)
def test_only_films_of_youtube_are_framed(address: str, frame: str | None) -> None:
    film = film_at(address)
    assert film is not None
    expected = f"https://www.youtube-nocookie.com/embed/{frame}" if frame else None
    assert film.frame == expected


def test_what_is_no_https_address_is_no_film() -> None:
    assert film_at("javascript:alert(1)") is None
    assert film_at("") is None
