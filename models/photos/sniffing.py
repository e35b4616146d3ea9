"""Tells by its first bytes what somebody sent; what they call it does not count."""

from typing import Literal

Kind = Literal["image", "pdf", "other"]
PDF_WITHIN = 1024  # bytes; readers look for the header so far in (ISO 32000-1, annex H.3.4.1)
# The brand after "ftyp" (ISO/IEC 14496-12) tells pictures, sounds and clips apart.
HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")


def sniff(body: bytes) -> tuple[Kind, str]:
    """Its kind and content type; "other" and "application/octet-stream" when nothing is known."""
    head = body[:16]
    if head.startswith(b"\xff\xd8\xff"):
        return "image", "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image", "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image", "image/webp"
    if head[4:8] == b"ftyp":
        return _boxed(head[8:12])
    if b"%PDF-" in body[:PDF_WITHIN]:
        return "pdf", "application/pdf"
    return "other", "application/octet-stream"


def _boxed(brand: bytes) -> tuple[Kind, str]:
    if brand in HEIF:
        return "image", "image/heif"
    return "other", "audio/mp4" if brand.startswith(b"M4A") else "video/mp4"
