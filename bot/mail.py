"""Mail to officers alone: one short message at a time, handed to the office's mail server."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from bot.settings import Settings, SettingsError

TIMEOUT = 15  # seconds for each answer of the server
PORTS = {"smtp": 587, "smtps": 465}
OURSELVES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in. `secure`: TLS from the first byte, else as soon as it is offered."""

    host: str
    port: int
    secure: bool
    user: str
    password: str
    sender: str

    @classmethod
    def of(cls, settings: Settings) -> "MailServer | None":
        """The server of SMTP_URL; None when there is none. SettingsError names what is wrong."""
        if not settings.smtp_url:
            return None
        parts = urlsplit(settings.smtp_url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise SettingsError("SMTP_URL must look like smtp://user:password@host:587")
        settings.need("mail_from")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        port = parts.port or PORTS[parts.scheme]
        secure = parts.scheme == "smtps"
        return cls(parts.hostname, port, secure, user, password, settings.mail_from)

    def send(self, to: str, subject: str, text: str) -> None:
        """Hand one message in; smtplib.SMTPException or OSError when it was not taken."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, to, subject
        message.set_content(text)
        with self._opened() as server:
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)

    def greet(self) -> None:
        """See whether the server lets us in; raises as `send` does."""
        with self._opened() as server:
            if self.user:
                server.login(self.user, self.password)
            server.noop()

    def _opened(self) -> smtplib.SMTP:
        """A connection that nobody can read along, as far as the server offers one."""
        trust = ssl.create_default_context()
        if self.secure:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=trust)
        server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=trust)
            server.ehlo()
        elif self.user and self.host not in OURSELVES:
            server.close()
            raise smtplib.SMTPNotSupportedError("a password is never sent in the open")
        return server
