"""LINE knocks: check the signature, keep the events, answer 200. Everything else comes later."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import psycopg
import structlog
from psycopg_pool import ConnectionPool, PoolTimeout

from bot.now import now
from bot.settings import Settings
from models.heard import Heard, read

log = structlog.get_logger()
PATH = "/webhook"
LARGEST = 2 * 1024 * 1024  # bytes
# LINE wants its answer within two seconds: so long for a connection, and so long for the rows.
PATIENCE, LONGEST_STATEMENT = 0.6, 600  # seconds; milliseconds
RINGS_APART = 0.02  # seconds between two wake-ups of the workers

# One statement, so one transaction and one round trip: the citizens first seen, and the events
# not yet known. A citizen's row is never locked here, so no turn can delay a webhook.
KEEP = """
WITH incoming AS (
    SELECT * FROM unnest(
        %(ids)s::text[], %(users)s::text[], %(types)s::text[], %(messages)s::text[],
        %(tokens)s::text[], %(moments)s::timestamptz[], %(raws)s::text[], %(done)s::boolean[]
    ) WITH ORDINALITY AS t (id, line_user_id, type, message_id, reply_token, occurred_at, raw,
                            done, place)
), people AS (
    INSERT INTO citizen (line_user_id, first_seen_at)
    SELECT DISTINCT line_user_id, %(now)s::timestamptz FROM incoming
    WHERE line_user_id IS NOT NULL ORDER BY 1
    ON CONFLICT (line_user_id) DO NOTHING
)
INSERT INTO event (webhook_event_id, line_user_id, type, message_id, reply_token, occurred_at,
                   received_at, raw, handled_at)
SELECT id, line_user_id, type, message_id, reply_token, occurred_at, %(now)s::timestamptz, raw,
       CASE WHEN done THEN %(now)s::timestamptz END
FROM incoming ORDER BY place
ON CONFLICT (webhook_event_id) DO NOTHING
"""

CONNECTION = {
    "autocommit": True,
    "options": f"-c statement_timeout={LONGEST_STATEMENT}",
    "connect_timeout": 2,
    "tcp_user_timeout": 2000,  # milliseconds; a network that fell silent must not hold a thread
    "keepalives_idle": 30,
}

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class Refusal(Exception):
    """A call that is not LINE's, or not now: nothing is kept."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Webhook:
    """The WSGI callable behind POST /webhook; stands before Flask because it must be quick."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._pool: ConnectionPool | None = None
        self._rung = threading.Event()

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        began = time.monotonic()
        try:
            kept = self._receive(environ)
            status, answer = "200 OK", {}
        except Refusal as refusal:
            status, answer, kept = refusal.status, {"error": str(refusal)}, []
        log.info(
            "webhook",
            status=int(status[:3]),
            events=len(kept),
            webhook_event_ids=kept,
            sender=environ.get("REMOTE_ADDR"),
            ms=round((time.monotonic() - began) * 1000, 1),
        )
        body = json.dumps(answer).encode()
        start(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    def _receive(self, environ: dict[str, Any]) -> list[str]:
        """Keep what LINE brings; the ids of the events."""
        if environ["REQUEST_METHOD"] != "POST":
            raise Refusal("405 Method Not Allowed", "POST only")
        body = _body(environ)
        self._check(body, environ.get("HTTP_X_LINE_SIGNATURE", ""))
        moment = now()
        heard = [read(event, moment) for event in _events(body)]
        if heard:
            self._keep(heard, moment)
            self._ring()
        return [event.webhook_event_id for event in heard]

    def _check(self, body: bytes, signature: str) -> None:
        """LINE docs, "Verify webhook signature": HMAC-SHA256 of the raw body, in base64."""
        try:
            given = base64.b64decode(signature, validate=True)
        except ValueError:
            given = b""
        right = False
        for secret in self._settings.channel_secrets:
            made = hmac.new(secret, body, hashlib.sha256).digest()
            right |= hmac.compare_digest(made, given)
        if not right:
            raise Refusal("401 Unauthorized", "signature missing or wrong")

    def _keep(self, heard: list[Heard], moment: datetime) -> None:
        rows = {
            "now": moment,
            "ids": [h.webhook_event_id for h in heard],
            "users": [h.user_id if h.private else None for h in heard],
            "types": [h.type for h in heard],
            "messages": [h.message_id for h in heard],
            "tokens": [h.reply_token for h in heard],
            "moments": [h.occurred_at for h in heard],
            "raws": [h.kept() for h in heard],
            "done": [not h.private for h in heard],
        }
        pool = self._connections()
        for last in (False, True):
            try:
                with pool.connection(timeout=PATIENCE) as connection:
                    connection.execute(KEEP, rows)
                    return
            except (psycopg.OperationalError, PoolTimeout) as error:
                # Asking twice is safe: an event that was kept is not kept again.
                if last or isinstance(error, PoolTimeout):
                    log.error("webhook_not_kept", error=type(error).__name__)
                    raise Refusal("503 Service Unavailable", "try again later") from error
                pool.check()  # where one connection died, others did: do not draw the next dead one

    def _connections(self) -> ConnectionPool:
        # Made at the first call, after gunicorn has forked: connections cannot be inherited.
        with self._lock:
            if self._pool is None:
                self._pool = ConnectionPool(
                    self._settings.database_url,
                    min_size=2,
                    max_size=16,
                    # A pool that keeps trying waits ever longer; one that gives up tries at the
                    # next knock, and LINE knocks again.
                    reconnect_timeout=2,
                    kwargs=CONNECTION,
                    open=True,
                )
                threading.Thread(target=self._bell, name="bell", daemon=True).start()
            return self._pool

    def _ring(self) -> None:
        self._rung.set()

    def _bell(self) -> None:
        """Wake the workers, a few times a second at most.

        NOTIFY inside the keeping transaction would make every commit wait for the one before.
        A bell that is lost costs half a second: the workers look by themselves.
        """
        while self._rung.wait():
            self._rung.clear()
            try:
                with self._connections().connection(timeout=PATIENCE) as connection:
                    connection.execute("NOTIFY inbox")
            except (psycopg.OperationalError, PoolTimeout):
                continue
            finally:
                time.sleep(RINGS_APART)


def _body(environ: dict[str, Any]) -> bytes:
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isdecimal():
        wanted = int(length)
    else:
        wanted = LARGEST + 1 if environ.get("wsgi.input_terminated") else 0
    if wanted > LARGEST and length:
        raise Refusal("413 Content Too Large", "over 2 MB")
    try:
        body: bytes = environ["wsgi.input"].read(wanted)
    except OSError as error:
        raise Refusal("400 Bad Request", "the body did not arrive") from error
    if len(body) > LARGEST:
        raise Refusal("413 Content Too Large", "over 2 MB")
    return body


def _events(body: bytes) -> list[object]:
    """The events of a body; a body without any, such as LINE's own test, has none."""
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal("400 Bad Request", "not JSON") from error
    if not isinstance(parsed, dict):
        raise Refusal("400 Bad Request", "not a JSON object")
    events = parsed.get("events")
    return events if isinstance(events, list) else []
