"""Where one signs a paper: under what is signed, on the same page."""

from datetime import date
from io import BytesIO

import pypdf
import pytest

from models.reports.papers import Heading, Paper, Signature, Table
from models.reports.pdf_papers import NoPress, pdf_of

MADE = date(2021, 9, 1)


@pytest.mark.parametrize("count", [30, 33])  # rows that fill a page to its end
def test_a_signature_never_stands_alone_on_a_page(count: int):
    rows = tuple((f"หน่วยงานตัวอย่าง {number}", "1") for number in range(count))
    table = Table(("หน่วยงาน", "ข้อ"), rows, (80, 20))
    paper = Paper("ข้อสั่งการ", "", MADE, (Heading("การรายงาน"), table, Signature("ผู้รายงาน")))
    try:
        body = pdf_of(paper)
    except NoPress as missing:
        pytest.skip(str(missing))
    pages = [page.extract_text().replace(" ", "") for page in pypdf.PdfReader(BytesIO(body)).pages]
    assert "ลงชื่อ" in pages[-1] and f"ตัวอย่าง{count - 1}" in pages[-1]
    assert len(pages) == 2
