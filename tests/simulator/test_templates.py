"""Template messages and their limits."""

import pytest

from bot.simulator.rules import message_problems

YES = {"type": "message", "label": "ใช่", "text": "ใช่"}
PHOTO = "https://example.com/a.jpg"
TONED = "ที่"  # one grapheme, three code points


def places(template):
    message = {"type": "template", "altText": "เลือกค่ะ", "template": template}
    return [
        one["property"].removeprefix("messages[0].template.") for one in message_problems(message)
    ]


def buttons(**held):
    return {"type": "buttons", "text": "เลือกค่ะ", "actions": [YES], **held}


def column(**held):
    return {"text": "เลือกค่ะ", "actions": [YES], **held}


def carousel(*columns):
    return {"type": "carousel", "columns": list(columns)}


@pytest.mark.parametrize(
    "template",
    [
        buttons(text=TONED * 160, actions=[YES] * 4),
        buttons(text=TONED * 60, title=TONED * 40, thumbnailImageUrl=PHOTO),
        {"type": "confirm", "text": TONED * 240, "actions": [YES, YES]},
        carousel(*[column(text=TONED * 120, actions=[YES] * 3)] * 10),
        {"type": "image_carousel", "columns": [{"imageUrl": PHOTO, "action": YES}] * 10},
    ],
    ids=lambda template: template["type"],
)
def test_a_template_at_its_limits_is_taken(template):
    assert places(template) == []


@pytest.mark.parametrize(
    "template, where",
    [
        (buttons(text=TONED * 161), "text"),
        (buttons(text=TONED * 61, title="หัวข้อ"), "text"),
        (buttons(text=TONED * 61, thumbnailImageUrl=PHOTO), "text"),
        (buttons(title=TONED * 41), "title"),
        (buttons(actions=[]), "actions"),
        (buttons(actions=[YES] * 5), "actions"),
        ({"type": "confirm", "text": "แน่ใจ", "actions": [YES]}, "actions"),
        ({"type": "confirm", "text": "แน่ใจ", "actions": [YES] * 3}, "actions"),
        (carousel(*[column()] * 11), "columns"),
        (carousel(column(text=TONED * 121)), "columns[0].text"),
        (carousel(column(), column(actions=[YES, YES])), "columns"),
        (carousel(column(), column(title="หัวข้อ")), "columns"),
        (carousel(column(thumbnailImageUrl=PHOTO), column()), "columns"),
        (
            {
                "type": "image_carousel",
                "columns": [{"imageUrl": PHOTO, "action": {**YES, "label": "ก" * 13}}],
            },
            "columns[0].action.label",
        ),
        ({"type": "image_carousel", "columns": [{"imageUrl": PHOTO}]}, "columns[0].action"),
        ({"type": "poster"}, "type"),
    ],
)
def test_a_template_beyond_its_limits_is_refused(template, where):
    assert where in places(template)
