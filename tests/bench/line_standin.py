"""A stand-in for LINE that accepts every call after a chosen delay and counts the replies.

`PUT /bench/delay/200` makes it answer in 200 ms from then on; `GET /bench/replies` tells how many
reply and push calls it has answered. It checks nothing: the simulator is the strict one.
"""

import asyncio
import json
import sys

HEAD = "HTTP/1.1 {} OK\r\ncontent-type: application/json\r\nx-line-request-id: bench\r\n"
FIXED = {
    "/oauth2/v3/token": {"access_token": "bench", "token_type": "Bearer", "expires_in": 900},
    "/v2/bot/message/quota": {"type": "none"},
    "/v2/bot/message/quota/consumption": {"totalUsage": 0},
}


class StandIn:
    """What the stand-in remembers between calls."""

    def __init__(self) -> None:
        self.delay = 0.0  # seconds
        self.replies = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                method, path, body = await _request(reader)
                answer = await self._answer(method, path, body)
                text = json.dumps(answer).encode()
                head = HEAD.format(200) + f"content-length: {len(text)}\r\n\r\n"
                writer.write(head.encode() + text)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, method: str, path: str, body: bytes) -> dict:
        if path.startswith("/bench/delay/"):
            self.delay = int(path.rpartition("/")[2]) / 1000
            return {}
        if path == "/bench/replies":
            return {"replies": self.replies}
        await asyncio.sleep(self.delay)
        if path in ("/v2/bot/message/reply", "/v2/bot/message/push"):
            self.replies += 1
            messages = json.loads(body)["messages"]
            return {
                "sentMessages": [{"id": str(n), "quoteToken": "q"} for n in range(len(messages))]
            }
        return FIXED.get(path, {})


async def _request(reader: asyncio.StreamReader) -> tuple[str, str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    method, path, _ = first.split(" ")
    return method, path.partition("?")[0], body


async def main(port: int) -> None:
    server = await asyncio.start_server(StandIn().serve, "127.0.0.1", port, backlog=512)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
