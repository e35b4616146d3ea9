"""Rich menus: made, given an image, named by aliases, listed and deleted."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.simulator.api.gate import Refused, json_body, platform, refuse_if
from bot.simulator.menus import RichMenu
from bot.simulator.rules import Problems, richmenu_problems
from bot.simulator.rules.problems import Place
from bot.simulator.rules.richmenus import (
    ALIAS_REQUEST,
    IMAGE_TYPES,
    MOST_ALIASES,
    MOST_MENUS,
    image_fits,
)

# Source: developers.line.biz/en/reference/messaging-api/#rich-menu
NO_IMAGE = {"message": "must upload richmenu image before applying it to user", "details": []}
NO_MENU = {"message": "richmenu not found", "details": []}
NO_ALIAS = {"message": "richmenu alias not found", "details": []}


def found(menu_id: str, *, status: int = 404) -> RichMenu:
    menu = platform.rich_menus.by_id.get(menu_id)
    if menu is None:
        raise Refused(status, NO_MENU)
    return menu


def with_image(menu_id: str, *, status: int = 404) -> RichMenu:
    menu = found(menu_id, status=status)
    if menu.image is None:
        raise Refused(400, NO_IMAGE)
    return menu


def create() -> Response:
    body = json_body()
    refuse_if(richmenu_problems(body))
    with platform.lock:
        if len(platform.rich_menus.by_id) >= MOST_MENUS:
            raise Refused(400, "The maximum number of rich menus has been reached")
        return jsonify(richMenuId=platform.rich_menus.create(body).id)


def validate() -> Response:
    refuse_if(richmenu_problems(json_body()))
    return jsonify({})


def listed() -> Response:
    with platform.lock:
        return jsonify(richmenus=[menu.as_json() for menu in platform.rich_menus.by_id.values()])


def get(menu_id: str) -> Response:
    return jsonify(found(menu_id).as_json())


def delete(menu_id: str) -> Response:
    with platform.lock:
        if not platform.rich_menus.delete(menu_id):
            raise Refused(404, NO_MENU)
        platform.menu_revision += 1
    return jsonify({})


def upload_image(menu_id: str) -> Response:
    data, kind = request.get_data(), request.content_type or ""
    if kind not in IMAGE_TYPES:
        raise Refused(415, f"The content type, {kind}, is not supported")
    fits = image_fits(data, kind)
    with platform.lock:
        menu = found(menu_id)
        if menu.image is not None:
            raise Refused(400, "An image has already been uploaded to the richmenu")
        if not fits:
            raise Refused(400, "The image size is not allowed for richmenu")
        menu.image, menu.content_type = data, kind
    return jsonify({})


def image(menu_id: str) -> Response:
    menu = found(menu_id)
    if menu.image is None:
        raise Refused(404, "Not found")
    return Response(menu.image, 200, content_type=menu.content_type)


def create_alias() -> Response:
    body = json_body()
    problems = Problems()
    ALIAS_REQUEST.inspect(body, Place(), problems)
    refuse_if(problems)
    with platform.lock:
        aliases = platform.rich_menus.aliases
        if body["richMenuAliasId"] in aliases:
            raise Refused(400, {"message": "conflict richmenu alias id", "details": []})
        if len(aliases) >= MOST_ALIASES:
            raise Refused(400, "The maximum number of rich menu aliases has been reached")
        aliases[body["richMenuAliasId"]] = _for_alias(body)
    return jsonify({})


def update_alias(alias: str) -> Response:
    body = json_body()
    with platform.lock:
        _alias_found(alias)
        platform.rich_menus.aliases[alias] = _for_alias(body)
    return jsonify({})


def get_alias(alias: str) -> Response:
    return jsonify(richMenuAliasId=alias, richMenuId=_alias_found(alias))


def delete_alias(alias: str) -> Response:
    with platform.lock:
        _alias_found(alias)
        del platform.rich_menus.aliases[alias]
    return jsonify({})


def list_aliases() -> Response:
    with platform.lock:
        pairs = platform.rich_menus.aliases.items()
        return jsonify(aliases=[{"richMenuAliasId": a, "richMenuId": m} for a, m in pairs])


def _for_alias(body: dict[str, Any]) -> str:
    menu = platform.rich_menus.by_id.get(str(body.get("richMenuId")))
    if menu is None or menu.image is None:
        raise Refused(400, NO_MENU)
    return menu.id


def _alias_found(alias: str) -> str:
    menu_id = platform.rich_menus.aliases.get(alias)
    if menu_id is None:
        raise Refused(404, NO_ALIAS)
    return menu_id


def register(api: Blueprint) -> None:
    top = "/v2/bot/richmenu"
    api.post(top)(create)
    api.post(f"{top}/validate", endpoint="validate_menu")(validate)
    api.get(f"{top}/list", endpoint="menu_list")(listed)
    api.get(f"{top}/<menu_id>", endpoint="menu")(get)
    api.delete(f"{top}/<menu_id>", endpoint="delete_menu")(delete)
    api.post(f"{top}/<menu_id>/content", endpoint="upload_image")(upload_image)
    api.get(f"{top}/<menu_id>/content", endpoint="menu_image")(image)
    api.post(f"{top}/alias")(create_alias)
    api.get(f"{top}/alias/list")(list_aliases)
    api.get(f"{top}/alias/<alias>")(get_alias)
    api.post(f"{top}/alias/<alias>")(update_alias)
    api.delete(f"{top}/alias/<alias>")(delete_alias)
