"""Looks at what a citizen sent as a machine can: upright, made anew, with kind warnings."""

import io
import warnings

import numpy as np
from PIL import Image, ImageOps

from models.photos import framing, light, likeness, sharpness
from models.photos.pages import look_at_pdf
from models.photos.seen import Finding, Seen
from models.photos.sniffing import sniff

# A photograph of 48 million pixels is the most phones take by themselves; a bomb claims more.
LARGEST_PIXELS = 64_000_000
KEPT_ACROSS = 4096  # pixels along the long side; nobody reads a paper better with more
QUALITY = 88  # of the JPEG we make
REDUCIBLE = ("L", "LA", "RGB", "RGBA")
FORMATS = ("JPEG", "PNG", "WEBP")

SHARP_ACROSS, SMALL_ACROSS = 1280, 320  # pixels along the long side of what is measured
LEAST_LONG, LEAST_SHORT = 800, 500  # pixels; type of 12 points on an A4 page needs as many
BLURRED_FROM = 1.4  # pixels, standard deviation, at SHARP_ACROSS
DARK_BELOW = 100  # grey levels of the paper


def look(body: bytes, *, largest_pixels: int = LARGEST_PIXELS) -> Seen:
    """What we keep of this, and what is wrong with it. Never raises, whatever the bytes are.

    A picture of more than `largest_pixels` is not opened.
    """
    kind, content_type = sniff(body)
    if kind == "pdf":
        return look_at_pdf(body)
    if kind == "other":
        return Seen("other", content_type, body)
    picture = _opened(body, largest_pixels)
    if picture is None:
        return Seen("image", content_type, b"", findings=(Finding.UNREADABLE,))
    return Seen(
        "image",
        "image/jpeg",
        as_jpeg(picture, QUALITY),
        width=picture.width,
        height=picture.height,
        findings=_findings(picture),
        fingerprint=likeness.fingerprint(picture),
    )


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    """The pixels as a JPEG that carries nothing else."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _opened(body: bytes, largest_pixels: int) -> Image.Image | None:
    """The picture upright and in colour; None when it cannot or should not be opened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # judged here below
            picture = Image.open(io.BytesIO(body), formats=FORMATS)
        if picture.width * picture.height > largest_pixels:
            return None
        picture.draft("RGB", (KEPT_ACROSS, KEPT_ACROSS))
        picture.load()
        if picture.mode in REDUCIBLE:  # before it is copied: 64 million pixels fill memory
            picture.thumbnail((KEPT_ACROSS, KEPT_ACROSS), Image.Resampling.BOX)
        turned = _coloured(ImageOps.exif_transpose(picture))
        turned.thumbnail((KEPT_ACROSS, KEPT_ACROSS), Image.Resampling.BOX)
    except Exception:  # Pillow's readers raise what they like: all of it means unreadable
        return None
    # Only pixels go on: no EXIF, no colour profile, no comment.
    turned.info = {}
    return turned


def _coloured(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I") or picture.mode == "F":
        sixteen = np.asarray(picture, np.float32) / 256
        picture = Image.fromarray(np.clip(sixteen, 0, 255).astype(np.uint8))
    if picture.has_transparency_data:
        seen_through = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, seen_through)
    return picture.convert("RGB")


def _findings(picture: Image.Image) -> tuple[Finding, ...]:
    """What is wrong, most telling first; a picture too dark or small to judge is only called so."""
    small = _reduced(picture, SMALL_ACROSS)
    if min(small.shape[:2]) < SMALL_ACROSS // 10:
        return (Finding.SMALL,)
    found = [Finding.SMALL] if _is_small(picture) else []
    grey = small.mean(axis=2)
    if light.brightness(grey) < DARK_BELOW:
        return (*found, Finding.DARK)
    where = framing.paper(small)
    low = framing.without_ink(small.min(axis=2))
    if not found and _is_blurred(picture):
        found.append(Finding.BLURRED)
    if light.glares(low, framing.unbitten(where)):
        found.append(Finding.GLARE)
    if framing.cropped(small, where):
        found.append(Finding.CROPPED)
    return tuple(found)


def _is_small(picture: Image.Image) -> bool:
    long, short = max(picture.size), min(picture.size)
    return bool(long < LEAST_LONG or short < LEAST_SHORT)


def _is_blurred(picture: Image.Image) -> bool:
    measured = _reduced(picture.convert("L"), SHARP_ACROSS)
    scale = SHARP_ACROSS / max(measured.shape)
    return bool(sharpness.blur(measured) * scale > BLURRED_FROM)


def _reduced(picture: Image.Image, across: int) -> light.Grey:
    smaller = picture.copy()
    smaller.thumbnail((across, across), Image.Resampling.BOX)
    return np.asarray(smaller, np.float32)
