"""Who sees which rich menu: the default, links of one, of many, and whole batches."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, g, jsonify, request

from bot.simulator.api.gate import Refused, json_body, platform, refuse_if
from bot.simulator.api.menus import with_image
from bot.simulator.api.messages import USER_ID
from bot.simulator.people import Person
from bot.simulator.rules import Problems
from bot.simulator.rules.problems import Place
from bot.simulator.rules.shapes import ListOf, OneOf, Shape, anything
from bot.simulator.rules.values import matches, text

# Source: developers.line.biz/en/reference/messaging-api/#per-user-rich-menu
_ID = text(100)
_BATCH = Shape(
    {
        "operations": ListOf(
            OneOf(
                {
                    "link": Shape({"type": anything, "from": _ID, "to": _ID}, ("from", "to")),
                    "unlink": Shape({"type": anything, "from": _ID}, ("from",)),
                    "unlinkAll": Shape({"type": anything}),
                }
            ),
            1,
            1000,
        ),
        "resumeRequestKey": matches(r"[0-9a-zA-Z\-_]{1,100}"),
    },
    ("operations",),
)
_USERS = ListOf(text(100), 1, 500)
_BULK_LINK = Shape({"richMenuId": _ID, "userIds": _USERS}, ("richMenuId", "userIds"))
_BULK_UNLINK = Shape({"userIds": _USERS}, ("userIds",))


def set_default(menu_id: str) -> Response:
    with platform.lock:
        platform.rich_menus.default = with_image(menu_id).id
        platform.menu_revision += 1
    return jsonify({})


def get_default() -> Response:
    if platform.rich_menus.default is None:
        raise Refused(404, {"message": "no default richmenu", "details": []})
    return jsonify(richMenuId=platform.rich_menus.default)


def clear_default() -> Response:
    with platform.lock:
        platform.rich_menus.default = None
        platform.menu_revision += 1
    return jsonify({})


def link(user_id: str, menu_id: str) -> Response:
    _must_be_user(user_id)
    with platform.lock:
        menu = with_image(menu_id)
        _give([user_id], menu.id)
    return jsonify({})


def unlink(user_id: str) -> Response:
    _must_be_user(user_id)
    with platform.lock:
        _give([user_id], None)
    return jsonify({})


def linked(user_id: str) -> Response:
    _must_be_user(user_id)
    person = platform.people.get(user_id)
    if person is None or person.rich_menu_id is None:
        raise Refused(404, {"message": "the user has no richmenu", "details": []})
    return jsonify(richMenuId=person.rich_menu_id)


def bulk_link() -> tuple[Response, int]:
    body = _checked(_BULK_LINK)
    _must_be_users(body)
    with platform.lock:
        menu = with_image(body["richMenuId"])
        _give(body["userIds"], menu.id)
    return jsonify({}), 202


def bulk_unlink() -> tuple[Response, int]:
    body = _checked(_BULK_UNLINK)
    _must_be_users(body)
    with platform.lock:
        _give(body["userIds"], None)
    return jsonify({}), 202


def batch() -> tuple[Response, int]:
    body = _checked_batch()
    with platform.lock:
        menus = platform.rich_menus
        key = body.get("resumeRequestKey")
        if key not in menus.resume_keys:
            menus.run_batch(body["operations"], platform.people)
        if key:
            menus.resume_keys[key] = platform.now()
        menus.batches[g.request_id] = platform.now()
    return jsonify({}), 202


def validate_batch() -> Response:
    _checked_batch()
    return jsonify({})


def batch_progress() -> Response:
    at = platform.rich_menus.batches.get(request.args.get("requestId", ""))
    if at is None:
        raise Refused(404, "Not found")
    moment = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return jsonify(phase="succeeded", acceptedTime=moment, completedTime=moment)


def _checked(shape: Shape) -> dict[str, Any]:
    body = json_body()
    problems = Problems()
    shape.inspect(body, Place(), problems)
    refuse_if(problems)
    return body


def _checked_batch() -> dict[str, Any]:
    body = _checked(_BATCH)
    operations = body["operations"]
    problems = Problems()
    kinds = {one["type"] for one in operations}
    if "unlinkAll" in kinds and len(kinds) > 1:
        told = "'unlinkAll' type can't be combined with other type"
        problems.add(Place("operations[].type"), told)
    sources = [one["from"] for one in operations if "from" in one]
    for repeated in sorted({menu for menu in sources if sources.count(menu) > 1}):
        problems.add(Place("operations[].from"), f"from richmenu ({repeated}) is duplicated")
    refuse_if(problems)
    with platform.lock:
        for index, one in enumerate(operations):
            _must_exist(one, Place("operations") / index)
    return body


def _must_exist(operation: dict[str, Any], place: Place) -> None:
    known = platform.rich_menus.by_id
    problems = Problems()
    for key in ("from", "to"):
        menu_id = operation.get(key)
        if menu_id and menu_id not in known:
            problems.add(place / key, f"Richmenu ({menu_id}) is not found")
            raise Refused(404, problems.answer())
    target = operation.get("to")
    if target and known[target].image is None:
        told = f"'to' richmenu ({target}) must have image but it doesn't"
        problems.add(place / "to", told)
        raise Refused(400, problems.answer())


def _give(user_ids: list[str], menu_id: str | None) -> None:
    """Link or unlink; whoever is not a friend is passed over in silence."""
    for user_id in user_ids:
        person: Person | None = platform.people.get(user_id)
        if person and person.friend and not person.blocked:
            person.rich_menu_id = menu_id
            person.revision += 1


def _must_be_user(user_id: str) -> None:
    if not re.fullmatch(USER_ID, user_id):
        raise Refused(400, "The value for the 'userId' parameter is invalid")


def _must_be_users(body: dict[str, Any]) -> None:
    for index, user_id in enumerate(body["userIds"]):
        if not re.fullmatch(USER_ID, user_id):
            told = f"The property, 'userIds[{index}]', in the request body is invalid"
            raise Refused(400, f"{told} (line: -, column: -)")


def register(api: Blueprint) -> None:
    user, menu = "/v2/bot/user", "/v2/bot/richmenu"
    api.post(f"{user}/all/richmenu/<menu_id>")(set_default)
    api.get(f"{user}/all/richmenu")(get_default)
    api.delete(f"{user}/all/richmenu")(clear_default)
    api.post(f"{user}/<user_id>/richmenu/<menu_id>")(link)
    api.get(f"{user}/<user_id>/richmenu")(linked)
    api.delete(f"{user}/<user_id>/richmenu")(unlink)
    api.post(f"{menu}/bulk/link")(bulk_link)
    api.post(f"{menu}/bulk/unlink")(bulk_unlink)
    api.post(f"{menu}/batch")(batch)
    api.post(f"{menu}/validate/batch")(validate_batch)
    api.get(f"{menu}/progress/batch")(batch_progress)
