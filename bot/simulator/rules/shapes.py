"""Checks of whole objects: which properties they may carry, must carry, and of what kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.simulator.rules.problems import INVALID, MISSING, UNKNOWN, Place, Problems
from bot.simulator.rules.values import Check


class Nested(Protocol):
    def inspect(self, value: Any, place: Place, problems: Problems) -> None: ...


Rule = Check | Nested
Extra = Callable[[dict[str, Any], Place, Problems], None]


def inspect(rule: Rule, value: Any, place: Place, key: str | int, problems: Problems) -> None:
    """Hold one property against its rule; the place is only spelt out when needed."""
    if hasattr(rule, "inspect"):
        rule.inspect(value, place / key, problems)
    elif fault := rule(value):
        problems.add(place / key, fault)


@dataclass(frozen=True)
class Shape:
    """An object. An unknown property is refused: LINE does so in flex, and a typo helps nobody."""

    properties: Mapping[str, Rule]
    required: tuple[str, ...] = ()
    extra: Extra | None = None

    def inspect(self, value: Any, place: Place, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add(place, INVALID)
            return
        for key in self.required:
            if value.get(key) is None:
                problems.add(place / key, MISSING)
        for key, held in value.items():
            if held is None:
                continue
            rule = self.properties.get(key)
            if rule is None:
                problems.add(place / key, UNKNOWN)
            else:
                inspect(rule, held, place, key, problems)
        if self.extra:
            self.extra(value, place, problems)


@dataclass(frozen=True)
class ListOf:
    """An array of things of one rule, with the least and most there may be."""

    rule: Rule
    least: int = 0
    most: int = 10_000

    def inspect(self, value: Any, place: Place, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.add(place, INVALID)
            return
        if not self.least <= len(value) <= self.most:
            problems.add(place, f"Size must be between {self.least} and {self.most}")
        for index, held in enumerate(value):
            inspect(self.rule, held, place, index, problems)


class OneOf:
    """An object whose `type` says which shape it must have."""

    def __init__(self, shapes: Mapping[str, Nested]) -> None:
        self.shapes = shapes

    def inspect(self, value: Any, place: Place, problems: Problems) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not kind:
            problems.add(place / "type", MISSING)
        elif not isinstance(kind, str) or kind not in self.shapes:
            known = ", ".join(self.shapes)
            problems.add(place / "type", f"Must be one of the following values: [{known}]")
        else:
            self.shapes[kind].inspect(value, place, problems)


def anything(value: Any) -> str | None:
    """The `type` property itself, already read by whoever chose the shape."""
    return None
