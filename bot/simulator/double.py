"""The pretend LINE on a loopback port of its own, for tests and for the conformance check."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from flask import Flask
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.test import run_wsgi_app

from bot.now import now
from bot.simulator.channel import Channel
from bot.simulator.factory import create_simulator
from bot.simulator.platform import Platform


class _Handler(WSGIRequestHandler):
    """HTTP/1.1 with kept-alive connections, each answer in one write.

    Werkzeug's own handler closes every connection and writes headers and body apart, which
    costs some 40 ms a call on loopback and would spoil every measured latency.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        super().finish()

    def run_wsgi(self) -> None:
        environ = self.make_environ()
        if not environ.get("wsgi.input_terminated"):
            length = int(environ.get("CONTENT_LENGTH") or 0)
            environ["wsgi.input"] = io.BytesIO(self.rfile.read(length))
        chunks, status, headers = run_wsgi_app(self.server.app, environ, buffered=True)
        body = b"".join(chunks)
        told = [f"{self.protocol_version} {status}"]
        told += [f"{name}: {value}" for name, value in headers.items()]
        told.append(f"Date: {self.date_time_string()}")
        if "content-length" not in headers:
            told.append(f"Content-Length: {len(body)}")
        try:
            self.wfile.write("\r\n".join([*told, "", ""]).encode("latin-1") + body)
        except OSError:  # a fault cut the connection, or the caller gave up waiting
            self.close_connection = True

    def log(self, type: str, message: str, *args: Any) -> None:
        """Silent: the journal keeps what was said."""


class _Server(ThreadedWSGIServer):
    request_queue_size = 128

    def __init__(self, app: Flask, host: str) -> None:
        super().__init__(host, 0, app, handler=_Handler)
        self.connections: set[socket.socket] = set()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A broken connection is what faults are for; nothing to report."""

    def hang_up(self) -> None:
        """Cut kept-alive connections, so that no client goes on talking to a closed double."""
        for connection in list(self.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class LineDouble:
    """`with LineDouble(channel) as line:` serves the pretend LINE at `line.url`."""

    def __init__(
        self,
        channel: Channel | None = None,
        *,
        clock: Callable[[], datetime] = now,
        host: str = "127.0.0.1",
    ) -> None:
        self.channel = channel or Channel()
        self.app = create_simulator(self.channel, clock=clock)
        self.platform: Platform = self.app.extensions["simulator"]
        self._server = _Server(self.app, host)
        self.url = f"http://{host}:{self._server.server_port}"

    def __enter__(self) -> Self:
        serving = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        serving.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
