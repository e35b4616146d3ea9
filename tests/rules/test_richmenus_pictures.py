"""The picture of a menu shows what its yaml says, in Thai one can read on a phone."""

import hashlib
import json
import shutil
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageFont, ImageStat, features

import richmenus
from handlers.citizens import PRESSED
from richmenus import Menu, MenuError
from richmenus.checking import MOST_PICTURE_BYTES
from richmenus.drawing import _BADGE, _FONT, _MAIN, _QUIET, _type_size, can_set_thai

EVERY_MENU = pytest.mark.parametrize("menu", richmenus.read_all(), ids=richmenus.MENUS)
NEEDS_THAI = pytest.mark.skipif(not can_set_thai(), reason="no FriBiDi here to set Thai with")


@pytest.fixture
def copy(tmp_path) -> Menu:
    """The Thai menu with its picture in a folder where both may be spoilt."""
    menu = richmenus.read("main")
    shutil.copy(menu.picture, tmp_path)
    return replace(menu, folder=tmp_path)


def one_button_changed(menu: Menu, **changes) -> Menu:
    first, *others = menu.areas
    return replace(menu, areas=(replace(first, **changes), *others))


@NEEDS_THAI
@EVERY_MENU
def test_the_committed_picture_is_what_drawing_gives_today(menu):
    today = Image.open(BytesIO(richmenus.draw(menu))).convert("RGB")
    committed = Image.open(menu.picture).convert("RGB")
    difference = ImageStat.Stat(ImageChops.difference(today, committed)).mean
    assert max(difference) < 0.5, "drawing changed: raise EDITION and run menus draw"


@NEEDS_THAI
@EVERY_MENU
def test_words_can_be_read_on_a_phone(menu):
    assert _type_size(menu) * 390 / menu.width >= 14  # px, where the menu is 390 wide


def test_a_picture_not_drawn_yet_is_named(copy):
    copy.picture.unlink()
    assert "main: main.png is not drawn yet; run: python -m bot menus draw" in richmenus.faults(
        copy, PRESSED
    )


@NEEDS_THAI
@pytest.mark.parametrize(
    "change", [{"label": "ถามเรา"}, {"icon": "clock"}, {"main": False}], ids=lambda c: next(iter(c))
)
def test_a_picture_drawn_from_another_yaml_is_stale(copy, change):
    changed = one_button_changed(copy, **change)
    assert not richmenus.is_fresh(changed)
    copy.picture.write_bytes(richmenus.draw(changed))
    assert richmenus.is_fresh(changed)


def test_what_the_picture_does_not_show_leaves_it_fresh(copy):
    action = {"type": "postback", "data": "find?again=1"}
    changed = one_button_changed(copy, action=action)
    assert richmenus.is_fresh(changed)


def test_a_picture_of_another_size_is_refused(copy):
    Image.new("RGB", (800, 400)).save(copy.picture)
    assert "main: main.png is 800×400, the menu 2500×1686" in richmenus.faults(copy, PRESSED)


def test_a_picture_of_another_kind_is_refused(copy):
    Image.new("RGB", (2500, 1686)).save(copy.picture, "GIF")
    assert "main: main.png is GIF; LINE takes png and jpg" in richmenus.faults(copy, PRESSED)


def test_a_picture_that_is_none_is_refused(copy):
    copy.picture.write_text("ไม่ใช่รูป", encoding="utf-8")
    assert richmenus.faults(copy, PRESSED) == ("main: main.png is not a picture",)


def test_a_picture_too_heavy_for_line_is_refused(copy):
    copy.picture.write_bytes(copy.picture.read_bytes() + bytes(MOST_PICTURE_BYTES))
    assert "main: main.png is larger than 1 MB" in richmenus.faults(copy, PRESSED)


def test_the_fonts_are_the_ones_their_manifest_names():
    folder = _FONT.parent
    listed = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))["sha256"]
    kept = {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.glob("*.ttf")}
    assert kept == listed


@NEEDS_THAI
def test_a_tone_mark_stands_above_its_vowel():
    font = ImageFont.truetype(_FONT, 100, layout_engine=ImageFont.Layout.RAQM)
    vowel_alone, with_tone = font.getbbox("ที"), font.getbbox("ที่")
    assert with_tone[1] < vowel_alone[1] - 10, "the tone mark fell onto the vowel"
    assert font.getlength("ที่") == font.getlength("ท")


def test_drawing_refuses_where_thai_would_come_out_broken(copy, monkeypatch):
    monkeypatch.setattr(features, "check", lambda feature: feature != "fribidi")
    with pytest.raises(MenuError, match="Thai words cannot be drawn here"):
        richmenus.draw(copy)


@pytest.mark.parametrize("colours", [_QUIET, _MAIN, _BADGE], ids=["quiet", "main", "badge"])
def test_words_stand_out_from_their_tile(colours):
    assert contrast(colours.words, colours.tile) >= 7  # WCAG 2.2 AAA


def contrast(one: str, other: str) -> float:
    """Contrast of two #rrggbb colours as WCAG 2.2 reckons it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
