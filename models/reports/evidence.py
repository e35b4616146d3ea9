"""Everything behind a report in one zip: its papers, its figures, lists, pictures and orders.

A list of the contents with a checksum of each file lies on top, so that nobody wonders later
whether something was exchanged.
"""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import BinaryIO

from models.file_names import safe_name
from models.reports.figures import Figures
from models.reports.writing import day_words

CONTENTS = "00 สารบัญ.txt"
CHECKSUMS = "sha256.txt"
FIGURES = "ตัวเลข.json"


@dataclass(frozen=True)
class Piece:
    """A file of the pack: its folder in it, its name, what it shows, and its bytes bit by bit."""

    folder: str
    name: str
    about: str
    content: Iterable[bytes]


def pack(into: BinaryIO, figures: Figures, pieces: Iterable[Piece], made: date) -> int:
    """Write the zip, holding no file whole; how many files lie in it beside the lists.

    Names are made safe and unique; a piece cannot land outside its folder.
    """
    told: list[tuple[str, str, str]] = []
    taken = {CONTENTS.lower(), CHECKSUMS}
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as kept:
        plain = json.dumps(figures.plain(), ensure_ascii=False, indent=1).encode()
        first = Piece("", FIGURES, "ตัวเลขทั้งหมดที่ใช้ในรายงาน", [plain])
        for piece in (first, *pieces):
            path = _free(piece, taken)
            told.append((path, piece.about, _write(kept, path, piece.content, made)))
        sums = "".join(f"{digest}  {path}\n" for path, _, digest in told)
        _write(kept, CHECKSUMS, [sums.encode()], made)
        _write(kept, CONTENTS, ["\ufeff".encode(), _contents(figures, told, made).encode()], made)
    return len(told)


def _write(kept: zipfile.ZipFile, path: str, content: Iterable[bytes], made: date) -> str:
    """Put one file in, dated with the day the pack is made; its checksum."""
    entry = zipfile.ZipInfo(path, (made.year, made.month, made.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    digest = sha256()
    with kept.open(entry, "w", force_zip64=True) as file:
        for part in content:
            digest.update(part)
            file.write(part)
    return digest.hexdigest()


def _free(piece: Piece, taken: set[str]) -> str:
    """A path nobody has yet; the second of a name becomes "name (2)"."""
    name = safe_name(piece.name)
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    folder = f"{safe_name(piece.folder)}/" if piece.folder else ""
    path, number = f"{folder}{name}", 1
    while path.lower() in taken:
        number += 1
        path = f"{folder}{stem} ({number}){ending}"
    taken.add(path.lower())
    return path


def _contents(figures: Figures, told: list[tuple[str, str, str]], made: date) -> str:
    lines = [
        "ชุดหลักฐานประกอบรายงาน",
        f"{figures.office} ปีงบประมาณ {figures.fiscal_year}",
        f"ข้อมูลถึง {day_words(figures.as_of)} จัดทำเมื่อ {day_words(made)}",
        "",
        *(f"{number}. {path} - {about}" for number, (path, about, _) in enumerate(told, start=1)),
        "",
        f"ค่าตรวจสอบของแต่ละไฟล์อยู่ใน {CHECKSUMS} (ตรวจด้วย sha256sum -c {CHECKSUMS})",
    ]
    return "\r\n".join(lines) + "\r\n"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """A list as CSV that Excel opens in Thai, a row at a time; nothing in it becomes a formula."""
    yield "\ufeff".encode()
    yield _csv_line(head)
    for cells in rows:
        yield _csv_line(cells)


def _csv_line(cells: Iterable[object]) -> bytes:
    return (",".join(_csv_cell(cell) for cell in cells) + "\r\n").encode()


def _csv_cell(value: object) -> str:
    text = "" if value is None else str(value)
    if isinstance(value, str) and text[:1] in tuple("=+-@\t\r"):
        text = "'" + text
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if re.search(r'[",\r\n]', text) else text
