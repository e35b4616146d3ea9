"""Counts our calls to LINE by endpoint and status, a handful of each, and never by person."""

import re
import threading
import time
from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from models import line_calls

# Every endpoint a worker calls. What is not here is counted as "other": labels stay few.
ENDPOINTS = (
    ("reply", r"v2/bot/message/reply"),
    ("push", r"v2/bot/message/push"),
    ("quota", r"v2/bot/message/quota"),
    ("consumption", r"v2/bot/message/quota/consumption"),
    ("content", r"v2/bot/message/[^/]+/content(/\w+)?"),
    ("profile", r"v2/bot/profile/[^/]+"),
    ("loading", r"v2/bot/chat/loading/start"),
    ("mark_as_read", r"v2/bot/chat/markAsRead"),
    ("user_menu", r"v2/bot/user/[^/]+/richmenu(/[^/]+)?"),
    ("menu", r"v2/bot/richmenu(/.*)?"),
    ("token", r"oauth2/.*"),
    ("info", r"v2/bot/info"),
)
_KNOWN = [(name, re.compile(rf"(.*/)?{path}")) for name, path in ENDPOINTS]
APART = 10.0  # seconds between two notes; so much a process that is killed forgets
UNANSWERED = 0  # the status of a call that got no answer


def endpoint_of(path: str) -> str:
    """The name of an endpoint by its path; "other" for one we do not know."""
    bare = path.partition("?")[0]
    return next((name for name, known in _KNOWN if known.fullmatch(bare)), "other")


class Tally:
    """Counts of one process until they are kept. Safe to share among threads."""

    def __init__(self) -> None:
        self._lock, self._counts = threading.Lock(), Counter[tuple[str, int]]()
        self._kept_at = 0.0

    def count(self, path: str, status: int) -> None:
        """One more call."""
        with self._lock:
            self._counts[endpoint_of(path), status] += 1

    def keep(self, sessions: sessionmaker[Session], moment: datetime) -> None:
        """Move what was counted into the office's rows, a few times a minute; see `keep_all`."""
        if time.monotonic() - self._kept_at >= APART:
            self._kept_at = time.monotonic()
            self.keep_all(sessions, moment)

    def keep_all(self, sessions: sessionmaker[Session], moment: datetime) -> None:
        """Move what was counted into the office's rows now; if that fails, it is kept next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            with sessions.begin() as session:
                line_calls.add(session, counts, moment)
        except Exception:
            with self._lock:
                self._counts.update(counts)
            raise
