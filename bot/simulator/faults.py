"""What misbehaves now: the bad days of LINE, switched on by hand."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from typing import Any

SENDING = re.compile(r"/v2/bot/message/(reply|push|multicast|broadcast|narrowcast)$")


@dataclass
class Faults:
    """Counts fall by one with each call they spoil; flags stay until switched off.

    `only` narrows the spoilt calls to paths containing it; empty means the calls that send
    messages, "*" means every call. "Before" is refused unheard, "after" is carried out and the
    answer lost.
    """

    only: str = ""
    slow_ms: int = 0
    fail_before: int = 0
    fail_after: int = 0
    reset_before: int = 0
    reset_after: int = 0
    hang: int = 0
    hang_seconds: float = 30.0
    rate_limited: int = 0
    same_user: int = 0
    quota_reached: bool = False
    unauthorized: int = 0
    content_bad: int = 0
    content_pending: int = 0
    duplicate_webhooks: bool = False
    shuffle_photos: bool = False
    redeliver: bool = False

    def concern(self, path: str) -> bool:
        if self.only == "*":
            return True
        return self.only in path if self.only else bool(SENDING.search(path))

    def take(self, name: str) -> bool:
        """Whether this fault strikes now; a counted one is used up by striking."""
        left = getattr(self, name)
        if left and not isinstance(left, bool):
            setattr(self, name, left - 1)
        return bool(left)

    def as_json(self) -> dict[str, Any]:
        return {_camel(name): value for name, value in asdict(self).items()}

    def change(self, wanted: dict[str, Any]) -> None:
        """Set the faults named (in camelCase); raises ValueError for a name or value unknown."""
        known = {_camel(one.name): one.name for one in fields(self)}
        changes = {}
        for name, value in wanted.items():
            if name not in known:
                raise ValueError(f"unknown fault: {name}")
            kind = type(getattr(self, known[name]))
            if not isinstance(value, (int, float, str)) or isinstance(value, str) != (kind is str):
                raise ValueError(f"bad value for {name}")
            changes[known[name]] = kind(value)
        for name, value in changes.items():
            setattr(self, name, value)


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)
