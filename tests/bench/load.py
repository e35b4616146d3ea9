"""Plays LINE's side: signed webhook calls over keep-alive connections, and how long each took."""

import asyncio
import base64
import contextlib
import hashlib
import hmac
import itertools
import random
import time
from dataclasses import dataclass, field

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"  # of the test vector in LINE's documentation
CITIZENS = 500
QUESTION = "ขอทำบัตรประชาชนใหม่ ต้องเตรียมเอกสารอะไรบ้างคะ"
BODY = '{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[%s]}'
EVENT = (
    '{"type":"message",'
    '"message":{"type":"text","id":"%(n)d","quoteToken":"q3Plxr4AgKd","text":"%(text)s"},'
    '"webhookEventId":"01%(id)s","deliveryContext":{"isRedelivery":false},'
    '"timestamp":%(ms)d,"source":{"type":"user","userId":"U%(user)032x"},'
    '"replyToken":"%(token)032x","mode":"active"}'
)
EMPTY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
GRACE = 4.0  # seconds that calls still open at the end are waited for
PATIENCE = 60.0  # seconds a crowd is waited for
_count = itertools.count(500_000_000_000_000_000)


@dataclass
class Tally:
    """What one load saw: seconds each acknowledged call took, and what went wrong."""

    window: float = 0.0  # seconds
    took: list[float] = field(default_factory=list)
    within: int = 0  # acknowledged before the window closed
    gave_up: list[float] = field(default_factory=list)  # seconds waited without an answer
    refused: int = 0


def signed_headers(body: bytes) -> dict[str, str]:
    """The headers LINE sends with a body."""
    digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
    return {
        "host": "127.0.0.1",
        "user-agent": "LineBotWebhook/2.0",
        "content-type": "application/json; charset=utf-8",
        "content-length": str(len(body)),
        "x-line-signature": base64.b64encode(digest).decode(),
    }


def signed(body: bytes) -> bytes:
    """A whole HTTP request, ready to be written to the wire."""
    headers = "".join(f"{name}: {value}\r\n" for name, value in signed_headers(body).items())
    return f"POST /webhook HTTP/1.1\r\n{headers}\r\n".encode() + body


def a_call(together: int = 1) -> bytes:
    """A call with text events of some of the citizens; their ids are never used twice."""
    events = [
        EVENT
        % {
            "n": next(_count),
            "text": QUESTION,
            # As LINE's: a ULID, whose first part is the time, so that new ones lie together.
            "id": f"{(now := time.time_ns() // 1_000_000):012X}{random.getrandbits(48):012X}",
            "ms": now,
            "user": random.randrange(CITIZENS),
            "token": random.getrandbits(128),
        }
        for _ in range(together)
    ]
    return signed((BODY % ",".join(events)).encode())


class Connection(asyncio.Protocol):
    """One keep-alive connection, one call at a time."""

    @classmethod
    async def open(cls, port: int) -> "Connection":
        _, it = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return it

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.buffer = b""
        self.answer: asyncio.Future[int] | None = None

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, end, body = self.buffer.partition(b"\r\n\r\n")
        if not end:
            return
        _, _, rest = head.lower().partition(b"content-length:")
        if len(body) >= int(rest.split(b"\r\n", 1)[0] or 0):
            self.buffer = b""
            if self.answer and not self.answer.done():
                self.answer.set_result(int(head[9:12]))

    def connection_lost(self, error: Exception | None) -> None:
        if self.answer and not self.answer.done():
            self.answer.set_exception(ConnectionError("closed before it answered"))

    @property
    def usable(self) -> bool:
        return not self.transport.is_closing()

    async def call(self, request: bytes) -> int:
        """Send one request; its HTTP status."""
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self.answer


async def call(idle: list[Connection], port: int, request: bytes) -> int:
    """One call on an idle connection, or on a new one where the server hung up meanwhile."""
    while idle:
        connection = idle.pop()
        if connection.usable:
            with contextlib.suppress(ConnectionError):
                return await _answered(connection, idle, request)
    return await _answered(await Connection.open(port), idle, request)


async def _answered(connection: Connection, idle: list[Connection], request: bytes) -> int:
    status = await connection.call(request)
    idle.append(connection)
    return status


async def saturate(port: int, connections: int, seconds: float, *, together: int = 1) -> Tally:
    """As many calls as the server takes: each connection sends its next when answered."""
    tally, end = Tally(seconds), time.perf_counter() + seconds

    async def caller() -> None:
        idle: list[Connection] = []
        while (began := time.perf_counter()) < end:
            await _count_call(tally, call(idle, port, a_call(together)), began, end)

    await _all_within([caller() for _ in range(connections)], seconds + GRACE, tally)
    return tally


async def crowd(port: int, connections: int, calls: int) -> Tally:
    """So many calls, as quickly as the server takes them."""
    tally, left = Tally(), iter(range(calls))

    async def caller() -> None:
        idle: list[Connection] = []
        for _ in left:
            began = time.perf_counter()
            await _count_call(tally, call(idle, port, a_call()), began, began + PATIENCE)

    await _all_within([caller() for _ in range(connections)], PATIENCE, tally)
    return tally


async def steady(port: int, rate: float, seconds: float) -> Tally:
    """`rate` calls a second whatever the server does; each timed from when it was due."""
    start = time.perf_counter()
    tally, end = Tally(seconds), start + seconds
    idle: list[Connection] = []

    async def one(due: float) -> None:
        await asyncio.sleep(due - time.perf_counter())
        await _count_call(tally, call(idle, port, a_call()), due, end)

    calls = [one(start + n / rate) for n in range(int(rate * seconds))]
    await _all_within(calls, seconds + GRACE, tally)
    return tally


async def _count_call(tally: Tally, calling, began: float, end: float) -> None:
    try:
        status = await calling
    except OSError:
        tally.refused += 1
        return
    except asyncio.CancelledError:
        tally.gave_up.append(time.perf_counter() - began)
        raise
    done = time.perf_counter()
    if status != 200:
        tally.refused += 1
        return
    tally.took.append(done - began)
    tally.within += done <= end


async def _all_within(coroutines: list, seconds: float, tally: Tally) -> None:
    tasks = [asyncio.create_task(c) for c in coroutines]
    _, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
