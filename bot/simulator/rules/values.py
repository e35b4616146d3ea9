"""Checks of single values: each takes a value and tells what is wrong with it, or None."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import regex

from bot.simulator.rules.problems import INVALID, MISSING

Check = Callable[[Any], str | None]

_GRAPHEME = regex.compile(r"\X")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def utf16(text: str) -> int:
    """Length in UTF-16 code units: LINE's unit unless the page says otherwise.

    Source: developers.line.biz/en/docs/messaging-api/text-character-count/
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """Length as a reader counts it: Thai vowels and tone marks above or below add nothing."""
    return len(text) if text.isascii() else len(_GRAPHEME.findall(text))


def text(
    most: int, *, least: int = 1, unit: Callable[[str], int] = utf16, empty: str = MISSING
) -> Check:
    def check(value: Any) -> str | None:
        if not isinstance(value, str):
            return INVALID
        length = unit(value)
        if length < least:
            return empty
        return f"Length must be between 0 and {most}" if length > most else None

    return check


def choice(*values: str) -> Check:
    words = f"Must be one of the following values: [{', '.join(values)}]"

    def check(value: Any) -> str | None:
        return None if isinstance(value, str) and value in values else words

    return check


def matches(pattern: str) -> Check:
    whole = re.compile(pattern)

    def check(value: Any) -> str | None:
        return None if isinstance(value, str) and whole.fullmatch(value) else INVALID

    return check


def either(*checks: Check) -> Check:
    def check(value: Any) -> str | None:
        faults = [one(value) for one in checks]
        return None if None in faults else faults[-1]

    return check


def number(least: float, most: float, *, whole: bool = True) -> Check:
    def check(value: Any) -> str | None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return INVALID
        if whole and not isinstance(value, int):
            return INVALID
        return None if least <= value <= most else f"Must be between {least} and {most}"

    return check


def flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else INVALID


def is_loopback(address: str) -> bool:
    return urlsplit(address).hostname in LOOPBACK


def uri(most: int, *schemes: str) -> Check:
    """An absolute address, percent-encoded as LINE asks (ASCII, no spaces), of these schemes.

    One kindness LINE does not have: this machine's own pages may be plain http, since a demo
    on one laptop has no certificate.
    """
    longest = text(most)

    def check(value: Any) -> str | None:
        if fault := longest(value):
            return fault
        if not value.isascii() or any(c.isspace() for c in value):
            return "invalid uri"
        parts = urlsplit(value)
        if parts.scheme not in schemes and not (parts.scheme == "http" and is_loopback(value)):
            return "invalid uri scheme"
        return None if parts.netloc or parts.scheme in ("tel", "line") else "invalid uri"

    return check
