"""What a citizen agreed to: for which purpose, in which wording, since when, and until when."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.citizens import Citizen

PRECHECK = "precheck"
VERSION = 1  # of the wording; whoever agreed to an older one is asked again


class Consent(Base):
    """One citizen's yes. Never deleted, so that the office can show it had one."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(
        ForeignKey("citizen.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


def give(session: Session, citizen: Citizen, purpose: str, now: datetime) -> Consent:
    """Write down the citizen's yes to the present wording; the one already given stays."""
    known = current(session, citizen, purpose)
    if known is not None:
        return known
    consent = Consent(citizen_id=citizen.id, purpose=purpose, version=VERSION, given_at=now)
    session.add(consent)
    session.flush()
    return consent


def current(session: Session, citizen: Citizen, purpose: str) -> Consent | None:
    """The citizen's yes to the present wording, unless it was withdrawn."""
    rows = select(Consent).where(
        Consent.citizen_id == citizen.id,
        Consent.purpose == purpose,
        Consent.version == VERSION,
        Consent.withdrawn_at.is_(None),
    )
    return session.scalar(rows.order_by(Consent.id.desc()).limit(1))


def withdraw(session: Session, citizen: Citizen, purpose: str, now: datetime) -> bool:
    """Note that the citizen no longer agrees, in whatever wording; whether they ever did."""
    rows = select(Consent).where(Consent.citizen_id == citizen.id, Consent.purpose == purpose)
    given = session.scalars(rows.where(Consent.withdrawn_at.is_(None))).all()
    for consent in given:
        consent.withdrawn_at = now
    return bool(given)


def log(session: Session, *, page: int, size: int) -> tuple[Sequence[Consent], int]:
    """One page (from 1) of every yes ever given, the newest first, and how many there are."""
    rows = select(Consent).order_by(Consent.given_at.desc(), Consent.id.desc())
    given = session.scalars(rows.offset((page - 1) * size).limit(size)).all()
    return given, session.scalar(select(func.count(Consent.id))) or 0


def all_of(session: Session, citizen: Citizen) -> Sequence[Consent]:
    """Everything this citizen ever agreed to, oldest first."""
    rows = select(Consent).where(Consent.citizen_id == citizen.id)
    return session.scalars(rows.order_by(Consent.id)).all()
