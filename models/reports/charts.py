"""Bars drawn with the office's own type, for papers that people would rather look at."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, features

from models.fonts import FOLDER
from models.reports.papers import Chart

WIDE, HIGH = 1600, 760  # pixels; 16 cm across on paper is 254 dots an inch
LEFT, TOP, BELOW = 40, 130, 110
INK, BAR, RULE = "#1a1a1a", "#0b6e4f", "#c9d1cd"
MOST = 24  # bars that still have room for their labels


def png(chart: Chart, words: tuple[str, ...] | None = None) -> bytes:
    """The chart as a picture; `words` are its title and labels in the digits of the paper.

    Raises ValueError without bars or with more than a line has room for.
    """
    if not 0 < len(chart.values) <= MOST:
        raise ValueError(f"{len(chart.values)} bars")
    title, *labels = words or (chart.title, *chart.labels)
    picture = Image.new("RGB", (WIDE, HIGH), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((WIDE / 2, 20), title, INK, _font(40, bold=True), anchor="ma")
    floor, highest = HIGH - BELOW, max(*chart.values, 1)
    step = (WIDE - 2 * LEFT) / len(chart.values)
    small = _font(30 if len(labels) <= 12 else 20)
    for at, (label, value) in enumerate(zip(labels, chart.values, strict=True)):
        middle = LEFT + step * (at + 0.5)
        top = floor - (floor - TOP - 40) * max(value, 0) / highest
        half = min(step * 0.34, 90)
        draw.rectangle((middle - half, top, middle + half, floor), BAR)
        draw.text((middle, top - 6), f"{value:,}", INK, small, anchor="md")
        draw.text((middle, floor + 12), label, INK, small, anchor="ma")
    draw.line((LEFT, floor, WIDE - LEFT, floor), RULE, 3)
    draw.text((WIDE - LEFT, HIGH - 14), f"หน่วย: {chart.unit}", INK, _font(26), anchor="rd")
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Raqm places Thai vowels and tone marks where they belong."""
    raqm = features.check("raqm") and features.check("fribidi")
    layout = ImageFont.Layout.RAQM if raqm else ImageFont.Layout.BASIC
    weight = "Bold" if bold else "Regular"
    return ImageFont.truetype(FOLDER / f"Sarabun-{weight}.ttf", size, layout_engine=layout)
