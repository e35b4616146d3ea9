"""What is kept of a photograph: the picture to the last dot, upright, and nothing beside it."""

import io

import pytest
from PIL import Image, ImageCms, ImageOps, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from models.office_files import Wrong, WrongFile, discreet
from models.photos.baring import JPEG, PNG, Torn, bare

MODEL, PLACE = "ตัวอย่าง-กล้อง 9".encode(), "13.7563"


def exif(turned: int | None) -> Image.Exif:
    told = Image.Exif()
    told[Base.Model], told[Base.DateTime] = "Sample Camera 9", "2026:11:02 09:00:00"
    told.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (13.0, 45.0, 22.68)
    if turned:
        told[Base.Orientation] = turned
    return told


def photograph(kind: str, turned: int | None = None, **more: object) -> bytes:
    out = io.BytesIO()
    drawn = Image.radial_gradient("L").resize((61, 40)).convert("RGB")
    drawn.save(out, kind, exif=exif(turned), **more)
    return out.getvalue()


def seen(content: bytes) -> tuple[tuple[int, int], bytes]:
    """The picture as people see it: turned upright, its size and dots."""
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    return upright.size, upright.tobytes()


@pytest.mark.parametrize(("kind", "named"), [("JPEG", JPEG), ("PNG", PNG)])
@pytest.mark.parametrize("turned", [None, 1, 3, 6, 8])
def test_a_photograph_loses_place_and_device_but_no_dot_and_stays_upright(kind, named, turned):
    content = photograph(kind, turned)
    assert b"Sample Camera" in content
    kept = bare(named, content)
    told = dict(Image.open(io.BytesIO(kept)).getexif())
    assert told == ({Base.Orientation: turned} if turned and turned > 1 else {})
    assert b"Sample Camera" not in kept and b"2026:11" not in kept
    assert seen(kept) == seen(content)
    assert bare(named, kept) == kept


def test_a_progressive_photograph_in_colours_of_its_own_keeps_them():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = photograph("JPEG", 6, progressive=True, icc_profile=profile, comment=b"at home")
    kept = bare(JPEG, content)
    assert Image.open(io.BytesIO(kept)).info["icc_profile"] == profile
    assert b"at home" not in kept
    assert seen(kept) == seen(content)


def test_words_beside_a_png_and_a_second_picture_behind_a_jpeg_go():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", PLACE)
    words.add_itxt("XML:com.adobe.xmp", PLACE)
    png = photograph("PNG", pnginfo=words)
    assert PLACE.encode() in png and PLACE.encode() not in bare(PNG, png)
    first, behind = photograph("JPEG"), photograph("JPEG", 6)
    assert bare(JPEG, first + behind) == bare(JPEG, first)
    assert bare(PNG, png + MODEL) == bare(PNG, png)


def test_papers_are_kept_as_they_came():
    assert bare("application/pdf", b"%PDF-1.4 somebody") == b"%PDF-1.4 somebody"


def test_a_photograph_cut_off_within_the_picture_is_kept_as_far_as_it_goes():
    content = photograph("JPEG", 6)
    assert seen(bare(JPEG, content[:-2])) == seen(content)
    assert b"Sample Camera" not in bare(JPEG, content[:-200])


@pytest.mark.parametrize(("kind", "named"), [("JPEG", JPEG), ("PNG", PNG)])
def test_a_photograph_cut_off_before_is_refused_and_never_kept_with_what_it_tells(kind, named):
    content = photograph(kind, 6)
    whole = content.index(b"\xff\xda") if kind == "JPEG" else len(content) - 2
    for end in range(12, whole, 7):
        with pytest.raises(Torn):
            bare(named, content[:end])
    with pytest.raises(WrongFile) as refused:
        discreet("ภาพ.jpg", named, content[: whole - 20])
    assert refused.value.reason is Wrong.TORN and "ไม่สมบูรณ์" in refused.value.said()
