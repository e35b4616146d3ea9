"""The agencies orders are addressed to, and the people of each who are told of them."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from models import audit
from models.citizens import Citizen
from models.orders.refusals import Lacks, Taken
from models.orders.tables import Agency, AgencyContact

CODE = re.compile(r"[A-HJ-NP-Z2-9]{10}")  # ten signs nobody takes for another: 50 bits
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LASTS = timedelta(days=7)
WRONG, WRONG_MOST, WRONG_WITHIN = "orders.wrong_code", 5, timedelta(hours=1)
NAME_MOST = 200
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def agencies(session: Session) -> Sequence[Agency]:
    """All agencies with their contacts: those at work first, then by name."""
    rows = select(Agency).options(selectinload(Agency.contacts))
    return session.scalars(rows.order_by(Agency.active.desc(), Agency.name)).all()


def squeezed(name: str) -> str:
    """An agency's name as it is kept: one space between words, none around."""
    return " ".join(name.split())


def add(session: Session, name: str, now: datetime) -> Agency:
    """Begin to know an agency; Lacks without a name, Taken when it is known."""
    agency = Agency(name=_fresh_name(session, name), added_at=now)
    try:
        with session.begin_nested():
            session.add(agency)
    except IntegrityError as twin:  # added by somebody else at the same moment
        raise Taken("name") from twin
    return agency


def rename(session: Session, agency: Agency, name: str) -> None:
    """Call it otherwise from now on, in its former reports too."""
    if squeezed(name) != agency.name:
        agency.name = _fresh_name(session, name)
        session.flush()


def _fresh_name(session: Session, name: str) -> str:
    name = squeezed(name)
    if not name or len(name) > NAME_MOST:
        raise Lacks("name")
    if session.scalar(select(func.count()).where(Agency.name == name)):
        raise Taken("name")
    return name


def add_contact(
    session: Session, agency: Agency, name: str, email: str | None, now: datetime
) -> AgencyContact:
    """Somebody to be told of this agency's orders; Lacks when the name or address is none."""
    contact = AgencyContact(agency_id=agency.id, added_at=now)
    change_contact(contact, name, email)
    contact.agency = agency
    session.add(contact)
    session.flush()
    return contact


def change_contact(contact: AgencyContact, name: str, email: str | None) -> None:
    """Give them this name and address; Lacks when one is none, and nothing is changed."""
    name, email = squeezed(name), _address(email)
    if not name or len(name) > NAME_MOST:
        raise Lacks("name")
    if email and not EMAIL.fullmatch(email):
        raise Lacks("email")
    contact.name, contact.email = name, email


def replace(
    session: Session, contact: AgencyContact, name: str, email: str | None, now: datetime
) -> AgencyContact:
    """Somebody else does this contact's work from now on: the LINE and links of before end.

    What was reported keeps the name of who reported it. Raises Lacks, and nothing is changed.
    """
    fresh = add_contact(session, contact.agency, name, email, now)
    let_go(contact)
    return fresh


def same(contact: AgencyContact, name: str, email: str | None) -> bool:
    """Whether this is how they are called and written to already."""
    return (squeezed(name), _address(email)) == (contact.name, contact.email)


def invite(contact: AgencyContact, now: datetime) -> str:
    """A code by which this contact's LINE is known, once, within a week."""
    code = "".join(secrets.choice(SIGNS) for _ in range(10))
    contact.code_hash, contact.code_until = _hashed(code), now + CODE_LASTS
    return code


def pair(session: Session, citizen: Citizen, code: str, now: datetime) -> AgencyContact | None:
    """Know this LINE user as the contact the code was given to; None when it opens nothing."""
    rows = select(AgencyContact).where(AgencyContact.code_hash == _hashed(code.strip().upper()))
    good = rows.where(AgencyContact.code_until > now, AgencyContact.active)
    contact = session.scalar(good.with_for_update())
    if contact is not None:
        contact.citizen_id = citizen.id
        contact.code_hash = contact.code_until = None
    return contact


def may_guess(session: Session, citizen: Citizen, now: datetime) -> bool:
    """Whether this LINE user did not try too many wrong codes lately."""
    rows = select(func.count(audit.Act.id)).where(audit.Act.action == WRONG)
    theirs = rows.where(audit.Act.subject == f"citizen:{citizen.id}")
    return (session.scalar(theirs.where(audit.Act.at > now - WRONG_WITHIN)) or 0) < WRONG_MOST


def guessed_wrong(session: Session, citizen: Citizen, now: datetime) -> None:
    """Write down a code that opened nothing."""
    audit.note(session, None, WRONG, f"citizen:{citizen.id}", now)


def let_go(contact: AgencyContact) -> None:
    """Tell them no more, open nothing to them, forget how they were reached; reports stay."""
    contact.active, contact.citizen_id = False, None
    contact.email = contact.code_hash = contact.code_until = None


def forget(session: Session, citizen: Citizen, now: datetime) -> int:
    """Know this LINE user as nobody's contact any more; how many they were."""
    mine = session.scalars(select(AgencyContact).where(AgencyContact.citizen_id == citizen.id))
    count = 0
    for contact in mine:
        contact.citizen_id, count = None, count + 1
    return count


def _address(email: str | None) -> str | None:
    return (email or "").strip().lower() or None


def _hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
