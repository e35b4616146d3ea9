"""The lookout: no slow check holds a page, what was last seen is shown with its age."""

import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from bot import lookout
from bot.lookout import Lookout
from bot.settings import Settings
from models.wellbeing import Finding, State, fail, ok

Sessions = sessionmaker[Session]


class Office:
    """Two checks: one that answers, and one that hangs while its door is shut."""

    def __init__(self) -> None:
        self.door = threading.Event()
        self.door.set()
        self.asked = 0

    def quick(self, _session: Session, _now: datetime) -> Finding:
        return ok("เร็ว · quick")

    def slow(self, _session: Session, _now: datetime) -> Finding:
        self.asked += 1
        self.door.wait()
        return ok("ช้า · slow")


@pytest.fixture
def office() -> Iterator[Office]:
    it = Office()
    yield it
    it.door.set()


def opened(
    monkeypatch: pytest.MonkeyPatch, sessions: Sessions, folder: Path, *checks: object, fresh: float
) -> Lookout:
    monkeypatch.setattr(lookout, "OFFICE", checks)
    monkeypatch.setattr(lookout, "LOCAL", ())
    monkeypatch.setattr(lookout, "FRESH", fresh)
    monkeypatch.setattr(lookout, "PATIENCE", 0.3)
    monkeypatch.setattr(lookout, "AT_FIRST", 2.0)
    return Lookout(sessions, Settings(var=folder))


def test_a_check_that_hangs_holds_nobody_and_is_asked_once(
    monkeypatch: pytest.MonkeyPatch, sessions: Sessions, tmp_path: Path, office: Office
) -> None:
    seen = opened(monkeypatch, sessions, tmp_path, office.quick, office.slow, fresh=0.0)
    assert [one.says for one in seen.findings()][1].startswith("ช้า")
    office.door.clear()
    begun = time.monotonic()
    found = [seen.findings() for _ in range(5)][-1]
    assert time.monotonic() - begun < 5 * 0.3
    assert office.asked == 2
    assert [one.name for one in found] == ["quick", "slow"]
    assert "(เห็นเมื่อ" in found[1].says and "(seen" in found[1].says


def test_what_was_never_seen_is_said_so_and_nothing_else_is_hidden(
    monkeypatch: pytest.MonkeyPatch, sessions: Sessions, tmp_path: Path, office: Office
) -> None:
    office.door.clear()
    seen = opened(monkeypatch, sessions, tmp_path, office.slow, office.quick, fresh=9.0)
    found = {one.name: one for one in seen.findings()}
    assert (found["quick"].state, found["slow"].state) == (State.OK, State.WARN)
    assert "ยังตรวจไม่เสร็จ" in found["slow"].says


def test_what_was_well_long_ago_is_not_called_well(
    monkeypatch: pytest.MonkeyPatch, sessions: Sessions, tmp_path: Path, office: Office
) -> None:
    seen = opened(monkeypatch, sessions, tmp_path, office.slow, fresh=0.5)
    monkeypatch.setattr(lookout, "LATE", 0.0)
    seen.findings()
    office.door.clear()
    time.sleep(0.6)
    [found] = seen.findings()
    assert (found.state, found.name, bool(found.do)) == (State.WARN, "slow", True)
    office.door.set()
    end = time.monotonic() + 10
    while "(" in found.says:
        assert time.monotonic() < end
        [found] = seen.findings()
    assert found.state is State.OK


def test_a_hundred_who_look_at_once_ask_once(
    monkeypatch: pytest.MonkeyPatch, sessions: Sessions, tmp_path: Path, office: Office
) -> None:
    seen = opened(monkeypatch, sessions, tmp_path, office.slow, fresh=60.0)
    pages = [threading.Thread(target=seen.findings) for _ in range(100)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    assert office.asked == 1


def test_a_statement_that_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, sessions: Sessions, tmp_path: Path
) -> None:
    def endless(session: Session, _now: datetime) -> Finding:
        session.execute(text("SELECT pg_sleep(60)"))
        return ok("")

    hurried = lookout.hurry
    monkeypatch.setattr(lookout, "hurry", lambda session: hurried(session, 0.2))
    [found] = opened(monkeypatch, sessions, tmp_path, endless, fresh=60.0).findings()
    assert found.state is State.WARN and "ฐานข้อมูลไม่ตอบ" in found.says


def test_while_the_office_opens_its_worker_may_be_on_its_way_and_no_longer(
    monkeypatch: pytest.MonkeyPatch, sessions: Sessions, tmp_path: Path
) -> None:
    def worker(_session: Session, _now: datetime) -> Finding:
        return fail("ยังไม่เคย · never", "เปิด · start it")

    def vault(_session: Session, _now: datetime) -> Finding:
        return fail("เสีย · broken", "ซ่อม · mend it")

    seen = opened(monkeypatch, sessions, tmp_path, worker, vault, fresh=60.0)
    assert [one.state for one in seen.findings()] == [State.WARN, State.FAIL]
    monkeypatch.setattr(lookout, "OPENING", 0.0)
    assert [one.state for one in seen.findings()] == [State.FAIL, State.FAIL]
