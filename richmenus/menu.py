"""One menu under the chat: what its yaml says, and the same in LINE's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

FOLDER = Path(__file__).parent
# By language; LINE knows the menus by these names.
ALIASES = {"th": "main", "en": "main-en"}
WAITING_ALIASES = {"th": "answer-waiting", "en": "answer-waiting-en"}
T = TypeVar("T")


class MenuError(ValueError):
    """A menu that cannot be read or drawn; the message says which one and why."""


@dataclass(frozen=True)
class Bounds:
    """A rectangle of the picture, in its pixels, from the top left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height


@dataclass(frozen=True)
class Area:
    """One button: the words on it, its icon, its place and the LINE action it starts."""

    label: str
    icon: str
    bounds: Bounds
    action: Mapping[str, str]
    main: bool = False
    badge: bool = False  # news: a band of its own, its words beside its icon

    def line_action(self) -> dict[str, str]:
        """LINE's action object; a tap on a postback speaks the label, as typing would."""
        said = {"displayText": self.label} if self.action.get("type") == "postback" else {}
        return {**said, **self.action, "label": self.label}


@dataclass(frozen=True)
class Menu:
    """A menu of one language; `stem` names its yaml and its picture."""

    stem: str
    alias: str
    language: str
    title: str
    bar: str
    open: bool
    width: int
    height: int
    areas: tuple[Area, ...]
    folder: Path = FOLDER

    @property
    def picture(self) -> Path:
        return self.folder / f"{self.stem}.png"

    def line_json(self, name: str | None = None) -> dict[str, Any]:
        """LINE's rich menu object; `name` is seen by officers only, the title when not given.

        https://developers.line.biz/en/reference/messaging-api/#rich-menu-object
        """
        return {
            "size": {"width": self.width, "height": self.height},
            "selected": self.open,
            "name": name or self.title,
            "chatBarText": self.bar,
            "areas": [
                {"bounds": vars(area.bounds).copy(), "action": area.line_action()}
                for area in self.areas
            ],
        }


def read(stem: str, folder: Path = FOLDER) -> Menu:
    """The menu of `<folder>/<stem>.yaml`; MenuError when the file does not hold one."""
    path = folder / f"{stem}.yaml"
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _menu(stem, folder, said)
    except FileNotFoundError:
        raise MenuError(f"{path.name}: there is no such menu") from None
    except yaml.YAMLError as broken:
        line = getattr(getattr(broken, "problem_mark", None), "line", -1) + 1
        raise MenuError(f"{path.name}: is not yaml, look at line {line}") from None
    except KeyError as missing:
        raise MenuError(f"{path.name}: {missing.args[0]!r} is missing") from None
    except TypeError as odd:
        raise MenuError(f"{path.name}: {odd}") from None


def _menu(stem: str, folder: Path, said: object) -> Menu:
    menu = _mapping(said, "the file")
    size = _mapping(menu["size"], "size")
    if not isinstance(menu["areas"], list):
        raise TypeError("areas must be a list")
    return Menu(
        stem=stem,
        folder=folder,
        alias=_of(str, menu, "alias"),
        language=_of(str, menu, "language"),
        title=_of(str, menu, "title"),
        bar=_of(str, menu, "bar"),
        open=_of(bool, menu, "open"),
        width=_of(int, size, "width"),
        height=_of(int, size, "height"),
        areas=tuple(_area(area) for area in menu["areas"]),
    )


def _area(said: object) -> Area:
    area = _mapping(said, "each area")
    bounds = _mapping(area["bounds"], "bounds")
    action = _mapping(area["action"], "action")
    return Area(
        label=_of(str, area, "label"),
        icon=_of(str, area, "icon"),
        main=_of(bool, {"main": False, **area}, "main"),
        badge=_of(bool, {"badge": False, **area}, "badge"),
        bounds=Bounds(*(_of(int, bounds, side) for side in ("x", "y", "width", "height"))),
        action={str(key): _of(str, action, key) for key in action},
    )


def _mapping(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"{what} must be written as names and values")
    return value


def _of(kind: type[T], said: Mapping[str, Any], key: str) -> T:
    value = said[key]
    if type(value) is not kind:
        raise TypeError(f"{key} must be {_KINDS[kind]}, not {value!r}")
    return value


_KINDS: dict[type, str] = {str: "words", int: "a whole number", bool: "true or false"}
