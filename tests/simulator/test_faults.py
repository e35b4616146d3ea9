"""The bad days of LINE: each fault spoils what it says, and no more."""

import time

import pytest
import urllib3

KEY = "123e4567-e89b-12d3-a456-426614174000"


@pytest.fixture
def faults(line):
    return line.platform.faults


def test_a_500_before_acceptance_sends_nothing(api, citizen, faults):
    faults.fail_before = 1
    assert api.pushes(citizen.user_id).status == 500
    assert citizen.last_texts() == [] and api.used() == 0
    assert api.pushes(citizen.user_id).status == 200


def test_a_500_after_acceptance_has_sent_and_the_retry_key_proves_it(api, citizen, faults):
    faults.fail_after = 1
    lost = api.pushes(citizen.user_id, X_Line_Retry_Key=KEY)
    again = api.pushes(citizen.user_id, X_Line_Retry_Key=KEY)
    assert (lost.status, again.status) == (500, 409)
    assert again.headers["x-line-accepted-request-id"] == lost.headers["x-line-request-id"]
    assert len(citizen.last_texts()) == 1


def test_a_reply_lost_after_acceptance_has_used_its_token(api, citizen, faults, office):
    citizen.types("สวัสดี")
    token = office.heard["replyToken"]
    faults.fail_after = 1
    assert api.replies(token).status == 500
    assert api.replies(token).json() == {"message": "Invalid reply token"}


@pytest.mark.parametrize("when, arrived", [("reset_before", 0), ("reset_after", 1)])
def test_a_connection_cut_gives_no_answer(api, citizen, faults, when, arrived):
    setattr(faults, when, 1)
    with pytest.raises(urllib3.exceptions.ProtocolError):
        api.pushes(citizen.user_id)
    assert len(citizen.last_texts()) == arrived
    assert api.pushes(citizen.user_id).status == 200


def test_a_hanging_call_sends_nothing(api, citizen, faults):
    faults.hang, faults.hang_seconds = 1, 0.2
    with pytest.raises(urllib3.exceptions.ProtocolError):
        api.pushes(citizen.user_id)
    assert citizen.last_texts() == []


def test_a_slow_line_answers_late(api, citizen, faults):
    faults.slow_ms = 120
    began = time.monotonic()
    assert api.pushes(citizen.user_id).status == 200
    assert time.monotonic() - began >= 0.12


def test_the_three_429s_have_their_own_words(api, citizen, faults):
    told = {}
    for name in ("rate_limited", "same_user", "quota_reached"):
        setattr(faults, name, 1 if name != "quota_reached" else True)
        refused = api.pushes(citizen.user_id)
        assert refused.status == 429
        told[name] = refused.json()["message"]
    assert told["rate_limited"] == "The API rate limit has been exceeded. Try again later."
    assert told["quota_reached"] == "You have reached your monthly limit."
    assert len(set(told.values())) == 3


def test_a_spent_quota_shows_in_the_consumption_and_leaves_replies_free(
    api, citizen, faults, office
):
    faults.quota_reached = True
    assert api.used() == 300
    citizen.types("สวัสดี")
    assert api.replies(office.heard["replyToken"]).status == 200


def test_a_token_can_be_refused_once(api, faults):
    faults.unauthorized = 1
    assert [api("GET", "/v2/bot/info").status for _ in range(2)] == [401, 200]


def test_faults_strike_sending_unless_told_otherwise(api, faults):
    faults.fail_before = 1
    assert api("GET", "/v2/bot/info").status == 200
    faults.only = "/info"
    assert api("GET", "/v2/bot/info").status == 500
    faults.only, faults.fail_before = "*", 1
    assert api("GET", "/v2/bot/message/quota").status == 500
