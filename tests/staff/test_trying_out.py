"""Publishing never keeps others waiting while phrases are looked up, and sees what they did."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from models import content
from models.answers import Matcher
from models.content import PROCEDURE, SHORT_ANSWER, phrases
from models.content.changing import EDITIONS_LOCK
from models.officers import Officer
from tests.pages import PARKING
from tests.people import NOON
from tests.staff.conftest import Browser, Cast
from tests.staff.shelves import ADDRESS

SLUG = "marriage-registration"


@pytest.fixture(autouse=True)
def nothing_tried_out() -> Iterator[None]:
    """Each story begins with every phrase still to be looked up."""
    phrases._problems.clear()
    phrases._matchers.clear()
    yield


def waits_for_the_head(sessions: sessionmaker[Session], cast: Cast) -> int:
    """A short answer that somebody wrote; its revision."""
    with sessions.begin() as session:
        who = session.get_one(Officer, cast.somchai.id)
        draft = content.open_draft(
            session, SHORT_ANSWER, "parking", "registration", PARKING, who, NOON
        )
        content.submit(session, draft, who, NOON)
        return draft.revision


def publish(browser: Browser, revision: int) -> str:
    page = browser.get(ADDRESS)
    form = page.form(f"{ADDRESS}/publish")
    return browser.post(f"{ADDRESS}/publish", form.fields | {"seen": str(revision)}).text


def test_nobody_waits_while_phrases_are_looked_up(
    sessions: sessionmaker[Session],
    client_of: object,
    officers: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    revision = waits_for_the_head(sessions, officers)
    head = client_of(officers.head)  # type: ignore[operator]
    free: list[bool] = []
    fit = Matcher.fit.__func__  # type: ignore[attr-defined]

    def watched(cls: type[Matcher], entries: object) -> Matcher:
        with sessions.begin() as session:
            lock = select(func.pg_try_advisory_xact_lock(EDITIONS_LOCK))
            free.append(bool(session.scalar(lock)))
        return fit(cls, entries)  # type: ignore[no-any-return]

    monkeypatch.setattr(Matcher, "fit", classmethod(watched))
    assert "เผยแพร่แล้วค่ะ" in publish(head, revision)
    assert free == [True]  # once, and somebody else could have published meanwhile


def test_what_changed_meanwhile_is_not_published_unread(
    sessions: sessionmaker[Session],
    client_of: object,
    officers: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    revision = waits_for_the_head(sessions, officers)
    head = client_of(officers.head)  # type: ignore[operator]
    try_out = content.NotTriedOut.try_out

    def somebody_saves(self: content.NotTriedOut) -> None:
        with sessions.begin() as session:
            draft = content.draft_of(session, SHORT_ANSWER, "parking")
            who = session.get_one(Officer, officers.somchai.id)
            assert draft
            content.save(session, draft, PARKING | {"answer_th": "ไม่มี"}, who, NOON, revision)
            content.submit(session, draft, who, NOON)
        try_out(self)

    monkeypatch.setattr(content.NotTriedOut, "try_out", somebody_saves)
    assert "มีผู้บันทึกร่างนี้ก่อนคุณ" in publish(head, revision)
    with sessions.begin() as session:
        assert content.current(session, SHORT_ANSWER, "parking") is None


def test_another_edition_meanwhile_is_tried_out_too(
    sessions: sessionmaker[Session],
    client_of: object,
    officers: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    revision = waits_for_the_head(sessions, officers)
    head = client_of(officers.head)  # type: ignore[operator]
    try_out = content.NotTriedOut.try_out
    tried: list[int] = []

    def somebody_publishes(self: content.NotTriedOut) -> None:
        tried.append(len(tried))
        with sessions.begin() as session:
            who = session.get_one(Officer, officers.admin.id)
            content.teach(session, PROCEDURE, SLUG, [f"ผูกข้อมือ {len(tried)} รอบ"], who, NOON)
        try_out(self)

    monkeypatch.setattr(content.NotTriedOut, "try_out", somebody_publishes)
    assert "เผยแพร่แล้วค่ะ" in publish(head, revision)
    assert tried == [0, 1, 2]  # and then the others had to wait
    with sessions.begin() as session:
        assert content.current(session, SHORT_ANSWER, "parking")
