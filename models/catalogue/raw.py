"""What is done with a page before it is read: one spelling of it, and the blanks filled in."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from models.catalogue.page import Placed

BLANK = re.compile(r"\{([^{}\n]*)\}")
BLANKS = ("office", "phone", "address", "hours")
"""What a text may leave to the office page, as in "โทร {phone}"."""
DATED = ("where", "fee", "duration", "hours")
"""Facts that may have several values, each for days of its own."""


def tidy(value: Any) -> Any:
    """The one spelling of a page: plain JSON, no empty fields, days as "2026-01-31".

    Two pages that say the same are equal once tidied; tidying again changes nothing.
    """
    if isinstance(value, Mapping):
        fields = {str(name): _alone(str(name), tidy(inside)) for name, inside in value.items()}
        kept = {name: inside for name, inside in fields.items() if not _empty(inside)}
        return Placed(value.place, kept) if isinstance(value, Placed) else kept
    if isinstance(value, list | tuple):
        return [inside for inside in map(tidy, value) if not _empty(inside)]
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


def _alone(name: str, value: Any) -> Any:
    """A fact with a single value is written as that value, not as a list of one."""
    single = name in DATED and isinstance(value, list) and len(value) == 1
    return value[0] if single else value


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def words_of(office: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What stands for each of `BLANKS`, by language, from the raw office page."""
    hours = office.get("hours")
    counter = hours.get("counter") if isinstance(hours, dict) else None
    opening = str(counter.get("text_th", "")) if isinstance(counter, dict) else ""
    return {
        language: {
            "office": str(office.get(f"name_{language}", "")),
            "phone": str(office.get("phone", "")),
            "address": str(office.get(f"address_{language}", "")),
            "hours": opening,
        }
        for language in ("th", "en")
    }


def fill(value: Any, words: Mapping[str, Mapping[str, str]], language: str = "th") -> Any:
    """A page with its blanks filled; fields whose name ends in "_en" speak English."""
    if isinstance(value, dict):
        fields = {
            name: fill(inside, words, "en" if str(name).endswith("_en") else language)
            for name, inside in value.items()
        }
        return Placed(value.place, fields) if isinstance(value, Placed) else fields
    if isinstance(value, list):
        return [fill(inside, words, language) for inside in value]
    if isinstance(value, str):
        known = words[language]
        return BLANK.sub(lambda blank: known.get(blank[1], blank[0]), value)
    return value


def unknown_blanks(value: Any) -> set[str]:
    """Whatever stands in braces and is none of `BLANKS`."""
    if isinstance(value, dict):
        return set().union(*map(unknown_blanks, value.values()))
    if isinstance(value, list):
        return set().union(*map(unknown_blanks, value))
    return set(BLANK.findall(value)) - set(BLANKS) if isinstance(value, str) else set()
