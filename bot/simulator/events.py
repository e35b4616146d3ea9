"""Webhook events as LINE words them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ulid import ULID

from bot.simulator.contents import Upload

# Source: developers.line.biz/en/reference/messaging-api/#webhook-event-objects
Event = dict[str, Any]
QUOTABLE = ("text", "image", "video", "sticker")
WITHOUT_REPLY_TOKEN = ("unsend", "unfollow", "leave", "memberLeft")


def event(
    kind: str, user_id: str, at: datetime, *, group_id: str | None = None, **held: Any
) -> Event:
    """One event of this citizen at this moment, with a fresh id and reply token."""
    source = {"type": "user", "userId": user_id}
    if group_id:
        source = {"type": "group", "groupId": group_id, "userId": user_id}
    made: Event = {
        "type": kind,
        **held,
        "webhookEventId": str(ULID.from_datetime(at)),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": int(at.timestamp() * 1000),
        "source": source,
        "mode": "active",
    }
    if kind not in WITHOUT_REPLY_TOKEN:
        made["replyToken"] = secrets.token_hex(16)
    return made


def message(kind: str, message_id: str, **held: Any) -> dict[str, Any]:
    """The message object of a message event, with the tokens LINE adds."""
    made = {"type": kind, "id": message_id, **held, "markAsReadToken": secrets.token_urlsafe(24)}
    if kind in QUOTABLE:
        made["quoteToken"] = secrets.token_urlsafe(36)
    return made


def media_message(kind: str, message_id: str, upload: Upload) -> dict[str, Any]:
    """An image, video, audio or file message for these bytes."""
    if kind == "file":
        held: dict[str, Any] = {"fileName": upload.file_name, "fileSize": len(upload.data)}
    else:
        held = {"contentProvider": {"type": "line"}}
    if kind in ("video", "audio"):
        held["duration"] = upload.duration
    return message(kind, message_id, **held)


def as_image_set(messages: Sequence[dict[str, Any]]) -> None:
    """Mark photos sent in one go as belonging together."""
    set_id = secrets.token_hex(16).upper()
    for index, one in enumerate(messages, start=1):
        one["imageSet"] = {"id": set_id, "index": index, "total": len(messages)}


def standby(made: Event) -> Event:
    """The same event while another module holds the chat: to be read, not answered."""
    return {**{key: held for key, held in made.items() if key != "replyToken"}, "mode": "standby"}


def redelivered(made: Event) -> Event:
    return {**made, "deliveryContext": {"isRedelivery": True}}


def verify_dummies() -> list[Event]:
    """The two made-up events older consoles send when someone presses Verify."""
    return [
        {
            "replyToken": digit * 32,
            "type": "message",
            "timestamp": 1451617200000 + number,
            "source": {"type": "user", "userId": "Udeadbeefdeadbeefdeadbeefdeadbeef"},
            "message": {"id": str(100001 + number), **held},
        }
        for number, (digit, held) in enumerate(
            (
                ("0", {"type": "text", "text": "Hello,world"}),
                ("f", {"type": "sticker", "packageId": "1", "stickerId": "1"}),
            )
        )
    ]
