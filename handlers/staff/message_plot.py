"""Draws a month's counted messages: bars that grow day by day, LINE's own figure, the plan."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from models.ledger import Day

# Units of the picture; on the page it is as wide as there is room.
WIDTH, HEIGHT = 400, 230
LEFT, RIGHT, TOP, BOTTOM = 34, 396, 14, 204
LEAST_TOP = 10  # messages the picture is high at least


@dataclass(frozen=True)
class Bar:
    """All that was pushed up to one day: duties below, the rest on top."""

    x: float
    width: float
    duties_top: float
    others_top: float


@dataclass(frozen=True)
class Plot:
    """A picture in units of itself; `limit_at` and `free_at` are heights, None without a limit."""

    bars: tuple[Bar, ...]
    line: str  # the points of LINE's own figure; empty when it never said one
    marks: tuple[tuple[float, int], ...]  # heights and the numbers written at them
    days: tuple[tuple[float, int], ...]
    limit_at: float | None
    free_at: float | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM


def plotted(days: Sequence[Day], limit: int | None, reserve: int) -> Plot:
    """The month of `days` (one each, from its first)."""
    duties = list(accumulate(day.duties for day in days))
    pushes = list(accumulate(day.pushes for day in days))
    told = [day.line_used or 0 for day in days]
    top = max(LEAST_TOP, limit or 0, pushes[-1], *told) * 1.06

    def at(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)

    length = monthrange(days[0].day.year, days[0].day.month)[1]
    step = (RIGHT - LEFT) / length
    known = [
        (number, day.line_used) for number, day in enumerate(days) if day.line_used is not None
    ]
    return Plot(
        bars=tuple(
            Bar(round(LEFT + step * (number + 0.15), 1), round(step * 0.7, 1), at(duty), at(both))
            for number, (duty, both) in enumerate(zip(duties, pushes, strict=True))
        ),
        line=" ".join(f"{LEFT + step * (number + 0.5):.1f},{at(used)}" for number, used in known),
        marks=tuple((at(value), value) for value in _marks(top)),
        days=tuple((round(LEFT + step * (n - 0.5), 1), n) for n in (1, 8, 15, 22, length)),
        limit_at=None if limit is None else at(limit),
        free_at=None if limit is None else at(limit - reserve),
    )


def _marks(top: float) -> range:
    """Three or four round numbers up to `top`."""
    size = next(s * 10**e for e in range(7) for s in (1, 2, 5) if top / (s * 10**e) < 5)
    return range(0, int(top) + 1, size)
