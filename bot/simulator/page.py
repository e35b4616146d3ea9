"""The phone in the browser: the page itself, and what it shows and asks for as JSON."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.now import offset
from bot.simulator import clock
from bot.simulator.api.gate import platform
from bot.simulator.menus import RichMenu
from bot.simulator.people import Bubble, Person

page = Blueprint("page", __name__)


# Nothing on the page comes from, or goes to, anywhere but this very origin.
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@page.get("/")
def phone() -> Response:
    shown = Response(render_template("phone.html"))
    shown.headers["Content-Security-Policy"] = CONTENT_POLICY
    return shown


@page.get("/phone/citizens")
def citizens() -> Response:
    return jsonify(citizens=[_citizen(person) for person in platform.people])


@page.post("/phone/citizens")
def new_citizen() -> ResponseReturnValue:
    name = str(_asked().get("displayName") or "").strip()
    if not name:
        return jsonify(error="displayName is missing"), 400
    with platform.lock:
        person = platform.people.add(name)
    return jsonify(_citizen(person)), 201


@page.get("/phone/<user_id>/chat")
def chat(user_id: str) -> ResponseReturnValue:
    person = person_of(user_id)
    with platform.lock:
        revision = platform.revision(person)
        if request.args.get("after") == str(revision):
            return "", 204
        menu = platform.rich_menu_of(person)
        last = person.last()
        return jsonify(
            revision=revision,
            now=platform.now().isoformat(),
            friend=person.friend,
            blocked=person.blocked,
            messages=[_bubble(one, last=one is last) for one in person.bubbles],
            richMenu=_menu(menu) if menu else None,
            loadingUntil=person.loading_until.isoformat() if person.loading_until else None,
        )


@page.get("/content/<message_id>")
def content(message_id: str) -> Response:
    found = platform.contents.get(message_id)
    if found is None or found.gone:
        raise NotFound
    return Response(found.upload.data, content_type=found.upload.content_type)


@page.get("/menu-image/<menu_id>")
def menu_image(menu_id: str) -> Response:
    menu = platform.rich_menus.by_id.get(menu_id)
    if menu is None or menu.image is None:
        raise NotFound
    return Response(
        menu.image, content_type=menu.content_type, headers={"Cache-Control": "max-age=3600"}
    )


@page.get("/phone/log")
def log() -> Response:
    after = request.args.get("after", 0, type=int)
    return jsonify(entries=[entry.as_json() for entry in platform.journal.after(after)])


@page.get("/phone/account")
def account() -> Response:
    channel, value = platform.channel, platform.quota.value
    quota = {"type": "none"} if value is None else {"type": "limited", "value": value}
    used = platform.quota.used(platform.now())
    return jsonify(
        displayName=channel.display_name, basicId=channel.basic_id, quota=quota, used=used
    )


@page.route("/phone/clock", methods=["GET", "POST"])
def moved_clock() -> ResponseReturnValue:
    if request.method == "POST":
        asked = _asked()
        try:
            clock.move_to(0 if asked.get("reset") else offset() + _seconds(asked))
        except clock.ClockStands as stands:
            return jsonify(error=str(stands)), 409
        with platform.lock:
            platform.menu_revision += 1
    return jsonify(now=platform.now().isoformat(), offsetSeconds=offset())


@page.route("/phone/faults", methods=["GET", "POST"])
def faults() -> ResponseReturnValue:
    if request.method == "POST":
        try:
            platform.faults.change(_asked())
        except ValueError as wrong:
            return jsonify(error=str(wrong)), 400
    return jsonify(platform.faults.as_json())


@page.post("/phone/reset")
def reset() -> Response:
    with platform.lock:
        platform.forget_people()
        platform.menu_revision += 1
    return jsonify({})


def person_of(user_id: str) -> Person:
    person = platform.people.get(user_id)
    if person is None:
        raise NotFound
    return person


def _asked() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _seconds(asked: dict[str, Any]) -> float:
    value = asked.get("advanceSeconds")
    return float(value) if isinstance(value, (int, float)) else 0.0


def _citizen(person: Person) -> dict[str, Any]:
    return {
        "userId": person.user_id,
        "displayName": person.display_name,
        "friend": person.friend,
        "blocked": person.blocked,
        "unread": person.unread,
    }


def _bubble(bubble: Bubble, *, last: bool) -> dict[str, Any]:
    shown = bubble.has_content and not bubble.unsent
    return {
        "id": bubble.id,
        "by": bubble.by,
        "at": bubble.at.isoformat(),
        "message": bubble.message,
        "sender": bubble.sender,
        "unsent": bubble.unsent,
        "read": bubble.read,
        "contentUrl": url_for("page.content", message_id=bubble.id) if shown else None,
        "quickReply": (bubble.quick_reply() or None) if last else None,
    }


def _menu(menu: RichMenu) -> dict[str, Any]:
    return {**menu.as_json(), "imageUrl": url_for("page.menu_image", menu_id=menu.id)}
