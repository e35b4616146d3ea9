"""The officers of an agency hear in the console's way that an order came, or is asked again."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import alerts, calendar
from models.calendar import NeverOpen
from models.officers import Officer
from models.orders.tables import Addressee, Order
from models.permissions import Role

ORDERED, ASKED_AGAIN = "ordered", "asked_again"


def tell_ordered(session: Session, agencies: Collection[int], now: datetime) -> None:
    """Orders came to these agencies (their ids): one alert for all that came together."""
    _tell(session, agencies, "order_reports:", ORDERED, now)


def tell_issued(session: Session, order: Order, now: datetime) -> None:
    """This order came to whoever has not reported on it."""
    tell_ordered(session, [one.agency_id for one in order.addressees if not one.reported_at], now)


def tell_asked_again(session: Session, addressee: Addressee, now: datetime) -> None:
    """An inspector wants to know more of this agency."""
    about = f"order_report:{addressee.name}"
    _tell(session, [addressee.agency_id], about, ASKED_AGAIN, now)


def _tell(
    session: Session, agencies: Collection[int], subject: str, reason: str, now: datetime
) -> None:
    rows = select(Officer).where(Officer.active, Officer.role == Role.AGENCY)
    people = session.scalars(rows.where(Officer.agency_id.in_(agencies)).order_by(Officer.id)).all()
    if people:
        alerts.tell(session, people, subject, reason, now, due=_when(session, now))


def _when(session: Session, now: datetime) -> datetime:
    """Nobody's telephone rings at night for what waits until the morning."""
    try:
        return calendar.read(session).next_opening(now)
    except NeverOpen:
        return now
