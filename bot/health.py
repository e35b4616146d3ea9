"""Tells whoever watches over the machines whether this office can work, and how much waits."""

from dataclasses import asdict

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.migrations import is_current
from bot.now import now
from models.condition import look


def pages(engine: Engine) -> Blueprint:
    """`/healthz` (the process lives), `/readyz` (it can work), `/metrics` (how much waits)."""
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
        try:
            with Session(engine) as session:
                figures = asdict(look(session, now()))
        except SQLAlchemyError:
            return Response("database away\n", mimetype="text/plain"), 503
        # Derived from rows at each visit: right in every process, whoever did the work.
        registry = CollectorRegistry()
        for name, value in figures.items():
            Gauge(f"puean_khet_{name}", name.replace("_", " "), registry=registry).set(value)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST), 200

    return health
