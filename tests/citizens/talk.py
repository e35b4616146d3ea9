"""A citizen talking to the office without LINE in between: each act is one turn."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers.citizens import Chat, hear
from handlers.citizens.chat import HARDWARE, actions
from models.citizens import Citizen
from models.heard import read
from models.inbox import Event
from models.links import Links
from models.office import Office

SATURDAY = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # ten in the morning in Bangkok
NUMBERS = itertools.count(1)


class NothingKept:
    """An office whose tables are empty, for conversations that need no database."""

    def scalars(self, _rows: object) -> "NothingKept":
        """No rows."""
        return self

    def scalar(self, _rows: object) -> None:
        """No row."""

    def get(self, _kind: object, _id: object) -> None:
        """No row either."""

    def all(self) -> list[Any]:
        """None of them."""
        return []

    def add(self, _row: object) -> None:
        """Not kept."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())


@dataclass
class Talk:
    """One citizen and the office; with a session, every event is kept as in real life."""

    office: Office
    session: Session | None = None
    now: datetime = SATURDAY
    citizen: Citizen = field(default_factory=lambda: somebody())
    said: list[dict[str, Any]] = field(default_factory=list)
    links: Links | None = None

    def types(self, text: str, **event: Any) -> list[dict[str, Any]]:
        """Type a message."""
        return self.sends({"type": "text", "text": text}, **event)

    def sends(self, message: dict[str, Any], **event: Any) -> list[dict[str, Any]]:
        """Send anything else."""
        message = {"id": str(next(NUMBERS)), **message}
        return self.happens("message", message=message, **event)

    def presses(self, data: str, **event: Any) -> list[dict[str, Any]]:
        """Tap a button that carries this data."""
        return self.happens("postback", postback={"data": data}, **event)

    def taps(self, label: str) -> list[dict[str, Any]]:
        """Tap a button of the last answer by what is written on it."""
        return self.presses(dict(buttons(self.said))[label])

    def happens(
        self, kind: str, ago: timedelta = timedelta(), **event: Any
    ) -> list[dict[str, Any]]:
        """One webhook event, `ago` earlier than now; returns what the office answered."""
        number = next(NUMBERS)
        raw = {
            "type": kind,
            "mode": "active",
            "timestamp": int((self.now - ago).timestamp() * 1000),
            "webhookEventId": f"event-{number}",
            "source": {"type": "user", "userId": self.citizen.line_user_id},
            **event,
        }
        heard = read(raw, self.now)
        event_id = self._keep(heard) if self.session else None
        chat = Chat(
            self.session or NothingKept(),  # type: ignore[arg-type]
            self.citizen,
            heard,
            event_id,
            self.now,
            self.office,
            links=self.links,
        )
        hear(chat)
        self.said = chat.messages
        return chat.messages

    def _keep(self, heard: Any) -> int:
        assert self.session
        self.session.add(self.citizen)
        event = Event(
            webhook_event_id=heard.webhook_event_id,
            line_user_id=heard.user_id,
            type=heard.type,
            message_id=heard.message_id,
            occurred_at=heard.occurred_at,
            received_at=self.now,
            raw=json.dumps(heard.raw),
        )
        self.session.add(event)
        self.session.flush()
        return event.id


def somebody(language: str = "th") -> Citizen:
    """A citizen the office has met just now."""
    name = f"U{next(NUMBERS):032x}"
    return Citizen(line_user_id=name, language=language, offered={}, first_seen_at=SATURDAY)


def buttons(messages: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Label and data (or address) of every button, in reading order."""
    told = (action for action in actions(messages) if action["type"] not in HARDWARE)
    return [(a["label"], a.get("data") or a["uri"]) for a in told]


def text_of(part: Any) -> str:
    """Every word in an answer, one line each; labels on buttons left out."""
    if isinstance(part, list):
        return "\n".join(filter(None, map(text_of, part)))
    if not isinstance(part, dict):
        return ""
    own = [part["text"]] if part.get("type") == "text" else []
    inner = [text_of(part.get(key)) for key in ("header", "body", "footer", "contents")]
    return "\n".join(filter(None, [*own, *inner]))
