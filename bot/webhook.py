"""LINE knocks: check the signature, keep the events, answer 200. Everything else comes later."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterable
from typing import Any

import structlog

from bot.keeping import Keeper, NotKept
from bot.now import now
from bot.settings import Settings
from models.heard import read

log = structlog.get_logger()
PATH = "/webhook"
LARGEST = 2 * 1024 * 1024  # bytes
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
        self._keeper = Keeper(settings.database_url)

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        began = time.monotonic()
        try:
            kept = self._receive(environ)
            status, body = "200 OK", b""
        except Refusal as refusal:
            body = json.dumps({"error": str(refusal)}).encode()
            status, kept = refusal.status, []
        log.info(
            "webhook",
            status=int(status[:3]),
            events=len(kept),
            webhook_event_ids=kept,
            sender=environ.get("REMOTE_ADDR"),
            ms=round((time.monotonic() - began) * 1000, 1),
        )
        head = [("Content-Length", str(len(body)))]
        if not body:  # the head is all that is sent: one call to the network instead of two
            start(status, head)
            return []
        start(status, [("Content-Type", "application/json"), *head])
        return [body]

    def _receive(self, environ: dict[str, Any]) -> list[str]:
        """Keep what LINE brings; the ids of the events."""
        if environ["REQUEST_METHOD"] != "POST":
            raise Refusal("405 Method Not Allowed", "POST only")
        body = _body(environ)
        self._check(body, environ.get("HTTP_X_LINE_SIGNATURE", ""))
        moment = now()
        heard = [read(event, moment) for event in _events(body)]
        try:
            if heard:
                self._keeper.keep(heard, moment)
        except NotKept as error:
            raise Refusal("503 Service Unavailable", "try again later") from error
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
