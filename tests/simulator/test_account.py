"""The account: profiles, quota, webhook address, the waiting sign and the read mark."""

import pytest

from bot.simulator import Phone

LOADING = "/v2/bot/chat/loading/start"
WEBHOOK = "/v2/bot/channel/webhook"


def test_a_friends_profile_can_be_read_and_nobody_elses(api, citizen, line):
    path = f"/v2/bot/profile/{citizen.user_id}"
    told = {"userId": citizen.user_id, "displayName": "มานี มีนา", "language": "th"}
    assert api("GET", path).json() == told
    citizen.blocks()
    assert api("GET", path).status == 404
    assert api("GET", f"/v2/bot/profile/{Phone(line).user_id}").status == 404


def test_the_account_tells_its_name_and_modes(api, line):
    told = api("GET", "/v2/bot/info").json()
    assert told["userId"] == line.channel.bot_user_id
    assert (told["chatMode"], told["markAsReadMode"]) == ("bot", "auto")


def test_the_quota_is_limited_or_none(api, line):
    assert api("GET", "/v2/bot/message/quota").json() == {"type": "limited", "value": 300}
    line.platform.quota.value = None
    assert api("GET", "/v2/bot/message/quota").json() == {"type": "none"}


def test_follower_lists_are_not_for_unverified_accounts(api):
    assert api("GET", "/v2/bot/followers/ids").status == 403


def test_the_waiting_sign_shows_until_the_next_message(api, citizen, clock):
    assert api("POST", LOADING, {"chatId": citizen.user_id, "loadingSeconds": 10}).status == 202
    assert (citizen.person.loading_until - clock()).total_seconds() == 10
    api.pushes(citizen.user_id)
    assert citizen.person.loading_until is None


def test_the_waiting_sign_shows_twenty_seconds_when_not_told(api, citizen, clock):
    api("POST", LOADING, {"chatId": citizen.user_id})
    assert (citizen.person.loading_until - clock()).total_seconds() == 20


@pytest.mark.parametrize("seconds, faults", [(5, 0), (60, 0), (7, 1), (65, 1), (3, 2), ("5", 2)])
def test_the_waiting_sign_lasts_five_to_sixty_seconds_in_steps_of_five(
    api, citizen, seconds, faults
):
    answer = api("POST", LOADING, {"chatId": citizen.user_id, "loadingSeconds": seconds})
    assert answer.status == (400 if faults else 202)
    assert len(answer.json().get("details", [])) == faults


def test_the_waiting_sign_is_not_for_groups(api):
    (fault,) = api("POST", LOADING, {"chatId": "C" + "1" * 32}).json()["details"]
    assert fault["property"] == "chatId"


def test_a_message_is_marked_read_by_its_token(api, citizen, office):
    citizen.types("หนึ่ง")
    token = office.heard["message"]["markAsReadToken"]
    citizen.types("สอง")
    assert api("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": token}).status == 200
    assert [bubble.read for bubble in citizen.screen] == [True, False]
    refused = api("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": "made-up"})
    assert refused.json()["message"].startswith("Invalid markAsReadToken.")


def test_the_webhook_address_is_https_and_can_be_read_back(api):
    address = "https://khet.example.go.th/webhook"
    assert api("PUT", f"{WEBHOOK}/endpoint", {"endpoint": address}).status == 200
    assert api("GET", f"{WEBHOOK}/endpoint").json() == {"endpoint": address, "active": True}


@pytest.mark.parametrize(
    "address", ["http://khet.example.go.th/webhook", "https://x.th/" + "a" * 500, "", None]
)
def test_other_webhook_addresses_are_refused(api, address):
    refused = api("PUT", f"{WEBHOOK}/endpoint", {"endpoint": address})
    assert (refused.status, refused.json()) == (400, {"message": "Invalid webhook endpoint URL"})


def test_no_webhook_address_is_404(api, line):
    line.channel.webhook_url = ""
    assert api("GET", f"{WEBHOOK}/endpoint").json() == {"message": "Webhook endpoint not found"}
    assert api("POST", f"{WEBHOOK}/test", {}).status == 404


def test_the_webhook_test_sends_no_events_and_tells_the_answer(api, office):
    told = api("POST", f"{WEBHOOK}/test", {}).json()
    assert (told["success"], told["statusCode"], told["reason"]) == (True, 200, "OK")
    assert office.requests and office.events == []
    office.status = 500
    told = api("POST", f"{WEBHOOK}/test", {}).json()
    assert (told["success"], told["reason"], told["detail"]) == (False, "ERROR_STATUS_CODE", "500")
