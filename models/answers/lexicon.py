"""The office's editable lists of words (data/*.yaml), ready to be looked for in a message."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import regex
import yaml

DATA = Path(__file__).parent / "data"
_ALONE = (r"(?<![\u0e00-\u0e7fa-z0-9])", r"(?![\u0e00-\u0e7fa-z0-9])")


@cache
def read(name: str) -> Any:
    """One file of data/, as written."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def in_full(spelling: str) -> str:
    """A spelling with short forms written out and chat spellings written properly."""
    chat, short = _rewriting()
    spelling = chat[0].sub(lambda found: chat[1][found[0]], spelling)
    return str(short[0].sub(lambda found: short[1][_undotted(found[0])], spelling))


def any_of(phrases: Iterable[str], before: str, after: str) -> regex.Pattern[str] | None:
    """A pattern that finds any of the phrases, the longest first, as its only group."""
    known = sorted(filter(None, phrases), key=len, reverse=True)
    if not known:
        return None
    return regex.compile(f"{before}({'|'.join(map(regex.escape, known))}){after}")


def _undotted(text: str) -> str:
    return text.replace(".", "").replace(" ", "")


@cache
def _rewriting() -> tuple[tuple[Any, dict[str, str]], tuple[Any, dict[str, str]]]:
    spellings = read("spellings")
    chat = {wrong.strip().lower(): right for wrong, right in spellings["chat"].items()}
    short = {_undotted(key): full for key, full in spellings["abbreviations"].items()}
    dotted = sorted(short, key=len, reverse=True)
    loose = "|".join(r"[. ]?".join(map(regex.escape, key)) for key in dotted)
    rules = regex.compile(f"{_ALONE[0]}(?:{loose})\\.?{_ALONE[1]}")
    return (any_of(chat, "", "") or regex.compile("$^"), chat), (rules, short)
