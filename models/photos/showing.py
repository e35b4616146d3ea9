"""How officers see a photograph: veiled until they ask for it, then marked with who looked."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont, features

from models.fonts import FOLDER
from models.photos.looking import as_jpeg

FONT = FOLDER / "Sarabun-Regular.ttf"
VEILED_ACROSS = 96  # pixels: which paper it is can be told, a number on it cannot be read
QUALITY = 85
FAINT, SLANT = 70, 28  # of 255; degrees
SIZE, GAP = 34, 7  # of the long side goes into a line of type; heights between lines


def veiled(body: bytes) -> bytes:
    """A JPEG so small that nothing on it can be read, from one that was kept.

    Thirteen digits across a card that fills the picture are two pixels high each.
    """
    with Image.open(io.BytesIO(body)) as picture:
        picture.thumbnail((VEILED_ACROSS, VEILED_ACROSS), Image.Resampling.BOX)
        return as_jpeg(picture.convert("RGB"), QUALITY)


def watermarked(body: bytes, words: str | Sequence[str]) -> bytes:
    """The picture with these words across it, again and again, as a JPEG."""
    line = words if isinstance(words, str) else " · ".join(words)
    with Image.open(io.BytesIO(body)) as picture:
        marked = picture.convert("RGBA")
    marked.alpha_composite(_web_of(line, marked.size))
    return as_jpeg(marked.convert("RGB"), QUALITY)


def _web_of(line: str, size: tuple[int, int]) -> Image.Image:
    """The words in slanted rows over a clear sheet, dark and light at once for any ground."""
    across = round((size[0] ** 2 + size[1] ** 2) ** 0.5)
    height = max(12, max(size) // SIZE)
    raqm = features.check("raqm") and features.check("fribidi")
    layout = ImageFont.Layout.RAQM if raqm else ImageFont.Layout.BASIC
    font = ImageFont.truetype(FONT, height, layout_engine=layout)
    sheet = Image.new("RGBA", (across, across), (255, 255, 255, 0))
    pen = ImageDraw.Draw(sheet)
    step = round(font.getlength(line)) + 3 * height
    for row, y in enumerate(range(0, across, GAP * height)):
        for x in range(-step * (row % 2) // 2, across, step):
            pen.text((x + 1, y + 1), line, (255, 255, 255, FAINT), font)
            pen.text((x, y), line, (20, 20, 20, FAINT), font)
    turned = sheet.rotate(SLANT, Image.Resampling.BILINEAR)
    left, top = (across - size[0]) // 2, (across - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))
