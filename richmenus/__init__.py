"""The menu under the chat: one yaml and one drawn picture per language, checked before LINE."""

from richmenus.checking import faults
from richmenus.drawing import draw, is_fresh
from richmenus.menu import ALIASES, Area, Bounds, Menu, MenuError, read

MENUS = ("main", "main_en")


def alias_for(language: str) -> str:
    """The rich menu alias shown to a citizen of this language; Thai when it is another one."""
    return ALIASES.get(language, ALIASES["th"])


def read_all() -> tuple[Menu, ...]:
    """Every menu of the office, the default one first."""
    return tuple(read(stem) for stem in MENUS)


__all__ = [
    "MENUS", "Area", "Bounds", "Menu", "MenuError",
    "alias_for", "draw", "faults", "is_fresh", "read", "read_all",
]  # fmt: skip
