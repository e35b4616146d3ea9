"""Sending: reply, push, multicast, broadcast, narrowcast, and their dry runs."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, g, jsonify, request

from bot.simulator.api.gate import QUOTA_MESSAGE, Refused, json_body, platform, refuse_if
from bot.simulator.people import Group, Person
from bot.simulator.rules import Problems, messages_problems
from bot.simulator.rules.problems import Place
from bot.simulator.rules.shapes import ListOf, Rule, Shape, anything
from bot.simulator.rules.values import flag, matches, text

# Source: developers.line.biz/en/reference/messaging-api/#messages
CHAT_ID = r"[UCR][0-9a-f]{32}"
USER_ID = r"U[0-9a-f]{32}"
MOST_RECIPIENTS = 500
_RETRIED = "X-Line-Retry-Key"
_UNITS = ListOf(matches(r"[a-zA-Z0-9_]{1,30}"), 0, 1)
_COMMON: dict[str, Rule] = {
    "messages": anything,
    "notificationDisabled": flag,
    "customAggregationUnits": _UNITS,
}
_REPLY = Shape(
    {"replyToken": text(300), "messages": anything, "notificationDisabled": flag}, ("replyToken",)
)
_PUSH = Shape({**_COMMON, "to": text(100)}, ("to",))
_MULTICAST = Shape({**_COMMON, "to": ListOf(text(100), 1, MOST_RECIPIENTS)}, ("to",))
_BROADCAST = Shape(_COMMON)
_NARROWCAST = Shape({**_COMMON, "recipient": anything, "filter": anything, "limit": anything})
_DRY_RUN = Shape({"messages": anything})

Sent = list[dict[str, Any]]


def reply() -> Response:
    if _RETRIED in request.headers:
        raise Refused(400, "The retry key is not supported by this endpoint")
    body = _checked(_REPLY)
    with platform.lock:
        now = platform.now()
        chat = platform.chat(platform.reply_tokens.use(body["replyToken"], now) or "")
        if chat is None:
            raise Refused(400, "Invalid reply token")
        reached = [chat] if chat.can_be_reached(now) else []
        return jsonify(sentMessages=platform.sends("reply", reached, body["messages"]))


def push() -> Response:
    def send(body: dict[str, Any]) -> Sent:
        chat = platform.chat(body["to"])
        if chat is None:
            raise Refused(400, "Failed to send messages")
        return _deliver("push", [chat], body["messages"])

    def told(sent: Sent | None) -> Response:
        return jsonify(sentMessages=sent)

    body = _checked(_PUSH)
    _must_be_id(body["to"], CHAT_ID, "to")
    return _once(body, send, told)


def multicast() -> Response:
    def send(body: dict[str, Any]) -> None:
        known = [platform.people.get(user_id) for user_id in dict.fromkeys(body["to"])]
        _deliver("multicast", [person for person in known if person], body["messages"])

    body = _checked(_MULTICAST)
    for index, user_id in enumerate(body["to"]):
        _must_be_id(user_id, USER_ID, f"to[{index}]")
    return _once(body, send)


def broadcast() -> Response:
    def send(body: dict[str, Any]) -> None:
        _deliver("broadcast", _friends(), body["messages"])

    return _once(_checked(_BROADCAST), send)


def narrowcast() -> tuple[Response, int]:
    def send(body: dict[str, Any]) -> None:
        friends = _friends()
        _deliver("narrowcast", friends, body["messages"])
        platform.narrowcasts[g.request_id] = (platform.now(), len(friends))

    return _once(_checked(_NARROWCAST), send), 202


def narrowcast_progress() -> Response:
    known = platform.narrowcasts.get(request.args.get("requestId", ""))
    if known is None:
        raise Refused(404, "Not found")
    at, reached = known
    moment = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return jsonify(
        phase="succeeded",
        successCount=reached,
        failureCount=0,
        targetCount=reached,
        acceptedTime=moment,
        completedTime=moment,
    )


def dry_run(kind: str) -> Response:
    """The validate endpoints: the same rules, nothing sent."""
    _checked(_DRY_RUN)
    return jsonify({})


def _checked(shape: Shape) -> dict[str, Any]:
    body = json_body()
    problems = Problems()
    shape.inspect(body, Place(), problems)
    refuse_if(messages_problems(body.get("messages"), problems))
    return body


def _must_be_id(value: str, pattern: str, name: str) -> None:
    if not re.fullmatch(pattern, value):
        where = "(line: -, column: -)"
        raise Refused(400, f"The property, '{name}', in the request body is invalid {where}")


def _once(
    body: dict[str, Any],
    send: Callable[[dict[str, Any]], Sent | None],
    told: Callable[[Sent | None], Response] = lambda sent: jsonify({}),
) -> Response:
    """Send unless a request with the same retry key was accepted within the day."""
    key = request.headers.get(_RETRIED)
    if key is not None and not _is_uuid(key):
        raise Refused(400, "Invalid retry key")
    with platform.lock:
        now = platform.now()
        if key and (before := platform.retry_keys.accepted(key, now)):
            again = {"message": "The retry key is already accepted"}
            shown = {"sentMessages": before.sent} if before.sent is not None else {}
            raise Refused(409, {**again, **shown}, x_line_accepted_request_id=before.request_id)
        sent = send(body)
        if key:
            platform.retry_keys.remember(key, g.request_id, sent, now)
        return told(sent)


def _deliver(kind: str, chats: Sequence[Person | Group], messages: list[dict[str, Any]]) -> Sent:
    """Show to those who can be reached and count them; all get the 200."""
    now = platform.now()
    reached = [chat for chat in chats if chat.can_be_reached(now)]
    heads = sum(chat.heads for chat in reached)
    if platform.faults.quota_reached or not platform.quota.has_room(heads, now):
        raise Refused(429, QUOTA_MESSAGE)
    return platform.sends(kind, reached, messages)


def _friends() -> list[Person]:
    return [person for person in platform.people if person.friend and not person.blocked]


def _is_uuid(key: str) -> bool:
    try:
        return str(uuid.UUID(key)) == key.lower()
    except ValueError:
        return False


def register(api: Blueprint) -> None:
    for view in (reply, push, multicast, broadcast, narrowcast):
        api.post(f"/v2/bot/message/{view.__name__}", endpoint=view.__name__)(view)
    kinds = "<any(reply,push,multicast,broadcast,narrowcast):kind>"
    api.post(f"/v2/bot/message/validate/{kinds}")(dry_run)
    api.get("/v2/bot/message/progress/narrowcast")(narrowcast_progress)
