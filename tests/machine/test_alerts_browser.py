"""Officers are alerted in their browsers, by way of a push service that decrypts what it gets."""

import base64
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02
from sqlalchemy import select

from bot import vapid
from bot.now import now
from bot.settings import Settings, SettingsError
from models import alert_doors, alerts
from models.alerts import AlertDoor
from models.officers import Officer
from tests.district import District
from tests.officers import officers
from tests.ringing import SECRET, ringing, somchai, tell, the_alert


@dataclass
class PushService:
    """A browser's push service on loopback: keeps what browsers would decrypt."""

    status: int = 201
    url: str = ""
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    def subscription(self) -> dict[str, Any]:
        """What a browser gives the office."""
        shape = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        point = self.private.public_key().public_bytes(*shape)
        keys = {"p256dh": _base64url(point), "auth": _base64url(self.auth)}
        return {"endpoint": f"{self.url}/browser/1", "keys": keys}

    def read(self) -> dict[str, str]:
        """The last alert, decrypted as a browser does (RFC 8291)."""
        _, body = self.heard[-1]
        plain = http_ece.decrypt(body, private_key=self.private, auth_secret=self.auth)
        return json.loads(plain)  # type: ignore[no-any-return]


def _base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


@pytest.fixture
def service() -> Iterator[PushService]:
    """A push service that takes everything."""
    service = PushService()

    class Post(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            service.heard.append((headers, body))
            self.send_response(service.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Post)
    service.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield service
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def cast(district: District) -> None:
    """The officers."""
    with district.sessions.begin() as session:
        officers(session)
        somchai(session).email = "somchai@district.example"


def test_a_browser_is_told_in_words_only_it_can_read(
    district: District, service: PushService
) -> None:
    with district.sessions.begin() as session:
        alert_doors.open_browser(session, somchai(session), service.subscription(), now())
    tell(district)
    rings = ringing(district)
    assert rings.step() and not rings.step()
    assert service.read() == {
        "title": "มีคำถามใหม่รอตอบ",
        "body": "เปิดคอนโซลเพื่อดู",
        "url": "/staff/questions/12",
    }
    headers, body = service.heard[0]
    assert "มีคำถาม".encode() not in body
    assert headers["content-encoding"] == "aes128gcm"
    assert the_alert(district).sent_at is not None


def test_the_push_service_can_see_that_the_alert_is_ours(
    district: District, service: PushService
) -> None:
    with district.sessions.begin() as session:
        alert_doors.open_browser(session, somchai(session), service.subscription(), now())
    tell(district)
    ringing(district, public_url="https://khet.example").step()
    headers, _ = service.heard[0]
    scheme, _, parts = headers["authorization"].partition(" ")
    said = dict(part.strip().split("=", 1) for part in parts.split(","))
    assert scheme == "vapid"
    assert said["k"] == vapid.public(Settings(secret_key=SECRET))
    signed, _, _ = said["t"].rpartition(".")
    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    assert (claims["aud"], claims["sub"]) == (service.url, "https://khet.example")
    assert Vapid02.verify(auth=headers["authorization"])


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_never_rung_again(
    district: District, service: PushService, status: int
) -> None:
    with district.sessions.begin() as session:
        alert_doors.open_browser(session, somchai(session), service.subscription(), now())
    service.status = status
    tell(district)
    rings = ringing(district)
    rings.step()
    tell(district, "broken")
    assert not rings.step()
    assert len(service.heard) == 1


def test_a_push_service_in_trouble_is_tried_again_later_and_not_at_once(
    district: District, service: PushService
) -> None:
    with district.sessions.begin() as session:
        alert_doors.open_browser(session, somchai(session), service.subscription(), now())
    service.status = 503
    tell(district)
    rings = ringing(district)
    assert rings.step() and not rings.step()
    service.status = 201
    district.pass_time(timedelta(minutes=1))
    assert rings.step()
    assert the_alert(district).sent_at is not None


def test_an_alert_is_given_up_after_a_while_and_the_door_stays(
    district: District, service: PushService
) -> None:
    with district.sessions.begin() as session:
        alert_doors.open_browser(session, somchai(session), service.subscription(), now())
    service.status = 500
    tell(district)
    rings = ringing(district)
    for _ in range(alerts.MOST_TRIES + 3):
        rings.step()
        district.pass_time(timedelta(hours=1))
    assert len(service.heard) == alerts.MOST_TRIES
    with district.sessions() as session:
        assert session.scalars(select(AlertDoor.ended_at)).one() is None


def test_an_officer_who_left_is_told_nothing(district: District, service: PushService) -> None:
    with district.sessions.begin() as session:
        alert_doors.open_browser(session, somchai(session), service.subscription(), now())
    tell(district)
    with district.sessions.begin() as session:
        somchai(session).deactivate()
    ringing(district).step()
    assert service.heard == []


def test_a_browser_rings_for_whoever_switched_it_on_last(
    district: District, service: PushService
) -> None:
    with district.sessions.begin() as session:
        alert_doors.open_browser(session, somchai(session), service.subscription(), now())
        malee = session.scalars(select(Officer).where(Officer.username == "malee")).one()
        alert_doors.open_browser(session, malee, service.subscription(), now())
        assert alert_doors.doors_of(session, somchai(session)) == []


def test_a_key_of_ones_own_is_read_and_a_wrong_one_refused() -> None:
    own = _base64url(os.urandom(32))
    assert vapid.public(Settings(vapid_private_key=own, secret_key=SECRET)) == vapid.public(
        Settings(vapid_private_key=own)
    )
    assert vapid.public(Settings()) == ""
    with pytest.raises(SettingsError, match="VAPID_PRIVATE_KEY"):
        vapid.public(Settings(vapid_private_key=_base64url(bytes(32))))
