"""Officers are alerted: by a push service that decrypts, a mail server that listens, their LINE."""

import base64
import email
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import http_ece
import pytest
from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import vapid
from bot.alerts import Alerts
from bot.now import now
from bot.settings import Settings, SettingsError
from models import alert_doors, alerts, pushes
from models.alerts import Alert, AlertDoor, Door
from models.officers import Officer
from models.pushes import Quota
from tests.bench.place import free_port
from tests.district import District
from tests.officers import officers

SECRET = "a secret of this test alone, long enough"


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


@dataclass
class MailBox:
    """A mail server on loopback that keeps what it is handed."""

    letters: list[Any] = field(default_factory=list)

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def mail() -> Iterator[tuple[MailBox, str]]:
    """The box, and the SMTP_URL that leads to it."""
    box = MailBox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"smtp://127.0.0.1:{port}"
    controller.stop()


def ringing(district: District, **more: str) -> Alerts:
    """What rings at doors, with these settings."""
    settings = replace(district.settings, secret_key=SECRET, **more)  # type: ignore[arg-type]
    return Alerts(district.sessions, settings)


def somchai(session: Session) -> Officer:
    return session.scalars(select(Officer).where(Officer.username == "somchai")).one()


@pytest.fixture(autouse=True)
def cast(district: District) -> None:
    """The officers."""
    with district.sessions.begin() as session:
        officers(session)
        somchai(session).email = "somchai@district.example"


def tell(district: District, reason: str = "new") -> None:
    """Let there be something for สมชาย."""
    with district.sessions.begin() as session:
        alerts.tell(session, [somchai(session)], "question:12", reason, now())


def the_alert(district: District) -> Alert:
    with district.sessions() as session:
        return session.scalars(select(Alert)).one()


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


def test_a_mail_says_that_something_waits_and_where(
    district: District, mail: tuple[MailBox, str]
) -> None:
    box, url = mail
    with district.sessions.begin() as session:
        alert_doors.open_mail(session, somchai(session), now())
    tell(district, "escalated")
    sends = {"mail_from": "puean@khet.example", "public_url": "https://khet.example"}
    ringing(district, smtp_url=url, **sends).step()
    (letter,) = box.letters
    assert letter.rcpt_tos == ["somchai@district.example"]
    text = letter.content.decode()
    assert "https://khet.example/staff/questions/12" in _decoded(text)
    assert the_alert(district).sent_at is not None


def _decoded(mail: str) -> str:
    return str(email.message_from_string(mail).get_payload(decode=True), "utf-8")


def test_a_mail_server_that_is_away_costs_no_alert(
    district: District, mail: tuple[MailBox, str]
) -> None:
    box, url = mail
    with district.sessions.begin() as session:
        alert_doors.open_mail(session, somchai(session), now())
    tell(district)
    away = ringing(district, smtp_url="smtp://127.0.0.1:9", mail_from="puean@khet.example")
    assert away.step()
    district.pass_time(timedelta(minutes=1))
    assert ringing(district, smtp_url=url, mail_from="puean@khet.example").step()
    assert len(box.letters) == 1


def test_a_mail_server_without_a_sender_or_a_name_is_refused_at_the_start(
    district: District,
) -> None:
    with pytest.raises(SettingsError, match="MAIL_FROM"):
        ringing(district, smtp_url="smtp://127.0.0.1:25")
    with pytest.raises(SettingsError, match="SMTP_URL"):
        ringing(district, smtp_url="mail.example")


def linked(district: District) -> Any:
    """The phone of สมชาย, who has typed the code of the console."""
    phone = district.phone("สมชาย ใจเย็น")
    with district.sessions.begin() as session:
        code = alert_doors.ask_for_line(session, somchai(session), now())
    phone.types(f"เชื่อม {code}")
    district.settle()
    assert "เชื่อมแล้วค่ะ" in phone.last_texts()[0]
    return phone


def test_an_officers_line_is_linked_by_a_code_and_told_by_a_counted_push(
    district: District,
) -> None:
    phone = linked(district)
    tell(district)
    district.settle()
    assert "มีคำถามใหม่รอตอบ" in phone.last_texts()[-1]
    assert district.platform.quota.used(district.platform.now()) == 1


def test_a_code_works_once_and_for_a_quarter_of_an_hour(district: District) -> None:
    phone = district.phone()
    with district.sessions.begin() as session:
        code = alert_doors.ask_for_line(session, somchai(session), now())
    district.pass_time(timedelta(minutes=16))
    phone.types(f"เชื่อม {code}")
    district.settle()
    assert "หมดเวลา" in phone.last_texts()[0]
    phone = linked(district)
    with district.sessions() as session:
        kinds = session.scalars(select(AlertDoor.kind).where(AlertDoor.ended_at.is_(None))).all()
    assert kinds == [Door.LINE]


def test_when_only_the_reserve_is_left_officers_are_not_told_by_line(district: District) -> None:
    phone = linked(district)
    district.platform.faults.quota_reached = True
    district.pass_time(timedelta(hours=2))
    with district.sessions.begin() as session:
        pushes.note_quota(session, Quota(300, 300), now())
    tell(district)
    district.settle()
    assert "มีคำถามใหม่รอตอบ" not in " ".join(phone.last_texts())
    assert the_alert(district).sent_at is None


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
