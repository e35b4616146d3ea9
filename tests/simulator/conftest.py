"""A pretend LINE with a clock we move, an office that only listens, and a citizen."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import urllib3

from bot.simulator import Channel, LineDouble, Phone

HTTP = urllib3.PoolManager(retries=False, timeout=30)


class Clock:
    """Stands still until moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **spans: float) -> None:
        self.now += timedelta(**spans)


class Office:
    """A webhook that keeps what it hears and answers as told."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.delay = 0.0
        office = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                named = {name.lower(): value for name, value in self.headers.items()}
                office.requests.append((named, body))
                time.sleep(office.delay)
                self.send_response(office.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhook"

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for _, body in self.requests for event in json.loads(body)["events"]]

    @property
    def heard(self) -> dict[str, Any]:
        return self.events[-1]


class Caller:
    """The office's side of LINE's API."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token

    def __call__(self, method: str, path: str, payload: Any = None, **headers: str) -> Any:
        """`headers`: underscores stand for dashes."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {"Authorization": f"Bearer {self.token}", **named}
        body = None
        if isinstance(payload, bytes):
            body = payload
        elif payload is not None:
            body = json.dumps(payload).encode()
            given.setdefault("Content-Type", "application/json")
        return HTTP.request(method, self.url + path, body=body, headers=given)

    def replies(self, token: str, *messages: dict[str, Any]) -> Any:
        told = {"replyToken": token, "messages": list(messages) or [words()]}
        return self("POST", "/v2/bot/message/reply", told)

    def pushes(self, to: str, *messages: dict[str, Any], **headers: str) -> Any:
        told = {"to": to, "messages": list(messages) or [words()]}
        return self("POST", "/v2/bot/message/push", told, **headers)

    def used(self) -> int:
        return int(self("GET", "/v2/bot/message/quota/consumption").json()["totalUsage"])


def words(text: str = "สวัสดีค่ะ") -> dict[str, Any]:
    return {"type": "text", "text": text}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def listening() -> Iterator[Office]:
    office = Office()
    serving = threading.Thread(
        target=office.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    serving.start()
    yield office
    office.server.shutdown()


@pytest.fixture
def office(listening: Office) -> Office:
    listening.requests.clear()
    listening.status, listening.delay = 200, 0.0
    return listening


@pytest.fixture
def line(clock: Clock, office: Office) -> Iterator[LineDouble]:
    with LineDouble(Channel(webhook_url=office.url), clock=clock) as double:
        yield double


@pytest.fixture
def api(line: LineDouble) -> Caller:
    return Caller(line.url, line.channel.access_token or "")


@pytest.fixture
def citizen(line: LineDouble) -> Phone:
    """A friend of the office, who has said nothing yet."""
    phone = Phone(line, "มานี มีนา")
    phone.follows()
    return phone
