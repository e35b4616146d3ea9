"""The pack of evidence: all files, safe names, and a checksum of each."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from models.file_names import safe_name
from models.reports import evidence, figures
from models.reports.evidence import Piece, table
from tests.reports import FIGURES

MADE = date(2021, 9, 1)


def packed(*pieces: Piece) -> zipfile.ZipFile:
    kept = BytesIO()
    assert evidence.pack(kept, FIGURES, pieces, MADE) == len(pieces) + 1
    return zipfile.ZipFile(kept)


def test_the_pack_lists_its_files_with_their_checksums():
    kept = packed(Piece("เอกสารแนบ", "คำสั่ง.pdf", "คำสั่งแต่งตั้งคณะทำงาน", [b"one", b"two"]))
    contents = kept.read("00 สารบัญ.txt").decode("utf-8-sig")
    assert "เอกสารแนบ/คำสั่ง.pdf - คำสั่งแต่งตั้งคณะทำงาน" in contents and "2564" in contents
    sums = dict(
        reversed(line.split("  ")) for line in kept.read("sha256.txt").decode().splitlines()
    )
    for name, digest in sums.items():
        assert hashlib.sha256(kept.read(name)).hexdigest() == digest
    assert len(sums) == 2


def test_the_figures_in_the_pack_are_those_of_the_report():
    assert figures.read(json.loads(packed().read("ตัวเลข.json"))) == FIGURES


def test_two_files_of_one_name_are_both_kept():
    pieces = [Piece("ภาพ", name, "", [name.encode()]) for name in ("a.png", "A.png", "a.png")]
    names = [name for name in packed(*pieces).namelist() if name.startswith("ภาพ/")]
    assert names == ["ภาพ/a.png", "ภาพ/A (2).png", "ภาพ/a (3).png"]


def test_no_file_lands_outside_the_pack():
    names = ("../../etc/passwd", "C:\\x\\y.png", "...", "", "a\nb:c.txt", "ก" * 300 + ".pdf")
    pieces = [Piece("../ภาพ", name, "", [b""]) for name in names]
    for name in packed(*pieces).namelist():
        assert ".." not in name and not name.startswith("/") and len(name) < 140
    assert safe_name("../../etc/passwd") == "passwd"
    assert safe_name("C:\\x\\y.png") == "y.png"


def test_the_same_pack_is_made_twice_alike():
    first, second = BytesIO(), BytesIO()
    for kept in (first, second):
        evidence.pack(kept, FIGURES, [Piece("", "a.txt", "", [b"a"])], MADE)
    assert first.getvalue() == second.getvalue()


def test_a_long_list_is_packed_row_by_row():
    drawn = []

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(100_000):
            drawn.append(number)
            yield number, "=cmd()", 'a,"b"', None

    lines = table(("ที่", "เรื่อง", "คำ", "ว่าง"), rows())
    assert next(lines) == "\ufeff".encode()
    assert next(lines).decode() == "ที่,เรื่อง,คำ,ว่าง\r\n"
    assert next(lines).decode() == '0,\'=cmd(),"a,""b""",\r\n'
    assert drawn == [0]
    kept = packed(Piece("รายการ", "เหตุการณ์.csv", "", lines))
    assert kept.read("รายการ/เหตุการณ์.csv").count(b"\r\n") == 99_999
