"""What a machine sees in a photograph: it warns of the bad ones, leaves the good ones alone."""

import io
import random
import time
from datetime import date

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfWriter

from models.photos import Finding, look, same, veiled, watermarked
from models.reports.papers import Line, Paper
from models.reports.pdf_papers import NoPress, pdf_of
from tests.bench.photos import measure
from tests.photos.papers import form
from tests.photos.shots import FAULTS, GOOD, shoot

HELD_OUT = 2569  # a seed nobody tuned on
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def jpeg(picture: Image.Image, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", **more)
    return out.getvalue()


def opened(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


@pytest.fixture(scope="module")
def good() -> bytes:
    return shoot(GOOD, 5).jpeg


def test_bad_photos_are_warned_about_and_good_ones_hardly_ever():
    counts, _ = measure(each=8, good=24, seed=HELD_OUT)
    bad = [counts[fault] for fault in FAULTS]
    assert sum(count["all"] for count in bad) + counts[GOOD]["all"] >= 60
    assert sum(count["warned"] for count in bad) >= 0.95 * sum(count["all"] for count in bad)
    assert counts[GOOD]["warned"] <= 0.05 * counts[GOOD]["all"]


def test_a_photo_is_turned_upright_and_carries_nothing_but_its_pixels(good: bytes):
    sideways = opened(good).rotate(90, expand=True)
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "a telephone"
    exif.get_ifd(GPS)[1] = "N"
    seen = look(jpeg(sideways, exif=exif, comment=b"at home", icc_profile=b"profile"))
    kept = opened(seen.body)
    assert kept.size == (seen.width, seen.height) == opened(good).size
    assert not kept.getexif() and not {"comment", "icc_profile", "exif"} & kept.info.keys()
    assert b"Exif" not in seen.body and b"telephone" not in seen.body
    shown = np.asarray(kept.convert("L").resize((40, 30)), int)
    assert np.abs(shown - np.asarray(opened(good).convert("L").resize((40, 30)), int)).mean() < 4


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "I;16"])
def test_every_picture_becomes_a_jpeg(kind: str, mode: str):
    if (kind, mode) == ("WEBP", "I;16"):
        pytest.skip("WebP knows no 16 bits")
    out = io.BytesIO()
    plain = Image.new("RGB", (900, 700), "white").convert("L" if mode == "I;16" else mode)
    (plain.convert("I;16") if mode == "I;16" else plain).save(out, kind)
    seen = look(out.getvalue())
    assert (seen.kind, seen.content_type, opened(seen.body).mode) == ("image", "image/jpeg", "RGB")


def test_what_is_called_a_picture_and_is_none_is_told_by_its_bytes():
    assert look(b"\0\0\0\x18ftypmp42").content_type == "video/mp4"
    assert look(b"\0\0\0\x18ftypM4A ").content_type == "audio/mp4"
    heic = look(b"\0\0\0\x18ftypheic" + bytes(200))
    assert (heic.content_type, heic.findings) == ("image/heif", (Finding.UNREADABLE,))
    assert look(b"MZ\x90").kind == "other" and look(b"").body == b""


def test_a_bomb_and_a_torn_photo_are_not_opened(good: bytes):
    bomb = io.BytesIO()
    Image.new("1", (9_000, 8_000)).save(bomb, "PNG")
    for body in (bomb.getvalue(), good[: len(good) // 2], b"\xff\xd8\xff"):
        seen = look(body)
        assert (seen.findings, seen.body) == ((Finding.UNREADABLE,), b"")


def test_a_torn_photo_is_still_one_after_a_paper_was_printed(good: bytes):
    try:
        pdf_of(Paper("รายงาน", "", date(2026, 11, 20), (Line("สำนักงาน"),)))
    except NoPress:
        pytest.skip("no Pango here")
    assert look(good[: len(good) // 2]).findings == (Finding.UNREADABLE,)


@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (3000, 2), (64, 64), (1280, 960)])
@pytest.mark.parametrize("colour", ["black", "white"])
def test_pictures_of_nothing_are_looked_at_too(size: tuple[int, int], colour: str):
    seen = look(jpeg(Image.new("RGB", size, colour)))
    assert (seen.width, seen.height) == size


def test_a_pdf_is_kept_as_it_was_and_its_pages_are_counted():
    paper, out, locked = PdfWriter(), io.BytesIO(), io.BytesIO()
    for _ in range(3):
        paper.add_blank_page(595, 842)
    paper.write(out)
    seen = look(out.getvalue())
    assert (seen.kind, seen.pages, seen.findings) == ("pdf", 3, ())
    assert seen.body == out.getvalue()
    paper.encrypt("a secret", algorithm="AES-256")
    paper.write(locked)
    assert look(locked.getvalue()).findings == (Finding.PDF_LOCKED,)
    assert look(b"%PDF-1.7 and nothing more").findings == (Finding.UNREADABLE,)


def test_the_same_picture_is_known_again_and_another_page_is_not(good: bytes):
    first = look(good).fingerprint
    smaller = opened(good).resize((900, 675))
    assert first and same(first, look(jpeg(smaller, quality=55)).fingerprint or "")
    others = [look(shoot(GOOD, seed).jpeg).fingerprint or "" for seed in range(100, 103)]
    assert not [other for other in others if same(first, other)]


def test_two_pages_of_one_form_laid_alike_are_two_pictures():
    one, two = (look(jpeg(form(random.Random(seed)))).fingerprint or "" for seed in (1, 2))
    assert not same(one, two)


def test_twelve_million_pixels_take_a_second_at_most():
    picture = opened(shoot(GOOD, 6).jpeg).resize((4000, 3000))
    body = jpeg(picture, quality=92)
    began = time.process_time()
    look(body)
    assert time.process_time() - began < 1


def test_a_veiled_photo_cannot_be_read_and_a_marked_one_says_who_looked(good: bytes):
    body = look(good).body
    assert max(opened(veiled(body)).size) <= 96
    marked = opened(watermarked(body, ("P-000123", "นางสาวสมหญิง ใจดี")))
    assert marked.size == opened(body).size
    apart = np.abs(np.asarray(marked, int) - np.asarray(opened(body).convert("RGB"), int)).max(2)
    quarters = [part for half in np.array_split(apart, 2) for part in np.array_split(half, 2, 1)]
    assert all((part > 20).mean() > 0.005 for part in quarters)
