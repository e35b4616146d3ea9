"""Flex cards: which parts may stand where, and how big a card may be."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.simulator.rules.actions import IN_FLEX, IN_FLEX_BUTTON
from bot.simulator.rules.problems import INVALID, Place, Problems
from bot.simulator.rules.shapes import ListOf, OneOf, Rule, Shape, anything
from bot.simulator.rules.values import Check, choice, either, flag, matches, number, text, uri

# Source: developers.line.biz/en/reference/messaging-api/#flex-message
BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
CAROUSEL_BUBBLES = 12
ANIMATED_IMAGES = 10
VIDEO_SIZES = ("kilo", "mega", "giga")

SPACES = ("none", "xs", "sm", "md", "lg", "xl", "xxl")
SIZES = ("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl")
PIXELS = matches(r"\d+(\.\d+)?px")
PERCENT = matches(r"\d+(\.\d+)?%")
OFFSET_PIXELS = matches(r"-?\d+(\.\d+)?px")
COLOUR = matches(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
SPACE = either(choice(*SPACES), PIXELS)
LENGTH = either(PIXELS, PERCENT)
FONT = either(choice(*SIZES), PIXELS)
SHARE = number(0, 10_000, whole=False)
WORDS = text(1_000_000, empty="must be non-empty text")
MEDIA = uri(2000, "https")
UPRIGHT = choice("top", "bottom", "center")
ACROSS = choice("start", "end", "center")


def ratio(value: Any) -> str | None:
    """`width:height`, each 1 to 100000, the height at most three times the width."""
    if not isinstance(value, str) or not re.fullmatch(r"\d+(\.\d+)?:\d+(\.\d+)?", value):
        return INVALID
    width, height = (float(side) for side in value.split(":"))
    fits = 1 <= width <= 100_000 and 1 <= height <= 100_000 and height <= 3 * width
    return None if fits else INVALID


_OFFSET = either(choice(*SPACES), OFFSET_PIXELS, matches(r"-?\d+(\.\d+)?%"))
_PLACED: dict[str, Rule] = {
    "margin": SPACE,
    "position": choice("relative", "absolute"),
    **{f"offset{side}": _OFFSET for side in ("Top", "Bottom", "Start", "End")},
}
_LETTERS: dict[str, Rule] = {
    "type": anything,
    "size": FONT,
    "color": COLOUR,
    "weight": choice("regular", "bold"),
    "style": choice("normal", "italic"),
    "decoration": choice("none", "underline", "line-through"),
}
_SPAN = Shape({**_LETTERS, "text": text(1_000_000, least=0)})


def _says_something(component: dict[str, Any], place: Place, problems: Problems) -> None:
    if component.get("text") is None and not component.get("contents"):
        problems.add(place / "text", "May not be empty")


TEXT = Shape(
    {
        **_LETTERS,
        **_PLACED,
        "text": WORDS,
        "contents": ListOf(OneOf({"span": _SPAN})),
        "flex": SHARE,
        "align": ACROSS,
        "gravity": UPRIGHT,
        "wrap": flag,
        "lineSpacing": PIXELS,
        "action": IN_FLEX,
        "maxLines": number(0, 10_000),
        "adjustMode": choice("shrink-to-fit"),
        "scaling": flag,
    },
    extra=_says_something,
)
BUTTON = Shape(
    {
        "type": anything,
        **_PLACED,
        "action": IN_FLEX_BUTTON,
        "flex": SHARE,
        "color": COLOUR,
        "style": choice("primary", "secondary", "link"),
        "gravity": UPRIGHT,
        "height": choice("sm", "md"),
        "adjustMode": choice("shrink-to-fit"),
        "scaling": flag,
    },
    required=("action",),
)
IMAGE = Shape(
    {
        "type": anything,
        **_PLACED,
        "url": MEDIA,
        "flex": SHARE,
        "align": ACROSS,
        "gravity": UPRIGHT,
        "size": either(choice(*SIZES, "full"), LENGTH),
        "aspectRatio": ratio,
        "aspectMode": choice("cover", "fit"),
        "backgroundColor": COLOUR,
        "action": IN_FLEX,
        "animated": flag,
    },
    required=("url",),
)
ICON = Shape(
    {
        "type": anything,
        **_PLACED,
        "url": MEDIA,
        "size": FONT,
        "aspectRatio": ratio,
        "scaling": flag,
    },
    required=("url",),
)
SEPARATOR = Shape({"type": anything, "margin": SPACE, "color": COLOUR})
FILLER = Shape({"type": anything, "flex": SHARE})
_GRADIENT = Shape(
    {
        "type": choice("linearGradient"),
        "angle": matches(r"\d+(\.\d+)?deg"),
        "startColor": COLOUR,
        "endColor": COLOUR,
        "centerColor": COLOUR,
        "centerPosition": PERCENT,
    },
    required=("type", "angle", "startColor", "endColor"),
)


def _contents_fit_layout(box: dict[str, Any], place: Place, problems: Problems) -> None:
    if isinstance(box.get("contents"), list):
        held = BASELINE if box.get("layout") == "baseline" else STACKED
        ListOf(held).inspect(box["contents"], place / "contents", problems)


_PADDING: Check = either(choice(*SPACES), LENGTH)
BOX = Shape(
    {
        "type": anything,
        **_PLACED,
        "layout": choice("horizontal", "vertical", "baseline"),
        "contents": lambda value: None if isinstance(value, list) else INVALID,
        "flex": SHARE,
        "spacing": SPACE,
        "backgroundColor": COLOUR,
        "borderColor": COLOUR,
        "borderWidth": either(
            choice("none", "light", "normal", "medium", "semi-bold", "bold"), PIXELS
        ),
        "cornerRadius": SPACE,
        **{name: LENGTH for name in ("width", "maxWidth", "height", "maxHeight")},
        **{f"padding{side}": _PADDING for side in ("All", "Top", "Bottom", "Start", "End")},
        "action": IN_FLEX,
        "justifyContent": choice(
            "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
        ),
        "alignItems": choice("center", "flex-start", "flex-end"),
        "background": _GRADIENT,
    },
    required=("layout", "contents"),
    extra=_contents_fit_layout,
)
BASELINE = OneOf({"icon": ICON, "text": TEXT, "filler": FILLER})
STACKED = OneOf(
    {
        "box": BOX,
        "button": BUTTON,
        "image": IMAGE,
        "text": TEXT,
        "separator": SEPARATOR,
        "filler": FILLER,
    }
)
_VIDEO = Shape(
    {
        "type": anything,
        "url": MEDIA,
        "previewUrl": MEDIA,
        "altContent": OneOf({"box": BOX, "image": IMAGE}),
        "aspectRatio": ratio,
        "action": IN_FLEX,
    },
    required=("url", "previewUrl", "altContent"),
)
_BLOCKS = ("header", "hero", "body", "footer")
_STYLE = Shape({"backgroundColor": COLOUR, "separator": flag, "separatorColor": COLOUR})


def _bubble_holds(bubble: dict[str, Any], place: Place, problems: Problems) -> None:
    if not any(bubble.get(block) for block in _BLOCKS):
        problems.add(place, "At least one block must be specified")
    hero = bubble.get("hero")
    video = isinstance(hero, dict) and hero.get("type") == "video"
    if video and bubble.get("size", "mega") not in VIDEO_SIZES:
        problems.add(place / "hero", INVALID)
    if _bytes(bubble) > BUBBLE_BYTES:
        problems.add(place, f"Size must be between 0 and {BUBBLE_BYTES}")


BUBBLE = Shape(
    {
        "type": anything,
        "size": choice("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
        "direction": choice("ltr", "rtl"),
        **{block: OneOf({"box": BOX}) for block in ("header", "body", "footer")},
        "hero": OneOf({"box": BOX, "image": IMAGE, "video": _VIDEO}),
        "styles": Shape({block: _STYLE for block in _BLOCKS}),
        "action": IN_FLEX,
    },
    extra=_bubble_holds,
)


def _carousel_holds(carousel: dict[str, Any], place: Place, problems: Problems) -> None:
    bubbles = [b for b in carousel.get("contents") or [] if isinstance(b, dict)]
    if len({bubble.get("size", "mega") for bubble in bubbles}) > 1:
        problems.add(place / "contents", INVALID)
    for index, bubble in enumerate(bubbles):
        if isinstance(bubble.get("hero"), dict) and bubble["hero"].get("type") == "video":
            problems.add(place / "contents" / index / "hero", INVALID)
    if _bytes(carousel) > CAROUSEL_BYTES:
        problems.add(place, f"Size must be between 0 and {CAROUSEL_BYTES}")


CONTAINER = OneOf(
    {
        "bubble": BUBBLE,
        "carousel": Shape(
            {
                "type": anything,
                "contents": ListOf(OneOf({"bubble": BUBBLE}), 1, CAROUSEL_BUBBLES),
            },
            required=("contents",),
            extra=_carousel_holds,
        ),
    }
)


class FlexContents:
    """The `contents` of a flex message, told in flex's own paths (`/body/contents/0`)."""

    def inspect(self, value: Any, place: Place, problems: Problems) -> None:
        found = Problems()
        CONTAINER.inspect(value, Place(flex=True), found)
        if json.dumps(value).count('"animated": true') > ANIMATED_IMAGES:
            found.add(Place("/", flex=True), INVALID)
        if found:
            problems.details += found.details
            problems.flex_message = place.path.rpartition(".")[0]


def _bytes(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
