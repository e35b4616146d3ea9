"""An agency reports how far it got; inspectors comment, ask again, accept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.office_files import OfficeFile
from models.officers import Officer
from models.orders.refusals import Changed, Closed, Lacks, NotReported
from models.orders.states import REPORTED, Door, Remark, Review, Status
from models.orders.tables import (
    Addressee,
    AgencyContact,
    Order,
    OrderFile,
    OrderRemark,
    OrderReport,
)

WORDS_MOST = 5_000  # characters
FILES_MOST = 10  # with one report


@dataclass(frozen=True)
class Told:
    """What somebody of an agency reports; `planned_for` only when underway."""

    status: Status
    words: str
    planned_for: date | None = None
    files: Sequence[OfficeFile] = field(default=())


def lock(session: Session, name: str) -> Addressee | None:
    """The order as it stands with one agency, taken for this transaction."""
    row = select(Addressee).where(Addressee.name == name).with_for_update(of=Addressee)
    return session.scalar(row.execution_options(populate_existing=True))


def of_agency(session: Session, agency_id: int) -> Sequence[Addressee]:
    """What is addressed to an agency and not withdrawn, the soonest due first."""
    rows = select(Addressee).join(Addressee.order).options(selectinload(Addressee.order))
    mine = rows.where(Addressee.agency_id == agency_id, Order.withdrawn_at.is_(None))
    return session.scalars(mine.order_by(Order.due_on, Order.id)).all()


def report(
    session: Session, addressee: Addressee, told: Told, by: Officer | AgencyContact, now: datetime
) -> OrderReport:
    """Add a report to the locked `addressee`; whoever reports at the same time adds another.

    Raises Closed once accepted or withdrawn, Lacks when something is missing, and ValueError when
    `by` is of another agency.
    """
    if by.agency_id != addressee.agency_id:
        raise ValueError("of another agency")
    if addressee.order.withdrawn_at is not None or addressee.review == Review.ACCEPTED:
        raise Closed
    _check(told)
    by_officer = isinstance(by, Officer)
    row = OrderReport(
        addressee=addressee,
        status=told.status,
        words=told.words.strip(),
        planned_for=told.planned_for if told.status == Status.UNDERWAY else None,
        door=Door.CONSOLE if by_officer else Door.LINK,
        officer_id=by.id if by_officer else None,
        contact_id=None if by_officer else by.id,
        at=now,
        files=[OrderFile(file=file) for file in told.files],
    )
    addressee.status, addressee.review = told.status, Review.WAITING
    addressee.reported_at = now
    addressee.first_reported_at = addressee.first_reported_at or now
    addressee.revision += 1
    session.add(row)
    session.flush()
    return row


@dataclass(frozen=True)
class Said:
    """What an inspector says; only an acceptance may be without words."""

    kind: Remark
    words: str = ""


def remark(
    session: Session, addressee: Addressee, said: Said, officer: Officer, seen: int, now: datetime
) -> OrderRemark:
    """Write an inspector's remark; `seen` is the revision they looked at.

    Raises Changed when somebody reported meanwhile (a comment needs no such care), NotReported,
    Closed, or Lacks("words").
    """
    kind, words = said.kind, said.words.strip()
    if kind != Remark.COMMENT and addressee.revision != seen:
        raise Changed(addressee)
    _allowed(addressee, kind)
    if len(words) > WORDS_MOST or (not words and kind != Remark.ACCEPTED):
        raise Lacks("words")
    row = OrderRemark(addressee=addressee, kind=kind, words=words, officer_id=officer.id, at=now)
    addressee.review = {
        Remark.COMMENT: addressee.review,
        Remark.ASKED_AGAIN: Review.ASKED_AGAIN,
        Remark.ACCEPTED: Review.ACCEPTED,
        Remark.REOPENED: Review.WAITING,
    }[kind]
    addressee.revision += 1
    session.add(row)
    session.flush()
    return row


def _allowed(addressee: Addressee, kind: Remark) -> None:
    accepted = addressee.review == Review.ACCEPTED
    if addressee.order.withdrawn_at is not None:
        raise Closed
    if kind in (Remark.ASKED_AGAIN, Remark.ACCEPTED):
        if addressee.status == Status.NOT_REPORTED:
            raise NotReported
        if accepted:
            raise Closed
    if kind == Remark.REOPENED and not accepted:
        raise NotReported


def history(addressee: Addressee) -> list[OrderReport | OrderRemark]:
    """All that was reported and remarked, the earliest first."""
    return sorted([*addressee.reports, *addressee.remarks], key=lambda one: (one.at, one.id))


def _check(told: Told) -> None:
    if told.status not in REPORTED:
        raise Lacks("status")
    if not told.words.strip() or len(told.words) > WORDS_MOST:
        raise Lacks("words")
    if len(told.files) > FILES_MOST:
        raise Lacks("files")
