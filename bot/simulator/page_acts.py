"""What is done on the phone in the browser: each button there is one act of a citizen."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from bot.simulator.acts import Acts, CannotDo
from bot.simulator.api.gate import platform
from bot.simulator.contents import Upload
from bot.simulator.page import person_of

acts = Blueprint("acts", __name__, url_prefix="/phone/<user_id>")
MEDIA = ("image", "video", "audio", "file")


@acts.post("/follow")
def follow(user_id: str) -> Response:
    _acts().follow(person_of(user_id))
    return jsonify({})


@acts.post("/block")
def block(user_id: str) -> Response:
    _acts().block(person_of(user_id))
    return jsonify({})


@acts.post("/text")
def text(user_id: str) -> Response:
    words = str(_asked("text"))
    _acts().text(person_of(user_id), words, quoting=_optional("quotedMessageId"))
    return jsonify({})


@acts.post("/sticker")
def sticker(user_id: str) -> Response:
    _acts().sticker(person_of(user_id), str(_asked("packageId")), str(_asked("stickerId")))
    return jsonify({})


@acts.post("/location")
def location(user_id: str) -> Response:
    place = {name: float(_asked(name)) for name in ("latitude", "longitude")}
    words = {name: _optional(name) for name in ("title", "address")}
    told = {name: held for name, held in words.items() if held}
    _acts().location(person_of(user_id), {**told, **place})
    return jsonify({})


@acts.post("/media")
def media(user_id: str) -> Response:
    kind = request.form.get("kind", "")
    uploads = [
        Upload(one.read(), one.content_type or "application/octet-stream", one.filename or "file")
        for one in request.files.getlist("files")
    ]
    if kind not in MEDIA or not uploads:
        raise CannotDo(f"send files, and kind as one of {', '.join(MEDIA)}")
    _acts().media(person_of(user_id), kind, uploads)
    return jsonify({})


@acts.post("/action")
def action(user_id: str) -> Response:
    tapped = _asked("action")
    params = (request.get_json(silent=True) or {}).get("params")
    if not isinstance(tapped, dict):
        raise CannotDo("action must be a LINE action object")
    _acts().tap(person_of(user_id), tapped, params)
    return jsonify({})


@acts.post("/unsend")
def unsend(user_id: str) -> Response:
    _acts().unsend(person_of(user_id), str(_asked("messageId")))
    return jsonify({})


@acts.post("/watched")
def watched(user_id: str) -> Response:
    _acts().watch(person_of(user_id), str(_asked("trackingId")))
    return jsonify({})


@acts.post("/read")
def read(user_id: str) -> Response:
    with platform.lock:
        person_of(user_id).unread = 0
    return jsonify({})


@acts.errorhandler(CannotDo)
def cannot_do(why: CannotDo) -> ResponseReturnValue:
    return jsonify(error=str(why)), 409


@acts.errorhandler(KeyError)
@acts.errorhandler(ValueError)
def not_understood(why: Exception) -> ResponseReturnValue:
    return jsonify(error=f"{why} is missing or wrong"), 400


def _acts() -> Acts:
    return Acts(platform, platform.courier.deliver_soon)


def _asked(name: str) -> Any:
    return (request.get_json(silent=True) or {})[name]


def _optional(name: str) -> str | None:
    held = (request.get_json(silent=True) or {}).get(name)
    return str(held) if held else None
