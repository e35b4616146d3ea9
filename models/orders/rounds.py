"""A round of orders that was opened by mistake is dated anew, or taken away."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from models.office_files import OfficeFile
from models.orders.refusals import Closed, HasReports
from models.orders.states import Review, Status
from models.orders.tables import (
    Addressee,
    Order,
    OrderFile,
    OrderNotice,
    OrderRemark,
    OrderRound,
    OrderUpload,
)


def lock(session: Session, number: int) -> OrderRound | None:
    """The round of this id, taken for this transaction: nobody issues an order in it meanwhile."""
    row = select(OrderRound).where(OrderRound.id == number).with_for_update()
    return session.scalar(row.execution_options(populate_existing=True))


def over(session: Session) -> set[int]:
    """The ids of the rounds that have orders, and every answer to them accepted."""
    rows = select(Order.round_id).join(Order.addressees).where(Order.withdrawn_at.is_(None))
    waits = func.bool_and(Addressee.review == Review.ACCEPTED)
    return set(session.scalars(rows.group_by(Order.round_id).having(waits)))


def redate(session: Session, one: OrderRound, due_on: date | None) -> int:
    """Date a round anew, and the orders in it that keep its day; how many those were.

    An order with a day of its own keeps that, as do all when the round is left without a day.
    Raises Closed when every answer of the round was accepted.
    """
    if one.id in over(session):
        raise Closed
    followed = 0
    if one.due_on is not None and due_on not in (None, one.due_on):
        same = select(Order).where(Order.round_id == one.id, Order.due_on == one.due_on)
        for order in session.scalars(same.order_by(Order.id).with_for_update()):
            order.due_on, order.revision, followed = due_on, order.revision + 1, followed + 1
    one.due_on = due_on
    return followed


def remove(session: Session, one: OrderRound, now: datetime) -> int:
    """Take a round away with its orders, as if it had never been; how many orders those were.

    Raises HasReports when an agency reported in it, or an inspector wrote something.
    """
    orders = select(Order.id).where(Order.round_id == one.id)
    answers = select(Addressee.id).where(Addressee.order_id.in_(orders))
    rows = select(Addressee.status).where(Addressee.order_id.in_(orders))
    found = session.scalars(rows.order_by(Addressee.id).with_for_update()).all()
    remarks = select(func.count()).where(OrderRemark.addressee_id.in_(answers))
    if any(status != Status.NOT_REPORTED for status in found) or session.scalar(remarks):
        raise HasReports
    count = session.scalar(select(func.count()).where(Order.round_id == one.id)) or 0
    _clear(session, orders, answers, now)
    session.execute(delete(Order).where(Order.round_id == one.id))
    session.execute(delete(OrderUpload).where(OrderUpload.round_id == one.id))
    session.delete(one)
    session.flush()
    return count


def with_reports(session: Session) -> set[int]:
    """The ids of the rounds an agency or an inspector wrote something in."""
    rows = select(Order.round_id).join(Order.addressees).outerjoin(Addressee.remarks)
    return set(session.scalars(rows.where(_spoken()).distinct()))


def _spoken() -> ColumnElement[bool]:
    return or_(Addressee.status != Status.NOT_REPORTED, OrderRemark.id.is_not(None))


def _clear(session: Session, orders: Select[int], answers: Select[int], now: datetime) -> None:
    """All that hangs on these orders; the bytes of their papers go to the shredder."""
    papers = OrderFile.order_id.in_(orders)
    shed = OfficeFile.id.in_(select(OrderFile.file_id).where(papers))
    away = update(OfficeFile).where(shed, OfficeFile.removed_at.is_(None))
    session.execute(away.values(removed_at=now))
    session.execute(delete(OrderFile).where(papers))
    session.execute(delete(OrderNotice).where(OrderNotice.addressee_id.in_(answers)))
    session.execute(delete(Addressee).where(Addressee.order_id.in_(orders)))
