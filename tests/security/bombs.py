"""Files made to hurt whoever opens them: small on the way in, huge or endless inside."""

import io
import struct
import zipfile
import zlib

import xlsxwriter
from PIL import Image

MB = 1024 * 1024
STRINGS = (
    '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
SHEET = STRINGS.replace("<sst", "<worksheet") + "<sheetData>"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ฮาฮาฮาฮาฮาฮาฮาฮาฮาฮา">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><l>&i;</l>"
)


def swollen_workbook(megabytes: int) -> bytes:
    """A workbook that unpacks to so much."""
    body = STRINGS + "<si><t>x</t></si>" * (megabytes * MB // 17) + "</sst>"
    return _book({"xl/sharedStrings.xml": body})


def laughing_workbook() -> bytes:
    """A workbook whose words stand for ten times as many, eight times over."""
    return _book({"xl/sharedStrings.xml": LAUGHS, "xl/workbook.xml": LAUGHS})


def climbing_workbook() -> bytes:
    """A workbook with parts that would lie outside any folder."""
    return _book({"../../../../tmp/climbed": b"out", "/etc/climbed": b"out"})


def lying_workbook(megabytes: int) -> bytes:
    """A zip whose directory says that a part is one byte long."""
    body = bytearray(_book({"xl/sharedStrings.xml": b"0" * (megabytes * MB)}))
    real, at = struct.pack("<I", megabytes * MB), -1
    while (at := body.find(real, at + 1)) >= 0:
        body[at : at + 4] = struct.pack("<I", 1)
    return bytes(body)


def rows_workbook(megabytes: int) -> bytes:
    """A workbook with one sheet of so many megabytes of rows."""
    row = "<row>" + '<c t="inlineStr"><is><t>x</t></is></c>' * 40 + "</row>"
    body = SHEET + row * (megabytes * MB // len(row)) + "</sheetData></worksheet>"
    return _book({"xl/worksheets/sheet1.xml": body})


def _book(parts: dict[str, bytes | str]) -> bytes:
    """A real workbook with some of its parts put in place of its own."""
    drawn, kept = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(drawn, {"in_memory": True}) as book:
        for name in ("เรื่อง", "month"):
            book.add_worksheet(name).write_row(0, 0, ("month", "channel", "what", "count"))
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as pack, zipfile.ZipFile(drawn) as own:
        for name in {*own.namelist(), *parts}:
            pack.writestr(name, parts.get(name) or own.read(name))
    return kept.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def huge_png(width: int, height: int) -> bytes:
    """A clear picture of so many pixels, in little; one over 64 million is cut short."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    packing, row = zlib.compressobj(1), bytes(1 + 4 * width)
    whole = min(height, 256 * MB // len(row))
    rows = b"".join(packing.compress(row) for _ in range(whole))
    rows += packing.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def wordy_png(megabytes: int) -> bytes:
    """A small picture with a comment that unpacks to so much."""
    drawn = io.BytesIO()
    Image.new("RGB", (900, 700), "white").save(drawn, "PNG")
    body = drawn.getvalue()
    words = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(megabytes * MB), 9))
    return body[:33] + words + body[33:]


def swollen_pdf(megabytes: int) -> bytes:
    """A PDF whose catalogue lies in a stream that unpacks to so much."""
    packed = zlib.compress(b"1 0 << /Type /Catalog /Pages 3 0 R >>" + bytes(megabytes * MB), 9)
    stream = b"2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n"
    body = b"%PDF-1.5\n"
    at = len(body)
    body += stream % len(packed) + packed + b"\nendstream\nendobj\n"
    where = len(body)
    table = b"\x00\x00\x00\xff" + b"\x02\x00\x02\x00" + b"\x01" + struct.pack(">H", at) + b"\x00"
    body += b"4 0 obj\n<< /Type /XRef /Size 3 /W [1 2 1] /Root 1 0 R /Length %d >>\nstream\n" % (
        len(table)
    )
    return body + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % where


def circling_pdf() -> bytes:
    """A PDF whose tables lead to each other, and whose pages are their own parents."""
    body = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R /Count 1 0 R >>\nendobj\n"
    at = len(body)
    body += b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
    return body + b"trailer\n<< /Size 2 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF" % (at, at)


def nested_pdf(deep: int) -> bytes:
    """A PDF of brackets within brackets."""
    return b"%PDF-1.4\n1 0 obj\n" + b"[" * deep + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"


def jpeg_with(tail: bytes) -> bytes:
    """A photograph with something else behind its end."""
    drawn = io.BytesIO()
    Image.new("RGB", (900, 700), "white").save(drawn, "JPEG")
    return drawn.getvalue() + tail


def claiming_jpeg(side: int) -> bytes:
    """A JPEG that claims to be as wide and high as `side`."""
    body = bytearray(jpeg_with(b""))
    at = body.index(b"\xff\xc0")
    body[at + 5 : at + 9] = struct.pack(">HH", side, side)
    return bytes(body)
