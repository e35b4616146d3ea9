"""Tells officers that something waits: in their browser, by e-mail, or in their own LINE."""

import json
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pywebpush
import requests
import structlog
from sqlalchemy.orm import Session, sessionmaker

from bot import vapid
from bot.alert_words import Told, told
from bot.mail import MailServer
from bot.now import now
from bot.order_mail import OrderMail
from bot.settings import Settings
from handlers.citizens import cards
from models import alerts, outbox, pushes
from models.alerts import Alert, Door
from models.citizens import Citizen
from models.links import Links

log = structlog.get_logger()
TIMEOUT = 10  # seconds a push service may take
KEPT = 4 * 3600  # seconds a push service keeps an alert for a browser that is off. RFC 8030, 5.2
GONE = (404, 410)  # the browser no longer takes alerts. RFC 8030, 7.3


@dataclass(frozen=True)
class Call:
    """One alert on its way, without the database."""

    alert_id: int
    tries: int
    kind: Door
    address: dict[str, Any]
    told: Told


class Gone(Exception):
    """The door itself is no more."""


class Failed(Exception):
    """Not told this time; the message says why, and names nobody."""


class Alerts:
    """Rings at officers' doors, one at a time. No database connection is held meanwhile."""

    def __init__(self, sessions: sessionmaker[Session], settings: Settings) -> None:
        self._sessions = sessions
        self._url = settings.public_url
        self._signer = vapid.signer(settings)
        self._contact = settings.public_url if settings.public_url.startswith("https://") else ""
        self._contact = self._contact or f"mailto:{settings.mail_from or 'office@example.invalid'}"
        self._mail = MailServer.of(settings)
        links = Links(self._url, settings.secret_key) if settings.secret_key else None
        self._agencies = OrderMail(sessions, self._mail, links)
        self._ways: dict[Door, Callable[[Call], None]] = {
            Door.WEB_PUSH: self._ring_browser,
            Door.EMAIL: self._write_mail,
            Door.LINE: self._write_line,
        }

    def step(self) -> bool:
        """Tell one officer of one thing, or an agency by mail; False when there is nobody."""
        with self._sessions.begin() as session:
            alert = alerts.claim(session, now())
            call = self._prepare(alert) if alert else None
        if alert is None:
            return self._agencies.step()
        sent = gone = False
        try:
            if call is None:
                raise Gone
            self._ways[call.kind](call)
            sent = True
        except Gone:
            gone = True
        except Failed as failed:
            log.warning("alert_failed", alert=alert.id, error=str(failed))
        except (OSError, smtplib.SMTPException) as error:  # its words may hold an address
            log.warning("alert_failed", alert=alert.id, error=type(error).__name__)
        with self._sessions.begin() as session:
            row = session.get(Alert, alert.id, with_for_update=True)
            if row is not None and row.tries == alert.tries and row.sent_at is None:
                alerts.settle(row, now(), sent=sent, gone=gone)
        log.info("alert", alert=alert.id, sent=sent, gone=gone)
        return True

    def _prepare(self, alert: Alert) -> Call | None:
        """All that is needed to tell it; None when its door is closed, or its officer has left."""
        door, officer = alert.door, alert.door.officer
        if door.ended_at is not None or not officer.active:
            return None
        address = dict(door.address)
        if door.kind is Door.EMAIL:
            address["email"] = officer.email or ""
        return Call(alert.id, alert.tries, door.kind, address, told(alert))

    def _ring_browser(self, call: Call) -> None:
        if self._signer is None:
            raise Failed("no key to sign with")
        words = {"title": call.told.title, "body": call.told.more, "url": call.told.path}
        try:
            pywebpush.webpush(
                call.address,
                json.dumps(words),
                vapid_private_key=self._signer,
                vapid_claims={"sub": self._contact},
                timeout=TIMEOUT,
                ttl=KEPT,
            )
        except pywebpush.WebPushException as error:
            status = error.response.status_code if error.response is not None else None
            if status in GONE:
                raise Gone from error
            raise Failed(f"the push service answered {status}") from error
        except requests.RequestException as error:
            raise Failed(type(error).__name__) from error

    def _write_mail(self, call: Call) -> None:
        if not call.address["email"]:
            raise Gone
        if self._mail is None:
            raise Failed("no mail server is set")
        place = f"{self._url}{call.told.path}" if self._url else ""
        subject = f"เพื่อนเขต: {call.told.title}"
        self._mail.send(call.address["email"], subject, f"{call.told.more}\n{place}\n")

    def _write_line(self, call: Call) -> None:
        """By the office's one mouth, so that it is counted like every other letter.

        When only the reserve is left it is not sent: citizens come first.
        """
        with self._sessions.begin() as session:
            citizen = session.get(Citizen, call.address["citizen_id"])
            if citizen is None or citizen.blocked_at is not None:
                raise Gone
            quota = pushes.last_told(session, now())
            if quota is None or not pushes.may_push(session, quota, False, now()):
                raise Failed("the month has no message to spare")
            outbox.put(session, citizen, [self._card(call.told)], now())

    def _card(self, told: Told) -> dict[str, object]:
        door = [cards.button(cards.link(told.more, f"{self._url}{told.path}"), main=True)]
        return cards.card(told.title, [cards.line(told.more)], foot=door if self._url else None)
