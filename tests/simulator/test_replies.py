"""A reply token answers one event, once, within its minute."""

import pytest

from bot.simulator.events import redelivered

INVALID = {"message": "Invalid reply token"}


def test_a_reply_reaches_the_citizen_and_tells_the_ids_of_its_messages(api, citizen, office):
    citizen.types("สวัสดี")
    answer = api.replies(office.heard["replyToken"], {"type": "text", "text": "ยินดีค่ะ"})
    assert answer.status == 200
    (sent,) = answer.json()["sentMessages"]
    assert sent["id"].isdigit() and sent["quoteToken"]
    assert citizen.last_texts() == ["ยินดีค่ะ"]


def test_a_reply_token_works_once(api, citizen, office):
    citizen.types("สวัสดี")
    token = office.heard["replyToken"]
    assert api.replies(token).status == 200
    again = api.replies(token)
    assert (again.status, again.json()) == (400, INVALID)


def test_a_reply_token_lives_sixty_seconds(api, citizen, clock, office):
    citizen.types("หนึ่ง")
    in_time = office.heard["replyToken"]
    citizen.types("สอง")
    late = office.heard["replyToken"]
    clock.advance(seconds=59)
    assert api.replies(in_time).status == 200
    clock.advance(seconds=1)
    assert api.replies(late).json() == INVALID


def test_a_redelivered_event_gives_its_token_another_minute(api, citizen, clock, line, office):
    citizen.types("สวัสดี")
    event = office.heard
    clock.advance(minutes=5)
    line.platform.courier.deliver([redelivered(event)])
    clock.advance(seconds=59)
    assert api.replies(event["replyToken"]).status == 200


def test_redelivery_does_not_revive_a_used_token(api, citizen, line, office):
    citizen.types("สวัสดี")
    event = office.heard
    api.replies(event["replyToken"])
    line.platform.courier.deliver([redelivered(event)])
    assert api.replies(event["replyToken"]).json() == INVALID


def test_redelivery_does_not_revive_a_token_twenty_minutes_after_the_event(
    api, citizen, clock, line, office
):
    citizen.types("สวัสดี")
    event = office.heard
    clock.advance(minutes=20, seconds=1)
    line.platform.courier.deliver([redelivered(event)])
    assert api.replies(event["replyToken"]).json() == INVALID


def test_a_duplicate_that_is_no_redelivery_does_not_lengthen_the_minute(
    api, citizen, clock, line, office
):
    citizen.types("สวัสดี")
    event = office.heard
    clock.advance(seconds=50)
    line.platform.courier.deliver([event])
    clock.advance(seconds=11)
    assert api.replies(event["replyToken"]).json() == INVALID


def test_a_token_nobody_was_given_is_refused(api):
    assert api.replies("never-given").json() == INVALID


@pytest.mark.parametrize("digit", ["0", "f"])
def test_the_dummy_tokens_of_the_verify_button_answer_nobody(api, citizen, line, office, digit):
    citizen.types("สวัสดี")
    line.platform.courier.deliver([{**office.heard, "replyToken": digit * 32}])
    assert api.replies(digit * 32).json() == INVALID


def test_a_refused_message_leaves_the_token_usable(api, citizen, office):
    citizen.types("สวัสดี")
    token = office.heard["replyToken"]
    assert api.replies(token, {"type": "text", "text": ""}).status == 400
    assert api.replies(token).status == 200


def test_a_reply_takes_no_retry_key(api, citizen, office):
    citizen.types("สวัสดี")
    told = {"replyToken": office.heard["replyToken"], "messages": [{"type": "text", "text": "ค่ะ"}]}
    key = "123e4567-e89b-12d3-a456-426614174000"
    assert api("POST", "/v2/bot/message/reply", told, X_Line_Retry_Key=key).status == 400


def test_replies_cost_nothing(api, citizen, office):
    citizen.types("สวัสดี")
    api.replies(office.heard["replyToken"])
    assert api.used() == 0


def test_events_that_cannot_be_answered_carry_no_reply_token(citizen, office):
    citizen.types("ลบทีหลัง")
    citizen.unsends()
    citizen.blocks()
    unsend, unfollow = office.events[-2:]
    assert (unsend["type"], unfollow["type"]) == ("unsend", "unfollow")
    assert "replyToken" not in unsend and "replyToken" not in unfollow
