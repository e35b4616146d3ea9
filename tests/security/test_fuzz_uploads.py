"""Files somebody bent, cut and filled up: each is looked at or refused, and none breaks us."""

import io
import zipfile
from functools import cache

import docx
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from models.office_files import WrongFile, discreet, examine
from models.packs import PackFaults, read_pack
from models.photos import look

BOUNDED = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
CUTS = st.lists(
    st.tuples(
        st.sampled_from(("flip", "cut", "double", "fill")),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=6,
)


@cache
def samples() -> dict[str, bytes]:
    """One whole file of every kind we take."""
    picture = Image.effect_noise((320, 240), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "กล้องสมมุติ"
    found = {
        "jpeg": _saved(picture, "JPEG", exif=exif),
        "png": _saved(picture, "PNG"),
        "webp": _saved(picture, "WEBP"),
        "gif": _saved(picture, "GIF"),
    }
    pdf, book, letter = PdfWriter(), io.BytesIO(), io.BytesIO()
    pdf.add_blank_page(200, 200)
    pages = io.BytesIO()
    pdf.write(pages)
    with xlsxwriter.Workbook(book, {"in_memory": True}) as workbook:
        workbook.add_worksheet("กระบวนงาน").write_row(0, 0, ["slug", "name_th"])
    paper = docx.Document()
    paper.add_paragraph("สมมุติ")
    paper.save(letter)
    return found | {
        "pdf": pages.getvalue(),
        "xlsx": book.getvalue(),
        "docx": letter.getvalue(),
    }


def _saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def bent(body: bytes, cuts: list[tuple[str, float, bytes]]) -> bytes:
    """The file after all that was done to it."""
    for how, place, words in cuts:
        at = int(place * len(body))
        if how == "flip":
            body = body[:at] + words + body[at + len(words) :]
        elif how == "cut":
            body = body[:at]
        elif how == "double":
            body = body[:at] + body[at // 2 :]
        else:
            body = body[:at] + words * 40 + body[at:]
    return body


@given(kind=st.sampled_from(("jpeg", "png", "webp", "gif", "pdf")), cuts=CUTS)
@BOUNDED
def test_a_bent_photograph_or_pdf_is_looked_at(kind: str, cuts: list[tuple[str, float, bytes]]):
    seen = look(bent(samples()[kind], cuts))
    if seen.kind == "image" and seen.body:
        with Image.open(io.BytesIO(seen.body)) as made_anew:
            made_anew.load()


@given(kind=st.sampled_from(tuple(samples())), cuts=CUTS)
@BOUNDED
def test_a_bent_file_of_the_office_is_taken_or_refused(
    kind: str, cuts: list[tuple[str, float, bytes]]
):
    body = bent(samples()[kind], cuts)
    try:
        discreet("ก.pdf", examine("ก.pdf", body), body)
    except WrongFile:
        return


@given(cuts=CUTS, within=st.booleans())
@BOUNDED
def test_a_bent_workbook_is_read_or_refused(cuts: list[tuple[str, float, bytes]], within: bool):
    whole = samples()["xlsx"]
    try:
        read_pack(_rezipped(whole, cuts) if within else bent(whole, cuts), "a.xlsx")
    except PackFaults:
        return


def _rezipped(body: bytes, cuts: list[tuple[str, float, bytes]]) -> bytes:
    """The zip stays whole; each of its parts is bent."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as parts, zipfile.ZipFile(out, "w") as again:
        for name in parts.namelist():
            again.writestr(name, bent(parts.read(name), cuts))
    return out.getvalue()
