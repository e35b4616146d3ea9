"""What the people of an agency may open: their own orders and nothing else, by desk or by link."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from models.citizens import Citizen
from models.dates import BANGKOK
from models.links import Links
from models.orders.refusals import Refused
from models.orders.states import Review, Status
from models.orders.tables import Addressee, Agency, AgencyContact, Order, OrderFile

PURPOSE = "order"  # of a signed link
AFTER_DUE, LONGEST = timedelta(days=14), timedelta(days=60)  # how long a link is good
OWED = or_(Addressee.status == Status.NOT_REPORTED, Addressee.review == Review.ASKED_AGAIN)


class NotTheirs(Refused):
    """This contact tells for that agency no more, or the order never went there."""


class Withdrawn(Refused):
    """The order was taken back."""


def link(links: Links | None, contact: AgencyContact, addressee: Addressee, now: datetime) -> str:
    """The contact's own address of the order's page; "" when the office has none to give.

    Good until 14 days after the order is due, of a late one from today; at most 60 days.
    """
    if links is None:
        return ""
    day = max(addressee.order.due_on, now.astimezone(BANGKOK).date()) + AFTER_DUE
    until = min(datetime.combine(day, time(23, 59), BANGKOK), now + LONGEST)
    return links.write(PURPOSE, subject(contact, addressee), until)


def subject(contact: AgencyContact, addressee: Addressee) -> str:
    """Whom a link is for and what it opens."""
    return f"{contact.id}:{addressee.name}"


def opened(session: Session, told: str) -> tuple[AgencyContact, Addressee]:
    """Who comes with a link of this subject, and what it opens; raises NotTheirs or Withdrawn."""
    number, _, name = told.partition(":")
    contact = session.get(AgencyContact, int(number)) if number.isdecimal() else None
    addressee = session.scalar(select(Addressee).where(Addressee.name == name))
    if contact is None or not (contact.active and contact.agency.active):
        raise NotTheirs
    if addressee is None or addressee.agency_id != contact.agency_id:
        raise NotTheirs
    if addressee.order.withdrawn_at is not None:
        raise Withdrawn
    return contact, addressee


def own(session: Session, agency_id: int | None, name: str) -> Addressee | None:
    """What is addressed to this agency under this name; None when it is another's, or nothing."""
    rows = _of(agency_id).where(Addressee.name == name)
    return session.scalar(rows)


def owed(session: Session, agency_id: int | None) -> Sequence[Addressee]:
    """What this agency has still to report, or to report again; the soonest due first."""
    return session.scalars(_of(agency_id).where(OWED).order_by(Order.due_on, Order.id)).all()


def owed_count(session: Session, agency_id: int | None) -> int:
    """How many those are."""
    rows = _of(agency_id).where(OWED).with_only_columns(func.count(Addressee.id))
    return session.scalar(rows) or 0


def reported(
    session: Session, agency_id: int | None, page: int, size: int
) -> tuple[Sequence[Addressee], int]:
    """What it reported already, a page at a time (from 1), the latest first; and how many."""
    rows = _of(agency_id).where(~OWED)
    count = session.scalar(rows.with_only_columns(func.count(Addressee.id))) or 0
    latest = rows.order_by(Addressee.reported_at.desc(), Addressee.id.desc())
    return session.scalars(latest.limit(size).offset((page - 1) * size)).all(), count


def contacts_of(session: Session, citizen: Citizen) -> Sequence[AgencyContact]:
    """For which agencies this LINE user reports."""
    rows = select(AgencyContact).join(AgencyContact.agency).where(Agency.active)
    mine = rows.where(AgencyContact.citizen_id == citizen.id, AgencyContact.active)
    return session.scalars(mine.order_by(AgencyContact.id)).all()


def file_of(addressee: Addressee, name: str) -> OrderFile | None:
    """A file of the order or of this agency's own reports, if it can still be opened."""
    files = [*addressee.order.files, *(one for row in addressee.reports for one in row.files)]
    return next((one for one in files if one.name == name and one.file.here), None)


def _of(agency_id: int | None) -> Select[Addressee]:
    rows = select(Addressee).join(Addressee.order).options(contains_eager(Addressee.order))
    here = select(Agency.id).where(Agency.id == agency_id, Agency.active)
    return rows.where(Addressee.agency_id.in_(here), Order.withdrawn_at.is_(None))
