"""Where a bench run happens: one PostgreSQL, a fresh database for each cell, a LINE stand-in."""

import contextlib
import http.client
import json
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import sqlalchemy

from bot import migrations, postgres
from tests.bench.contestants import Contestant, environment, running
from tests.bench.load import EMPTY, signed_headers

BARE_TABLE = """CREATE TABLE bare_event (
    webhook_event_id text PRIMARY KEY, line_user_id text, raw text,
    received_at timestamptz NOT NULL DEFAULT now())"""
PATIENCE = 30.0  # seconds a contestant may take to start
CALM, LOOK = 0.1, 0.5  # share of a core that idle processes may take; seconds it is watched


class NotReady(Exception):
    """A contestant did not start; its own words are in the log named here."""


@dataclass(frozen=True)
class LineStandIn:
    """The stand-in's port, and the two things one may ask of it."""

    port: int

    def answer_in(self, milliseconds: int) -> None:
        self._ask("PUT", f"/bench/delay/{milliseconds}")

    def replies(self) -> int:
        return int(self._ask("GET", "/bench/replies")["replies"])

    def _ask(self, method: str, path: str) -> dict:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request(method, path)
        return json.loads(connection.getresponse().read())


@dataclass(frozen=True)
class Place:
    """Everything the contestants share."""

    folder: Path
    server_url: str  # of the PostgreSQL's own `postgres` database
    line: LineStandIn

    @contextmanager
    def hosting(
        self, contestant: Contestant, fill: Callable[[str], None] = lambda _url: None
    ) -> Iterator[int]:
        """Run a contestant on a database of its own, filled first; the port of its webhook."""
        port, database = free_port(), f"bench_{time.monotonic_ns()}"
        self._sql(f"CREATE DATABASE {database} TEMPLATE bench_template STRATEGY file_copy")
        url = of_database(self.server_url, database)
        env = environment(port, self.line.port, url, self.folder / "var")
        log = self.folder / f"{contestant.name}.log"
        try:
            fill(url)
            with running(contestant.commands, env, log):
                wait_until_ready(port, log)
                yield port
        finally:
            self._sql(f"DROP DATABASE {database} WITH (FORCE)", "CHECKPOINT")

    def prepare(self) -> None:
        """Build the database that each cell gets a copy of."""
        self._sql(
            "DROP DATABASE IF EXISTS bench_template WITH (FORCE)", "CREATE DATABASE bench_template"
        )
        url = of_database(self.server_url, "bench_template")
        migrations.upgrade(url)
        with psycopg.connect(url) as connection:
            connection.execute(BARE_TABLE)

    def _sql(self, *statements: str) -> None:
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


@contextmanager
def a_place(folder: Path) -> Iterator[Place]:
    """Set everything up below `folder`, which may be thrown away afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    # Told to end, end what was started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    server = postgres.start(folder / "postgres")
    port = free_port()
    command = f"tests.bench.line_standin {port}"
    try:
        with running((command,), {"PORT": str(port)}, folder / "line.log"):
            wait_until_open(port)
            place = Place(folder, server, LineStandIn(port))
            place.prepare()
            yield place
    finally:
        postgres.stop(folder / "postgres")  # before the folder goes


def of_database(url: str, database: str) -> str:
    """The same server, another database."""
    changed = sqlalchemy.make_url(url).set(database=database)
    return changed.render_as_string(hide_password=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_open(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


def wait_until_ready(port: int, log: Path) -> None:
    """Until the webhook says 200 to a signed call without events, as LINE's own test sends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("POST", "/webhook", EMPTY, signed_headers(EMPTY))
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise NotReady(f"it did not answer within {PATIENCE:.0f} s; see {log}")


def wait_until_calm() -> None:
    """Until the processes started from here have done what they do at their start."""
    end, before = time.monotonic() + PATIENCE, _spent()
    while time.monotonic() < end:
        time.sleep(LOOK)
        before, last = _spent(), before
        if before - last < CALM * LOOK:
            return


def _spent() -> float:
    """Seconds of processor time of all processes started from here."""
    spent = 0.0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            spent += times.user + times.system
    return spent
