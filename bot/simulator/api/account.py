"""The account itself: tokens, profile, message counts, webhook, reading and waiting signs."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.simulator.api.gate import Refused, json_body, platform, refuse_if
from bot.simulator.api.messages import USER_ID
from bot.simulator.limits import line_day
from bot.simulator.rules import Problems
from bot.simulator.rules.problems import Place
from bot.simulator.rules.values import uri
from bot.simulator.tokens import STATELESS_LIFE

COUNTED = ("reply", "push", "multicast", "broadcast")
_WEBHOOK_URL = uri(500, "https")


def issue_token() -> Response | tuple[Response, int]:
    """developers.line.biz/en/reference/messaging-api/#issue-stateless-channel-access-token"""
    form = request.form
    if form.get("grant_type") != "client_credentials":
        return jsonify(error="unsupported_grant_type", error_description="invalid grant_type"), 400
    right = (platform.channel.channel_id, platform.channel.secret)
    if (form.get("client_id"), form.get("client_secret")) != right:
        return jsonify(error="invalid_client", error_description="invalid client_secret"), 400
    with platform.lock:
        token = platform.access_tokens.issue(platform.now())
    seconds = int(STATELESS_LIFE.total_seconds()) - 1
    return jsonify(token_type="Bearer", access_token=token, expires_in=seconds)


def profile(user_id: str) -> Response:
    person = platform.people.get(user_id)
    if person is None or person.blocked or not person.friend:
        raise Refused(404, "Not found")
    told = {"userId": person.user_id, "displayName": person.display_name}
    return jsonify(**told, language=person.language)


def bot_info() -> Response:
    channel = platform.channel
    return jsonify(
        userId=channel.bot_user_id,
        basicId=channel.basic_id,
        displayName=channel.display_name,
        chatMode=channel.chat_mode,
        markAsReadMode="manual" if channel.chat_mode == "chat" else "auto",
    )


def quota() -> Response:
    value = platform.quota.value
    return jsonify(type="none") if value is None else jsonify(type="limited", value=value)


def consumption() -> Response:
    used = platform.quota.used(platform.now())
    if platform.faults.quota_reached and platform.quota.value is not None:
        used = max(used, platform.quota.value)
    return jsonify(totalUsage=used)


def delivered(kind: str) -> Response:
    """Messages of one kind sent on a day (UTC+9); known from the day after."""
    try:
        day = datetime.strptime(request.args.get("date", ""), "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        raise Refused(400, "The value for the 'date' parameter is invalid") from None
    if day >= line_day(platform.now()):
        return jsonify(status="unready")
    return jsonify(status="ready", success=platform.quota.sent[kind, day])


def followers() -> Response:
    raise Refused(403, "Access to this API is not available for your account")


def start_loading() -> tuple[Response, int]:
    body = json_body()
    seconds = body.get("loadingSeconds", 20)
    problems = Problems()
    if not isinstance(seconds, int) or not 5 <= seconds <= 60:
        problems.add(Place("loadingSeconds"), "Must be between 5 and 60")
    if not isinstance(seconds, int) or seconds % 5:
        problems.add(Place("loadingSeconds"), "must be a multiple of five")
    if not re.fullmatch(USER_ID, str(body.get("chatId"))):
        told = (
            "Only user id is acceptable, "
            "please confirm if there are any group/room ids or illegal ids."
        )
        problems.add(Place("chatId"), told)
    refuse_if(problems)
    with platform.lock:
        person = platform.people.get(body["chatId"])
        if person and person.friend and not person.blocked:
            person.loading_until = platform.now() + timedelta(seconds=seconds)
            person.revision += 1
    return jsonify({}), 202


def mark_as_read() -> Response:
    token = json_body().get("markAsReadToken")
    with platform.lock:
        if not platform.mark_read(str(token)):
            told = "Tokens must be used by the bot that received them via Webhook."
            raise Refused(400, f"Invalid markAsReadToken. {told}")
    return jsonify({})


def get_webhook() -> Response:
    if not platform.channel.webhook_url:
        raise Refused(404, "Webhook endpoint not found")
    return jsonify(endpoint=platform.channel.webhook_url, active=platform.courier.active)


def set_webhook() -> Response:
    platform.channel.webhook_url = _webhook_url(json_body())
    return jsonify({})


def test_webhook() -> Response:
    """Send `events: []`, signed, and tell how the office answered."""
    body = json_body() if request.get_data() else {}
    url = _webhook_url(body) if body.get("endpoint") else platform.channel.webhook_url
    if not url:
        raise Refused(404, "Webhook endpoint not found")
    raw = json.dumps({"destination": platform.channel.bot_user_id, "events": []}).encode()
    status, reason = platform.courier.deliver_raw(raw, url=url)
    return jsonify(
        success=not reason,
        timestamp=platform.now().isoformat().replace("+00:00", "Z"),
        statusCode=status,
        reason=(reason or "OK").upper(),
        detail=str(status) if status else "Failure to connect",
    )


def _webhook_url(body: dict[str, Any]) -> str:
    url = body.get("endpoint")
    if _WEBHOOK_URL(url):
        raise Refused(400, "Invalid webhook endpoint URL")
    return str(url)


def register(api: Blueprint) -> None:
    api.post("/oauth2/v3/token")(issue_token)
    api.get("/v2/bot/profile/<user_id>")(profile)
    api.get("/v2/bot/info")(bot_info)
    api.get("/v2/bot/message/quota")(quota)
    api.get("/v2/bot/message/quota/consumption")(consumption)
    api.get(f"/v2/bot/message/delivery/<any({','.join(COUNTED)}):kind>")(delivered)
    api.get("/v2/bot/followers/ids")(followers)
    api.post("/v2/bot/chat/loading/start")(start_loading)
    api.post("/v2/bot/chat/markAsRead")(mark_as_read)
    api.get("/v2/bot/channel/webhook/endpoint")(get_webhook)
    api.put("/v2/bot/channel/webhook/endpoint")(set_webhook)
    api.post("/v2/bot/channel/webhook/test")(test_webhook)
