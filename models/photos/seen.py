"""What a machine can tell of a photograph: findings that warn, never verdicts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Finding(StrEnum):
    """Why a photograph might have to be taken again."""

    SMALL = "small"  # too few pixels, or the paper is too far away
    BLURRED = "blurred"
    DARK = "dark"
    GLARE = "glare"
    CROPPED = "cropped"
    SAME = "same"  # the same picture was sent before in this case
    UNREADABLE = "unreadable"  # no picture or PDF that we can open
    PDF_LOCKED = "pdf_locked"


@dataclass(frozen=True)
class Seen:
    """A body as we keep it. `width` and `height` in pixels, `pages` of a PDF; else 0.

    `body` of an image is a JPEG made anew, upright, with nothing but its pixels; empty when the
    image cannot be opened. Anything else is as it was sent.
    """

    kind: Literal["image", "pdf", "other"]
    content_type: str
    body: bytes
    width: int = 0
    height: int = 0
    pages: int = 0
    findings: tuple[Finding, ...] = ()
    fingerprint: str | None = None
