"""Which buttons may stand where, and how long their words may be."""

import pytest

from bot.simulator.rules import message_problems, richmenu_problems
from bot.simulator.rules.actions import picked

ASK = {"type": "postback", "label": "ถาม", "data": "ask"}
CAMERA = {"type": "camera", "label": "ถ่ายรูป"}
SWITCH = {"type": "richmenuswitch", "richMenuAliasId": "more", "data": "menu=more"}
TONED = "ที่"  # one grapheme, three code points


def in_quick_reply(action, count=1):
    items = [{"type": "action", "action": action}] * count
    return message_problems({"type": "text", "text": "ค่ะ", "quickReply": {"items": items}})


def in_buttons(action):
    template = {"type": "buttons", "text": "เลือกค่ะ", "actions": [action]}
    return message_problems({"type": "template", "altText": "เลือกค่ะ", "template": template})


def in_flex(action):
    body = {
        "type": "box",
        "layout": "vertical",
        "contents": [{"type": "button", "action": action}],
    }
    bubble = {"type": "bubble", "body": body}
    return message_problems({"type": "flex", "altText": "การ์ด", "contents": bubble})


def in_menu(action):
    bounds = {"x": 0, "y": 0, "width": 800, "height": 270}
    menu = {
        "size": {"width": 800, "height": 270},
        "selected": True,
        "name": "หลัก",
        "chatBarText": "เมนู",
        "areas": [{"bounds": bounds, "action": action}],
    }
    return richmenu_problems(menu).details


EVERYWHERE = (in_quick_reply, in_buttons, in_flex, in_menu)


@pytest.mark.parametrize("place", EVERYWHERE)
@pytest.mark.parametrize(
    "action",
    [
        ASK,
        {"type": "message", "label": "ถาม", "text": "ถาม"},
        {"type": "uri", "label": "เปิด", "uri": "tel:02000000"},
        {"type": "uri", "label": "เปิด", "uri": "https://line.me/R/nv/camera/"},
        {"type": "datetimepicker", "label": "วัน", "data": "d", "mode": "date"},
        {"type": "clipboard", "label": "คัดลอก", "clipboardText": "Q-000123"},
    ],
    ids=lambda action: action["type"] if isinstance(action, dict) else "",
)
def test_common_actions_may_stand_anywhere(place, action):
    assert place(action) == []


@pytest.mark.parametrize("place", [in_buttons, in_flex, in_menu])
@pytest.mark.parametrize("kind", ["camera", "cameraRoll", "location"])
def test_camera_album_and_location_stand_in_quick_replies_only(place, kind):
    assert in_quick_reply({**CAMERA, "type": kind}) == []
    assert place({**CAMERA, "type": kind})


@pytest.mark.parametrize("place", [in_quick_reply, in_buttons, in_flex])
def test_a_menu_switch_stands_in_a_rich_menu_only(place):
    assert in_menu(SWITCH) == []
    assert place({**SWITCH, "label": "เพิ่มเติม"})


@pytest.mark.parametrize(
    "place, most", [(in_quick_reply, 20), (in_buttons, 20), (in_flex, 40), (in_menu, 20)]
)
def test_a_label_is_measured_in_graphemes(place, most):
    assert place({**ASK, "label": TONED * most}) == []
    assert place({**ASK, "label": TONED * (most + 1)})


@pytest.mark.parametrize("place", [in_quick_reply, in_buttons, in_flex])
def test_a_button_needs_a_label(place):
    assert place({"type": "postback", "data": "ask"})


def test_a_menu_area_needs_no_label():
    assert in_menu({"type": "postback", "data": "ask"}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"data": None},
        {"data": "x" * 301},
        {"data": "🚤" * 151},
        {"displayText": TONED * 301},
        {"displayText": "ก", "text": "ก"},
        {"inputOption": "openDoor"},
        {"fillInText": "ก" * 301},
        {"type": "fly"},
        {"type": None},
        {"colour": "red"},
    ],
    ids=str,
)
def test_a_postback_beyond_its_limits_is_refused(change):
    assert in_quick_reply({**ASK, **change})


def test_postback_data_takes_300_units_and_display_text_300_graphemes():
    assert in_quick_reply({**ASK, "data": "x" * 300, "displayText": TONED * 300}) == []


@pytest.mark.parametrize(
    "action",
    [
        {"type": "uri", "uri": "ftp://example.com"},
        {"type": "uri", "uri": "/booking"},
        {"type": "uri", "uri": "https://example.com/" + "x" * 1000},
        {"type": "uri", "uri": "https://example.com/ขอ"},
        {"type": "uri"},
        {"type": "message"},
        {"type": "message", "text": TONED * 301},
        {"type": "clipboard", "clipboardText": ""},
        {"type": "clipboard", "clipboardText": "x" * 1001},
        {"type": "datetimepicker", "data": "d", "mode": "month"},
        {"type": "datetimepicker", "data": "d", "mode": "date", "initial": "25/11/2026"},
        {"type": "datetimepicker", "data": "d", "mode": "date", "initial": "2569-11-25"},
        {
            "type": "datetimepicker",
            "data": "d",
            "mode": "time",
            "min": "16:00",
            "max": "08:00",
        },
    ],
    ids=str,
)
def test_other_actions_beyond_their_limits_are_refused(action):
    assert in_flex({"label": "กด", **action})


def test_a_quick_reply_has_at_most_thirteen_buttons():
    assert in_quick_reply(ASK, 13) == []
    assert in_quick_reply(ASK, 14)
    assert in_quick_reply(ASK, 0)


@pytest.mark.parametrize(
    "mode, value, kept",
    [
        ("date", "2026-11-25", "2026-11-25"),
        ("time", "23:59", "23:59"),
        ("datetime", "2026-11-25t10:00", "2026-11-25T10:00"),
        ("date", "2026-02-30", None),
        ("date", "2569-11-25", None),
        ("time", "24:00", None),
        ("datetime", "2026-11-25", None),
    ],
)
def test_what_a_picker_gives_is_a_date_in_lines_range(mode, value, kept):
    assert picked(mode, value) == kept
