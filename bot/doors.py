"""The doors of the office on the web: LINE's knock goes one way, everybody else's another."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from bot import console, health, pages, webhook
from bot.looks import looks
from bot.postgres import open_engine, open_sessions
from bot.publishing import Shelf
from bot.request_ids import Named, note_pages
from bot.sealing import seal
from bot.settings import Settings


def open_doors(settings: Settings, samples: console.Samples) -> Flask:
    """What `bot.create_app` promises."""
    settings.need("database_url", "line_channel_secret")
    app = Flask("bot", static_folder=None, static_url_path="/static")
    seal(app)
    engine = open_engine(settings.database_url)
    app.register_blueprint(health.pages(engine, settings.metrics_token))
    app.register_blueprint(looks())
    app.extensions["shelf"] = Shelf(open_sessions(engine))
    console.attach(app, settings, engine, samples)
    pages.attach(app, settings, engine)
    note_pages(app)
    doors = _Doors(webhook.Webhook(settings), app.wsgi_app)
    app.wsgi_app = Named(doors)  # type: ignore[method-assign,assignment]
    return app


class _Doors:
    """LINE's knock goes straight to the webhook; everybody else to the pages."""

    def __init__(self, line: Callable[..., Any], people: Callable[..., Any]) -> None:
        self._line, self._people = line, people

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        door = self._line if environ.get("PATH_INFO") == webhook.PATH else self._people
        return door(environ, start)  # type: ignore[no-any-return]
