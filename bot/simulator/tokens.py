"""Things LINE hands out for a while: access tokens, reply tokens and accepted retry keys."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.simulator.channel import SIMULATOR_TOKEN, Channel

STATELESS_LIFE = timedelta(minutes=15)
REPLY_LIFE = timedelta(seconds=60)
REPLY_LIFE_AFTER_EVENT = timedelta(minutes=20)  # a redelivered token older than this is dead
RETRY_KEY_LIFE = timedelta(hours=24)
MOST_KEPT = 5000  # then what has run out is forgotten
DUMMY_REPLY_TOKENS = ("0" * 32, "f" * 32)  # sent by consoles that only try the webhook


class AccessTokens:
    """Who may call the API.

    Source: developers.line.biz/en/docs/basics/channel-access-token/
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._until: dict[str, datetime] = {}

    def issue(self, now: datetime) -> str:
        """A stateless token, good for fifteen minutes, of which there may be any number."""
        self._until = {token: until for token, until in self._until.items() if until > now}
        token = f"{SIMULATOR_TOKEN}stateless-{secrets.token_hex(24)}"
        self._until[token] = now + STATELESS_LIFE
        return token

    def accepts(self, token: str, now: datetime) -> bool:
        if token and token == self._channel.access_token:
            return True
        until = self._until.get(token)
        return until is not None and now < until

    def expire_all(self) -> None:
        """As if fifteen minutes had gone by."""
        self._until.clear()


@dataclass
class ReplyToken:
    chat_id: str
    event_at: datetime
    until: datetime
    used: bool = False


class ReplyTokens:
    """Single-use permits to answer one event.

    Source: developers.line.biz/en/reference/messaging-api/#send-reply-message
    """

    def __init__(self) -> None:
        self._tokens: dict[str, ReplyToken] = {}

    def hand_out(self, token: str, chat_id: str, event_at: datetime, now: datetime) -> None:
        """The webhook carrying this token is leaving: its minute starts."""
        known = self._tokens.get(token)
        if known is None and token not in DUMMY_REPLY_TOKENS:
            self._forget_old(now)
            self._tokens[token] = ReplyToken(chat_id, event_at, now + REPLY_LIFE)

    def renew(self, token: str, now: datetime) -> None:
        """The event is delivered once more: another minute, unless used or too old."""
        known = self._tokens.get(token)
        if known and now - known.event_at <= REPLY_LIFE_AFTER_EVENT:
            known.until = now + REPLY_LIFE

    def use(self, token: str, now: datetime) -> str | None:
        """The chat it answers, once; None for a token unknown, used or expired."""
        known = self._tokens.get(token)
        if known is None or known.used or now >= known.until:
            return None
        known.used = True
        return known.chat_id

    def _forget_old(self, now: datetime) -> None:
        if len(self._tokens) < MOST_KEPT:
            return
        oldest = now - REPLY_LIFE_AFTER_EVENT - REPLY_LIFE
        self._tokens = {name: t for name, t in self._tokens.items() if t.event_at > oldest}


@dataclass(frozen=True)
class Accepted:
    request_id: str
    sent: list[dict[str, Any]] | None
    at: datetime


class RetryKeys:
    """Requests already accepted, by the retry key they carried.

    Source: developers.line.biz/en/docs/messaging-api/retrying-api-request/
    """

    def __init__(self) -> None:
        self._accepted: dict[str, Accepted] = {}

    def accepted(self, key: str, now: datetime) -> Accepted | None:
        """The request this key was accepted with, within the last day."""
        known = self._accepted.get(key)
        return known if known and now - known.at < RETRY_KEY_LIFE else None

    def remember(
        self, key: str, request_id: str, sent: list[dict[str, Any]] | None, now: datetime
    ) -> None:
        if len(self._accepted) >= MOST_KEPT:
            oldest = now - RETRY_KEY_LIFE
            self._accepted = {k: held for k, held in self._accepted.items() if held.at > oldest}
        self._accepted[key] = Accepted(request_id, sent, now)
