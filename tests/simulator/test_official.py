"""LINE's own definitions are asked in earnest: what is wrong in a call is found."""

import os
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.simulator.journal import Entry
from tests import official
from tests.official_papers import FOLDER

REPLY = "/v2/bot/message/reply"
WORDS: dict[str, Any] = {"type": "text", "text": "ค่ะ"}
SENT = {"sentMessages": [{"id": "1"}]}
BOX = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "ค่ะ"}]}


def call(sent: Any, got: Any = SENT, path: str = REPLY, **told: Any) -> Entry:
    known = {"kind": "api", "method": "POST", "status": 200, "reason": ""} | told
    bodies = {"request": {"body": sent}, "response": {"body": got}}
    return Entry(n=1, at=datetime.now(UTC), path=path, ms=1, request_id="", **known, **bodies)


def reply(*messages: Any) -> dict[str, Any]:
    return {"replyToken": "t", "messages": list(messages)}


def card(body: Any) -> dict[str, Any]:
    return {"type": "flex", "altText": "การ์ด", "contents": {"type": "bubble", "body": body}}


def test_what_is_right_is_let_through() -> None:
    assert official.faults([call(reply(WORDS, card(BOX)))]) == []
    token = call("grant_type=…", {"token_type": "Bearer", "access_token": "a", "expires_in": 900},
                 "/oauth2/v3/token")  # fmt: skip
    assert official.faults([token]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        call(reply(WORDS | {"words": "ค่ะ"})),
        call(reply(*[WORDS] * 6)),
        call({"messages": [WORDS]}),
        call(reply({"type": "hologram"})),
        call(reply(card(BOX | {"layout": "diagonal"}))),
        call(reply(card(BOX | {"contents": [{"type": "text", "text": "ค่ะ", "colour": "red"}]}))),
        call(reply(WORDS), {"sentMessages": []}),
        call(reply(WORDS), path="/v2/bot/message/whisper"),
        call({"destination": "U" + "0" * 32, "events": [{"type": "message"}]}, kind="webhook"),
    ],
)
def test_what_line_does_not_know_is_found(wrong: Entry) -> None:
    assert official.faults([wrong])


def test_what_the_pretend_line_refused_too_is_no_fault_of_anybody() -> None:
    assert official.faults([call(reply({"type": "hologram"}), status=400)]) == []


@pytest.mark.skipif(not os.environ.get(FOLDER), reason=f"{FOLDER} names no line-openapi")
@pytest.mark.parametrize(
    "wrong",
    [
        call(None),
        call(reply(WORDS | {"quickReply": {"items": [{"typ": "action"}]}})),
        call(reply(WORDS), SENT | {"more": 1}),
    ],
)
def test_what_only_the_definitions_tell_is_found(wrong: Entry) -> None:
    assert official.faults([wrong])
