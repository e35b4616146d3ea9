"""Rich menus: the object, its image and the batch of links, held against LINE's limits."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from bot.simulator.rules.actions import ALIAS, IN_RICH_MENU
from bot.simulator.rules.problems import Place, Problems
from bot.simulator.rules.shapes import ListOf, Shape
from bot.simulator.rules.values import flag, graphemes, matches, number, text

# Source: developers.line.biz/en/reference/messaging-api/#rich-menu-object and
# #upload-rich-menu-image-requirements. Areas may overlap and may overrun the edge.
WIDTH = (800, 2500)
HEIGHT_LEAST = 250
ASPECT_LEAST = 1.45
IMAGE_BYTES = 1024 * 1024
IMAGE_TYPES = {"image/jpeg": "JPEG", "image/png": "PNG"}
MOST_AREAS = 20
MOST_MENUS = MOST_ALIASES = 1000

_MUCH = 2_147_483_647


def _wide_enough(size: dict[str, Any], place: Place, problems: Problems) -> None:
    width, height = size.get("width"), size.get("height")
    if isinstance(width, int) and isinstance(height, int) and width < height * ASPECT_LEAST:
        problems.add(place, "The aspect ratio (width / height) must be 1.45 or more")


_BOUNDS = Shape(
    {
        "x": number(0, _MUCH),
        "y": number(0, _MUCH),
        "width": number(1, _MUCH),
        "height": number(1, _MUCH),
    },
    required=("x", "y", "width", "height"),
)
RICH_MENU = Shape(
    {
        "size": Shape(
            {"width": number(*WIDTH), "height": number(HEIGHT_LEAST, _MUCH)},
            required=("width", "height"),
            extra=_wide_enough,
        ),
        "selected": flag,
        "name": text(300, unit=graphemes),
        "chatBarText": text(14, unit=graphemes),
        "areas": ListOf(
            Shape({"bounds": _BOUNDS, "action": IN_RICH_MENU}, required=("bounds", "action")),
            0,
            MOST_AREAS,
        ),
    },
    required=("size", "selected", "name", "chatBarText", "areas"),
)
ALIAS_REQUEST = Shape(
    {"richMenuAliasId": matches(ALIAS), "richMenuId": text(100)},
    required=("richMenuAliasId", "richMenuId"),
)


def richmenu_problems(menu: Any) -> Problems:
    """What LINE would say of a rich menu object."""
    problems = Problems()
    RICH_MENU.inspect(menu, Place(), problems)
    for detail in problems.details:  # rich menus say it in other words than messages do
        if detail["message"] == "May not be empty":
            detail["message"] = "must be specified"
    return problems


def image_fits(data: bytes, content_type: str) -> bool:
    """Whether LINE would take these bytes as a rich menu image of this content type."""
    if len(data) > IMAGE_BYTES:
        return False
    try:
        with Image.open(io.BytesIO(data)) as image:
            (width, height), kind = image.size, image.format
    except (UnidentifiedImageError, OSError):
        return False
    return (
        kind == IMAGE_TYPES[content_type]
        and WIDTH[0] <= width <= WIDTH[1]
        and height >= HEIGHT_LEAST
        and width / height >= ASPECT_LEAST
    )
