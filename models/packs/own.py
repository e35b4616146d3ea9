"""What stays with an office when content travels: its telephone, its address, its hours."""

from collections.abc import Mapping
from typing import Any

from models.catalogue.raw import tidy

Words = Mapping[str, Mapping[str, str]]
KEPT = ("hours",)
"""Fields of a procedure that the receiving office keeps as its own."""
TELLING = 8
"""Characters from which a word is long enough to be nobody else's."""


def portable(value: Any, words: Words, language: str = "th") -> Any:
    """A page with the office's own words turned into blanks, for another office to fill."""
    if isinstance(value, dict):
        return {
            name: portable(inside, words, "en" if str(name).endswith("_en") else language)
            for name, inside in value.items()
        }
    if isinstance(value, list):
        return [portable(inside, words, language) for inside in value]
    if isinstance(value, str):
        for blank, own in words[language].items():
            if len(own) >= TELLING:
                value = value.replace(own, f"{{{blank}}}")
    return value


def kept(page: dict[str, Any], known: Mapping[str, Any] | None) -> dict[str, Any]:
    """A page of another office as this one would tell it: what is `KEPT` stays as it was."""
    if known is None:
        return dict(page)
    taken = {name: value for name, value in page.items() if name not in KEPT}
    return dict(tidy(taken | {name: known[name] for name in KEPT if name in known}))
