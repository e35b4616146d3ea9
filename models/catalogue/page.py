"""One page of the catalogue as an officer wrote it, read field by field with its faults noted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

LONGEST = 5000
"""UTF-16 units of one text: as many as LINE takes in a message ("Text message")."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Control signs, half a surrogate pair, no sign at all: no database and no sheet takes them.
_NO_SIGNS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNSHOWN = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff{_NO_SIGNS}]")
COMMON_ERA_ENDS = 2400
"""A year after this one was meant in the Buddhist era."""


class Placed(dict[Any, Any]):
    """A mapping that knows where it was written, such as a row of a sheet."""

    def __init__(self, place: str, data: dict[Any, Any]) -> None:
        super().__init__(data)
        self.place = place


@dataclass
class Page:
    """A mapping from a yaml file; reading never raises, every fault lands in `faults`.

    `place` is what a fault is prefixed with: the file, and the field inside it. A `Placed`
    mapping inside has a place of its own.
    """

    place: str
    data: dict[Any, Any]
    faults: list[str]
    seen: set[Any] = field(default_factory=set)

    def fault(self, name: str, reason: str) -> None:
        """Note that a field is wrong, and why."""
        self.faults.append(f"{self.place}: {name} {reason}")

    def text(self, name: str) -> str:
        """A text that must be there."""
        value = self.maybe_text(name)
        if value is None and self.data.get(name) is None:
            self.fault(name, "is missing")
        return value or ""

    def maybe_text(self, name: str) -> str | None:
        """A text that may be left out."""
        value = self._take(name)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.fault(name, "must be a text that is not empty")
            return None
        if reason := _unreadable(value, "\n\t"):
            self.fault(name, reason)
        return value.strip()

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """One word out of a fixed list."""
        value = self.text(name)
        if value and value not in choices:
            self.fault(name, f"is {value!r}, not one of {', '.join(choices)}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; nothing when left out."""
        values = self._list(name)
        if not all(isinstance(v, str) and v.strip() for v in values):
            self.fault(name, "must be a list of texts")
            return ()
        for reason in filter(None, (_unreadable(v.strip(), "\t") for v in values)):
            self.fault(name, reason)
        return tuple(v.strip() for v in values)

    def whole(self, name: str) -> int | None:
        """A whole number of at least 0; nothing when left out."""
        value = self._take(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fault(name, "must be a whole number of at least 0")
            return None
        return value

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        value = self._take(name)
        if value is not None and not isinstance(value, bool):
            self.fault(name, "must be true or false")
        return value if isinstance(value, bool) else default

    def day(self, name: str) -> date | None:
        """A day written 2026-01-31; nothing when left out."""
        value = self._take(name)
        if value is None:
            return None
        found = _day(value)
        if found is None:
            self.fault(name, "must be a day such as 2026-01-31")
        elif found.year > COMMON_ERA_ENDS:
            self.fault(name, "must be a day of the common era, such as 2026-01-31")
        return found

    def clock(self, name: str) -> time:
        """A time of day such as 08:00; yaml itself turns a bare 12:00 into 720 minutes."""
        value = self._take(name)
        if type(value) is int and 0 <= value < 24 * 60:
            return time(value // 60, value % 60)
        try:
            return time.fromisoformat(value)
        except (TypeError, ValueError):
            self.fault(name, "must be a time such as 08:00")
            return time()

    def page(self, name: str) -> "Page | None":
        """A mapping inside this one; None when left out."""
        value = self._take(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fault(name, "must be a mapping")
            return None
        return self._inside(name, value)

    def pages(self, name: str) -> list["Page"]:
        """A list of mappings; empty when left out."""
        found = []
        for number, value in enumerate(self._list(name), start=1):
            if isinstance(value, dict):
                found.append(self._inside(f"{name} {number}", value))
            else:
                self.fault(f"{name} {number}", "must be a mapping")
        return found

    def one_or_more(self, name: str) -> list["Page"]:
        """A mapping, or a list of them; empty when left out."""
        if isinstance(self.data.get(name), list):
            return self.pages(name)
        found = self.page(name)
        return [found] if found else []

    def close(self) -> None:
        """Note every field that nobody asked for: a typo would otherwise lose a fact."""
        for name in self.data:
            if name not in self.seen:
                self.fault(str(name), "is not a field known here")

    def _inside(self, name: str, value: dict[Any, Any]) -> "Page":
        place = value.place if isinstance(value, Placed) else f"{self.place}: {name}"
        return Page(place, value, self.faults)

    def _take(self, name: str) -> Any:
        self.seen.add(name)
        return self.data.get(name)

    def _list(self, name: str) -> list[Any]:
        value = self._take(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(name, "must be a list")
            return []
        return value


def _unreadable(text: str, allowed: str) -> str | None:
    """Why nobody could read this text in a chat, or None."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST:
        return f"is longer than {LONGEST} signs"
    if any(found[0] not in allowed for found in _UNSHOWN.finditer(text)):
        return "holds a sign that cannot be shown, or a line break in a list"
    return None


def _day(value: object) -> date | None:
    if type(value) is date:
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
