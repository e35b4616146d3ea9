"""The cast of the desk: invented officers of two sections, and somebody above them."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.officers import Officer
from models.permissions import Role
from tests.people import NOON


@dataclass(frozen=True)
class Officers:
    """สมชาย and his colleague and head in registration, เทศกิจ in city law, แอดมิน above all."""

    somchai: Officer
    malee: Officer
    head: Officer
    city: Officer
    admin: Officer


def officers(session: Session) -> Officers:
    """The whole cast, kept in this database."""
    return Officers(
        somchai=_officer(session, "somchai", Role.OFFICER, "registration"),
        malee=_officer(session, "malee", Role.OFFICER, "registration"),
        head=_officer(session, "head", Role.HEAD, "registration"),
        city=_officer(session, "city", Role.HEAD, "city-law"),
        admin=_officer(session, "admin", Role.ADMINISTRATOR, None),
    )


def _officer(session: Session, name: str, role: Role, section: str | None) -> Officer:
    officer = Officer(username=name, name=name, role=role, section=section, created_at=NOON)
    session.add(officer)
    session.flush()
    return officer
