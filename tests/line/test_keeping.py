"""Calls that come together share a commit: none waits for another's fault, none is lost."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from bot.keeping import Keeper, NotKept
from models.heard import Heard, read
from models.inbox import Event
from tests.line.knocking import SOMCHAI, SOMYING, message

NOW = datetime(2026, 7, 1, 3, tzinfo=UTC)
Kept = Callable[[], list[Event]]


@pytest.fixture
def keeper(database_url: str) -> Keeper:
    """The keeper of one web process, its connections open."""
    keeper = Keeper(database_url)
    keeper.keep([heard()], NOW)
    return keeper


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """As many threads as a web process has."""
    with ThreadPoolExecutor(16) as pool:
        yield pool


def heard(user: str = SOMYING) -> Heard:
    return read(message(user), NOW)


@contextmanager
def nobody_may_write(engine: Engine) -> Iterator[None]:
    """Hold every new event back, as a slow disk would."""
    with engine.begin() as connection:
        connection.execute(text("LOCK TABLE event IN SHARE MODE"))
        yield


def together(keeper: Keeper, threads: ThreadPoolExecutor, calls: list[Heard]) -> list[Future[None]]:
    """Bring the calls one after another, so quickly that they find the writer busy."""
    brought = []
    for call in calls:
        brought.append(threads.submit(keeper.keep, [call], NOW))
        time.sleep(0.005)
    return brought


def test_what_waits_together_is_kept_by_one_commit_in_its_order(
    keeper: Keeper, threads: ThreadPoolExecutor, engine: Engine, kept: Kept
) -> None:
    calls = [heard() for _ in range(12)]
    with nobody_may_write(engine):
        brought = together(keeper, threads, calls)
        time.sleep(0.1)
    for one in brought:
        one.result()
    told = [event.webhook_event_id for event in kept()][1:]
    assert told == [call.webhook_event_id for call in calls]
    with engine.connect() as connection:
        commits = connection.scalar(text("SELECT count(DISTINCT xmin::text) FROM event"))
    assert commits == 3  # the fixture's; the first, which met the lock; the eleven behind it


def test_rows_nobody_can_keep_do_not_cost_the_calls_beside_them(
    keeper: Keeper, threads: ThreadPoolExecutor, engine: Engine, kept: Kept
) -> None:
    bad = Heard(type="message", occurred_at=NOW, webhook_event_id="never\0ever")
    with nobody_may_write(engine):
        brought = together(keeper, threads, [heard(), heard(SOMCHAI), bad, heard(SOMCHAI)])
        time.sleep(0.1)
    with pytest.raises(NotKept):
        brought[2].result()
    for good in (brought[0], brought[1], brought[3]):
        good.result()
    assert len(kept()) == 4


def test_a_row_somebody_holds_is_refused_in_time_and_the_others_are_kept(
    keeper: Keeper, threads: ThreadPoolExecutor, engine: Engine, kept: Kept
) -> None:
    held, free = heard(SOMCHAI), heard()
    with engine.begin() as connection:
        copy = "INSERT INTO citizen (line_user_id, first_seen_at) VALUES (:who, now())"
        connection.execute(text(copy), {"who": SOMCHAI})
        began = time.monotonic()
        waits, kept_at_once = together(keeper, threads, [held, free])
        with pytest.raises(NotKept):
            waits.result()
        kept_at_once.result()
        assert time.monotonic() - began < 3  # LINE waits two seconds; a slow machine is let off
    assert free.webhook_event_id in [event.webhook_event_id for event in kept()]


def test_connections_that_died_are_replaced_within_the_call(
    keeper: Keeper, engine: Engine, kept: Kept
) -> None:
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    with engine.connect() as connection:
        connection.execute(text(f"{others} AND datname = current_database()"))
    keeper.keep([heard()], NOW)
    assert len(kept()) == 2


def test_what_is_refused_may_be_brought_again_and_is_kept_once(
    keeper: Keeper, threads: ThreadPoolExecutor, engine: Engine, kept: Kept
) -> None:
    call = heard()
    with nobody_may_write(engine), pytest.raises(NotKept):
        keeper.keep([call], NOW)
    keeper.keep([call], NOW)
    assert [event.webhook_event_id for event in kept()].count(call.webhook_event_id) == 1


def test_the_workers_are_woken(keeper: Keeper, engine: Engine) -> None:
    heard_bell = threading.Event()
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.autocommit = True
        driver.execute("LISTEN inbox")

        def listen() -> None:
            for _ in driver.notifies(timeout=10, stop_after=1):
                heard_bell.set()

        listener = threading.Thread(target=listen)
        listener.start()
        keeper.keep([heard()], NOW)
        listener.join()
    assert heard_bell.is_set()
