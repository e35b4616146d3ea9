"""The gate every API call passes: request id, faults, access token, rate limit, JSON, log."""

from __future__ import annotations

import socket
import time
import uuid
from json import JSONDecodeError, loads
from typing import Any, cast

from flask import Blueprint, Response, current_app, g, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.local import LocalProxy

from bot.simulator.journal import shown_body, shown_headers
from bot.simulator.platform import Platform
from bot.simulator.rules import Problems

# Source: developers.line.biz/en/reference/messaging-api/#common-specifications
MOST_BYTES = 2 * 1024 * 1024
OPEN_PATHS = ("/oauth2/",)
RATE_MESSAGE = "The API rate limit has been exceeded. Try again later."
QUOTA_MESSAGE = "You have reached your monthly limit."
SAME_USER_MESSAGE = "Too many messages were sent to the same user."
_REASON = "Confirm that the access token in the authorization header is valid."

platform = cast(Platform, LocalProxy(lambda: current_app.extensions["simulator"]))


class Refused(Exception):
    """Raised by a view to answer with LINE's error body."""

    def __init__(self, status: int, message: str | dict[str, Any], **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message} if isinstance(message, str) else message
        self.headers = headers


def refuse_if(problems: Problems) -> None:
    if problems:
        raise Refused(400, problems.answer())


def json_body() -> dict[str, Any]:
    """The request's JSON object; refuses other content types and broken JSON as LINE does."""
    if "json" not in (request.content_type or ""):
        raise Refused(415, f"The content type, {request.content_type}, is not supported")
    try:
        body = loads(request.get_data())
    except JSONDecodeError as broken:
        where = f"(line: {broken.lineno}, column: {broken.colno})"
        raise Refused(400, f"The request body could not be parsed as JSON {where}") from None
    if not isinstance(body, dict):
        raise Refused(400, "The request body could not be parsed as JSON (line: 1, column: 1)")
    return body


def guard(api: Blueprint) -> None:
    api.before_request(_arrive)
    api.after_request(_leave)
    api.register_error_handler(Refused, _refused)


def endpoint() -> str:
    """Method and route, without the values in the path: `POST /v2/bot/message/push`."""
    return f"{request.method} {request.url_rule.rule if request.url_rule else request.path}"


def _arrive() -> None:
    g.arrived = time.monotonic()
    g.request_id = str(uuid.uuid4())
    request.get_data()  # the log shows it, and a kept-alive connection needs it read
    _strike_before()
    if (request.content_length or 0) > MOST_BYTES:
        raise Refused(413, "Request exceeds the max size of 2MB")
    if request.path.startswith(OPEN_PATHS):
        return
    with platform.lock:
        _admit()


def _admit() -> None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or not token:
        raise Refused(401, f"Authentication failed. {_REASON}")
    faults = platform.faults
    if faults.unauthorized and faults.take("unauthorized"):
        raise Refused(401, f"Authentication failed due to the following reason: expired. {_REASON}")
    if not platform.access_tokens.accepts(token, platform.now()):
        told = f"Authentication failed due to the following reason: invalid token. {_REASON}"
        raise Refused(401, told)
    limited = faults.concern(request.path) and faults.take("rate_limited")
    if limited or not platform.rates.allows(endpoint(), platform.now()):
        raise Refused(429, RATE_MESSAGE)


def _strike_before() -> None:
    faults = platform.faults
    if not faults.concern(request.path):
        return
    if faults.slow_ms:
        time.sleep(faults.slow_ms / 1000)
    if faults.take("hang"):
        time.sleep(faults.hang_seconds)
        raise _cut_off()
    if faults.take("reset_before"):
        raise _cut_off()
    if faults.take("fail_before"):
        raise Refused(500, "Internal server error")
    if faults.take("same_user"):
        raise Refused(429, SAME_USER_MESSAGE)


def _leave(response: Response) -> Response:
    faults = platform.faults
    if response.status_code < 300 and faults.concern(request.path):
        if faults.take("fail_after"):
            response = jsonify(message="Internal server error")
            response.status_code = 500
        elif faults.take("reset_after"):
            _cut_off()
    response.headers["x-line-request-id"] = g.request_id
    _log(response)
    return response


def _refused(refusal: Refused) -> Response:
    response = jsonify(refusal.body)
    response.status_code = refusal.status
    for name, value in refusal.headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def _cut_off() -> Refused:
    """Drop the connection without an answer, as a broken network does."""
    connection = request.environ.get("werkzeug.socket") or request.environ.get("gunicorn.socket")
    if connection is not None:
        connection.shutdown(socket.SHUT_RDWR)
    return Refused(500, "The connection was cut")


def _log(response: Response) -> None:
    platform.journal.write(
        at=platform.now(),
        kind="api",
        method=request.method,
        path=request.full_path.rstrip("?"),
        status=response.status_code,
        ms=round((time.monotonic() - g.arrived) * 1000, 1),
        request_id=g.request_id,
        request={
            "headers": shown_headers(request.headers.items()),
            "body": shown_body(request.get_data(), request.content_type),
        },
        response={
            "headers": shown_headers(response.headers.items()),
            "body": shown_body(response.get_data(), response.content_type),
        },
    )


def not_found(error: HTTPException) -> tuple[dict[str, str], int]:
    """A path LINE does not have."""
    return {"message": "Not found"}, error.code or 404
