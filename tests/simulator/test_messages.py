"""What LINE takes as a message, and the words it refuses the rest with."""

import pytest

from bot.simulator.rules import message_problems, messages_problems
from bot.simulator.rules.values import graphemes, utf16

LINK = "https://example.com/photo.jpg"
BOAT = "🚤"  # one grapheme, two UTF-16 code units
CONTACT = "ติดต่อเจ้าหน้าที่"  # 17 code points, 11 graphemes


def faults(message):
    return [(one["property"], one["message"]) for one in message_problems(message)]


def test_thai_marks_and_emoji_are_counted_as_line_counts_them():
    assert (utf16(CONTACT), graphemes(CONTACT)) == (17, 11)
    assert (utf16(BOAT), graphemes(BOAT)) == (2, 1)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text", "text": "ก" * 5000},
        {"type": "text", "text": BOAT * 2500},
        {"type": "sticker", "packageId": "446", "stickerId": "1988"},
        {"type": "image", "originalContentUrl": LINK, "previewImageUrl": LINK},
        {
            "type": "video",
            "originalContentUrl": LINK,
            "previewImageUrl": LINK,
            "trackingId": "clip-7",
        },
        {"type": "audio", "originalContentUrl": LINK, "duration": 60000},
        {"type": "location", "title": "เขต", "address": "กทม.", "latitude": 13.7, "longitude": 100},
        {"type": "text", "text": "ค่ะ", "sender": {"name": "เจ้าหน้าที่", "iconUrl": LINK}},
        {
            "type": "imagemap",
            "baseUrl": "https://example.com/map",
            "altText": "แผนที่",
            "baseSize": {"width": 1040, "height": 520},
            "actions": [
                {
                    "type": "message",
                    "text": "ชั้น 1",
                    "area": {"x": 0, "y": 0, "width": 520, "height": 520},
                }
            ],
        },
    ],
    ids=lambda message: message["type"],
)
def test_a_message_within_the_limits_is_taken(message):
    assert message_problems(message) == []


@pytest.mark.parametrize(
    "message, where, told",
    [
        ({"type": "text"}, "text", "May not be empty"),
        ({"type": "text", "text": ""}, "text", "May not be empty"),
        ({"type": "text", "text": "ก" * 5001}, "text", "Length must be between 0 and 5000"),
        ({"type": "text", "text": BOAT * 2501}, "text", "Length must be between 0 and 5000"),
        ({"type": "text", "text": "ค่ะ", "colour": "red"}, "colour", "unknown field"),
        ({"type": "text", "text": 7}, "text", "invalid property"),
        ({"type": "sticker", "packageId": "446"}, "stickerId", "May not be empty"),
        (
            {
                "type": "image",
                "originalContentUrl": "http://example.com/a",
                "previewImageUrl": LINK,
            },
            "originalContentUrl",
            "invalid uri scheme",
        ),
        (
            {"type": "image", "originalContentUrl": "https://เขต.th/ก", "previewImageUrl": LINK},
            "originalContentUrl",
            "invalid uri",
        ),
        ({"type": "text", "text": "ค่ะ", "sender": {"name": "LINE เขต"}}, "sender.name", None),
        ({"type": "text", "text": "ค่ะ", "sender": {"name": "ก" * 21}}, "sender.name", None),
        (
            {"type": "location", "title": "ก" * 101, "address": "ก", "latitude": 0, "longitude": 0},
            "title",
            "Length must be between 0 and 100",
        ),
    ],
)
def test_a_message_beyond_the_limits_is_refused_where_it_is_wrong(message, where, told):
    ((place, said),) = faults(message)
    assert place == f"messages[0].{where}"
    assert told in (said, None)


def test_an_unknown_kind_is_refused_with_the_kinds_there_are():
    ((place, said),) = faults({"type": "hologram"})
    assert place == "messages[0].type"
    assert said.startswith("Must be one of the following values: [text, ")


def test_the_answer_counts_the_faults_and_names_each_place():
    found = messages_problems([{"type": "text", "text": ""}, {"type": "text"}])
    assert found.answer() == {
        "message": "The request body has 2 error(s)",
        "details": [
            {"message": "May not be empty", "property": "messages[0].text"},
            {"message": "May not be empty", "property": "messages[1].text"},
        ],
    }


@pytest.mark.parametrize("count", [0, 6])
def test_one_to_five_messages_go_at_once(count):
    found = messages_problems([{"type": "text", "text": "ค่ะ"}] * count)
    assert found.details == [{"message": "Size must be between 1 and 5", "property": "messages"}]


def test_a_request_without_messages_is_refused():
    assert messages_problems(None).details[0]["property"] == "messages"


def test_the_api_answers_400_with_lines_error_body(api, citizen):
    answer = api.pushes(citizen.user_id, {"type": "text", "text": "ก" * 5001})
    assert answer.status == 400
    assert answer.json() == {
        "message": "The request body has 1 error(s)",
        "details": [
            {"message": "Length must be between 0 and 5000", "property": "messages[0].text"}
        ],
    }


@pytest.mark.parametrize("kind", ["reply", "push", "multicast", "narrowcast", "broadcast"])
def test_a_message_can_be_tried_without_sending(api, kind):
    path = f"/v2/bot/message/validate/{kind}"
    assert api("POST", path, {"messages": [{"type": "text", "text": "ค่ะ"}]}).json() == {}
    assert api("POST", path, {"messages": [{"type": "text"}]}).status == 400


def test_this_machines_own_pages_may_be_plain_http():
    link = "http://127.0.0.1:8000/photo.jpg"
    photo = {"type": "image", "originalContentUrl": link, "previewImageUrl": link}
    assert message_problems(photo) == []
