"""Gives each request a name, the caller's own or a new one, that every line about it carries."""

import re
import time
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from flask import Flask, Response, request
from structlog.contextvars import bound_contextvars

log = structlog.get_logger()
GOOD = re.compile(r"[A-Za-z0-9._-]{1,64}")  # nothing that could break a line or pass for another
BEGAN = "bot.began"  # where the moment a request arrived is kept in its environ

WSGI = Callable[..., Iterable[bytes]]


class Named:
    """Takes X-Request-ID from a caller who has one, and gives it back with the answer."""

    def __init__(self, app: WSGI) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        name = given if GOOD.fullmatch(given) else uuid.uuid4().hex
        environ[BEGAN] = time.monotonic()

        def named(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start(status, [*headers, ("X-Request-ID", name)], *more)

        with bound_contextvars(request_id=name):
            return self._app(environ, named)


def note_pages(app: Flask) -> None:
    """Log a line for each page people open: its kind, never its address, which may let one in."""
    app.after_request(_note)


def _note(response: Response) -> Response:
    rule = request.url_rule
    fixed = rule is None or rule.endpoint.endswith("static") or rule.endpoint.startswith("health.")
    if not fixed and "X-Poll" not in request.headers:
        log.info(
            "page",
            method=request.method,
            route=str(rule),
            status=response.status_code,
            ms=round((time.monotonic() - request.environ.get(BEGAN, time.monotonic())) * 1000),
        )
    return response
