"""An officer's own alerts: each way is switched on by themselves, seen, tried and switched off."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.alerts import Alert, AlertDoor, Door
from models.officers import Officer
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
PAGE = "/staff/me/alerts/"
SUBSCRIPTION = {
    "endpoint": "https://push.example/abc",
    "keys": {"p256dh": "BPublicKeyOfABrowser", "auth": "secret"},
}


def doors(sessions: Sessions) -> list[AlertDoor]:
    with sessions() as session:
        return list(session.scalars(select(AlertDoor).where(AlertDoor.ended_at.is_(None))))


def switch_on(browser: Browser) -> None:
    browser.post(f"{PAGE}browser", {"subscription": json.dumps(SUBSCRIPTION)})


@pytest.fixture
def somchai(client_of: SignedIn, officers: Cast) -> Browser:
    return client_of(officers.somchai)


def test_at_first_nothing_is_on_and_the_page_says_so(somchai: Browser) -> None:
    assert PAGE in somchai.get("/staff/me/").links.values()
    page = somchai.get(PAGE)
    assert "ยังไม่ได้เปิดการแจ้งเตือนทางใด" in page.text
    (form,) = [e for e in page.all("form") if "data-alerts" in e.attributes]
    assert len(form.attributes["data-alerts"]) == 87  # base64url of the 65 bytes of a point


def test_a_browser_is_switched_on_tried_and_switched_off(
    somchai: Browser, sessions: Sessions
) -> None:
    switch_on(somchai)
    (door,) = doors(sessions)
    assert (door.kind, door.address["endpoint"]) == (Door.WEB_PUSH, "https://push.example/abc")
    assert "ควรถึงภายในหนึ่งนาที" in somchai.post(f"{PAGE}test").text
    with sessions() as session:
        assert session.scalars(select(Alert.reason)).all() == ["test"]
    somchai.post(f"{PAGE}{door.id}/close")
    assert doors(sessions) == []


@pytest.mark.parametrize(
    "said",
    [
        "",
        "[]",
        "{}",
        json.dumps(SUBSCRIPTION | {"endpoint": "http://10.0.0.1/metadata"}),
        json.dumps(SUBSCRIPTION | {"endpoint": "https://push.example/" + "a" * 2000}),
        json.dumps(SUBSCRIPTION | {"endpoint": "https://localhost/metadata"}),
        json.dumps(SUBSCRIPTION | {"endpoint": "https://127.0.0.1/metadata"}),
        json.dumps(SUBSCRIPTION | {"keys": {}}),
    ],
)
def test_what_no_browser_would_send_is_refused(
    somchai: Browser, sessions: Sessions, said: str
) -> None:
    somchai.post(f"{PAGE}browser", {"subscription": said}, 400)
    assert doors(sessions) == []


def test_nobody_closes_the_door_of_another(
    somchai: Browser, client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    switch_on(somchai)
    (door,) = doors(sessions)
    client_of(officers.head).post(f"{PAGE}{door.id}/close", status=404)
    assert len(doors(sessions)) == 1


def test_mail_wants_a_server_and_an_address(
    console: Flask, somchai: Browser, officers: Cast, sessions: Sessions
) -> None:
    somchai.post(f"{PAGE}mail", status=409)
    console.extensions["staff"] = replace(console.extensions["staff"], sends_mail=True)
    assert "ยังไม่มีอีเมล" in somchai.get(PAGE).text
    with sessions.begin() as session:
        session.get_one(Officer, officers.somchai.id).email = "somchai@district.example"
    assert "เปิดอยู่แล้ว ส่งไปที่ somchai@district.example" in somchai.post(f"{PAGE}mail").text
    assert [door.kind for door in doors(sessions)] == [Door.EMAIL]


def test_a_code_for_line_is_shown_once_and_kept_as_a_hash(
    somchai: Browser, sessions: Sessions
) -> None:
    page = somchai.post(f"{PAGE}line", status=200)
    (code,) = [e.text.split()[1] for e in page.all("strong") if e.text.startswith("เชื่อม ")]
    assert len(code) == 8
    assert doors(sessions) == []
    with sessions() as session:
        assert code not in json.dumps(session.scalars(select(AlertDoor.address)).one())
    assert code not in somchai.get(PAGE).text


def test_what_was_switched_on_is_written_down(
    somchai: Browser, client_of: SignedIn, officers: Cast
) -> None:
    switch_on(somchai)
    text = client_of(officers.admin).get("/staff/audit/?action=alerts").text
    assert "เปิดการแจ้งเตือน" in text
    assert "push.example" not in text
