"""Officers are alerted by mail, and by a counted push to a LINE account they linked."""

import email
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from bot.now import now
from bot.settings import SettingsError
from models import alert_doors, pushes
from models.alerts import AlertDoor, Door
from models.pushes import Quota
from tests.bench.place import free_port
from tests.district import District
from tests.officers import officers
from tests.ringing import ringing, somchai, tell, the_alert


@pytest.fixture(autouse=True)
def cast(district: District) -> None:
    """The officers."""
    with district.sessions.begin() as session:
        officers(session)
        somchai(session).email = "somchai@district.example"


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
