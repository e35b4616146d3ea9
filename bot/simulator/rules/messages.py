"""Messages the office may send: every kind, with the fields it needs and their limits."""

from __future__ import annotations

from typing import Any

from bot.simulator.rules.actions import IN_QUICK_REPLY
from bot.simulator.rules.flex import FlexContents
from bot.simulator.rules.problems import INVALID, Place, Problems
from bot.simulator.rules.shapes import ListOf, OneOf, Rule, Shape, anything
from bot.simulator.rules.templates import TEMPLATE
from bot.simulator.rules.values import choice, matches, number, text, uri

# Source: developers.line.biz/en/reference/messaging-api/#message-objects
MOST_MESSAGES = 5
MOST_QUICK_REPLIES = 13
MEDIA = uri(2000, "https")
ALT_TEXT = text(1500)
TOKEN = text(2000)
TRACKING = matches(r"[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}")
NUMBER = matches(r"\d+")


def _not_posing_as_line(sender: dict[str, Any], place: Place, problems: Problems) -> None:
    if "line" in str(sender.get("name") or "").lower():
        problems.add(place / "name", INVALID)


_SENDER = Shape({"name": text(20), "iconUrl": MEDIA}, extra=_not_posing_as_line)
_QUICK_REPLY = Shape(
    {
        "items": ListOf(
            Shape(
                {"type": choice("action"), "imageUrl": MEDIA, "action": IN_QUICK_REPLY},
                required=("type", "action"),
            ),
            1,
            MOST_QUICK_REPLIES,
        )
    },
    required=("items",),
)
_EMOJI = Shape(
    {"index": number(0, 5000), "productId": text(100), "emojiId": text(100)},
    required=("index", "productId", "emojiId"),
)
_AREA = Shape(
    {key: number(0, 10_000) for key in ("x", "y", "width", "height")},
    required=("x", "y", "width", "height"),
)
_TAP: dict[str, Rule] = {"type": anything, "label": text(100), "area": _AREA}
_IMAGEMAP_ACTION = OneOf(
    {
        "uri": Shape(
            {**_TAP, "linkUri": uri(1000, "http", "https", "line", "tel")}, ("linkUri", "area")
        ),
        "message": Shape({**_TAP, "text": text(400)}, ("text", "area")),
        "clipboard": Shape({**_TAP, "clipboardText": text(1000)}, ("clipboardText", "area")),
    }
)
_IMAGEMAP_VIDEO = Shape(
    {
        "originalContentUrl": MEDIA,
        "previewImageUrl": MEDIA,
        "area": _AREA,
        "externalLink": Shape(
            {"linkUri": uri(1000, "http", "https", "line", "tel"), "label": text(30)},
            ("linkUri", "label"),
        ),
    },
    required=("originalContentUrl", "previewImageUrl", "area"),
)
_SIZE = Shape({"width": number(1040, 1040), "height": number(1, 10_000)}, ("width", "height"))


def _message(properties: dict[str, Rule], *required: str) -> Shape:
    common: dict[str, Rule] = {"type": anything, "quickReply": _QUICK_REPLY, "sender": _SENDER}
    return Shape({**common, **properties}, required)


MESSAGE = OneOf(
    {
        "text": _message(
            {"text": text(5000), "emojis": ListOf(_EMOJI, 0, 20), "quoteToken": TOKEN}, "text"
        ),
        "textV2": _message(
            {
                "text": text(5000),
                "substitution": lambda held: None if isinstance(held, dict) else INVALID,
                "quoteToken": TOKEN,
            },
            "text",
        ),
        "sticker": _message(
            {"packageId": NUMBER, "stickerId": NUMBER, "quoteToken": TOKEN},
            "packageId",
            "stickerId",
        ),
        "image": _message(
            {"originalContentUrl": MEDIA, "previewImageUrl": MEDIA},
            "originalContentUrl",
            "previewImageUrl",
        ),
        "video": _message(
            {"originalContentUrl": MEDIA, "previewImageUrl": MEDIA, "trackingId": TRACKING},
            "originalContentUrl",
            "previewImageUrl",
        ),
        "audio": _message(
            {"originalContentUrl": MEDIA, "duration": number(1, 86_400_000)},
            "originalContentUrl",
            "duration",
        ),
        "location": _message(
            {
                "title": text(100),
                "address": text(100),
                "latitude": number(-90, 90, whole=False),
                "longitude": number(-180, 180, whole=False),
            },
            "title",
            "address",
            "latitude",
            "longitude",
        ),
        "imagemap": _message(
            {
                "baseUrl": MEDIA,
                "altText": ALT_TEXT,
                "baseSize": _SIZE,
                "actions": ListOf(_IMAGEMAP_ACTION, 0, 50),
                "video": _IMAGEMAP_VIDEO,
            },
            "baseUrl",
            "altText",
            "baseSize",
            "actions",
        ),
        "template": _message({"altText": ALT_TEXT, "template": TEMPLATE}, "altText", "template"),
        "flex": _message({"altText": ALT_TEXT, "contents": FlexContents()}, "altText", "contents"),
    }
)
_MESSAGES = ListOf(MESSAGE, 1, MOST_MESSAGES)


def messages_problems(messages: Any, problems: Problems | None = None) -> Problems:
    """What LINE would say of the `messages` of a request."""
    found = problems if problems is not None else Problems()
    if messages is None:
        found.add(Place("messages"), "May not be empty")
    else:
        _MESSAGES.inspect(messages, Place("messages"), found)
    return found


def message_problems(message: Any) -> list[dict[str, str]]:
    """What LINE would say of one message: an empty list when it may be sent."""
    return messages_problems([message]).details
