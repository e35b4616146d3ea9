"""The log of everything said between LINE and the office, newest last."""

from __future__ import annotations

import itertools
import json
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from threading import Lock
from typing import Any

MOST_ENTRIES = 500
SHOWN_HEADERS = ("content-type", "x-line-retry-key", "x-line-signature", "user-agent")


@dataclass(frozen=True, slots=True)
class Entry:
    """One webhook or API call; `status` 0: no answer came; `reason`: LINE's word for it."""

    n: int
    at: datetime
    kind: str  # "webhook" or "api"
    method: str
    path: str
    status: int
    ms: float
    request_id: str
    request: dict[str, Any]
    response: dict[str, Any]
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        told = {name: value for name, value in asdict(self).items() if name != "request_id"}
        return {**told, "at": self.at.isoformat(), "requestId": self.request_id}


class Journal:
    """At most 500 entries; each has a number that never comes again."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=MOST_ENTRIES)
        self._numbers = itertools.count(1)
        self._lock = Lock()

    def write(self, **told: Any) -> Entry:
        with self._lock:
            entry = Entry(n=next(self._numbers), **told)
            self._entries.append(entry)
        return entry

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()

    def after(self, n: int = 0) -> list[Entry]:
        with self._lock:
            return [entry for entry in self._entries if entry.n > n]

    def webhooks(self) -> list[Entry]:
        return [entry for entry in self.after() if entry.kind == "webhook"]

    def calls(self, path: str = "") -> list[Entry]:
        """API calls whose path contains `path`."""
        return [entry for entry in self.after() if entry.kind == "api" and path in entry.path]


def shown_headers(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The headers worth reading; access tokens never reach the log."""
    return {name: value for name, value in headers if name.lower() in SHOWN_HEADERS}


def shown_body(body: bytes, content_type: str | None) -> Any:
    """JSON as itself, other text as text, a picture only by its size."""
    kind = content_type or ""
    if not body:
        return None
    if "json" in kind:
        try:
            return json.loads(body)
        except ValueError:
            return body.decode(errors="replace")
    if kind.startswith("text/"):
        return body.decode(errors="replace")
    return f"<{kind or 'bytes'}, {len(body)} bytes>"
