"""LINE knocks: what is let in, what is kept, what is answered."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.citizens import Citizen
from models.inbox import Event
from tests.line.knocking import OFFICE, SOMCHAI, SOMYING, knock, knock_raw, message, signed

Kept = Callable[[], list[Event]]


def test_the_signature_of_the_official_example_is_right(client: FlaskClient) -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert signed(body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
    assert knock_raw(client, body).status_code == 200


def test_an_event_is_kept_before_the_answer(client: FlaskClient, kept: Kept) -> None:
    assert knock(client, message(words="จดทะเบียนสมรส")).status_code == 200
    [event] = kept()
    assert json.loads(event.raw)["message"]["text"] == "จดทะเบียนสมรส"
    assert event.line_user_id == SOMYING
    assert event.handled_at is None


def test_several_citizens_in_one_body_are_kept_apart(
    client: FlaskClient, kept: Kept, sessions: sessionmaker[Session]
) -> None:
    knock(client, message(SOMYING), message(SOMCHAI), message(SOMYING))
    assert [event.line_user_id for event in kept()] == [SOMYING, SOMCHAI, SOMYING]
    with sessions() as session:
        assert set(session.scalars(select(Citizen.line_user_id))) == {SOMYING, SOMCHAI}


def test_a_duplicate_is_kept_once_with_or_without_the_redelivery_mark(
    client: FlaskClient, kept: Kept
) -> None:
    event = message()
    again = event | {"deliveryContext": {"isRedelivery": True}}
    assert [knock(client, e).status_code for e in (event, event, again)] == [200] * 3
    assert knock(client, event, event).status_code == 200
    assert len(kept()) == 1


def test_a_redelivery_whose_first_delivery_never_came_is_kept(
    client: FlaskClient, kept: Kept
) -> None:
    knock(client, message(deliveryContext={"isRedelivery": True}))
    assert len(kept()) == 1


@pytest.mark.parametrize("secret", ["8c570fa6dd201bb328f1c1eac23a96d8", "the-next-secret"])
def test_todays_and_the_next_secret_are_both_right(client: FlaskClient, secret: str) -> None:
    assert knock(client, message(), secret=secret).status_code == 200


@pytest.mark.parametrize("signature", [None, "", "wrong", "d3Jvbmc=", "ลายเซ็น", "=" * 5000])
def test_a_wrong_or_missing_signature_is_refused(
    client: FlaskClient, kept: Kept, signature: str | None
) -> None:
    headers = {} if signature is None else {"X-Line-Signature": signature.encode().decode("latin1")}
    body = json.dumps({"events": [message()]}).encode()
    answer = client.post("/webhook", data=body, headers=headers)
    assert (answer.status_code, list(answer.json or {})) == (401, ["error"])
    assert kept() == []


def test_a_signature_of_other_bytes_is_refused(client: FlaskClient) -> None:
    body = b'{"events": []}'
    headers = {"X-Line-Signature": signed(b'{"events":[]}')}
    assert client.post("/webhook", data=body, headers=headers).status_code == 401


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b'["a list"]', b"[" * 100_000, b'{"a": %s}' % (b"9" * 5000)]
)
def test_what_is_no_json_object_is_refused(client: FlaskClient, kept: Kept, body: bytes) -> None:
    answer = knock_raw(client, body)
    assert (answer.status_code, list(answer.json or {})) == (400, ["error"])
    assert kept() == []


def test_a_body_over_two_megabytes_is_refused(client: FlaskClient, kept: Kept) -> None:
    body = json.dumps({"events": [message(words="ก" * 2_100_000)]}).encode()
    answer = knock_raw(client, body)
    assert (answer.status_code, list(answer.json or {})) == (413, ["error"])
    assert kept() == []


def test_only_post_is_heard(client: FlaskClient) -> None:
    assert client.get("/webhook").status_code == 405


@pytest.mark.parametrize("events", [[], None, "text", {}])
def test_a_body_without_events_is_answered_200(client: FlaskClient, events: Any) -> None:
    body = json.dumps({"destination": OFFICE, "events": events}).encode()
    assert knock_raw(client, body).status_code == 200


@pytest.mark.parametrize(
    "odd",
    [
        message(source={}),
        message(source=None),
        {"type": "delivery", "timestamp": 1},
        {"type": "hologram", "webhookEventId": "01ODD", "new": {"field": [1]}},
        {},
        None,
        "words",
        message(timestamp="yesterday", webhookEventId=None, mode=7),
        message(source={"type": "user", "userId": ["a", "list"]}),
        message(words="\x00\ud800 NUL and half a pair"),
        message(timestamp=10**400),
    ],
)
def test_an_odd_event_never_costs_the_good_one_beside_it(
    client: FlaskClient, kept: Kept, odd: Any
) -> None:
    good = message(SOMCHAI, words="เรื่องดี")
    assert knock(client, odd, good).status_code == 200
    assert good["webhookEventId"] in [event.webhook_event_id for event in kept()]


def test_what_is_said_in_a_group_is_not_kept(client: FlaskClient, kept: Kept) -> None:
    group = {"type": "group", "groupId": "C" + "c" * 32, "userId": SOMYING}
    knock(client, message(words="คุยกันเอง", source=group))
    [event] = kept()
    assert "คุยกันเอง" not in json.loads(event.raw).values()
    assert "message" not in json.loads(event.raw)
    assert event.handled_at is not None


def test_the_dummies_of_the_verify_button_are_nobody(
    client: FlaskClient, kept: Kept, sessions: sessionmaker[Session]
) -> None:
    nobody = "Udeadbeefdeadbeefdeadbeefdeadbeef"
    knock(client, message(nobody, replyToken="0" * 32), message(nobody, replyToken="f" * 32))
    assert [event.reply_token for event in kept()] == [None, None]
    with sessions() as session:
        assert session.scalars(select(Citizen)).all() == []


def test_when_the_database_is_away_line_is_told_to_come_again(
    client: FlaskClient, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.keeping.KEEP", "SELECT pg_terminate_backend(pg_backend_pid())")
    assert knock(client, message()).status_code == 503
