"""The menu's pictures without words, each drawn from simple shapes on a square of 100 units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from PIL import Image, ImageDraw

Point = tuple[float, float]
STROKE = 7.0
_OVERSAMPLING = 4


@dataclass(frozen=True)
class Pen:
    """Draws on the square with its two colours: `ink` for lines, `accent` for the warm part."""

    canvas: ImageDraw.ImageDraw
    unit: float
    ink: str
    accent: str
    paper: str

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.unit, y * self.unit) for x, y in points]

    def line(self, *points: Point, colour: str | None = None, width: float = STROKE) -> None:
        """A line through the points, round at its ends and bends."""
        colour = colour or self.ink
        self.canvas.line(self._at(points), colour, round(width * self.unit), joint="curve")
        for point in points:
            self.disc(point, width / 2, colour)

    def disc(self, centre: Point, radius: float, colour: str) -> None:
        self.canvas.circle(self._at([centre])[0], radius * self.unit, colour)

    def ring(self, centre: Point, radius: float, width: float = STROKE) -> None:
        """A circle line; `radius` reaches to its outer edge."""
        self.canvas.circle(
            self._at([centre])[0], radius * self.unit, None, self.ink, round(width * self.unit)
        )

    def glint(self, centre: Point, radius: float, width: float = 5) -> None:
        """Light on glass: a round-ended arc on its upper left."""
        (x, y), reach = centre, radius - width / 2
        line = [
            (x + reach * cos(radians(angle)), y + reach * sin(radians(angle)))
            for angle in range(185, 266, 4)
        ]
        self.line(*line, width=width)

    def wedge(self, centre: Point, radius: float, start: float, end: float) -> None:
        """A slice of a warm disc, between two angles in degrees, clockwise from three o'clock."""
        (x, y) = centre
        box = self._at([(x - radius, y - radius), (x + radius, y + radius)])
        self.canvas.pieslice(box, start, end, self.accent)

    def oval(self, left_top: Point, right_bottom: Point, width: float = STROKE) -> None:
        box = self._at([left_top, right_bottom])
        self.canvas.ellipse(box, None, self.ink, round(width * self.unit))

    def shape(self, *points: Point, colour: str | None = None) -> None:
        self.canvas.polygon(self._at(points), colour or self.ink)

    def box(self, left_top: Point, right_bottom: Point, radius: float, colour: str) -> None:
        corner = radius * self.unit
        self.canvas.rounded_rectangle(self._at([left_top, right_bottom]), corner, colour)


def _magnifier(pen: Pen) -> None:
    pen.line((64, 64), (87, 87), colour=pen.accent, width=13)
    pen.ring((43, 43), 32, 9)
    pen.glint((43, 43), 17.5)


def _building(pen: Pen) -> None:
    pen.line((50, 5), (50, 26), width=4)
    pen.shape((52, 4), (70, 10), (52, 16), colour=pen.accent)
    pen.shape((50, 21), (90, 43), (10, 43))
    pen.line((10, 43), (90, 43), width=6)
    for x in (21, 40.3, 59.7, 79):
        pen.line((x, 55), (x, 77), width=9)
    pen.line((10, 91), (90, 91), width=9)


def _officer(pen: Pen) -> None:
    pen.box((4, 8), (96, 78), 20, pen.ink)
    pen.shape((22, 70), (22, 96), (50, 76))
    pen.disc((50, 31), 12, pen.accent)
    pen.box((29, 47), (71, 67), 12, pen.paper)
    pen.box((29, 56), (71, 67), 3, pen.paper)


def _clock(pen: Pen) -> None:
    pen.ring((50, 50), 42, 9)
    pen.wedge((50, 50), 29, -90, 30)
    pen.line((50, 27), (50, 50), (65, 58.7), width=7)


def _pin(pen: Pen) -> None:
    pen.oval((18, 76), (82, 98), 5)
    pen.disc((50, 35), 31, pen.ink)
    pen.shape((24.6, 52.8), (75.4, 52.8), (50, 89))  # tangents of the disc
    pen.disc((50, 35), 13, pen.accent)


def _globe(pen: Pen) -> None:
    pen.disc((50, 50), 42, pen.accent)
    pen.ring((50, 50), 42, 7)
    pen.oval((31, 8), (69, 92), 6)
    pen.line((11, 50), (89, 50), width=6)
    pen.line((17, 30), (83, 30), width=5)
    pen.line((17, 70), (83, 70), width=5)


def _papers(pen: Pen) -> None:
    pen.box((16, 6), (70, 82), 7, pen.ink)
    pen.box((23, 13), (63, 75), 3, pen.paper)
    for y in (27, 40, 53):
        pen.line((32, y), (54, y), width=5)
    pen.disc((68, 70), 27, pen.paper)
    pen.disc((68, 70), 23, pen.accent)
    pen.line((57, 71), (65, 79), (80, 61), width=7)


def _folder(pen: Pen) -> None:
    pen.box((6, 16), (50, 50), 7, pen.ink)
    pen.box((6, 26), (94, 88), 8, pen.ink)
    pen.box((14, 38), (86, 80), 4, pen.paper)
    pen.disc((50, 53), 9, pen.accent)
    pen.box((33, 65), (67, 74), 5, pen.accent)


def _letter(pen: Pen) -> None:
    pen.box((4, 22), (88, 86), 8, pen.ink)
    pen.line((12, 32), (46, 58), (80, 32), colour=pen.paper, width=6)
    pen.disc((84, 24), 19, pen.paper)
    pen.disc((84, 24), 14, pen.accent)


ICONS: dict[str, Callable[[Pen], None]] = {
    "building": _building,
    "clock": _clock,
    "folder": _folder,
    "globe": _globe,
    "letter": _letter,
    "magnifier": _magnifier,
    "officer": _officer,
    "papers": _papers,
    "pin": _pin,
}


def icon(name: str, size: int, ink: str, accent: str, paper: str) -> Image.Image:
    """The named icon, `size` pixels square, on the colour of its paper."""
    large = size * _OVERSAMPLING
    picture = Image.new("RGB", (large, large), paper)
    ICONS[name](Pen(ImageDraw.Draw(picture), large / 100, ink, accent, paper))
    return picture.resize((size, size), Image.Resampling.LANCZOS)
