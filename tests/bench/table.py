"""The figures of a bench run, as a table for people or as JSON."""

import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from tests.bench.contestants import Contestant
from tests.bench.load import Tally

LIMIT = 2.0  # seconds LINE waits for its 200
CONNECTIONS = 32
RATE = 40.0  # events/s of the steady load
CROWD = 300  # questions that come at once
TITLES = {
    "saturation": f"{CONNECTIONS} connections, each sending its next event when answered",
    "steady": f"{RATE:.0f} events/s, whatever the webhook does",
}


@dataclass(frozen=True)
class Cell:
    """One contestant under one load, with LINE answering in `line_ms`."""

    contestant: str
    label: str
    load: str  # "saturation" or "steady"
    line_ms: int
    per_second: float  # acknowledged
    p50_ms: float
    p99_ms: float  # of all calls; one never answered counts with the time it was waited for
    in_time: float  # share acknowledged within two seconds
    refused: int
    unanswered: int
    replies_per_second: float | None  # that reached LINE while the load went on

    @classmethod
    def of(cls, who: Contestant, load: str, line_ms: int, tally: Tally, replies: int) -> "Cell":
        waits = sorted(tally.took + tally.gave_up) or [float("nan")]
        calls = len(tally.took) + len(tally.gave_up) + tally.refused
        in_time = sum(seconds <= LIMIT for seconds in tally.took)
        return cls(
            contestant=who.name,
            label=who.label,
            load=load,
            line_ms=line_ms,
            per_second=round(tally.within / tally.window, 1),
            p50_ms=round(_quantile(waits, 0.50) * 1000, 1),
            p99_ms=round(_quantile(waits, 0.99) * 1000, 1),
            in_time=round(in_time / calls, 4) if calls else 0.0,
            refused=tally.refused,
            unanswered=len(tally.gave_up),
            replies_per_second=round(replies / tally.window, 1) if who.answers else None,
        )


@dataclass(frozen=True)
class Turns:
    """How a contestant answered a crowd, with LINE answering in `line_ms`."""

    contestant: str
    label: str
    line_ms: int
    answered: int
    seconds: float  # from the first knock until LINE took the last answer

    @property
    def per_second(self) -> float:
        return round(self.answered / self.seconds, 1) if self.seconds else 0.0


def machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def as_json(cells: list[Cell], turns: list[Turns]) -> dict:
    return {
        "machine": machine(),
        "cells": [asdict(cell) for cell in cells],
        "turns": [asdict(one) | {"per_second": one.per_second} for one in turns],
        "ours_to_bare": {str(ms): ratio for ms, ratio in ratios(cells, "ours").items()},
        "web_to_bare": {str(ms): ratio for ms, ratio in ratios(cells, "web").items()},
    }


def ratios(cells: list[Cell], name: str) -> dict[int, float]:
    """Events/s at saturation, those of `name` over the bare endpoint's, by LINE's delay in ms."""
    rate = {(c.contestant, c.line_ms): c.per_second for c in cells if c.load == "saturation"}
    return {
        ms: round(rate[name, ms] / bare, 2)
        for (who, ms), bare in rate.items()
        if who == "bare" and bare and (name, ms) in rate
    }


def as_text(cells: list[Cell], turns: list[Turns]) -> str:
    """Three Markdown tables, then the ratios."""
    parts = [machine()]
    for load, title in TITLES.items():
        parts += ["", f"{title}:", "", *_table([c for c in cells if c.load == load])]
    if turns:
        parts += ["", f"{CROWD} questions at once, until LINE took the last answer:", ""]
        parts += ["| webhook | LINE answers in | answered | answers/s |", "|---|--:|--:|--:|"]
    for one in turns:
        rate, answered = f"{one.per_second:,.1f}", f"{one.answered:,}"
        parts.append(f"| {one.label} | {one.line_ms:,} ms | {answered} | {rate} |")
    parts.append("")
    for name, label in (("ours", "web + one worker"), ("web", "web alone")):
        for ms, ratio in ratios(cells, name).items():
            parts.append(f"Puean Khet ({label}) / bare at LINE {ms} ms: {ratio:.2f}")
    return "\n".join(parts)


def _table(cells: list[Cell]) -> Iterable[str]:
    yield "| webhook | LINE answers in | events/s | p50 ms | p99 ms | in 2 s | replies/s |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for c in cells:
        replies = "–" if c.replies_per_second is None else f"{c.replies_per_second:.1f}"
        lost = f" ({c.refused} refused)" if c.refused else ""
        over = "≥ " if c.unanswered else ""
        yield (
            f"| {c.label} | {c.line_ms:,} ms | {c.per_second:,.1f}{lost} | {c.p50_ms:,.1f}"
            f" | {over}{c.p99_ms:,.1f} | {c.in_time:.1%} | {replies} |"
        )


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
