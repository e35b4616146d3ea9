"""How LINE knocks at our door: bodies, signatures, and what was kept of them."""

import base64
import hashlib
import hmac
import itertools
import json
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"  # LINE docs, "Verify webhook signature"
OFFICE = "U8e742f61d673b39c7fff3cecb7536ef0"
SOMYING, SOMCHAI = "U" + "a" * 32, "U" + "b" * 32
NOON = 1795236000000  # 2026-11-21 12:00 in Bangkok, in milliseconds
NUMBERS = itertools.count(1)


def signed(body: bytes, secret: str = SECRET) -> str:
    """The x-line-signature of a body."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def message(user: str | None = SOMYING, words: str = "สวัสดีค่ะ", **more: Any) -> dict[str, Any]:
    """A text message event as LINE's reference shows it."""
    number = next(NUMBERS)
    event: dict[str, Any] = {
        "type": "message",
        "mode": "active",
        "timestamp": NOON + number,
        "webhookEventId": f"01EVENT{number:019d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"{number:032x}",
        "source": {"type": "user", "userId": user} if user else {"type": "user"},
        "message": {"type": "text", "id": str(10**17 + number), "text": words},
    }
    return event | more


def knock(client: FlaskClient, *events: Any, secret: str = SECRET) -> TestResponse:
    """Deliver these events in one signed body."""
    return knock_raw(
        client, json.dumps({"destination": OFFICE, "events": list(events)}).encode(), secret=secret
    )


def knock_raw(client: FlaskClient, body: bytes, *, secret: str = SECRET) -> TestResponse:
    """Deliver these very bytes, signed."""
    return client.post("/webhook", data=body, headers={"X-Line-Signature": signed(body, secret)})
