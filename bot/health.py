"""Tells whoever watches over the machines whether this office can work, and how much waits."""

from flask import Blueprint, Response, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.metrics import exposition, may_see
from bot.migrations import is_current
from bot.now import now
from bot.postgres import hurry


def pages(engine: Engine, metrics_token: str = "") -> Blueprint:
    """`/healthz` (the process lives), `/readyz` (it can work), `/metrics` (how much waits).

    Anybody may ask for the first two, which tell nothing else; see `may_see` for the third.
    """
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @health.get("/readyz")
    def ready() -> tuple[Response, int]:
        try:
            with engine.connect() as connection:
                current = is_current(connection)
        except SQLAlchemyError:
            return jsonify(status="unavailable", reason="database away"), 503
        if not current:
            return jsonify(status="unavailable", reason="migrations missing"), 503
        return jsonify(status="ok"), 200

    @health.get("/metrics")
    def metrics() -> tuple[Response, int]:
        if not may_see(metrics_token, request.environ):
            return Response("set METRICS_TOKEN and show it\n", mimetype="text/plain"), 403
        try:
            with Session(engine) as session:
                hurry(session)
                told = exposition(session, now())
        except SQLAlchemyError:
            return Response("database away\n", mimetype="text/plain"), 503
        return Response(told, content_type=CONTENT_TYPE_LATEST), 200

    return health
