"""Everything the pretend LINE remembers, behind one lock."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from bot.simulator.channel import Channel
from bot.simulator.contents import Contents
from bot.simulator.courier import Courier
from bot.simulator.faults import Faults
from bot.simulator.journal import Journal
from bot.simulator.limits import Quota, Rates
from bot.simulator.menus import RichMenu, RichMenus
from bot.simulator.people import Bubble, Group, People, Person, new_message_id
from bot.simulator.tokens import AccessTokens, ReplyTokens, RetryKeys

QUOTABLE = ("text", "textV2", "sticker", "image", "video", "imagemap", "template", "flex")


class Platform:
    """The state of LINE for one channel. Whoever changes it holds `lock`."""

    def __init__(self, channel: Channel, clock: Callable[[], datetime]) -> None:
        self.channel = channel
        self.now = clock
        self.lock = threading.RLock()
        self.journal = Journal()
        self.courier = Courier(self)
        self.access_tokens = AccessTokens(channel)
        self.rich_menus = RichMenus()
        self.menu_revision = 0
        self.forget_people()

    def forget_people(self) -> None:
        """Forget citizens, chats, counts and faults; what the office set up stays."""
        self.people = People()
        self.contents = Contents()
        self.reply_tokens = ReplyTokens()
        self.retry_keys = RetryKeys()
        self.rates = Rates()
        self.quota = Quota(self.channel.quota)
        self.faults = Faults()
        self.read_tokens: dict[str, tuple[str, str]] = {}
        self.narrowcasts: dict[str, tuple[datetime, int]] = {}
        self.journal.clear()

    def revision(self, person: Person) -> int:
        """A number that grows whenever this citizen's screen changes."""
        return person.revision + self.menu_revision

    def rich_menu_of(self, person: Person) -> RichMenu | None:
        return self.rich_menus.shown_to(person)

    def sends(
        self, kind: str, chats: Iterable[Person | Group], messages: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Put the office's messages into these chats and count them; LINE's `sentMessages`."""
        now = self.now()
        bubbles: list[Bubble] = []
        for chat in chats:
            bubbles = [_said(message, now) for message in messages]
            for bubble in bubbles:
                chat.add(bubble)
            self.quota.count(kind, chat.heads, now)
        return [_receipt(bubble) for bubble in bubbles or [_said(one, now) for one in messages]]

    def hears(self, person: Person, message: dict[str, Any], *, content: bool = False) -> Bubble:
        """Put a citizen's message into the chat and remember its read token."""
        if token := message.get("markAsReadToken"):
            self.read_tokens[token] = (person.user_id, message["id"])
        bubble = Bubble(message["id"], "citizen", self.now(), message, has_content=content)
        return person.add(bubble)

    def chat(self, chat_id: str) -> Person | Group | None:
        return self.people.get(chat_id) or self.people.groups.get(chat_id)

    def mark_read(self, token: str) -> bool:
        """The office read everything up to the message of this token."""
        if token not in self.read_tokens:
            return False
        user_id, message_id = self.read_tokens[token]
        person = self.people.get(user_id)
        for bubble in person.bubbles if person else ():
            bubble.read = bubble.read or bubble.by == "citizen"
            if bubble.id == message_id:
                break
        return True


def _said(message: dict[str, Any], now: datetime) -> Bubble:
    return Bubble(new_message_id(), "office", now, message, message.get("sender"))


def _receipt(bubble: Bubble) -> dict[str, Any]:
    told = {"id": bubble.id}
    if bubble.message.get("type") in QUOTABLE:
        told["quoteToken"] = secrets.token_urlsafe(36)
    return told
