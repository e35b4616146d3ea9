"""The list of what is wrong with a request, told in the two forms LINE uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MISSING = "May not be empty"
UNKNOWN = "unknown field"
INVALID = "invalid property"

FLEX_WORDS = {
    MISSING: "must be specified",
    UNKNOWN: UNKNOWN,
    "must be non-empty text": "must be non-empty text",
    "At least one block must be specified": "At least one block must be specified",
}


@dataclass(frozen=True)
class Place:
    """Where in the request we are: `messages[0].text`, or `/body/contents/0/text` inside flex."""

    path: str = ""
    flex: bool = False

    def __truediv__(self, key: str | int) -> Place:
        if self.flex:
            return Place(f"{self.path}/{key}", flex=True)
        if isinstance(key, int):
            return Place(f"{self.path}[{key}]")
        return Place(f"{self.path}.{key}" if self.path else key)


class Problems:
    """Collects faults; `answer()` is the body LINE would send with status 400.

    Source: developers.line.biz/en/reference/messaging-api/#error-responses
    """

    def __init__(self) -> None:
        self.details: list[dict[str, str]] = []
        self.flex_message: str | None = None

    def __bool__(self) -> bool:
        return bool(self.details)

    def add(self, place: Place, message: str) -> None:
        if place.flex:
            message = FLEX_WORDS.get(message, INVALID)
        self.details.append({"message": message, "property": place.path or "/"})

    def answer(self) -> dict[str, Any]:
        if self.flex_message is not None:
            head = f"A message ({self.flex_message}) in the request body is invalid"
        else:
            head = f"The request body has {len(self.details)} error(s)"
        return {"message": head, "details": self.details}
