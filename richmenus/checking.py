"""What LINE, and the citizen's thumb, would hold against a menu, each fault in one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from itertools import combinations

import regex
from PIL import Image, UnidentifiedImageError

from richmenus.drawing import is_fresh
from richmenus.icons import ICONS
from richmenus.menu import ALIASES, WAITING_ALIASES, Area, Menu

# LINE's limits: https://developers.line.biz/en/reference/messaging-api/#rich-menu-object
# and #action-objects. Words are counted in graphemes, postback data in UTF-16 units.
WIDTHS = range(800, 2501)
LEAST_HEIGHT = 250
LEAST_RATIO = 1.45
MOST_AREAS = 20
MOST_BAR = 14
MOST_TITLE = 300
MOST_LABEL = 20
MOST_DATA = 300
MOST_URI = 1000
MOST_PICTURE_BYTES = 1024 * 1024

_POSTBACK_DATA = re.compile(r"(?P<verb>[a-z_]+)\?(?:[a-z_]+=[^&=]+(?:&[a-z_]+=[^&=]+)*)?")
_URI = re.compile(r"(?:https?|line|tel):\S+")
_NAMES = (*ALIASES.values(), *WAITING_ALIASES.values())


def faults(menu: Menu, verbs: Collection[str]) -> tuple[str, ...]:
    """Every reason why `menu` must not be deployed; none when it may.

    `verbs` are the postback verbs the conversations understand.
    """
    found = [*_of_shape(menu), *_of_words(menu), *_of_places(menu)]
    for area in menu.areas:
        found += [f"{area.label!r} {fault}" for fault in _of_area(area, verbs)]
    found += _of_picture(menu)
    return tuple(f"{menu.stem}: {fault}" for fault in found)


def graphemes(words: str) -> int:
    """Length as LINE counts it on labels: what a reader sees as one letter, marks included."""
    return len(regex.findall(r"\X", words))


def _of_shape(menu: Menu) -> Iterator[str]:
    if menu.width not in WIDTHS:
        yield f"is {menu.width} pixels wide; LINE takes {WIDTHS[0]} to {WIDTHS[-1]}"
    if menu.height < LEAST_HEIGHT:
        yield f"is {menu.height} pixels high; LINE takes {LEAST_HEIGHT} or more"
    elif menu.width / menu.height < LEAST_RATIO:
        yield f"is too tall: width over height must be {LEAST_RATIO} or more"


def _of_words(menu: Menu) -> Iterator[str]:
    if menu.alias not in (ALIASES.get(menu.language), WAITING_ALIASES.get(menu.language)):
        yield f"has the alias {menu.alias!r}; menus are known as {', '.join(_NAMES)}"
    yield from _of_length("the title", menu.title, MOST_TITLE)
    yield from _of_length("the words of the bar", menu.bar, MOST_BAR)


def _of_length(what: str, words: str, most: int) -> Iterator[str]:
    if not words.strip():
        yield f"{what} must not be empty"
    elif graphemes(words) > most:
        yield f"{what} has {graphemes(words)} letters; LINE takes {most}"


def _of_places(menu: Menu) -> Iterator[str]:
    if not 1 <= len(menu.areas) <= MOST_AREAS:
        yield f"has {len(menu.areas)} areas; LINE takes 1 to {MOST_AREAS}"
    for area in menu.areas:
        place = area.bounds
        if place.width < 1 or place.height < 1 or place.x < 0 or place.y < 0:
            yield f"{area.label!r} has no place on the picture"
        elif place.right > menu.width or place.bottom > menu.height:
            yield f"{area.label!r} reaches outside the picture"
    for one, other in combinations(menu.areas, 2):
        if one.label == other.label:
            yield f"two areas are called {one.label!r}"
        if _overlap(one, other):
            yield f"{one.label!r} and {other.label!r} lie on each other"


def _overlap(one: Area, other: Area) -> bool:
    a, b = one.bounds, other.bounds
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def _of_area(area: Area, verbs: Collection[str]) -> Iterator[str]:
    yield from _of_length("as a label", area.label, MOST_LABEL)
    if area.icon not in ICONS:
        yield f"wants the icon {area.icon!r}; there are {', '.join(sorted(ICONS))}"
    action = area.line_action()
    kind = action.get("type", "")
    if kind not in _ACTIONS:
        yield f"does {kind!r}; a menu can do {', '.join(_ACTIONS)}"
        return
    for said in ("displayText", "text"):
        if action.get(said, area.label) != area.label:
            yield f"would say {action[said]!r} in the chat instead of its label"
    yield from _ACTIONS[kind](action, verbs)


def _of_postback(action: dict[str, str], verbs: Collection[str]) -> Iterator[str]:
    data = action.get("data", "")
    shape = _POSTBACK_DATA.fullmatch(data)
    if len(data.encode("utf-16-le", "surrogatepass")) // 2 > MOST_DATA:
        yield f"carries more than {MOST_DATA} characters of data"
    elif shape is None:
        yield f"carries {data!r}; write data as verb?key=value"
    elif shape["verb"] not in verbs:
        yield f"carries the verb {shape['verb']!r}, which no conversation understands"


def _of_switch(action: dict[str, str], verbs: Collection[str]) -> Iterator[str]:
    yield from _of_postback(action, verbs)
    if action.get("richMenuAliasId") not in _NAMES:
        yield f"switches to {action.get('richMenuAliasId')!r}, which is no menu of ours"


def _of_message(action: dict[str, str], _: object) -> Iterator[str]:
    if "text" not in action:
        yield "sends a message without text"


def _of_uri(action: dict[str, str], _: object) -> Iterator[str]:
    uri = action.get("uri", "")
    if len(uri) > MOST_URI or not _URI.fullmatch(uri):
        yield f"opens {uri[:60]!r}; use http, https, line or tel and up to {MOST_URI} characters"


_ACTIONS: dict[str, Callable[[dict[str, str], Collection[str]], Iterator[str]]] = {
    "postback": _of_postback,
    "richmenuswitch": _of_switch,
    "message": _of_message,
    "uri": _of_uri,
}


def _of_picture(menu: Menu) -> Iterator[str]:
    name = menu.picture.name
    try:
        with Image.open(menu.picture) as picture:
            kind, size = picture.format, picture.size
    except FileNotFoundError:
        yield f"{name} is not drawn yet; run: python -m bot menus draw"
        return
    except UnidentifiedImageError:
        yield f"{name} is not a picture"
        return
    if kind not in ("PNG", "JPEG"):
        yield f"{name} is {kind}; LINE takes png and jpg"
    if size != (menu.width, menu.height):
        yield f"{name} is {size[0]}×{size[1]}, the menu {menu.width}×{menu.height}"
    if menu.picture.stat().st_size > MOST_PICTURE_BYTES:
        yield f"{name} is larger than 1 MB"
    if not is_fresh(menu):
        yield f"{name} was drawn from another menu; run: python -m bot menus draw"
