"""A web process of the office, and the events it keeps."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot import create_app
from bot.settings import Settings
from models.inbox import Event
from tests.line.knocking import SECRET


@pytest.fixture
def client(database_url: str, tmp_path: Path) -> Iterator[FlaskClient]:
    """The office's front door."""
    settings = Settings(
        database_url=database_url,
        line_channel_secret=SECRET,
        line_channel_secret_next="the-next-secret",
        var=tmp_path,
    )
    yield create_app(settings).test_client()


@pytest.fixture
def kept(sessions: sessionmaker[Session]) -> Callable[[], list[Event]]:
    """The events in the inbox, in the order they came."""

    def read() -> list[Event]:
        with sessions() as session:
            return list(session.scalars(select(Event).order_by(Event.id)))

    return read
