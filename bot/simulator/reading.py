"""What a citizen sees of a message: its words, and everything in it that can be tapped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Message = dict[str, Any]
_BLOCKS = ("header", "hero", "body", "footer")


@dataclass(frozen=True)
class Button:
    """Something tappable, the names a person would call it by, and what it does."""

    names: tuple[str, ...]
    action: dict[str, Any]
    where: str

    @property
    def label(self) -> str:
        return self.names[0] if self.names else "(unnamed)"


def button(action: dict[str, Any], where: str, words: str = "") -> Button:
    named = (action.get("label"), words, action.get("displayText"), action.get("text"))
    names = dict.fromkeys(" ".join(name.split()) for name in named if name)
    return Button(tuple(names), action, where)


def words_of(message: Message) -> str:
    """The plain words of a message, lines of a card one under the other."""
    kind = message.get("type")
    if kind in ("text", "textV2"):
        return str(message.get("text", ""))
    if kind == "flex":
        return "\n".join(_texts(message["contents"]))
    if kind == "template":
        template = message["template"]
        parts = template.get("columns") or [template]
        lines = (part.get(key) for part in parts for key in ("title", "text"))
        return "\n".join(line for line in lines if line)
    if kind == "location":
        return f"{message.get('title', '')}\n{message.get('address', '')}".strip()
    return f"[{kind}]"


def buttons_of(message: Message) -> list[Button]:
    """Everything in the message itself that can be tapped, top to bottom."""
    kind = message.get("type")
    if kind == "flex":
        return list(_flex_buttons(message["contents"]))
    if kind == "template":
        return list(_template_buttons(message["template"]))
    if kind == "imagemap":
        return [_imagemap_button(one) for one in message.get("actions", [])]
    return []


def _texts(component: dict[str, Any]) -> Iterator[str]:
    if component.get("type") == "text":
        spans = component.get("contents") or []
        yield component.get("text") or "".join(span.get("text", "") for span in spans)
        return
    for part in _parts(component):
        yield from _texts(part)


def _flex_buttons(component: dict[str, Any]) -> Iterator[Button]:
    if component.get("action"):
        yield button(component["action"], "card", " ".join(_texts(component)))
    for part in _parts(component):
        yield from _flex_buttons(part)


def _parts(component: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if component.get("type") == "bubble":
        yield from (component[block] for block in _BLOCKS if component.get(block))
    elif component.get("type") in ("box", "carousel"):
        yield from component.get("contents", [])


def _template_buttons(template: dict[str, Any]) -> Iterator[Button]:
    for part in template.get("columns") or [template]:
        for action in [*part.get("actions", []), part.get("action"), part.get("defaultAction")]:
            if action:
                yield button(action, "template")


def _imagemap_button(action: dict[str, Any]) -> Button:
    if action.get("type") == "uri":
        action = {"type": "uri", "uri": action["linkUri"], "label": action.get("label", "")}
    return button(action, "image map")
