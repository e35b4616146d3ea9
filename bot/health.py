"""Tells whoever watches over the machines whether this office can work, and how much waits."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from flask import Blueprint, Response, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.metrics import exposition, may_see
from bot.migrations import is_current
from bot.now import now
from bot.postgres import hurry

T = TypeVar("T")
AWAY = (SQLAlchemyError, TimeoutError)
# Seconds a caller waits. A database whose disk hangs takes every question and answers none.
SOON = 5.0


class Asked(Generic[T]):
    """One question at a time: who comes meanwhile waits for the same answer, not for long."""

    def __init__(self, ask: Callable[[], T]) -> None:
        self._ask, self._lock = ask, threading.Lock()
        self._coming: Future[T] | None = None

    def answer(self) -> T:
        """What it says; TimeoutError when it says nothing, SQLAlchemyError when it is away."""
        with self._lock:
            if self._coming is None or self._coming.done():
                self._coming = Future()
                threading.Thread(target=self._run, args=(self._coming,), daemon=True).start()
            coming = self._coming
        return coming.result(SOON)

    def _run(self, coming: Future[T]) -> None:
        try:
            coming.set_result(self._ask())
        except Exception as error:  # it is raised where it was asked
            coming.set_exception(error)


def pages(engine: Engine, metrics_token: str = "") -> Blueprint:
    """`/healthz` (the process lives), `/readyz` (it can work), `/metrics` (how much waits).

    Anybody may ask for the first two, which tell nothing else; see `may_see` for the third.
    """
    health = Blueprint("health", __name__)
    standing = Asked(lambda: _is_current(engine))
    figures = Asked(lambda: _figures(engine))

    @health.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @health.get("/readyz")
    def ready() -> tuple[Response, int]:
        try:
            current = standing.answer()
        except AWAY:
            return jsonify(status="unavailable", reason="database away"), 503
        if not current:
            return jsonify(status="unavailable", reason="migrations missing"), 503
        return jsonify(status="ok"), 200

    @health.get("/metrics")
    def metrics() -> tuple[Response, int]:
        if not may_see(metrics_token, request.environ):
            return Response("set METRICS_TOKEN and show it\n", mimetype="text/plain"), 403
        try:
            told = figures.answer()
        except AWAY:
            return Response("database away\n", mimetype="text/plain"), 503
        return Response(told, content_type=CONTENT_TYPE_LATEST), 200

    return health


def _is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        return is_current(connection)


def _figures(engine: Engine) -> bytes:
    with Session(engine) as session:
        hurry(session)
        return exposition(session, now())
