"""Flex cards: taken when LINE would draw them, refused at the very part that is wrong."""

import copy

import pytest

from bot.simulator.rules import messages_problems
from bot.simulator.rules.flex import BUBBLE_BYTES, CAROUSEL_BYTES, _bytes

TEXT = {"type": "text", "text": "สวัสดีค่ะ", "wrap": True, "scaling": True, "size": "lg"}
BUTTON = {
    "type": "button",
    "style": "primary",
    "action": {"type": "postback", "label": "ต่อไป", "data": "next"},
}
PHOTO = {"type": "image", "url": "https://example.com/a.png", "aspectRatio": "20:13"}
VIDEO = {
    "type": "video",
    "url": "https://example.com/a.mp4",
    "previewUrl": "https://example.com/a.jpg",
    "altContent": PHOTO,
}


def box(*contents, layout="vertical", **held):
    return {"type": "box", "layout": layout, "contents": list(contents), **held}


def bubble(*contents, **held):
    return {"type": "bubble", "body": box(*contents), **held}


def answer(contents, alt_text="การ์ด"):
    message = {"type": "flex", "altText": alt_text, "contents": contents}
    found = messages_problems([message])
    return found.answer() if found else None


def carousel(*bubbles):
    return {"type": "carousel", "contents": list(bubbles)}


@pytest.mark.parametrize(
    "contents",
    [
        bubble(TEXT, BUTTON, {"type": "separator", "margin": "md"}, {"type": "filler"}),
        bubble(box({"type": "icon", "url": PHOTO["url"]}, TEXT, layout="baseline")),
        bubble({"type": "text", "contents": [{"type": "span", "text": "หนา", "weight": "bold"}]}),
        bubble(TEXT, hero=PHOTO, size="kilo", styles={"body": {"backgroundColor": "#FFFFFF"}}),
        bubble(TEXT, hero=VIDEO, size="mega"),
        bubble(box(paddingAll="20px", width="50%", cornerRadius="md", offsetTop="-4px")),
        bubble(
            box(
                background={
                    "type": "linearGradient",
                    "angle": "90deg",
                    "startColor": "#000000",
                    "endColor": "#FFFFFF80",
                }
            )
        ),
        carousel(*[bubble(TEXT)] * 12),
    ],
)
def test_a_sound_card_is_taken(contents):
    assert answer(contents) is None


@pytest.mark.parametrize(
    "contents, where, told",
    [
        (bubble({"type": "text", "text": ""}), "/body/contents/0/text", "must be non-empty text"),
        (bubble({"type": "text"}), "/body/contents/0/text", "must be specified"),
        (bubble({**TEXT, "colour": "red"}), "/body/contents/0/colour", "unknown field"),
        (bubble({**TEXT, "color": "red"}), "/body/contents/0/color", "invalid property"),
        (bubble({**TEXT, "size": "huge"}), "/body/contents/0/size", "invalid property"),
        (bubble({**TEXT, "wrap": "yes"}), "/body/contents/0/wrap", "invalid property"),
        (bubble({"type": "spacer"}), "/body/contents/0/type", "invalid property"),
        (bubble({"type": "button"}), "/body/contents/0/action", "must be specified"),
        (bubble({"type": "image"}), "/body/contents/0/url", "must be specified"),
        (
            bubble({**PHOTO, "url": "http://example.com/a.png"}),
            "/body/contents/0/url",
            "invalid property",
        ),
        (bubble({**PHOTO, "aspectRatio": "1:4"}), "/body/contents/0/aspectRatio", None),
        (bubble({"type": "icon", "url": PHOTO["url"]}), "/body/contents/0/type", None),
        (bubble(box(BUTTON, layout="baseline")), "/body/contents/0/contents/0/type", None),
        (bubble(box(TEXT, layout="diagonal")), "/body/contents/0/layout", None),
        (bubble(VIDEO), "/body/contents/0/type", None),
        (bubble(TEXT, hero=VIDEO, size="nano"), "/hero", None),
        (carousel(bubble(TEXT, hero=VIDEO)), "/contents/0/hero", None),
        (bubble(TEXT, size="jumbo"), "/size", None),
        ({"type": "bubble"}, "/", "At least one block must be specified"),
        (carousel(), "/contents", None),
        (carousel(*[bubble(TEXT)] * 13), "/contents", None),
        (carousel(bubble(TEXT), bubble(TEXT, size="kilo")), "/contents", None),
        ({"type": "poster"}, "/type", None),
    ],
)
def test_a_faulty_card_is_refused_at_the_part_that_is_wrong(contents, where, told):
    refused = answer(contents)
    assert refused["message"] == "A message (messages[0]) in the request body is invalid"
    assert refused["details"][0]["property"] == where
    assert told in (refused["details"][0]["message"], None)


def padded(contents, to_bytes):
    """The same card, its first text lengthened until its JSON has so many bytes."""
    padded = copy.deepcopy(contents)
    first = padded["contents"][0] if padded["type"] == "carousel" else padded
    first["body"]["contents"][0]["text"] += "x" * (to_bytes - _bytes(padded))
    return padded


def test_a_bubble_has_at_most_thirty_kilobytes():
    assert answer(padded(bubble(TEXT), BUBBLE_BYTES)) is None
    assert answer(padded(bubble(TEXT), BUBBLE_BYTES + 1))["details"][0]["property"] == "/"


def test_a_carousel_has_at_most_fifty_kilobytes():
    half = padded(bubble(TEXT), 25_000)
    assert answer(padded(carousel(bubble(TEXT), half), CAROUSEL_BYTES)) is None
    assert answer(padded(carousel(bubble(TEXT), half), CAROUSEL_BYTES + 1))


def test_at_most_ten_pictures_move():
    moving = {**PHOTO, "animated": True}
    assert answer(bubble(*[moving] * 10)) is None
    assert answer(bubble(*[moving] * 11))


def test_the_words_for_old_phones_take_1500_characters():
    assert answer(bubble(TEXT), alt_text="ก" * 1500) is None
    refused = answer(bubble(TEXT), alt_text="ก" * 1501)
    assert refused["details"][0]["property"] == "messages[0].altText"
