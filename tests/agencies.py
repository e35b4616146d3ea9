"""Two agencies, their people, and an order addressed to both: invented, like everybody here."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.officers import Officer
from models.orders import (
    Addressee,
    Agency,
    AgencyContact,
    Order,
    Remark,
    Source,
    Status,
    agencies,
    issuing,
    reporting,
)
from models.orders.issuing import Wording
from models.orders.reporting import Said, Told
from models.permissions import Role
from tests.people import NOON

DUE = date(2026, 12, 4)  # two weeks after NOON, a Friday
TEXT = "ให้สำรวจทางเท้าที่ชำรุดหน้าโรงเรียนทุกแห่งในพื้นที่ และรายงานแผนการซ่อม"


@dataclass(frozen=True)
class Agencies:
    """สำนักหนึ่ง with มานี and ปิติ, สำนักสอง with ชูใจ; one order to both, issued by นภา."""

    one: Agency
    two: Agency
    manee: AgencyContact
    piti: AgencyContact
    choojai: AgencyContact
    napa: Officer
    order: Order
    to_one: Addressee
    to_two: Addressee


def open_agencies(session: Session, now: datetime = NOON, due: date = DUE) -> Agencies:
    """All of them, in this database."""
    one = agencies.add(session, "สำนักสมมติหนึ่ง", now)
    two = agencies.add(session, "สำนักสมมติสอง", now)
    napa = Officer(username="napa", name="นภา ติดตาม", role=Role.INSPECTOR, created_at=now)
    session.add(napa)
    session.flush()
    order = issued(session, [one, two], napa, now, due)
    return Agencies(
        one=one,
        two=two,
        manee=agencies.add_contact(session, one, "มานี รายงาน", "manee@example.org", now),
        piti=agencies.add_contact(session, one, "ปิติ ช่วยงาน", None, now),
        choojai=agencies.add_contact(session, two, "ชูใจ อีกที่", "choojai@example.org", now),
        napa=napa,
        order=order,
        to_one=order.addressees[0],
        to_two=order.addressees[1],
    )


def issued(
    session: Session, to: list[Agency], by: Officer, now: datetime, due: date = DUE
) -> Order:
    """One more order, in the one round there is."""
    rounds = issuing.rounds(session)
    in_round = rounds[0] if rounds else issuing.open_round(session, 2570, 1, None, now)
    return issuing.issue(session, in_round, Wording(Source.SECRETARY, TEXT, due), to, by, now)


def reported(
    session: Session,
    to: Addressee,
    by: AgencyContact | Officer,
    now: datetime,
    words: str = "ซ่อมแล้ว 3 แห่ง",
) -> None:
    """Say that it is done."""
    locked = reporting.lock(session, to.name)
    assert locked
    reporting.report(session, locked, Told(Status.DONE, words), by, now)


def remarked(session: Session, to: Addressee, by: Officer, kind: Remark, words: str, now: datetime):
    """What the inspector says to it."""
    return reporting.remark(session, to, Said(kind, words), by, to.revision, now)


def agency_officer(
    session: Session, agency: Agency | None, username: str, password: str | None = None
) -> Officer:
    """Somebody of an agency who signs in to the console."""
    officer = Officer(
        username=username,
        name=f"คุณ{username}",
        role=Role.AGENCY,
        agency_id=agency.id if agency else None,
        password=password,
        created_at=NOON,
    )
    session.add(officer)
    session.flush()
    return officer
