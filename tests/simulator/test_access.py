"""Who may call, how often, and in what form."""

import pytest

TOKEN_PATH = "/oauth2/v3/token"


def issue(api, **changed):
    form = {
        "grant_type": "client_credentials",
        "client_id": "2000000001",
        "client_secret": "0123456789abcdef0123456789abcdef",
        **changed,
    }
    body = "&".join(f"{name}={value}" for name, value in form.items()).encode()
    return api("POST", TOKEN_PATH, body, Content_Type="application/x-www-form-urlencoded")


def test_a_stateless_token_opens_the_api_for_fifteen_minutes(api, clock):
    issued = issue(api).json()
    assert (issued["token_type"], issued["expires_in"]) == ("Bearer", 899)
    api.token = issued["access_token"]
    clock.advance(minutes=14, seconds=59)
    assert api("GET", "/v2/bot/info").status == 200
    clock.advance(seconds=1)
    assert api("GET", "/v2/bot/info").status == 401


@pytest.mark.parametrize(
    "wrong", [{"client_secret": "f" * 32}, {"client_id": "1"}, {"grant_type": "password"}]
)
def test_a_token_is_given_for_the_right_id_and_secret_only(api, wrong):
    assert issue(api, **wrong).status == 400


@pytest.mark.parametrize("token", ["", "simulator-guess"])
def test_a_call_without_a_good_token_is_401(api, token):
    api.token = token
    refused = api("GET", "/v2/bot/info")
    assert refused.status == 401
    assert refused.json()["message"].startswith("Authentication failed")


def test_every_answer_carries_its_own_request_id(api):
    ids = {api("GET", "/v2/bot/info").headers["x-line-request-id"] for _ in range(3)}
    assert len(ids) == 3


def test_broken_json_is_told_with_line_and_column(api):
    got = api("POST", "/v2/bot/message/push", b'{"to": ', Content_Type="application/json")
    assert got.status == 400
    told = "The request body could not be parsed as JSON (line: 1, column: 8)"
    assert got.json() == {"message": told}


def test_a_body_that_is_no_json_is_415(api):
    assert api("POST", "/v2/bot/message/push", b"to=x", Content_Type="text/plain").status == 415


def test_a_request_over_two_megabytes_is_413(api):
    big = b" " * (2 * 1024 * 1024 + 1)
    assert api("POST", "/v2/bot/message/push", big, Content_Type="application/json").status == 413


def test_a_path_line_does_not_have_is_404(api):
    assert api("POST", "/v2/bot/message/telegram", {}).json() == {"message": "Not found"}


def test_a_bucket_of_calls_runs_dry_and_fills_again(api, clock):
    path = "/v2/bot/richmenu/list"
    assert [api("GET", path).status for _ in range(11)] == [200] * 10 + [429]
    assert api("GET", path).json()["message"] == (
        "The API rate limit has been exceeded. Try again later."
    )
    clock.advance(seconds=0.1)
    assert [api("GET", path).status for _ in range(2)] == [200, 429]


@pytest.mark.parametrize(
    "endpoint, calls",
    [
        ("POST /v2/bot/message/broadcast", 60),
        ("POST /v2/bot/message/narrowcast", 60),
        ("POST /v2/bot/channel/webhook/test", 60),
        ("POST /v2/bot/richmenu", 100),
        ("DELETE /v2/bot/richmenu/<menu_id>", 100),
        ("DELETE /v2/bot/richmenu/alias/<alias>", 100),
        ("POST /v2/bot/richmenu/batch", 3),
        ("GET /v2/bot/richmenu/list", 10),
        ("POST /v2/bot/message/multicast", 200),
        ("POST /v2/bot/chat/loading/start", 100),
        ("POST /v2/bot/message/push", 2000),
        ("POST /v2/bot/richmenu/alias/<alias>", 2000),
    ],
)
def test_each_endpoint_has_its_own_rate(line, clock, endpoint, calls):
    rates = line.platform.rates
    assert all(rates.allows(endpoint, clock()) for _ in range(calls))
    assert not rates.allows(endpoint, clock())
