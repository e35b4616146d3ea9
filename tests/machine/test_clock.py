"""The clock: each job once for each due time, however many clocks run or were down."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot import clock
from bot.clock import last_due, strike
from models.firings import Firing
from scheduler import TIMETABLE, Job

NIGHT = datetime(2026, 11, 20, 20, 10, tzinfo=UTC)  # 03.10 in Bangkok, the next day
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
DONE: list[datetime] = []


def note(session: Session, now: datetime) -> int:
    DONE.append(now)
    return 1


def fail(session: Session, now: datetime) -> int:
    raise ValueError


@pytest.fixture(autouse=True)
def timetable(monkeypatch: pytest.MonkeyPatch) -> None:
    DONE.clear()
    monkeypatch.setattr(clock, "TIMETABLE", (Job("note", "3", "10", note, "ทดสอบ"),))


def test_a_job_is_due_at_its_hour_in_bangkok() -> None:
    [job] = clock.TIMETABLE
    assert last_due(job, NIGHT) == NIGHT
    assert last_due(job, NIGHT - MINUTE) == NIGHT - DAY
    assert last_due(job, NIGHT + DAY - MINUTE) == NIGHT


def test_three_clocks_do_it_once(sessions: sessionmaker[Session]) -> None:
    with ThreadPoolExecutor(3) as clocks:
        list(clocks.map(lambda _: strike(sessions, NIGHT), range(9)))
    assert DONE == [NIGHT]


def test_a_clock_that_was_down_catches_up_once(sessions: sessionmaker[Session]) -> None:
    late = NIGHT + timedelta(hours=5)
    assert strike(sessions, late) == ["note"]
    assert strike(sessions, late + MINUTE) == []


def test_a_job_that_fails_is_tried_again_and_holds_up_no_other(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    [good] = clock.TIMETABLE
    monkeypatch.setattr(clock, "TIMETABLE", (Job("bad", "3", "10", fail, "ทดสอบ"), good))
    assert strike(sessions, NIGHT) == ["note"]
    with sessions() as session:
        assert list(session.scalars(select(Firing.job))) == ["note"]


def test_the_real_timetable_runs_on_an_empty_office(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "TIMETABLE", TIMETABLE)
    assert strike(sessions, NIGHT) == [job.name for job in TIMETABLE]
