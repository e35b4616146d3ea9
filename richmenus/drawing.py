"""Draws a menu's picture from its yaml: a tile per button, an icon and large Thai words on it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError, features
from PIL.PngImagePlugin import PngInfo

from models.fonts import FOLDER
from richmenus.icons import icon
from richmenus.menu import Area, Bounds, Menu, MenuError

# Raise it whenever the same yaml would be drawn differently: the pictures then count as stale.
EDITION = 2
_DRAWN_FROM = "Drawn-From"

_FONT = FOLDER / "Sarabun-Bold.ttf"
_LARGEST_TYPE = 118  # pixels; 18 on a phone, where the menu is 390 wide
_OVERSAMPLING = 2
# Shares of a tile's height; high vowels with a tone mark reach a third of it above the baseline.
_CENTRE, _DISC, _ICON, _BASELINE = 0.32, 0.235, 0.3, 0.87
_GROUND = "#F3EBDD"


class _Colours(NamedTuple):
    tile: str
    words: str
    ink: str
    accent: str
    disc: str


# Words on tile: 12:1, 8:1 and 8:1, above the 7:1 of WCAG AAA.
_QUIET = _Colours("#FFFFFF", "#0C3B2E", "#0B5D46", "#E0962C", "#E4F0E9")
_MAIN = _Colours("#0B5D46", "#FFFFFF", "#0B5D46", "#E0962C", "#FFFFFF")
_BADGE = _Colours("#FFC85C", "#0C3B2E", "#0B5D46", "#C7321F", "#FFC85C")


def draw(menu: Menu) -> bytes:
    """The menu as a png of its declared size; MenuError where Thai cannot be set rightly."""
    _refuse_broken_thai()
    picture = _tiles(menu)
    type_size = _type_size(menu)
    for area in menu.areas:
        if area.badge:
            _announce(picture, menu, area)
        else:
            _fill(picture, menu, area, type_size)
    # 256 colours hold the flat palette with its soft edges, at a third of the bytes.
    return signed(menu, picture.quantize(256, dither=Image.Dither.NONE))


def signed(menu: Menu, picture: Image.Image) -> bytes:
    """The picture as a png that tells which menu it was drawn from."""
    info = PngInfo()
    info.add_text(_DRAWN_FROM, drawn_from(menu))
    out = BytesIO()
    picture.save(out, "PNG", optimize=True, pnginfo=info)
    return out.getvalue()


def drawn_from(menu: Menu) -> str:
    """Digest of everything the picture shows, and of how it is drawn."""
    shown = [
        EDITION,
        [menu.width, menu.height],
        [
            [area.label, area.icon, "badge" if area.badge else area.main, asdict(area.bounds)]
            for area in menu.areas
        ],
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def is_fresh(menu: Menu) -> bool:
    """Whether the picture beside the yaml was drawn from the yaml as it is now."""
    try:
        with Image.open(menu.picture) as picture:
            return picture.info.get(_DRAWN_FROM) == drawn_from(menu)
    except (FileNotFoundError, UnidentifiedImageError):
        return False


def can_set_thai() -> bool:
    """Whether tone marks find their place; without these two Pillow drops them on the vowels."""
    return bool(features.check("raqm") and features.check("fribidi"))


def _refuse_broken_thai() -> None:
    if not can_set_thai():
        raise MenuError(
            "Thai words cannot be drawn here: Pillow needs Raqm and the system library FriBiDi "
            "(Debian: apt install libfribidi0)"
        )


def _tile(bounds: Bounds, menu: Menu) -> tuple[int, int, int, int]:
    """The tile inside its area: equal gaps between tiles and to the picture's edge."""
    gap = round(menu.width * 0.016)
    return (
        bounds.x + (gap if bounds.x == 0 else gap // 2),
        bounds.y + (gap if bounds.y == 0 else gap // 2),
        bounds.right - (gap if bounds.right == menu.width else gap // 2),
        bounds.bottom - (gap if bounds.bottom == menu.height else gap // 2),
    )


def _tiles(menu: Menu) -> Image.Image:
    """Ground, tiles and the discs under the icons, drawn large and made small for soft edges."""
    size = (menu.width * _OVERSAMPLING, menu.height * _OVERSAMPLING)
    picture = Image.new("RGB", size, _GROUND)
    canvas = ImageDraw.Draw(picture)
    for area in menu.areas:
        colours = _colours(area)
        left, top, right, bottom = (side * _OVERSAMPLING for side in _tile(area.bounds, menu))
        canvas.rounded_rectangle((left, top, right, bottom), (bottom - top) // 12, colours.tile)
        radius = (bottom - top) * _DISC
        centre = ((left + right) / 2, top + (bottom - top) * _CENTRE)
        canvas.circle(centre, radius, colours.disc)
    return picture.resize((menu.width, menu.height), Image.Resampling.LANCZOS)


def _fill(picture: Image.Image, menu: Menu, area: Area, type_size: int) -> None:
    colours = _colours(area)
    left, top, right, bottom = _tile(area.bounds, menu)
    middle, height = (left + right) // 2, bottom - top
    size = round(height * _ICON)
    picture.paste(
        icon(area.icon, size, colours.ink, colours.accent, colours.disc),
        (middle - size // 2, top + round(height * _CENTRE) - size // 2),
    )
    canvas = ImageDraw.Draw(picture)
    baseline = (middle, top + round(height * _BASELINE))
    canvas.text(baseline, area.label, colours.words, _font(type_size), anchor="ms")


def _announce(picture: Image.Image, menu: Menu, area: Area) -> None:
    """A band across the menu: the icon, and beside it words larger than any button's."""
    colours = _colours(area)
    left, top, right, bottom = _tile(area.bounds, menu)
    height = bottom - top
    size, room = round(height * 0.62), (right - left) * 0.9
    words = _font(round(height * 0.42))
    words = _font(int(words.size * min(1.0, (room - size * 1.4) / words.getlength(area.label))))
    begin = round((left + right - size * 1.4 - words.getlength(area.label)) / 2)
    picture.paste(
        icon(area.icon, size, colours.ink, colours.accent, colours.disc),
        (begin, top + (height - size) // 2),
    )
    place = (begin + round(size * 1.4), top + round(height * 0.65))
    ImageDraw.Draw(picture).text(place, area.label, colours.words, words, anchor="ls")


def _type_size(menu: Menu) -> int:
    """One size for all buttons, so that none shouts: the largest at which every one fits."""
    return min(_fitting(area, menu) for area in menu.areas if not area.badge)


def _fitting(area: Area, menu: Menu) -> int:
    left, top, right, bottom = _tile(area.bounds, menu)
    room = (right - left) * 0.9
    largest = min(_LARGEST_TYPE, (bottom - top) // 4)
    natural = _font(largest).getlength(area.label)
    return max(12, int(largest * min(1.0, room / natural))) if natural else largest


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.RAQM)


def _colours(area: Area) -> _Colours:
    return _BADGE if area.badge else _MAIN if area.main else _QUIET
