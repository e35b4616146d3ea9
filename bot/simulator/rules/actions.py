"""What a button may do, and where: a camera belongs to a quick reply, a switch to a rich menu."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from bot.simulator.rules.problems import INVALID, MISSING, Place, Problems
from bot.simulator.rules.shapes import OneOf, Rule, Shape, anything
from bot.simulator.rules.values import choice, graphemes, matches, text, uri

# Source: developers.line.biz/en/reference/messaging-api/#action-objects
DATA = text(300)
SAID = text(300, unit=graphemes)
OPENED = uri(1000, "http", "https", "line", "tel")
ALIAS = r"[a-z0-9_-]{1,32}"
QUICK_REPLY_ONLY = ("camera", "cameraRoll", "location")

PROPERTIES: dict[str, dict[str, Rule]] = {
    "postback": {
        "data": DATA,
        "displayText": SAID,
        "text": SAID,
        "inputOption": choice("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
        "fillInText": SAID,
    },
    "message": {"text": SAID},
    "uri": {"uri": OPENED, "altUri": Shape({"desktop": OPENED})},
    "datetimepicker": {
        "data": DATA,
        "mode": choice("date", "time", "datetime"),
        "initial": text(40),
        "max": text(40),
        "min": text(40),
    },
    "camera": {},
    "cameraRoll": {},
    "location": {},
    "richmenuswitch": {"richMenuAliasId": matches(ALIAS), "data": DATA},
    "clipboard": {"clipboardText": text(1000)},
}
REQUIRED = {
    "postback": ("data",),
    "message": ("text",),
    "uri": ("uri",),
    "datetimepicker": ("data", "mode"),
    "camera": ("label",),
    "cameraRoll": ("label",),
    "location": ("label",),
    "richmenuswitch": ("richMenuAliasId", "data"),
    "clipboard": ("clipboardText",),
}


def picked(mode: str, value: str) -> str | None:
    """The date or time in ISO form if it fits the mode and LINE's range, else None.

    Source: developers.line.biz/en/reference/messaging-api/#date-and-time-format
    """
    day, clock = {"date": (value, "00:00"), "time": ("2000-01-01", value)}.get(
        mode, re.split("[Tt]", value, maxsplit=1) if re.search("[Tt]", value) else ("", "")
    )
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day) or not re.fullmatch(r"\d\d:\d\d", clock):
        return None
    try:
        within = 1900 <= date.fromisoformat(day).year <= 2100
        time.fromisoformat(clock)
    except ValueError:
        return None
    return value.upper() if within else None


def _dates_fit(action: dict[str, Any], place: Place, problems: Problems) -> None:
    values = {}
    for key in ("min", "max", "initial"):
        if isinstance(action.get(key), str):
            values[key] = picked(str(action.get("mode")), action[key])
            if values[key] is None:
                problems.add(place / key, INVALID)
    least, most = values.get("min"), values.get("max")
    if least and most and least >= most:
        problems.add(place / "max", "Must be greater than min")


def _one_voice(action: dict[str, Any], place: Place, problems: Problems) -> None:
    if action.get("displayText") and action.get("text"):
        problems.add(place / "text", "displayText and text cannot be used together")


EXTRA = {"datetimepicker": _dates_fit, "postback": _one_voice}


@dataclass(frozen=True)
class ActionRules:
    """The rules of an action standing at one kind of place."""

    shapes: OneOf
    label_required: bool

    @classmethod
    def at(cls, label: int, *, required: bool, without: tuple[str, ...]) -> ActionRules:
        """`label`: most graphemes; `without`: the action types this place does not know."""
        spoken = text(label, unit=graphemes, least=1 if required else 0)
        shapes = {
            kind: Shape(
                {"type": anything, "label": spoken, **properties}, REQUIRED[kind], EXTRA.get(kind)
            )
            for kind, properties in PROPERTIES.items()
            if kind not in without
        }
        return cls(OneOf(shapes), required)

    def inspect(self, value: Any, place: Place, problems: Problems) -> None:
        self.shapes.inspect(value, place, problems)
        if self.label_required and isinstance(value, dict) and value.get("label") is None:
            problems.add(place / "label", MISSING)


_PLAIN = (*QUICK_REPLY_ONLY, "richmenuswitch")
# Label lengths: developers.line.biz/en/reference/messaging-api/#action-object-label-spec
IN_TEMPLATE = ActionRules.at(20, required=True, without=_PLAIN)
IN_TEMPLATE_IMAGE = ActionRules.at(20, required=False, without=_PLAIN)
IN_IMAGE_CAROUSEL = ActionRules.at(12, required=False, without=_PLAIN)
IN_QUICK_REPLY = ActionRules.at(20, required=True, without=("richmenuswitch",))
IN_FLEX_BUTTON = ActionRules.at(40, required=True, without=_PLAIN)
IN_FLEX = ActionRules.at(40, required=False, without=_PLAIN)
IN_RICH_MENU = ActionRules.at(20, required=False, without=QUICK_REPLY_ONLY)
