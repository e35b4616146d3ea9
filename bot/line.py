"""The only file that talks to LINE's API: one pooled client, with timeouts and fresh tokens."""

import json
import re
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import structlog
import urllib3

from bot.line_calls import UNANSWERED, Tally
from bot.settings import Settings

log = structlog.get_logger()
TIMEOUT = urllib3.Timeout(connect=3, read=10)  # seconds
CONNECTIONS = 96
LONGEST_DOWNLOAD = 120  # seconds; less than the fetcher's lease
# A stateless token lives 15 minutes and costs nothing: take a new one well before.
# LINE docs, "Channel access token", stateless.
TOKEN_MARGIN = 300  # seconds
NO_TOKEN_PAUSE = 1.0  # seconds
PERSON = re.compile(r"\b[UCR][0-9a-f]{32}\b")


NEVER_SENT = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.LocationValueError,
)


class LineUnreachable(Exception):
    """The call got no answer. `in_doubt`: LINE may have received it all the same."""

    def __init__(self, reason: str, *, in_doubt: bool) -> None:
        super().__init__(reason)
        self.in_doubt = in_doubt


@dataclass(frozen=True)
class Answer:
    """What LINE said. `json` is {} when the body is no JSON object."""

    status: int
    json: dict[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def ok(self) -> bool:
        """Whether LINE accepted the call."""
        return 200 <= self.status < 300

    @property
    def request_id(self) -> str | None:
        """The id LINE's support asks for."""
        return self.headers.get("x-line-request-id")

    @property
    def message(self) -> str:
        """LINE's reason, for people; its wording is not guaranteed."""
        return str(self.json.get("message", ""))


@dataclass(frozen=True)
class Download:
    """A photograph or file from LINE: `body` is None unless it arrived whole."""

    status: int
    content_type: str = ""
    body: bytes | None = None
    too_large: bool = False


@dataclass(frozen=True)
class _Call:
    """One HTTP request to LINE."""

    method: str
    url: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    stream: bool = False


class Line:
    """One channel of LINE, as our processes see it. Safe to share among threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool = urllib3.PoolManager(
            maxsize=CONNECTIONS, block=False, timeout=TIMEOUT, retries=False
        )
        self._lock = threading.Lock()
        self._token, self._token_until = "", 0.0
        self._no_token_until = 0.0
        self.tally = Tally()

    def call(  # noqa: PLR0913 — named parts of one HTTP call
        self,
        method: str,
        path: str,
        *,
        payload: dict[str, Any] | None = None,
        body: bytes | None = None,
        content_type: str | None = None,
        headers: Mapping[str, str] | None = None,
        data_api: bool = False,
    ) -> Answer:
        """One call. Any status is an Answer; no answer at all raises LineUnreachable."""
        if payload is not None:
            body, content_type = json.dumps(payload).encode(), "application/json"
        given = {"Content-Type": content_type} if content_type else {}
        url = self._host(data_api) + path
        return _answer(self._authorised(_Call(method, url, body, given | dict(headers or {}))))

    def download(self, path: str, cap: int) -> Download:
        """Fetch what a citizen sent, up to `cap` bytes; LineUnreachable when it drips too long."""
        until = time.monotonic() + LONGEST_DOWNLOAD
        url = self._host(data_api=True) + path
        response = self._authorised(_Call("GET", url, stream=True))
        try:
            if response.status != 200:
                return Download(response.status)
            body = bytearray()
            for piece in response.stream(1 << 16):
                body += piece
                if len(body) > cap:
                    return Download(200, too_large=True)
                if time.monotonic() > until:
                    raise LineUnreachable("too slow", in_doubt=True)
            return Download(200, response.headers.get("content-type", ""), bytes(body))
        except urllib3.exceptions.HTTPError as error:
            raise LineUnreachable(type(error).__name__, in_doubt=True) from error
        finally:
            response.close()

    def _host(self, data_api: bool) -> str:
        return self._settings.line_data_api_url if data_api else self._settings.line_api_url

    def _authorised(self, call: "_Call") -> urllib3.BaseHTTPResponse:
        token = self.token()
        response = self._request(call, {"Authorization": f"Bearer {token}"})
        if response.status == 401 and self._drop(token):
            response = self._request(call, {"Authorization": f"Bearer {self.token()}"})
        return response

    def token(self) -> str:
        """A channel access token that is good for some minutes more."""
        if self._settings.line_channel_access_token:
            return self._settings.line_channel_access_token
        with self._lock:
            if time.monotonic() >= self._token_until:
                self._renew()
            return self._token

    def _renew(self) -> None:
        # Many wait at this lock: what one has just been refused, the others need not ask again.
        if time.monotonic() < self._no_token_until:
            raise LineUnreachable("no access token", in_doubt=False)
        try:
            self._token, life = self._issue()
        except LineUnreachable:
            self._no_token_until = time.monotonic() + NO_TOKEN_PAUSE
            raise
        self._token_until = time.monotonic() + life

    def _drop(self, token: str) -> bool:
        """Forget a token LINE refused; False when there is no way to get another."""
        if self._settings.line_channel_access_token:
            return False
        with self._lock:
            if self._token == token:
                self._token_until = 0.0
        return True

    def _issue(self) -> tuple[str, float]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._settings.line_channel_id,
            "client_secret": self._settings.line_channel_secret,
        }
        url = self._settings.line_api_url + "/oauth2/v3/token"
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            answer = _answer(self._request(_Call("POST", url, urlencode(form).encode(), kind), {}))
        except LineUnreachable as error:
            # Without a token the call itself was never made.
            raise LineUnreachable(str(error), in_doubt=False) from error
        token = answer.json.get("access_token")
        if not answer.ok or not isinstance(token, str):
            reason = f"no access token: {answer.status} {answer.message}".strip()
            raise LineUnreachable(reason, in_doubt=False)
        life = float(answer.json.get("expires_in", 900))
        return token, max(life - TOKEN_MARGIN, life / 2)

    def _request(self, call: "_Call", more: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        began = time.monotonic()
        method = call.method
        path = PERSON.sub("…", call.url.partition("://")[2].partition("/")[2])
        try:
            response = self._pool.request(
                method,
                call.url,
                body=call.body,
                headers={**call.headers, **more},
                preload_content=not call.stream,
            )
        except urllib3.exceptions.HTTPError as error:
            # Only a connection that was never made proves that nothing was received.
            never = isinstance(error, NEVER_SENT) or _is_stranger(error)
            name = type(error).__name__
            self.tally.count(path, UNANSWERED)
            log.warning("line_api_unreachable", method=method, path=path, error=name)
            raise LineUnreachable(name, in_doubt=not never) from error
        self.tally.count(path, response.status)
        log.info(
            "line_api",
            method=method,
            path=path,
            status=response.status,
            ms=round((time.monotonic() - began) * 1000),
            request_id=response.headers.get("x-line-request-id"),
        )
        return response


def _is_stranger(error: Exception) -> bool:
    """Whether the other side could not prove to be LINE: then nothing was said to it."""
    if not isinstance(error, urllib3.exceptions.SSLError):
        return False
    return any(isinstance(part, ssl.SSLCertVerificationError) for part in error.args)


def _answer(response: urllib3.BaseHTTPResponse) -> Answer:
    body = response.data
    try:
        parsed = json.loads(body) if body else {}
    except ValueError:
        parsed = {}
    shaped = parsed if isinstance(parsed, dict) else {}
    return Answer(response.status, shaped, response.headers, body)
