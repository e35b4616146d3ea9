"""Quick photographs for stories in which it only matters that nothing is wrong with them."""

import io
import itertools
from functools import cache

from PIL import Image, ImageDraw

NUMBERS = itertools.count(1)
MAKER = 0x010F  # EXIF: who made the camera


def sheet(size: tuple[int, int] = (1200, 900), number: int | None = None) -> bytes:
    """A sharp sheet of writing on a darker desk; without a `number` another one each time."""
    return _drawn(size, next(NUMBERS) if number is None else number)


@cache
def _drawn(size: tuple[int, int], number: int) -> bytes:
    image = Image.new("RGB", size, (150, 140, 130))
    pen = ImageDraw.Draw(image)
    width, height = size
    pen.rectangle((width // 10, height // 10, width * 9 // 10, height * 9 // 10), (245, 244, 240))
    for row, y in enumerate(range(height // 6, height * 5 // 6, 36)):
        words = f"Sample paper of nobody, number {number}, line {row * number % 97}"
        pen.text((width // 8 + (row * number * 37) % 160, y), words, (20, 20, 30), font_size=26)
    exif = Image.Exif()
    exif[MAKER] = "SECRET-CAMERA"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()
