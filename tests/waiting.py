"""How a test of two who meet waits for the other: until it stands at the lock, and no while."""

import time

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

PATIENCE = 60  # seconds, on a machine that does much else
BLOCKED = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def until_blocked(sessions: sessionmaker[Session]) -> None:
    """Wait until a transaction of this test's database waits for another's lock."""
    end = time.monotonic() + PATIENCE
    with sessions() as watcher:
        while not watcher.scalar(text(BLOCKED)):
            assert time.monotonic() < end, "nobody waited"
            watcher.rollback()
            time.sleep(0.02)
