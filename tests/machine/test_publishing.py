"""The web process has its answers at hand when it opens, and each new edition soon after."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot import create_app
from bot.settings import Settings
from tests.officers import officers
from tests.pages import answered

READY_WITHIN = 120  # seconds, on a machine that does much else


@pytest.fixture
def log(database_url: str, tmp_path: Path) -> Iterator[Path]:
    """What the web process and its two workers say."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {
        "DATABASE_URL": database_url,
        "LINE_CHANNEL_SECRET": "s",
        "PORT": str(port),
        "VAR": str(tmp_path),
        "WEB_CONCURRENCY": "2",
    }
    path = tmp_path / "web.log"
    with path.open("wb") as words:
        web = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"], env=env, stdout=words, stderr=words
        )
    try:
        yield path
    finally:
        web.terminate()
        web.wait(READY_WITHIN)


def waits_for(log: Path, editions: int) -> None:
    end = time.monotonic() + READY_WITHIN
    while (heard := log.read_text("utf-8")).count("edition_on_shelf") < editions:
        assert time.monotonic() < end, heard
        time.sleep(0.05)


def test_each_web_process_has_the_answers_before_anybody_asks(
    log: Path, sessions: sessionmaker[Session]
) -> None:
    waits_for(log, 2)
    with sessions.begin() as session:
        answered(session, officers(session))
    waits_for(log, 4)
    assert log.read_text("utf-8").count('"edition": 1') == 2


def test_an_application_that_is_only_built_looks_for_nothing(database_url: str) -> None:
    create_app(Settings(database_url=database_url, line_channel_secret="s"))
    assert "shelf" not in {thread.name for thread in threading.enumerate()}
