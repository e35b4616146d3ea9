"""Messages, menus and pictures the tests send, and where on the page their answers are."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page

from bot.simulator import LineDouble


def text(words: str, **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **more}


def quick(*actions: dict[str, Any]) -> dict[str, Any]:
    return {"items": [{"type": "action", "action": action} for action in actions]}


def card(*buttons: dict[str, Any]) -> dict[str, Any]:
    body = {"type": "text", "text": "บัตรประชาชนหาย", "wrap": True, "weight": "bold"}
    parts = [{"type": "button", "style": "primary", "action": action} for action in buttons]
    return {
        "type": "flex",
        "altText": "บัตรประชาชนหาย",
        "contents": {
            "type": "bubble",
            "body": {"type": "box", "layout": "vertical", "contents": [body]},
            "footer": {"type": "box", "layout": "vertical", "contents": parts},
        },
    }


def menu(switch_to: str, label: str) -> dict[str, Any]:
    left = {"type": "message", "label": label, "text": label}
    right = {
        "type": "richmenuswitch",
        "label": f"ไป {switch_to}",
        "richMenuAliasId": switch_to,
        "data": "menu",
    }
    bounds = {"y": 0, "width": 400, "height": 500}
    areas = [
        {"bounds": {"x": 0, **bounds}, "action": left},
        {"bounds": {"x": 400, **bounds}, "action": right},
    ]
    return {
        "size": {"width": 800, "height": 500},
        "selected": True,
        "name": label,
        "chatBarText": "เมนู",
        "areas": areas,
    }


def png(width: int = 80, height: int = 50) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), "#0a7263").save(drawn, "PNG")
    return drawn.getvalue()


def photo(name: str) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": png()}


def chat(phone: Page) -> Locator:
    return phone.get_by_role("log")


def box(phone: Page) -> Locator:
    return phone.get_by_label("พิมพ์ข้อความ", exact=True)


def postbacks(line: LineDouble) -> list[dict[str, Any]]:
    """What the office was told of buttons, oldest first."""
    line.platform.courier.settle()
    bodies = [entry.request["body"] for entry in line.platform.journal.webhooks()]
    events = [event for body in bodies for event in body["events"]]
    return [event["postback"] for event in events if event["type"] == "postback"]
