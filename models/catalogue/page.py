"""One page of the catalogue as an officer wrote it, read field by field with its faults noted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any


@dataclass
class Page:
    """A mapping from a yaml file; reading never raises, every fault lands in `faults`.

    `place` is what a fault is prefixed with: the file, and the field inside it.
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
        if all(isinstance(v, str) and v.strip() for v in values):
            return tuple(v.strip() for v in values)
        self.fault(name, "must be a list of texts")
        return ()

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
        if value is not None and type(value) is not date:
            self.fault(name, "must be a day such as 2026-01-31")
            return None
        return value

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
        return Page(f"{self.place}: {name}", value, self.faults)

    def pages(self, name: str) -> list["Page"]:
        """A list of mappings; empty when left out."""
        found = []
        for number, value in enumerate(self._list(name), start=1):
            if isinstance(value, dict):
                found.append(Page(f"{self.place}: {name} {number}", value, self.faults))
            else:
                self.fault(f"{name} {number}", "must be a mapping")
        return found

    def close(self) -> None:
        """Note every field that nobody asked for: a typo would otherwise lose a fact."""
        for name in self.data:
            if name not in self.seen:
                self.fault(str(name), "is not a field known here")

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
