"""Events reach the office signed, worded and sometimes disordered, as LINE's do."""

import base64
import hashlib
import hmac
import json
import time

import pytest
from ulid import ULID

from bot.simulator import Phone, events
from bot.simulator.courier import sign

KINDS = {
    "text": lambda phone: phone.types("สวัสดี"),
    "image": lambda phone: phone.sends_photo(),
    "video": lambda phone: phone.sends_video(),
    "audio": lambda phone: phone.sends_audio(),
    "file": lambda phone: phone.sends_file(),
    "location": lambda phone: phone.sends_location(),
    "sticker": lambda phone: phone.sends_sticker(),
}


def test_the_signature_agrees_with_lines_published_example():
    secret = "8c570fa6dd201bb328f1c1eac23a96d8"
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert sign(secret, body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_each_request_is_signed_over_its_very_bytes(citizen, line, office):
    citizen.types("ขอคัดสำเนา 🚤")
    headers, body = office.requests[-1]
    digest = hmac.new(line.channel.secret.encode(), body, hashlib.sha256).digest()
    assert headers["x-line-signature"] == base64.b64encode(digest).decode()
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert "ขอคัดสำเนา 🚤".encode() in body
    assert json.loads(body)["destination"] == line.channel.bot_user_id


def test_an_event_carries_what_every_event_carries(citizen, clock, office):
    citizen.types("สวัสดี")
    event = office.heard
    assert ULID.from_str(event["webhookEventId"]).datetime == clock()
    assert event["timestamp"] == clock().timestamp() * 1000
    assert (event["mode"], event["deliveryContext"]) == ("active", {"isRedelivery": False})
    assert event["source"] == {"type": "user", "userId": citizen.user_id}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_message_comes_with_its_own_fields(citizen, office, kind):
    assert KINDS[kind](citizen) == 200
    message = office.heard["message"]
    expected = {
        "text": {"text", "quoteToken"},
        "image": {"contentProvider", "quoteToken"},
        "video": {"contentProvider", "duration", "quoteToken"},
        "audio": {"contentProvider", "duration"},
        "file": {"fileName", "fileSize"},
        "location": {"title", "latitude", "longitude"},
        "sticker": {"packageId", "stickerId", "stickerResourceType", "quoteToken"},
    }[kind]
    assert set(message) == {"type", "id", "markAsReadToken"} | expected


def test_following_blocking_and_coming_back(line, office):
    phone = Phone(line)
    phone.follows()
    phone.blocks()
    phone.unblocks()
    first, gone, back = office.events
    assert (first["type"], first["follow"]) == ("follow", {"isUnblocked": False})
    assert gone["type"] == "unfollow"
    assert (back["type"], back["follow"]) == ("follow", {"isUnblocked": True})


def test_a_quoted_message_is_named(citizen, office):
    citizen.types("หนึ่ง")
    first = office.heard["message"]["id"]
    citizen.types("หมายถึงข้อนี้ค่ะ", quoting=first)
    assert office.heard["message"]["quotedMessageId"] == first


def test_several_photos_come_one_by_one_as_one_set(citizen, office):
    citizen.sends_photo(n=3)
    sets = [event["message"]["imageSet"] for event in office.events[-3:]]
    assert [one["index"] for one in sets] == [1, 2, 3]
    assert {one["total"] for one in sets} == {3} and len({one["id"] for one in sets}) == 1
    assert len(office.requests) == 4  # the follow, and a request for each photo


def test_photos_can_come_out_of_order(citizen, line, monkeypatch, office):
    monkeypatch.setattr("random.shuffle", lambda messages: messages.reverse())
    line.platform.faults.shuffle_photos = True
    citizen.sends_photo(n=3)
    order = [event["message"]["imageSet"]["index"] for event in office.events[-3:]]
    assert order == [3, 2, 1]


def test_a_video_watched_to_the_end_is_told(citizen, office):
    citizen.watches("clip-7")
    assert office.heard["videoPlayComplete"] == {"trackingId": "clip-7"}


def test_events_of_several_people_can_share_one_request(line, office):
    people = [Phone(line, name) for name in ("ก", "ข")]
    mixed = [
        events.event("message", phone.user_id, line.platform.now(), message={"type": "text"})
        for phone in people
    ]
    assert line.platform.courier.deliver(mixed) == 200
    assert len(office.requests) == 1
    assert [event["source"]["userId"] for event in office.events] == [p.user_id for p in people]


def test_a_duplicate_is_the_same_event_twice(citizen, line, office):
    line.platform.faults.duplicate_webhooks = True
    citizen.types("สวัสดี")
    first, second = office.events[-2:]
    assert first == second


def test_an_event_in_standby_has_no_reply_token(line, office):
    made = events.event("follow", "U" + "1" * 32, line.platform.now())
    line.platform.courier.deliver([events.standby(made)])
    assert office.heard["mode"] == "standby" and "replyToken" not in office.heard


def test_unknown_kinds_fields_and_missing_sources_are_delivered_as_they_are(line, office):
    odd = [{"type": "teleport", "mode": "asleep", "colour": "red", "timestamp": 0}]
    assert line.platform.courier.deliver(odd) == 200
    assert office.events == odd


def test_bodies_no_schema_would_take_are_delivered_too(line, office):
    odd = [{"type": 7, "replyToken": "t", "timestamp": "noon", "source": None}, "no event"]
    assert line.platform.courier.deliver(odd) == 200
    assert office.events == odd


def test_an_event_in_a_group_is_answered_in_the_group(api, citizen, line, office):
    group = line.platform.people.add_group("ครอบครัว", [citizen.user_id])
    said = events.event(
        "message",
        citizen.user_id,
        line.platform.now(),
        group_id=group.group_id,
        message=events.message("text", "1", text="สวัสดี"),
    )
    line.platform.courier.deliver([said])
    assert office.heard["source"]["groupId"] == group.group_id
    assert api.replies(said["replyToken"]).status == 200
    assert len(group.bubbles) == 1 and citizen.last_texts() == []


def test_in_the_background_what_failed_comes_again_by_itself(citizen, line, monkeypatch, office):
    monkeypatch.setattr("bot.simulator.courier.REDELIVER_AFTER", 0.02)
    line.platform.faults.redeliver = True
    office.status = 500
    event = events.event("follow", citizen.user_id, line.platform.now())
    line.platform.courier.deliver_soon([event])
    line.platform.courier.settle()
    office.status = 200
    until = time.monotonic() + 30
    while not office.heard["deliveryContext"]["isRedelivery"] and time.monotonic() < until:
        time.sleep(0.01)
    assert office.heard["deliveryContext"]["isRedelivery"] is True


def test_the_old_consoles_dummy_events_can_be_sent(line, office):
    line.platform.courier.deliver(events.verify_dummies())
    assert [event["replyToken"] for event in office.events] == ["0" * 32, "f" * 32]


@pytest.mark.parametrize("forged, sent", [("bm90IGxpbmU=", "bm90IGxpbmU="), ("", None)])
def test_a_wrong_or_missing_signature_can_be_sent(line, office, forged, sent):
    line.platform.courier.deliver([], signature=forged)
    headers, _ = office.requests[-1]
    assert headers.get("x-line-signature") == sent


def test_what_the_office_did_not_take_is_redelivered_when_switched_on(citizen, line, office):
    line.platform.faults.redeliver = True
    office.status = 500
    assert citizen.types("สวัสดี") == 500
    office.status = 200
    assert line.platform.courier.redeliver() == [200]
    first, again = office.events[-2:]
    assert again["deliveryContext"] == {"isRedelivery": True}
    assert again == {**first, "deliveryContext": {"isRedelivery": True}}
    assert line.platform.courier.redeliver() == []


def test_nothing_is_redelivered_unless_switched_on(citizen, line, office):
    office.status = 500
    citizen.types("สวัสดี")
    assert line.platform.courier.redeliver() == []


def test_an_answer_after_two_seconds_is_a_request_timeout(citizen, line, monkeypatch, office):
    monkeypatch.setattr("bot.simulator.courier.IN_TIME", 0.1)
    office.delay = 0.2
    assert citizen.types("สวัสดี") == 200
    assert line.platform.journal.webhooks()[-1].reason == "request_timeout"


def test_an_office_that_is_not_there_is_told_by_lines_words(citizen, line, office):
    office.status = 503
    assert citizen.types("สวัสดี") == 503
    assert line.platform.journal.webhooks()[-1].reason == "error_status_code"
    line.channel.webhook_url = "http://127.0.0.1:9/webhook"
    assert citizen.types("สวัสดี") == 0
    assert line.platform.journal.webhooks()[-1].reason == "could_not_connect"


def test_background_deliveries_keep_their_order(line, office):
    courier = line.platform.courier
    for number in range(5):
        courier.deliver_soon([{"type": "beacon", "number": number}])
    courier.settle()
    assert [event["number"] for event in office.events] == [0, 1, 2, 3, 4]


def test_someone_who_blocked_the_office_cannot_write(citizen, office):
    citizen.blocks()
    with pytest.raises(Exception, match="unblock it first"):
        citizen.types("สวัสดี")
    assert office.heard["type"] == "unfollow"
