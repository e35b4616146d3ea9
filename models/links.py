"""Private addresses of pages: signed, for one purpose and one subject, for a short while."""

from dataclasses import dataclass
from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy.orm import Session

LENT = "links"  # where a session carries those the machine lends to the clock's jobs
MAILS = "mails"  # and whether the office has a mail server


class LinkWrong(Exception):
    """Nobody here wrote this link, or it was written for another purpose."""


class LinkOver(Exception):
    """The link was good once; its time is over."""


@dataclass(frozen=True)
class Links:
    """Writes and reads the links of one office. `public_url` has no slash at its end.

    What was written with a `former` secret, newest first, is still read.
    """

    public_url: str
    secret: str
    former: tuple[str, ...] = ()

    def write(self, purpose: str, subject: int | str, until: datetime) -> str:
        """The address of a private page, good until then; "" when the office has no address."""
        if not self.public_url:
            return ""
        return f"{self.public_url}/p/{purpose}/{self.token(purpose, subject, until)}"

    def token(self, purpose: str, subject: int | str, until: datetime) -> str:
        """What of such an address proves that we wrote it."""
        return str(self._signer(purpose).dumps([str(subject), int(until.timestamp())]))

    def read(self, purpose: str, token: str, now: datetime) -> str:
        """The subject this token was written for; raises LinkWrong or LinkOver."""
        try:
            subject, until = self._signer(purpose).loads(token)
        except (BadData, ValueError, TypeError) as error:
            raise LinkWrong from error
        if now > datetime.fromtimestamp(until, UTC):
            raise LinkOver
        return str(subject)

    def _signer(self, purpose: str) -> URLSafeSerializer:
        return URLSafeSerializer([*reversed(self.former), self.secret], salt=f"page:{purpose}")


def lent(session: Session) -> Links | None:
    """The links lent with this session, for letters nobody asked for; None where none were."""
    return session.info.get(LENT)


def mails(session: Session) -> bool:
    """Whether letters can go by mail, as told with this session."""
    return bool(session.info.get(MAILS))
