"""A push is counted by the people it reaches, and sent once whatever the network does."""

import pytest

from bot.simulator import Phone

KEY = "123e4567-e89b-12d3-a456-426614174000"
QUOTA = {"message": "You have reached your monthly limit."}
NOBODY = "U" + "9" * 32


def test_a_push_of_five_bubbles_counts_as_one_message(api, citizen):
    assert api.pushes(citizen.user_id, *[{"type": "text", "text": "ค่ะ"}] * 5).status == 200
    assert len(citizen.last_texts()) == 5
    assert api.used() == 1


def test_a_push_into_a_group_counts_once_for_each_member(api, line):
    group = line.platform.people.add_group("ครอบครัว", [f"U{n:032x}" for n in range(10)])
    assert api.pushes(group.group_id).status == 200
    assert api.used() == 10


def test_a_push_to_someone_who_blocked_says_200_but_arrives_nowhere_and_is_free(api, citizen):
    citizen.blocks()
    answer = api.pushes(citizen.user_id)
    assert answer.status == 200 and len(answer.json()["sentMessages"]) == 1
    assert citizen.last_texts() == []
    assert api.used() == 0


def test_a_stranger_can_be_pushed_to_for_seven_days_after_writing(api, clock, line):
    stranger = Phone(line, "ผู้ผ่านทาง")
    stranger.types("สอบถามค่ะ")
    clock.advance(days=6, hours=23)
    api.pushes(stranger.user_id)
    clock.advance(hours=1)
    api.pushes(stranger.user_id)
    assert api.used() == 1


@pytest.mark.parametrize(
    "to, told",
    [
        (NOBODY, "Failed to send messages"),
        ("นาย ก", "The property, 'to', in the request body is invalid (line: -, column: -)"),
    ],
)
def test_a_push_to_nobody_is_refused(api, to, told):
    answer = api.pushes(to)
    assert (answer.status, answer.json()["message"]) == (400, told)


def test_the_months_last_message_goes_and_the_next_is_refused(api, citizen, line):
    line.platform.quota.value = 1
    assert api.pushes(citizen.user_id).status == 200
    refused = api.pushes(citizen.user_id)
    assert (refused.status, refused.json()) == (429, QUOTA)
    assert len(citizen.last_texts()) == 1


def test_the_count_starts_anew_with_lines_month(api, citizen, clock, line):
    line.platform.quota.value = 1
    api.pushes(citizen.user_id)
    clock.advance(days=5, hours=12)  # 30 November 15:00 UTC is 1 December in UTC+9
    assert api.used() == 0
    assert api.pushes(citizen.user_id).status == 200


def test_a_multicast_over_the_quota_reaches_nobody(api, line):
    phones = [Phone(line, f"คนที่ {n}") for n in range(3)]
    for phone in phones:
        phone.follows()
    line.platform.quota.value = 2
    told = {"to": [phone.user_id for phone in phones], "messages": [{"type": "text", "text": "ค่ะ"}]}
    assert api("POST", "/v2/bot/message/multicast", told).status == 429
    assert all(phone.last_texts() == [] for phone in phones)


def test_a_multicast_counts_each_person_once_and_takes_no_groups(api, citizen):
    told = {"to": [citizen.user_id] * 2, "messages": [{"type": "text", "text": "ค่ะ"}]}
    assert api("POST", "/v2/bot/message/multicast", told).status == 200
    assert api.used() == 1
    told["to"] = [citizen.user_id, "C" + "1" * 32]
    refused = api("POST", "/v2/bot/message/multicast", told).json()["message"]
    assert refused == "The property, 'to[1]', in the request body is invalid (line: -, column: -)"


def test_a_multicast_takes_at_most_500_people(api):
    told = {"to": [f"U{n:032x}" for n in range(501)], "messages": [{"type": "text", "text": "ค่ะ"}]}
    answer = api("POST", "/v2/bot/message/multicast", told)
    assert answer.json()["details"] == [
        {"message": "Size must be between 1 and 500", "property": "to"}
    ]


def test_a_broadcast_reaches_friends_only(api, citizen, line):
    blocker = Phone(line, "คนบล็อก")
    blocker.follows()
    blocker.blocks()
    told = {"messages": [{"type": "text", "text": "ประกาศค่ะ"}]}
    assert api("POST", "/v2/bot/message/broadcast", told).status == 200
    assert citizen.last_texts() == ["ประกาศค่ะ"] and blocker.last_texts() == []
    assert api.used() == 1


def test_a_narrowcast_is_taken_with_202_and_can_be_followed(api, citizen):
    told = {"messages": [{"type": "text", "text": "ประกาศค่ะ"}]}
    answer = api("POST", "/v2/bot/message/narrowcast", told)
    assert answer.status == 202
    asked = f"/v2/bot/message/progress/narrowcast?requestId={answer.headers['x-line-request-id']}"
    assert api("GET", asked).json()["phase"] == "succeeded"


def test_the_same_retry_key_is_answered_409_with_the_first_requests_id_and_messages(api, citizen):
    first = api.pushes(citizen.user_id, X_Line_Retry_Key=KEY)
    again = api.pushes(citizen.user_id, X_Line_Retry_Key=KEY)
    assert again.status == 409
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.json()["message"] == "The retry key is already accepted"
    assert again.json()["sentMessages"] == first.json()["sentMessages"]
    assert len(citizen.last_texts()) == 1 and api.used() == 1


def test_a_retry_key_is_forgotten_after_a_day(api, citizen, clock):
    api.pushes(citizen.user_id, X_Line_Retry_Key=KEY)
    clock.advance(hours=24)
    assert api.pushes(citizen.user_id, X_Line_Retry_Key=KEY).status == 200
    assert len(citizen.last_texts()) == 2


def test_a_refused_request_does_not_use_up_its_retry_key(api, citizen):
    assert api.pushes(citizen.user_id, {"type": "text"}, X_Line_Retry_Key=KEY).status == 400
    assert api.pushes(citizen.user_id, X_Line_Retry_Key=KEY).status == 200


def test_a_retry_key_must_be_a_uuid(api, citizen):
    assert api.pushes(citizen.user_id, X_Line_Retry_Key="once").status == 400


def test_the_days_count_is_known_the_day_after(api, citizen, clock):
    api.pushes(citizen.user_id)
    asked = "/v2/bot/message/delivery/push?date=20261125"
    assert api("GET", asked).json() == {"status": "unready"}
    clock.advance(days=1)
    assert api("GET", asked).json() == {"status": "ready", "success": 1}
