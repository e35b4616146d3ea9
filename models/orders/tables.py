"""Orders and recommendations, the agencies they are addressed to, and all that was reported."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, found_by
from models.citizens import Citizen
from models.moves import kept_as_text
from models.office_files import OfficeFile
from models.officers import Officer
from models.orders.states import Door, Remark, Review, Source, Status


def unguessable() -> str:
    """A name nobody can guess, for addresses: 128 random bits, URL-safe."""
    return secrets.token_urlsafe(16)


class OrderRound(Base):
    """One round of inspection in a fiscal year (B.E.), e.g. round 2 of 2566."""

    __tablename__ = "order_round"
    __table_args__ = (UniqueConstraint("fiscal_year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    number: Mapped[int]
    due_on: Mapped[date | None]
    opened_at: Mapped[datetime]


class Agency(Base):
    """An agency orders are addressed to. Never deleted, so that what it reported keeps a name."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    active: Mapped[bool] = mapped_column(server_default=text("true"), default=True)
    added_at: Mapped[datetime]

    contacts: Mapped[list["AgencyContact"]] = relationship(
        back_populates="agency", order_by="AgencyContact.id"
    )


class AgencyContact(Base):
    """Somebody of an agency who is told of its orders and may report through a link.

    `citizen_id` is their LINE, once they typed the code of `code_hash` (SHA-256) in the chat
    before `code_until`; they write as anybody else there.
    """

    __tablename__ = "agency_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)  # lower case
    citizen_id: Mapped[int | None] = mapped_column(
        ForeignKey("citizen.id", ondelete="SET NULL"), index=True
    )
    code_hash: Mapped[str | None] = mapped_column(Text, unique=True)
    code_until: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(server_default=text("true"), default=True)
    added_at: Mapped[datetime]

    agency: Mapped[Agency] = relationship(back_populates="contacts")
    citizen: Mapped[Citizen | None] = relationship()


class Order(Base):
    """One order of the permanent secretary, or one recommendation of an inspector.

    `kind` (of KINDS) and `factors` (of FACTORS) count only once `sorted_by` confirmed them; until
    then they are what a machine proposes. `name` stands in addresses, `number` in the paper.
    """

    __tablename__ = "issued_order"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True, default=unguessable)
    round_id: Mapped[int] = mapped_column(ForeignKey("order_round.id"))
    number: Mapped[int]
    source: Mapped[Source] = mapped_column(kept_as_text(Source))
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[int | None] = mapped_column(SmallInteger)
    factors: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), default=list)
    sorted_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    sorted_at: Mapped[datetime | None]
    due_on: Mapped[date]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    issued_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)

    round: Mapped[OrderRound] = relationship()
    addressees: Mapped[list["Addressee"]] = relationship(
        back_populates="order", order_by="Addressee.id"
    )
    files: Mapped[list["OrderFile"]] = relationship(order_by="OrderFile.id")
    sorted_by: Mapped[Officer | None] = relationship(foreign_keys=sorted_by_id)
    issued_by: Mapped[Officer] = relationship(foreign_keys=issued_by_id)


class Addressee(Base):
    """One order as it stands with one agency. `status` repeats its last report's.

    `revision` grows with every report and remark; `name` stands in addresses.
    """

    __tablename__ = "order_addressee"
    __table_args__ = (
        UniqueConstraint("order_id", "agency_id"),
        Index("ix_order_addressee_agency_id", "agency_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True, default=unguessable)
    order_id: Mapped[int] = mapped_column(ForeignKey("issued_order.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    status: Mapped[Status] = mapped_column(kept_as_text(Status), default=Status.NOT_REPORTED)
    review: Mapped[Review] = mapped_column(kept_as_text(Review), default=Review.WAITING)
    first_reported_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)

    order: Mapped[Order] = relationship(back_populates="addressees")
    agency: Mapped[Agency] = relationship()
    reports: Mapped[list["OrderReport"]] = relationship(
        back_populates="addressee", order_by="OrderReport.id"
    )
    remarks: Mapped[list["OrderRemark"]] = relationship(
        back_populates="addressee", order_by="OrderRemark.id"
    )


class OrderReport(Base):
    """One report of an agency, never changed: who said when how far they are, and why."""

    __tablename__ = "order_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    addressee_id: Mapped[int] = mapped_column(ForeignKey("order_addressee.id"), index=True)
    status: Mapped[Status] = mapped_column(kept_as_text(Status))
    words: Mapped[str] = mapped_column(Text)  # what was done, the plan, or the reason
    planned_for: Mapped[date | None]  # when an agency underway means to be done
    door: Mapped[Door] = mapped_column(kept_as_text(Door))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("agency_contact.id"))
    at: Mapped[datetime] = mapped_column(index=True)

    addressee: Mapped[Addressee] = relationship(back_populates="reports")
    officer: Mapped[Officer | None] = relationship()
    contact: Mapped[AgencyContact | None] = relationship()
    files: Mapped[list["OrderFile"]] = relationship(order_by="OrderFile.id")


class OrderRemark(Base):
    """What an inspector wrote to one agency about one order, never changed."""

    __tablename__ = "order_remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    addressee_id: Mapped[int] = mapped_column(ForeignKey("order_addressee.id"), index=True)
    kind: Mapped[Remark] = mapped_column(kept_as_text(Remark))
    words: Mapped[str] = mapped_column(Text)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime]

    addressee: Mapped[Addressee] = relationship(back_populates="remarks")
    officer: Mapped[Officer] = relationship()


class OrderFile(Base):
    """A file that belongs to an order as issued, or to one report as evidence."""

    __tablename__ = "order_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True, default=unguessable)
    file_id: Mapped[int] = mapped_column(ForeignKey("office_file.id"), unique=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("issued_order.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("order_report.id"), index=True)

    file: Mapped[OfficeFile] = relationship()


class OrderNotice(Base):
    """That a contact was told of one thing about an order, once; `what` is a key of the clock's.

    E.g. "issued", "before-7", "due", "late-3", or "remark-12" for the remark of that number.
    """

    __tablename__ = "order_notice"
    __table_args__ = (
        UniqueConstraint("addressee_id", "contact_id", "what"),
        found_by("order_notice", "letter_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    addressee_id: Mapped[int] = mapped_column(ForeignKey("order_addressee.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("agency_contact.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    door: Mapped[str] = mapped_column(Text)  # "line" or "email"
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class OrderUpload(Base):
    """A workbook of orders that was read and waits to be brought in, whole or not at all."""

    __tablename__ = "order_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True, default=unguessable)
    file_name: Mapped[str] = mapped_column(Text)
    round_id: Mapped[int] = mapped_column(ForeignKey("order_round.id"))
    rows: Mapped[dict[str, Any]]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    done_at: Mapped[datetime | None]
