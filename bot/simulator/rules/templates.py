"""Template messages: buttons, confirm, carousel and image carousel, with their limits."""

from __future__ import annotations

from typing import Any

from bot.simulator.rules.actions import IN_IMAGE_CAROUSEL, IN_TEMPLATE, IN_TEMPLATE_IMAGE
from bot.simulator.rules.problems import Place, Problems
from bot.simulator.rules.shapes import ListOf, OneOf, Rule, Shape, anything
from bot.simulator.rules.values import choice, graphemes, matches, text, uri

# Source: developers.line.biz/en/reference/messaging-api/#template-messages
MEDIA = uri(2000, "https")
TITLE = text(40, unit=graphemes)
COLOUR = matches(r"#[0-9A-Fa-f]{6}")
WITH_HEADING = 60  # graphemes of text when a title or an image stands above it

_LOOK: dict[str, Rule] = {
    "imageAspectRatio": choice("rectangle", "square"),
    "imageSize": choice("cover", "contain"),
}
_PICTURE: dict[str, Rule] = {
    "thumbnailImageUrl": MEDIA,
    "imageBackgroundColor": COLOUR,
    "title": TITLE,
    "defaultAction": IN_TEMPLATE_IMAGE,
}


def _shorter_under_heading(part: dict[str, Any], place: Place, problems: Problems) -> None:
    headed = part.get("title") or part.get("thumbnailImageUrl")
    words = part.get("text")
    if headed and isinstance(words, str) and graphemes(words) > WITH_HEADING:
        problems.add(place / "text", f"Length must be between 0 and {WITH_HEADING}")


def _columns_alike(template: dict[str, Any], place: Place, problems: Problems) -> None:
    columns = [c for c in template.get("columns") or [] if isinstance(c, dict)]
    counts = {len(c["actions"]) for c in columns if isinstance(c.get("actions"), list)}
    if len(counts) > 1:
        problems.add(place / "columns", "The number of actions must be the same in all columns")
    for key in ("thumbnailImageUrl", "title"):
        if len({bool(column.get(key)) for column in columns}) > 1:
            problems.add(place / "columns", f"{key} must be set in all columns or in none")


_COLUMN = Shape(
    {**_PICTURE, "text": text(120, unit=graphemes), "actions": ListOf(IN_TEMPLATE, 1, 3)},
    required=("text", "actions"),
    extra=_shorter_under_heading,
)
_IMAGE_COLUMN = Shape(
    {"imageUrl": MEDIA, "action": IN_IMAGE_CAROUSEL}, required=("imageUrl", "action")
)
TEMPLATE = OneOf(
    {
        "buttons": Shape(
            {
                "type": anything,
                **_LOOK,
                **_PICTURE,
                "text": text(160, unit=graphemes),
                "actions": ListOf(IN_TEMPLATE, 1, 4),
            },
            required=("text", "actions"),
            extra=_shorter_under_heading,
        ),
        "confirm": Shape(
            {
                "type": anything,
                "text": text(240, unit=graphemes),
                "actions": ListOf(IN_TEMPLATE, 2, 2),
            },
            required=("text", "actions"),
        ),
        "carousel": Shape(
            {"type": anything, **_LOOK, "columns": ListOf(_COLUMN, 1, 10)},
            required=("columns",),
            extra=_columns_alike,
        ),
        "image_carousel": Shape(
            {"type": anything, "columns": ListOf(_IMAGE_COLUMN, 1, 10)}, required=("columns",)
        ),
    }
)
