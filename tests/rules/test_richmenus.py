"""The menu under the chat keeps LINE's limits and says what is wrong with it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import richmenus
from handlers.citizens import PRESSED, TYPED
from handlers.citizens.chat import normalised
from richmenus import Area, Bounds, Menu, MenuError
from richmenus.checking import graphemes
from richmenus.drawing import signed

VERBS = {"find", "language"}
EVERY_MENU = pytest.mark.parametrize("menu", richmenus.read_all(), ids=richmenus.MENUS)
THAI = st.text("กขคงจฉชซญดตถทนบปผพมยรลวสหอะาิีึืุูเแโใไ็่้๊๋์ำ ", min_size=1, max_size=400)


@pytest.fixture
def menu(tmp_path) -> Menu:
    """A small menu with nothing wrong, with a picture of its own."""
    area = Area("ค้นหา", "magnifier", Bounds(0, 0, 400, 500), {"type": "postback", "data": "find?"})
    switch = {"type": "richmenuswitch", "richMenuAliasId": "main-en", "data": "language?to=en"}
    menu = Menu(
        stem="small",
        alias="main",
        language="th",
        title="เมนูเล็ก",
        bar="เมนูบริการ",
        open=True,
        width=800,
        height=500,
        areas=(area, Area("ภาษา English", "globe", Bounds(400, 0, 400, 500), switch)),
        folder=tmp_path,
    )
    return pictured(menu)


def one_area(menu: Menu, **changes) -> Menu:
    return replace(menu, areas=(replace(menu.areas[0], **changes),))


def pictured(menu: Menu) -> Menu:
    blank = Image.new("RGB", (menu.width, menu.height))
    menu.picture.write_bytes(signed(menu, blank))
    return menu


# -- the menus of the office -------------------------------------------------------------------


@EVERY_MENU
def test_nothing_is_held_against_our_menus(menu):
    assert richmenus.faults(menu, PRESSED) == ()


@EVERY_MENU
def test_every_pixel_of_the_picture_can_be_tapped(menu):
    tapped = sum(area.bounds.width * area.bounds.height for area in menu.areas)
    assert tapped == menu.width * menu.height


@EVERY_MENU
def test_a_tap_says_the_label_in_the_chat(menu):
    actions = [area["action"] for area in menu.line_json()["areas"]]
    postbacks = [action for action in actions if action["type"] == "postback"]
    assert all(action["displayText"] == action["label"] for action in postbacks)


@EVERY_MENU
def test_typing_a_label_does_what_tapping_it_does(menu):
    typed = {area.label: TYPED.get(normalised(area.label)) for area in menu.areas}
    assert typed == {area.label: area.action["data"] for area in menu.areas}


@pytest.mark.parametrize("pair", [slice(0, 2), slice(2, 4)], ids=["usual", "waiting"])
def test_both_languages_offer_the_same_in_the_same_places(pair):
    thai, english = richmenus.read_all()[pair]
    assert [(a.bounds, a.icon) for a in thai.areas] == [(a.bounds, a.icon) for a in english.areas]


@pytest.mark.parametrize("pair", [slice(0, 2), slice(2, 4)], ids=["usual", "waiting"])
def test_each_menu_leads_to_the_other_language(pair):
    thai, english = richmenus.read_all()[pair]
    assert thai.areas[-1].action["richMenuAliasId"] == english.alias
    assert english.areas[-1].action["richMenuAliasId"] == thai.alias


@pytest.mark.parametrize(
    ("language", "alias"), [("th", "main"), ("en", "main-en"), ("my", "main"), ("", "main")]
)
def test_a_citizen_gets_the_menu_of_her_language_and_thai_when_there_is_none(language, alias):
    assert richmenus.alias_for(language) == alias


@pytest.mark.parametrize(("language", "stem"), [("th", "main"), ("en", "main_en")])
def test_who_has_an_answer_waiting_still_finds_every_usual_button(language, stem):
    usual = richmenus.read(stem)
    waiting = richmenus.read(usual.stem.replace("main", "answer_waiting"))
    assert waiting.alias == richmenus.alias_for(language, waiting=True)
    band, *buttons = waiting.areas
    assert band.badge and band.action["data"] == "collect?"
    assert [a.label for a in buttons] == [a.label for a in usual.areas]
    assert [a.action for a in buttons[:-1]] == [a.action for a in usual.areas[:-1]]


# -- LINE's limits -----------------------------------------------------------------------------


def test_a_good_menu_has_no_fault(menu):
    assert richmenus.faults(menu, VERBS) == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"width": 799}, "is 799 pixels wide; LINE takes 800 to 2500"),
        ({"width": 2501}, "is 2501 pixels wide; LINE takes 800 to 2500"),
        ({"height": 249}, "is 249 pixels high; LINE takes 250 or more"),
        ({"height": 552}, "is too tall: width over height must be 1.45 or more"),
        (
            {"alias": "Main"},
            "has the alias 'Main'; menus are known as "
            "main, main-en, answer-waiting, answer-waiting-en",
        ),
        ({"bar": " "}, "the words of the bar must not be empty"),
        ({"bar": "ก" * 15}, "the words of the bar has 15 letters; LINE takes 14"),
        ({"title": "ก" * 301}, "the title has 301 letters; LINE takes 300"),
        ({"areas": ()}, "has 0 areas; LINE takes 1 to 20"),
    ],
)
def test_a_broken_menu_gives_a_clear_sentence(menu, changes, sentence):
    assert f"small: {sentence}" in richmenus.faults(replace(menu, **changes), VERBS)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"label": ""}, "'' as a label must not be empty"),
        ({"label": "ก" * 21}, f"'{'ก' * 21}' as a label has 21 letters; LINE takes 20"),
        ({"icon": "dragon"}, "'ค้นหา' wants the icon 'dragon'; there are building, clock"),
        ({"bounds": Bounds(401, 0, 400, 500)}, "'ค้นหา' reaches outside the picture"),
        ({"bounds": Bounds(0, 1, 400, 500)}, "'ค้นหา' reaches outside the picture"),
        ({"bounds": Bounds(-1, 0, 400, 500)}, "'ค้นหา' has no place on the picture"),
        ({"bounds": Bounds(0, 0, 0, 500)}, "'ค้นหา' has no place on the picture"),
    ],
)
def test_a_broken_area_gives_a_clear_sentence(menu, changes, sentence):
    faults = richmenus.faults(one_area(menu, **changes), VERBS)
    assert any(fault.startswith(f"small: {sentence}") for fault in faults)


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ({"type": "camera"}, "does 'camera'; a menu can do postback, richmenuswitch, message, uri"),
        ({}, "does ''; a menu can do postback"),
        ({"type": "postback"}, "carries ''; write data as verb?key=value"),
        ({"type": "postback", "data": "find"}, "carries 'find'; write data as verb?key=value"),
        ({"type": "postback", "data": "fly?to=moon"}, "carries the verb 'fly', which no"),
        ({"type": "postback", "data": "find?q=" + "ก" * 294}, "carries more than 300 characters"),
        (
            {"type": "postback", "data": "find?", "displayText": "ลบทั้งหมด"},
            "would say 'ลบทั้งหมด' in the chat instead of its label",
        ),
        ({"type": "message", "text": "อื่น"}, "would say 'อื่น' in the chat instead of its label"),
        ({"type": "message"}, "sends a message without text"),
        ({"type": "uri", "uri": "ftp://example.org"}, "opens 'ftp://example.org'; use http"),
        ({"type": "uri", "uri": "https://" + "a" * 993}, "opens 'https://aaaa"),
        (
            {"type": "richmenuswitch", "richMenuAliasId": "gone", "data": "find?"},
            "switches to 'gone', which is no menu of ours",
        ),
    ],
)
def test_a_broken_action_gives_a_clear_sentence(menu, action, sentence):
    faults = richmenus.faults(one_area(menu, action=action), VERBS)
    assert any(fault.startswith(f"small: 'ค้นหา' {sentence}") for fault in faults)


def test_a_menu_takes_twenty_areas_and_not_one_more(menu):
    def with_areas(many: int) -> Menu:
        tile = menu.areas[0]
        return replace(
            menu,
            areas=tuple(
                replace(tile, label=f"ปุ่ม {n}", bounds=Bounds(38 * n, 0, 38, 500))
                for n in range(many)
            ),
        )

    assert richmenus.faults(pictured(with_areas(20)), VERBS) == ()
    assert "small: has 21 areas; LINE takes 1 to 20" in richmenus.faults(with_areas(21), VERBS)


def test_two_areas_must_not_lie_on_each_other(menu):
    left, right = menu.areas
    shifted = replace(right, bounds=Bounds(399, 0, 401, 500))
    faults = richmenus.faults(replace(menu, areas=(left, shifted)), VERBS)
    assert "small: 'ค้นหา' and 'ภาษา English' lie on each other" in faults


def test_two_areas_must_not_have_one_name(menu):
    twins = (menu.areas[0], replace(menu.areas[1], label="ค้นหา"))
    faults = richmenus.faults(replace(menu, areas=twins), VERBS)
    assert "small: two areas are called 'ค้นหา'" in faults


def test_thai_marks_do_not_count_as_letters():
    assert graphemes("ติดต่อเจ้าหน้าที่") == 11  # LINE's own way of counting, 17 code points


@given(THAI)
def test_a_bar_is_refused_exactly_when_it_is_longer_than_fourteen_letters(bar):
    menu = replace(richmenus.read("main"), bar=bar)
    refused = any("the words of the bar" in fault for fault in richmenus.faults(menu, PRESSED))
    assert refused == (not bar.strip() or graphemes(bar) > 14)


@given(st.integers(-50, 2600), st.integers(-50, 1800), st.integers(-9, 2600), st.integers(-9, 1800))
def test_no_area_outside_the_picture_ever_passes(x, y, width, height):
    menu = one_area(richmenus.read("main"), bounds=Bounds(x, y, width, height))
    inside = x >= 0 and y >= 0 and width > 0 and height > 0
    inside = inside and x + width <= 2500 and y + height <= 1686
    placed = [f for f in richmenus.faults(menu, PRESSED) if "place" in f or "outside" in f]
    assert bool(placed) == (not inside)


@given(st.text(max_size=310))
def test_data_of_any_kind_is_judged_and_never_longer_than_line_takes(data):
    menu = one_area(richmenus.read("main"), action={"type": "postback", "data": f"find?q={data}"})
    units = len(f"find?q={data}".encode("utf-16-le", "surrogatepass")) // 2
    faults = richmenus.faults(menu, {"find"})
    assert any("300 characters" in fault for fault in faults) == (units > 300)


# -- reading the yaml --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ("alias: main\n", "", "odd.yaml: 'alias' is missing"),
        ("width: 2500", "width: wide", "odd.yaml: width must be a whole number, not 'wide'"),
        ("open: true", "open: 1", "odd.yaml: open must be true or false, not 1"),
        ("bar: เมนูบริการ", "bar: [", "odd.yaml: is not yaml, look at line"),
        ("size: {width: 2500, height: 1686}", "size: big", "odd.yaml: size must be written as"),
        ("label: ค้นหาบริการ", "label: 7", "odd.yaml: label must be words, not 7"),
        ("areas:", "areas: all\nx:", "odd.yaml: areas must be a list"),
    ],
)
def test_an_odd_yaml_gives_a_clear_sentence(tmp_path, was, becomes, sentence):
    good = (richmenus.read("main").picture.parent / "main.yaml").read_text(encoding="utf-8")
    assert was in good
    (tmp_path / "odd.yaml").write_text(good.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(MenuError) as refusal:
        richmenus.read("odd", tmp_path)
    assert str(refusal.value).startswith(sentence)


def test_a_menu_that_is_not_there_is_named(tmp_path):
    with pytest.raises(MenuError, match=r"gone\.yaml: there is no such menu"):
        richmenus.read("gone", tmp_path)
