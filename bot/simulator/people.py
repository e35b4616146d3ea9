"""The pretend citizens and their chats with the office."""

from __future__ import annotations

import itertools
import secrets
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

MOST_BUBBLES = 500  # older ones scroll out of the chat
ANSWERABLE = timedelta(days=7)  # a non-friend who wrote can be written to for this long

_message_ids = itertools.count(510_000_000_000_000_001)


def new_message_id() -> str:
    return str(next(_message_ids))


def new_user_id() -> str:
    return "U" + secrets.token_hex(16)


@dataclass(slots=True)
class Bubble:
    """One message in a chat; `message` is the object as sent, or as the webhook told it."""

    id: str
    by: str  # "citizen" or "office"
    at: datetime
    message: dict[str, Any]
    sender: dict[str, Any] | None = None
    unsent: bool = False
    read: bool = False
    has_content: bool = False
    quick_reply_spent: bool = False

    def quick_reply(self) -> list[dict[str, Any]]:
        """The buttons under it, until one has been used (they show under the last bubble only)."""
        if self.by != "office" or self.quick_reply_spent:
            return []
        return list((self.message.get("quickReply") or {}).get("items") or [])


@dataclass
class Person:
    """One citizen on LINE, as LINE knows them."""

    user_id: str
    display_name: str
    language: str = "th"
    friend: bool = False
    blocked: bool = False
    bubbles: deque[Bubble] = field(default_factory=lambda: deque(maxlen=MOST_BUBBLES))
    unread: int = 0
    revision: int = 1
    wrote_at: datetime | None = None
    loading_until: datetime | None = None
    rich_menu_id: str | None = None

    @property
    def heads(self) -> int:
        return 1

    def can_be_reached(self, now: datetime) -> bool:
        """Whether a push arrives: friends, and others for seven days after they wrote."""
        if self.blocked:
            return False
        return self.friend or (self.wrote_at is not None and now - self.wrote_at < ANSWERABLE)

    def add(self, bubble: Bubble) -> Bubble:
        self.bubbles.append(bubble)
        if bubble.by == "office":
            self.unread += 1
            self.loading_until = None
        else:
            self.wrote_at = bubble.at
        self.revision += 1
        return bubble

    def find(self, message_id: str) -> Bubble | None:
        return next((b for b in self.bubbles if b.id == message_id), None)

    def last(self) -> Bubble | None:
        return self.bubbles[-1] if self.bubbles else None


@dataclass
class Group:
    """A group chat the account was invited to; a push into it counts once per member."""

    group_id: str
    name: str
    members: list[str]
    bubbles: deque[Bubble] = field(default_factory=lambda: deque(maxlen=MOST_BUBBLES))

    @property
    def heads(self) -> int:
        return len(self.members)

    def can_be_reached(self, now: datetime) -> bool:
        return True

    def add(self, bubble: Bubble) -> Bubble:
        self.bubbles.append(bubble)
        return bubble


class People:
    """Everyone LINE knows here, by user id, and the groups by group id."""

    def __init__(self) -> None:
        self.by_id: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}

    def __iter__(self) -> Iterator[Person]:
        return iter(list(self.by_id.values()))

    def add(self, display_name: str, *, user_id: str | None = None, language: str = "th") -> Person:
        person = Person(user_id or new_user_id(), display_name, language)
        self.by_id[person.user_id] = person
        return person

    def add_group(self, name: str, members: list[str]) -> Group:
        """A group of these user ids; ids nobody knows stand for members we never met."""
        group = Group("C" + secrets.token_hex(16), name, members)
        self.groups[group.group_id] = group
        return group

    def get(self, user_id: str) -> Person | None:
        return self.by_id.get(user_id)
