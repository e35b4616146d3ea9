"""The menus under the chat: a yaml and a drawn picture per language, checked before LINE."""

from richmenus.checking import faults
from richmenus.drawing import draw, is_fresh
from richmenus.menu import ALIASES, WAITING_ALIASES, Area, Bounds, Menu, MenuError, read

MENUS = ("main", "main_en", "answer_waiting", "answer_waiting_en")


def alias_for(language: str, *, waiting: bool = False) -> str:
    """The rich menu alias shown to a citizen of this language; Thai when it is another one.

    `waiting`: something lies here for them, and the menu says so.
    """
    aliases = WAITING_ALIASES if waiting else ALIASES
    return aliases.get(language, aliases["th"])


def read_all() -> tuple[Menu, ...]:
    """Every menu of the office, the default one first."""
    return tuple(read(stem) for stem in MENUS)


__all__ = [
    "MENUS", "Area", "Bounds", "Menu", "MenuError",
    "alias_for", "draw", "faults", "is_fresh", "read", "read_all",
]  # fmt: skip
