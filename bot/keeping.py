"""Keeps what LINE tells us, before it is told 200: calls that come together share one commit."""

import json
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import Any

import psycopg
import structlog
from psycopg_pool import ConnectionPool, PoolTimeout

from models.heard import Heard

log = structlog.get_logger()
# LINE wants its answer within two seconds. So long a call waits for its rows to be kept, the
# writer for a connection, and PostgreSQL for a statement.
ANSWER, PATIENCE, LONGEST_STATEMENT = 1.8, 0.6, 600  # seconds, seconds, milliseconds
RINGS_APART = 0.02  # seconds between two wake-ups of the workers

# One statement, so one transaction and one round trip: the citizens first seen, and the events
# not yet known. A citizen's row is never locked here, so no turn can delay a webhook. The rows
# come as one JSON text, which costs psycopg a third of what arrays do.
KEEP = """
WITH incoming AS (
    SELECT * FROM ROWS FROM (json_to_recordset(%s::json) AS (
        id text, line_user_id text, type text, message_id text, reply_token text,
        occurred_at timestamptz, received_at timestamptz, raw text, done boolean
    )) WITH ORDINALITY AS t (id, line_user_id, type, message_id, reply_token, occurred_at,
                             received_at, raw, done, place)
), people AS (
    INSERT INTO citizen (line_user_id, first_seen_at)
    SELECT line_user_id, min(received_at) FROM incoming
    WHERE line_user_id IS NOT NULL GROUP BY line_user_id ORDER BY 1
    ON CONFLICT (line_user_id) DO NOTHING
)
INSERT INTO event (webhook_event_id, line_user_id, type, message_id, reply_token, occurred_at,
                   received_at, raw, handled_at)
SELECT id, line_user_id, type, message_id, reply_token, occurred_at, received_at, raw,
       CASE WHEN done THEN received_at END
FROM incoming ORDER BY place
ON CONFLICT (webhook_event_id) DO NOTHING
"""

CONNECTION = {
    "autocommit": True,
    "options": f"-c statement_timeout={LONGEST_STATEMENT}",
    "connect_timeout": 2,
    "tcp_user_timeout": 2000,  # milliseconds; a network that fell silent must not hold us
    "keepalives_idle": 30,
}


class NotKept(Exception):
    """The rows may not be in the database: LINE must bring them again."""


@dataclass
class _Call:
    """The rows of one call, and how its thread learns what became of them."""

    rows: list[dict[str, Any]]
    settled: threading.Lock = field(default_factory=threading.Lock)  # held until it is known
    fault: Exception | None = None
    gone: bool = False  # nobody waits for it any more

    def __post_init__(self) -> None:
        self.settled.acquire()


class Keeper:
    """Writes the events of all threads of a process, one statement at a time.

    What arrives while a statement runs goes into the next one, so that a commit is shared by those
    who would otherwise queue for it. One bad call cannot cost the others: when a shared statement
    fails, each call gets one of its own.
    """

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._lock = threading.Lock()
        self._pool: ConnectionPool | None = None
        self._calls: SimpleQueue[_Call] = SimpleQueue()
        self._rung = threading.Event()

    def keep(self, heard: list[Heard], moment: datetime) -> None:
        """Return once the events are safe; raise NotKept when they may not be."""
        self._open()
        call = _Call([_row(one, moment) for one in heard])
        self._calls.put(call)
        if not call.settled.acquire(timeout=ANSWER):
            call.gone = True
            raise NotKept
        if call.fault is not None:
            raise NotKept from call.fault

    def _open(self) -> ConnectionPool:
        # At the first call, after gunicorn has forked: neither connections nor threads survive it.
        with self._lock:
            if self._pool is None:
                self._pool = ConnectionPool(
                    self._url,
                    min_size=2,  # the writer's and the bell's
                    # A pool that keeps trying waits ever longer; one that gives up tries at the
                    # next knock, and LINE knocks again.
                    reconnect_timeout=2,
                    kwargs=CONNECTION,
                    open=True,
                )
                for job in (self._write, self._bell):
                    threading.Thread(target=job, name=job.__name__, daemon=True).start()
            return self._pool

    def _write(self) -> None:
        while True:
            calls = [self._calls.get()]
            try:
                while True:
                    calls.append(self._calls.get_nowait())
            except Empty:
                self._settle(calls)

    def _settle(self, calls: list[_Call]) -> None:
        """Keep the calls, together or else each alone, and tell each what became of it."""
        fault = self._try(calls)
        alone = fault is not None and len(calls) > 1 and not isinstance(fault, PoolTimeout)
        for call in calls:
            call.fault = self._try([call]) if alone and not call.gone else fault
            call.settled.release()
        self._rung.set()

    def _try(self, calls: list[_Call]) -> Exception | None:
        """Keep the calls by one statement; what went wrong, if anything."""
        rows = json.dumps([row for call in calls for row in call.rows])
        pool, fault = self._open(), None
        # Asking twice is safe: an event that was kept is not kept again.
        for _ in range(2):
            try:
                with pool.connection(timeout=PATIENCE) as connection:
                    connection.execute(KEEP, [rows])
                    return None
            except PoolTimeout as error:
                return _told(error)
            except psycopg.OperationalError as error:
                fault = error
                pool.check()  # where one connection died, others did: do not draw the next dead one
            except Exception as error:  # these rows; those of others shall not suffer for them
                return _told(error)
        return _told(fault)

    def _bell(self) -> None:
        """Wake the workers, a few times a second at most.

        NOTIFY inside the keeping transaction would make every commit wait for the one before.
        A bell that is lost costs half a second: the workers look by themselves.
        """
        while self._rung.wait():
            self._rung.clear()
            try:
                with self._open().connection(timeout=PATIENCE) as connection:
                    connection.execute("NOTIFY inbox")
            except (psycopg.OperationalError, PoolTimeout):
                continue
            finally:
                time.sleep(RINGS_APART)


def _told(error: Exception | None) -> Exception | None:
    log.error("webhook_not_kept", error=type(error).__name__)
    return error


def _row(heard: Heard, moment: datetime) -> dict[str, Any]:
    return {
        "id": heard.webhook_event_id,
        "line_user_id": heard.user_id if heard.private else None,
        "type": heard.type,
        "message_id": heard.message_id,
        "reply_token": heard.reply_token,
        "occurred_at": heard.occurred_at.isoformat(),
        "received_at": moment.isoformat(),
        "raw": heard.kept(),
        "done": not heard.private,
    }
