"""Finds orders for the desk: by round, type, factor, status, review, agency, lateness and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from models.orders.states import Review, Source, Status
from models.orders.tables import Addressee, Agency, Order, OrderRound

UNSORTED = 0  # asked for as a type: orders nobody sorted yet


@dataclass(frozen=True)
class Wanted:
    """Which orders are looked for; None, False or nothing: no matter.

    `kind` and `factor` are those a person confirmed. Status, review, agency and lateness must be
    true of one and the same agency. `withdrawn` asks for withdrawn orders instead of the others.
    """

    fiscal_year: int | None = None
    round_id: int | None = None
    source: Source | None = None
    kind: int | None = None
    factor: int | None = None
    status: Status | None = None
    review: Review | None = None
    agency_id: int | None = None
    late: bool = False
    withdrawn: bool = False
    text: str = ""

    @property
    def of_answers(self) -> bool:
        """Whether it asks about agencies' answers, not about orders alone."""
        return bool(self.status or self.review or self.agency_id or self.late)


@dataclass(frozen=True)
class Row:
    """An order in the list, and how far its agencies are.

    `fitting` are the names and agencies of its answers that were asked for, when any were.
    """

    order: Order
    addressed: int
    reported: int
    waiting: int
    late: int
    fitting: tuple[tuple[str, str], ...] = ()

    @property
    def share(self) -> int:
        """Agencies that reported, in whole per cent."""
        return 100 * self.reported // self.addressed if self.addressed else 0


def find(
    session: Session, wanted: Wanted, today: date, *, page: int = 1, size: int = 20
) -> tuple[list[Row], int]:
    """One page of what is looked for, the newest round first, and how many there are in all."""
    asked = _orders(wanted, today)
    count = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    order = (OrderRound.fiscal_year.desc(), OrderRound.number.desc(), Order.number)
    shown = asked.order_by(*order).limit(size).offset((page - 1) * size)
    found = session.scalars(shown.options(selectinload(Order.round))).all()
    return _rows(session, found, wanted, today), count


def next_waiting(session: Session, after: Addressee | None = None) -> Addressee | None:
    """The report that waits longest for an inspector; not the one that is looked at now."""
    rows = select(Addressee).join(Addressee.order).where(Order.withdrawn_at.is_(None), unseen())
    if after is not None:
        rows = rows.where(Addressee.id != after.id)
    return session.scalar(rows.order_by(Addressee.reported_at, Addressee.id).limit(1))


def unseen() -> ColumnElement[bool]:
    """What was reported, and nobody looked at yet."""
    return and_(Addressee.status != Status.NOT_REPORTED, Addressee.review == Review.WAITING)


def _orders(wanted: Wanted, today: date) -> Select[Order]:
    rows = select(Order).join(Order.round)
    gone = Order.withdrawn_at.is_not(None)
    rows = rows.where(gone if wanted.withdrawn else ~gone)
    for column, value in (
        (OrderRound.fiscal_year, wanted.fiscal_year),
        (Order.round_id, wanted.round_id),
        (Order.source, wanted.source),
    ):
        rows = rows if value is None else rows.where(column == value)
    if wanted.kind == UNSORTED:
        rows = rows.where(Order.sorted_at.is_(None))
    elif wanted.kind is not None:
        rows = rows.where(Order.sorted_at.is_not(None), Order.kind == wanted.kind)
    if wanted.factor is not None:
        rows = rows.where(Order.sorted_at.is_not(None), Order.factors.contains([wanted.factor]))
    if wanted.text:
        rows = rows.where(_said(wanted.text))
    if wanted.of_answers:
        rows = rows.where(Order.addressees.any(and_(*_answers(wanted, today))))
    return rows


def _said(words: str) -> ColumnElement[bool]:
    """Orders that say this, or are numbered so."""
    said = Order.text.icontains(words, autoescape=True)
    number = int(words) if words.isdecimal() and len(words) < 6 else None
    return said if number is None else or_(said, Order.number == number)


def _answers(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.status is not None:
        asked.append(Addressee.status == wanted.status)
    if wanted.review is not None:
        told = Addressee.status != Status.NOT_REPORTED
        asked.append(and_(told, Addressee.review == wanted.review))
    if wanted.agency_id is not None:
        asked.append(Addressee.agency_id == wanted.agency_id)
    if wanted.late:
        asked.append(and_(Addressee.status == Status.NOT_REPORTED, Order.due_on < today))
    return asked


def _rows(session: Session, found: Sequence[Order], wanted: Wanted, today: date) -> list[Row]:
    told = Addressee.status != Status.NOT_REPORTED
    counts = select(
        Addressee.order_id,
        func.count().label("addressed"),
        func.count().filter(told).label("reported"),
        func.count().filter(unseen()).label("waiting"),
        func.count().filter(~told, Order.due_on < today).label("late"),
    ).join(Addressee.order)
    here = Addressee.order_id.in_([one.id for one in found])
    tallies = session.execute(counts.where(here).group_by(Addressee.order_id))
    tally = {row.order_id: row for row in tallies}
    fitting = _fitting(session, here, wanted, today) if wanted.of_answers else {}
    return [
        Row(one, t.addressed, t.reported, t.waiting, t.late, tuple(fitting.get(one.id, ())))
        for one in found
        if (t := tally.get(one.id))
    ]


def _fitting(
    session: Session, here: ColumnElement[bool], wanted: Wanted, today: date
) -> dict[int, list[tuple[str, str]]]:
    rows = (
        select(Addressee.order_id, Addressee.name, Agency.name)
        .join(Addressee.agency)
        .join(Addressee.order)
    )
    fitting: dict[int, list[tuple[str, str]]] = {}
    for order_id, name, agency in session.execute(
        rows.where(here, *_answers(wanted, today)).order_by(Agency.name)
    ):
        fitting.setdefault(order_id, []).append((name, agency))
    return fitting
