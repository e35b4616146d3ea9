"""How gunicorn serves the office: threads that wait together, code loaded once and shared."""

import gc
import os
import sys
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from bot import logs
from bot.settings import Settings
from models.answers import wording

bind = Settings.from_env().bind
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 16
preload_app = True
keepalive = 75  # seconds; longer than the proxies before us
timeout = 30
graceful_timeout = 10
control_socket_disable = True
logconfig_dict = logs.GUNICORN


class Quiet(Logger):  # type: ignore[misc]
    """A row of numbers per call is in our own log; gunicorn's would repeat it with addresses."""

    def access(self, *_: object) -> None:
        """Not even made up: with a `logconfig_dict` gunicorn fills the row and throws it away."""


logger_class = Quiet


def when_ready(server: object) -> None:
    """Keep what was loaded before the fork out of the collector's way, so that it stays shared."""
    wording.warm()
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """Have the answers at hand before the first officer asks, and every edition after it."""
    sys.modules[worker.app.app_uri.partition(":")[0]].shelf.start()
