"""A whole district for a test: real HTTP to the webhook, a strict LINE double, a worker on call."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from bot import create_app
from bot.line import Line
from bot.now import offset
from bot.postgres import open_engine, open_sessions
from bot.settings import Settings
from bot.simulator import LineDouble, Phone, Platform
from bot.vault import Vault
from bot.webhook import PATH
from bot.worker import Worker, open_worker
from models.office import Office


class District:
    """The office with its doors open; `settle` lets the worker do all that waits, here and now."""

    def __init__(self, double: LineDouble, settings: Settings, office: Office, clock: Path) -> None:
        self.double, self.settings, self._clock = double, settings, clock
        self.platform: Platform = double.platform
        self.engine = open_engine(settings.database_url)
        self.sessions: sessionmaker[Session] = open_sessions(self.engine)
        self.line = Line(settings)
        self.vault = Vault.open(settings)
        self.worker: Worker = open_worker(settings, settings.database_url, office)
        self._turn = threading.Lock()

    def phone(self, name: str = "สมหญิง ใจดี", *, friend: bool = True) -> Phone:
        """The phone of a new person, who has added the office and been greeted."""
        phone = Phone(self.double, name)
        if friend:
            phone.follows()
            self.settle()
        return phone

    def settle(self) -> None:
        """Let the office do everything that waits, what another thread has begun included."""
        with self._turn:
            self.worker.settle()

    def pass_time(self, span: timedelta) -> None:
        """Move the clock of the office and of LINE alike."""
        self._clock.write_text(str(offset() + span.total_seconds()), encoding="ascii")

    def close(self) -> None:
        """End the office's connections."""
        self.engine.dispose()
        self.worker.sessions.kw["bind"].dispose()


@contextmanager
def open_district(
    database_url: str, double: LineDouble, office: Office, folder: Path
) -> Iterator[District]:
    """Open the office's web door on a loopback port beside the double."""
    settings = Settings(
        database_url=database_url,
        line_channel_id=double.channel.channel_id,
        line_channel_secret=double.channel.secret,
        line_api_url=double.url,
        line_data_api_url=double.url,
        var=folder,
    )
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    double.channel.webhook_url = f"http://127.0.0.1:{server.server_port}{PATH}"
    district = District(double, settings, office, folder / "clock")
    try:
        yield district
    finally:
        district.close()
        server.shutdown()
