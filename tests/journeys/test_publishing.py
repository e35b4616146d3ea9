"""What is published is told within seconds, by processes that go on working meanwhile."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.publishing import Shelf
from bot.settings import Settings
from bot.worker import open_worker
from models import content
from models.content import PROCEDURE, Version
from models.office import Office
from tests.officers import Officers, officers
from tests.pages import FEE, LOST_CARD, page
from tests.people import NOON

PATIENCE = 60  # seconds; how few it takes on a machine to itself is measured by `make bench`


@pytest.fixture
def cast(sessions: sessionmaker[Session]) -> Officers:
    with sessions.begin() as session:
        return officers(session)


def publish(sessions: sessionmaker[Session], cast: Officers, **changes: Any) -> int:
    """Write and publish another version of one page; the version's id."""
    with sessions.begin() as session:
        draft = content.open_draft(
            session, PROCEDURE, LOST_CARD, "registration", page(**changes), cast.admin, NOON
        )
        content.submit(session, draft, cast.admin, NOON)
        content.publish(session, draft, cast.admin, NOON)
        return draft.id


def fee_on(office: Office) -> str | None:
    return office.catalogue.procedures[LOST_CARD].fee.text_th


def soon(true: Callable[[], bool]) -> None:
    """Wait until it is true."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.05)


def test_a_publish_reaches_a_working_process_in_seconds(
    sessions: sessionmaker[Session], cast: Officers
) -> None:
    shelf = Shelf(sessions)
    before = shelf.office
    shelf.start()
    try:
        publish(sessions, cast, fee=FEE)
        soon(lambda: fee_on(shelf.office) == "111 บาท")
    finally:
        shelf.stop()
    assert fee_on(before) != "111 บาท"


def test_nothing_is_built_again_while_nothing_changes(
    sessions: sessionmaker[Session], cast: Officers
) -> None:
    shelf = Shelf(sessions)
    assert shelf.look() is shelf.look() is shelf.on(NOON) or shelf.office.day != NOON.date()


def test_a_broken_page_leaves_the_last_good_one_told(
    sessions: sessionmaker[Session], cast: Officers
) -> None:
    shelf = Shelf(sessions)
    publish(sessions, cast, fee=FEE)
    shelf.look()
    broken = publish(sessions, cast, fee=FEE | {"text_th": "120 บาท", "amount_thb": 120})
    with sessions.begin() as session:
        session.get_one(Version, broken).page = {"slug": LOST_CARD, "section": "registration"}

    assert fee_on(shelf.look()) == "111 บาท"
    assert shelf.office.left_out
    with sessions() as session:
        assert fee_on(Office.published(session)) == "111 บาท"


def test_an_edition_that_cannot_be_built_leaves_the_one_before(
    sessions: sessionmaker[Session], cast: Officers, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(sessions)
    before = shelf.look()
    publish(sessions, cast, fee=FEE)

    def breaks(*_: object) -> Office:
        raise ValueError("a fault of our own")

    with monkeypatch.context() as broken:
        broken.setattr(Office, "of", breaks)
        assert shelf.look() is before
    assert shelf.look() is before  # not tried again until something changes
    publish(sessions, cast, fee=FEE | {"text_th": "120 บาท", "amount_thb": 120})
    assert fee_on(shelf.look()) == "120 บาท"


def test_a_fee_changes_with_the_day_and_nobody_publishes(
    sessions: sessionmaker[Session], cast: Officers, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = tmp_path / "clock"
    monkeypatch.setenv("DEMO_CLOCK", str(clock))
    shelf = Shelf(sessions)
    old = FEE | {"text_th": "20 บาท", "valid_to": "2100-01-01"}
    new = FEE | {"text_th": "60 บาท", "valid_from": "2100-01-02"}
    publish(sessions, cast, fee=[old, new])
    assert fee_on(shelf.look()) == "20 บาท"
    clock.write_text(str(80 * 366 * 86400.0), encoding="ascii")
    from bot.now import now

    assert fee_on(shelf.on(now())) == "60 บาท"


def test_a_worker_tells_what_is_published(
    database_url: str, sessions: sessionmaker[Session], cast: Officers
) -> None:
    worker = open_worker(Settings(line_channel_access_token="t"), database_url)
    publish(sessions, cast, fee=FEE)
    worker.settle()
    assert fee_on(worker.shelf.office) == "111 บาท"


def test_a_worker_given_an_office_tells_that_one(
    database_url: str, sessions: sessionmaker[Session], cast: Officers, office: Office
) -> None:
    worker = open_worker(Settings(line_channel_access_token="t"), database_url, office)
    publish(sessions, cast, fee=FEE)
    assert worker.shelf.on(NOON) is worker.shelf.look() is office
