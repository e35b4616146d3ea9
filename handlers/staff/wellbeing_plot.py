"""Draws a day of the office hour by hour: one bar an hour, and round numbers beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.dates import BANGKOK
from models.traffic import Hour

# Units of the picture; on the page it is as wide as there is room.
WIDTH, HEIGHT = 400, 150
LEFT, RIGHT, TOP, BOTTOM = 40, 396, 10, 126


@dataclass(frozen=True)
class Plot:
    """A picture in units of itself. `bars`: x, top, height and value of each hour."""

    bars: tuple[tuple[float, float, float, float], ...]
    marks: tuple[tuple[float, int], ...]  # heights and the numbers written at them
    hours: tuple[tuple[float, str], ...]  # places and the hours written there
    bar: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM


def plotted(hours: Sequence[Hour], value: Callable[[Hour], float], least: float) -> Plot:
    """Draw what `value` says of each hour; the picture is `least` high at least."""
    top = max(least, *map(value, hours)) * 1.08
    step = (RIGHT - LEFT) / len(hours)

    def tall(number: float) -> float:
        return round((BOTTOM - TOP) * number / top, 1)

    return Plot(
        bars=tuple(
            (round(LEFT + step * (n + 0.12), 1), BOTTOM - tall(value(h)), tall(value(h)), value(h))
            for n, h in enumerate(hours)
        ),
        marks=tuple((BOTTOM - tall(number), number) for number in _marks(top)),
        hours=tuple(
            (round(LEFT + step * (n + 0.5), 1), f"{h.begins.astimezone(BANGKOK):%H}")
            for n, h in enumerate(hours)
            if h.begins.astimezone(BANGKOK).hour % 4 == 0
        ),
        bar=round(step * 0.76, 1),
    )


def _marks(top: float) -> range:
    """Two or three round numbers up to `top`."""
    size = next(s * 10**e for e in range(9) for s in (1, 2, 5) if top / (s * 10**e) < 4)
    return range(0, int(top) + 1, size)
