"""Files of every kind the office takes, small and without anybody's data."""

import io
import zipfile

import docx
import openpyxl
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def picture(kind: str = "JPEG") -> bytes:
    """A grey picture, "JPEG" or "PNG"."""
    out = io.BytesIO()
    Image.new("RGB", (32, 24), "grey").save(out, kind)
    return out.getvalue()


def word() -> bytes:
    """A Word file with one line."""
    out, paper = io.BytesIO(), docx.Document()
    paper.add_paragraph("คำสั่งแต่งตั้งคณะทำงาน")
    paper.save(out)
    return out.getvalue()


def excel() -> bytes:
    """An Excel file with one cell."""
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active["A1"] = "รายการ"
    book.save(out)
    return out.getvalue()


def zipped(*names: str) -> bytes:
    """A zip file with empty files of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in names:
            parts.writestr(name, b"")
    return out.getvalue()
