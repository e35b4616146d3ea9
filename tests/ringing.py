"""What stories of alerts begin with: สมชาย, something for him, and what rings at his doors."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts import Alerts
from bot.now import now
from models import alerts
from models.alerts import Alert
from models.officers import Officer
from tests.district import District

SECRET = "a secret of this test alone, long enough"


def ringing(district: District, **more: str) -> Alerts:
    """What rings at doors, with these settings."""
    settings = replace(district.settings, secret_key=SECRET, **more)  # type: ignore[arg-type]
    return Alerts(district.sessions, settings)


def somchai(session: Session) -> Officer:
    return session.scalars(select(Officer).where(Officer.username == "somchai")).one()


def tell(district: District, reason: str = "new") -> None:
    """Let there be something for สมชาย."""
    with district.sessions.begin() as session:
        alerts.tell(session, [somchai(session)], "question:12", reason, now())


def the_alert(district: District) -> Alert:
    with district.sessions() as session:
        return session.scalars(select(Alert)).one()
