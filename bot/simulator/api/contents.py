"""Fetching what citizens sent: the file, its preview, and whether a clip is ready."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from bot.simulator.api.gate import Refused, platform
from bot.simulator.contents import Content

# Source: developers.line.biz/en/reference/messaging-api/#getting-content


def content(message_id: str) -> Response:
    found = _found(message_id)
    if platform.faults.take("content_pending"):
        return Response(b"", 202, content_type="application/json")
    return _file(found)


def preview(message_id: str) -> Response:
    found = _found(message_id)
    if found.kind not in ("image", "video"):
        raise Refused(400, "The content can not be previewed")
    return _file(found)


def transcoding(message_id: str) -> Response:
    found = _found(message_id)
    if found.kind not in ("video", "audio"):
        raise Refused(400, "Transcoding status doesn't support this type of content")
    pending = platform.faults.content_pending > 0
    return jsonify(status="processing" if pending else "succeeded")


def _found(message_id: str) -> Content:
    if platform.faults.take("content_bad"):
        raise Refused(400, "Bad request")
    found = platform.contents.get(message_id)
    if found is None:
        raise Refused(404, "not found")
    if found.gone:
        raise Refused(410, "The content is gone")
    return found


def _file(found: Content) -> Response:
    return Response(found.upload.data, 200, content_type=found.upload.content_type)


def register(api: Blueprint) -> None:
    path = "/v2/bot/message/<message_id>/content"
    api.get(path)(content)
    api.get(f"{path}/preview")(preview)
    api.get(f"{path}/transcoding")(transcoding)
