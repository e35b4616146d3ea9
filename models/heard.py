"""A tolerant reading of LINE's JSON: whatever arrives, something usable comes out."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

# What older consoles send when somebody presses "Verify": nobody is there to answer.
DUMMY_USER = "Udeadbeefdeadbeefdeadbeefdeadbeef"
DUMMY_TOKENS = frozenset({"0" * 32, "f" * 32})
LONGEST_NAME = 200


@dataclass(frozen=True)
class Heard:
    """One webhook event. Missing, unknown or malformed parts are None, "" or {}.

    Source: LINE Messaging API reference, "Webhook event objects".
    """

    type: str
    occurred_at: datetime
    webhook_event_id: str
    user_id: str | None = None
    source_type: str | None = None
    reply_token: str | None = None
    standby: bool = False
    message_type: str | None = None
    message_id: str | None = None
    text: str | None = None
    data: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        """Whether one known person speaks to the office alone, not in a group or room."""
        return self.user_id is not None and self.source_type in (None, "user")

    def kept(self) -> str:
        """The JSON text to store; of talk that is not meant for the office only the frame."""
        frame = {"type": self.type, "source": {"type": self.source_type}}
        return _json(self.raw if self.private else frame)

    @property
    def message(self) -> dict[str, Any]:
        """The message object, or {}."""
        return _object(self.raw.get("message"))


def read(raw: object, received_at: datetime) -> Heard:
    """Read one event; never raises. Events without an id get one made from their content."""
    event = _object(raw)
    source = _object(event.get("source"))
    message = _object(event.get("message"))
    postback = _object(event.get("postback"))
    kind = _name(event.get("type")) or ""
    return Heard(
        type=kind,
        occurred_at=_moment(event.get("timestamp")) or received_at,
        webhook_event_id=_name(event.get("webhookEventId")) or _fingerprint(raw),
        user_id=_user(source.get("userId")),
        source_type=_name(source.get("type")),
        reply_token=_token(event.get("replyToken")),
        standby=event.get("mode") == "standby",
        message_type=_name(message.get("type")),
        message_id=_name(_object(event.get("unsend")).get("messageId") or message.get("id")),
        text=_words(message.get("text")),
        data=_words(postback.get("data")),
        params=_object(postback.get("params")),
        raw=event,
    )


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _words(value: object) -> str | None:
    # Lone surrogates and NUL cannot be stored or answered: they are dropped, the rest is kept.
    if not isinstance(value, str):
        return None
    return value.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")


def _name(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**LONGEST_NAME else ""
    words = _words(value)
    return words if words and len(words) <= LONGEST_NAME else None


def _user(value: object) -> str | None:
    name = _name(value)
    return None if name == DUMMY_USER else name


def _token(value: object) -> str | None:
    name = _name(value)
    return None if name in DUMMY_TOKENS else name


def _moment(value: object) -> datetime | None:
    """Milliseconds since 1970, as LINE counts; None for anything that is no such moment."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        moment = datetime.fromtimestamp(value / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return moment if 2000 <= moment.year < 3000 else None


def _fingerprint(raw: object) -> str:
    return "sha256:" + hashlib.sha256(_json(raw).encode()).hexdigest()


def _json(value: object) -> str:
    try:
        return json.dumps(value, sort_keys=True)
    except RecursionError:  # nested to the edge of what can be read at all
        return "{}"
