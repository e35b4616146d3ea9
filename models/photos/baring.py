"""Takes out of a photograph what it tells beside the picture: where, when, with what it was made.

The picture itself is not drawn anew, so nothing of it is lost, and it stays the right way up.
"""

import struct
import zlib
from collections.abc import Iterator

from PIL import Image
from PIL.ExifTags import Base

JPEG, PNG = "image/jpeg", "image/png"
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
UPRIGHT, TURNED = 1, range(2, 9)  # values of the orientation tag. Exif 2.32, 4.6.4 A

# What a JPEG needs to be drawn right: its frame, its colours. ITU-T T.81, annex B; ICC.1, annex B.4
START, END, SCAN = 0xD8, 0xD9, 0xDA
APPLICATION, COMMENT = range(0xE0, 0xF0), 0xFE
NEEDED = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
EXIF = b"Exif\0\0"
# Of a PNG's chunks that may be left out, those that say how to draw it. PNG (W3C), 11.3
DRAWN = frozenset(
    {b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs", b"sPLT"}
)


class Torn(ValueError):
    """The file does not follow its own format: it cannot be told what is in it."""


def bare(content_type: str, content: bytes) -> bytes:
    """The same picture without what it tells beside; files of other types as they are.

    Raises Torn when a picture cannot be taken apart.
    """
    if content_type not in (JPEG, PNG):
        return content
    try:
        return _bare_jpeg(content) if content_type == JPEG else _bare_png(content)
    except (struct.error, IndexError) as cut:
        raise Torn from cut


def _bare_jpeg(content: bytes) -> bytes:
    kept, turned = [], UPRIGHT
    for marker, body in _segments(content):
        if marker == 0xE1 and body[4:].startswith(EXIF):
            turned = _turned(body[4 + len(EXIF) :]) or turned
        needed = any(marker == one and body[4:].startswith(name) for one, name in NEEDED)
        if needed or not (marker in APPLICATION or marker == COMMENT):
            kept.append(body)
    if turned != UPRIGHT:
        told = EXIF + _only_turned(turned)
        jfif = 1 if kept[0][1:2] == b"\xe0" else 0  # JFIF stays first
        kept.insert(jfif, b"\xff\xe1" + struct.pack(">H", len(told) + 2) + told)
    return b"\xff\xd8" + b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with all its bytes, as far as the end of the first picture."""
    at = 2
    while True:
        marker, end = _segment(content, at)
        yield marker, content[at:end]
        if marker == END:
            return
        at = end
        if marker == SCAN and at == len(content):  # it breaks off within the picture
            yield END, bytes((0xFF, END))
            return


def _segment(content: bytes, at: int) -> tuple[int, int]:
    """The marker that stands here, and where its bytes end."""
    marker = content[at + 1]
    if content[at] != 0xFF or marker in (0, START):
        raise Torn
    if marker == 0xFF:  # filling before a marker
        return marker, at + 1
    if marker == END:
        return marker, at + 2
    end = at + 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    if end > len(content):
        raise Torn
    return marker, _end_of_scan(content, end) if marker == SCAN else end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker begins after the bytes of a scan; the end of a file without one."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return len(content)
        following = content[at + 1]
        if following and not 0xD0 <= following <= 0xD7:  # neither a stuffed byte nor a restart
            return at
        at += 2


def _bare_png(content: bytes) -> bytes:
    kept, turned, ended = [PNG_HEAD], UPRIGHT, False
    at = len(PNG_HEAD)
    while not ended:
        length, name = struct.unpack(">I4s", content[at : at + 8])
        if at + 12 + length > len(content):
            raise Torn
        if name == b"eXIf":
            turned = _turned(content[at + 8 : at + 8 + length]) or turned
        if name[:1].isupper() or name in DRAWN:
            kept.append(content[at : at + 12 + length])
        at, ended = at + 12 + length, name == b"IEND"
    if turned != UPRIGHT:
        kept.insert(2, _chunk(b"eXIf", _only_turned(turned)))  # after IHDR, before the picture
    return b"".join(kept)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _turned(exif: bytes) -> int | None:
    """How the picture is to be turned; None when that is not told, or not in a way one can read."""
    told = Image.Exif()
    try:
        told.load(EXIF + exif)
        found = told.get(Base.Orientation)
    except Exception:  # a file from anywhere can break its reader in any way
        return None
    return found if found in TURNED else None


def _only_turned(turned: int) -> bytes:
    """Exif that tells how to turn the picture and nothing else: a TIFF with one entry."""
    entry = struct.pack(">HHIHH", Base.Orientation, 3, 1, turned, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
