"""Which contact of an agency is owed word of which order today, and that they were told, once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from models.calendar import Calendar
from models.dates import BANGKOK
from models.orders.reaching import OWED, owed
from models.orders.states import Remark, Review, Status
from models.orders.tables import (
    Addressee,
    Agency,
    AgencyContact,
    Order,
    OrderNotice,
    OrderRemark,
)

ISSUED, ASKED_AGAIN = "issued", "remark-"  # the second with the remark's number
WEEK_BEFORE, DAY_BEFORE, DUE = "before-7", "before-1", "due"
LATE = {"late-3": 3, "late-7": 7}  # days after the due day
LINE, MAIL = "line", "email"
MAIL_WAITS, MAIL_FAILED = "email_waiting", "email_failed"  # not yet handed in; given up
MAIL_NEEDLESS = "email_needless"  # nobody to write to any more, or nothing to tell
MAIL_LATE = timedelta(hours=1)
MAIL_MOST = 20  # orders in one mail; each has its link, for who has mail alone has no other way
MAIL_WITHIN = timedelta(days=1)  # what could not be mailed by then is old news
DAY = timedelta(days=1)


@dataclass(frozen=True)
class News:
    """One thing to tell one contact about one order; `what` is `OrderNotice.what`."""

    addressee: Addressee
    what: str


def to_tell(
    session: Session, now: datetime, calendar: Calendar, contact_id: int | None = None
) -> dict[int, list[tuple[int, str]]]:
    """By contact (of one alone, when asked): the addressees and what is to be told of each."""
    today, found = now.astimezone(BANGKOK).date(), dict[int, list[tuple[int, str]]]()
    for row in session.execute(_pairs(contact_id)):
        what = _owed(row, today, calendar)
        if what is not None:
            found.setdefault(row.contact, []).append((row.addressee, what))
    return found


def take(
    session: Session, contact_id: int, now: datetime, calendar: Calendar
) -> tuple[AgencyContact, list[News]] | None:
    """A contact, taken for this transaction, and all there is to tell; None when there is nothing.

    Nothing too when somebody else is just telling them.
    """
    rows = select(AgencyContact).where(AgencyContact.id == contact_id)
    contact = session.scalar(rows.with_for_update(of=AgencyContact, skip_locked=True))
    if contact is None:
        return None
    owed = to_tell(session, now, calendar, contact_id).get(contact_id, [])
    found = read(session, owed)
    found.sort(key=lambda one: (one.addressee.order.due_on, one.addressee.order_id))
    return (contact, found) if found else None


def unmailed(session: Session, now: datetime, since: datetime) -> int:
    """How much word of orders waits too long for the mail, or was given up since."""
    late = (OrderNotice.door == MAIL_WAITS) & (OrderNotice.at < now - MAIL_LATE)
    lost = (OrderNotice.door == MAIL_FAILED) & (OrderNotice.at >= since)
    return session.scalar(select(func.count(OrderNotice.id)).where(or_(late, lost))) or 0


def read(session: Session, owed: Collection[tuple[int, str]]) -> list[News]:
    """What is to be told of which addressees (their ids), with their orders and rounds at hand."""
    whole = joinedload(Addressee.order).joinedload(Order.round)
    rows = select(Addressee).where(Addressee.id.in_([number for number, _ in owed])).options(whole)
    there = {one.id: one for one in session.scalars(rows)}
    return [News(there[number], what) for number, what in owed]


def new_to(session: Session, contact: AgencyContact) -> list[News]:
    """The open orders this contact never heard of."""
    heard = select(OrderNotice.addressee_id).where(
        OrderNotice.contact_id == contact.id, OrderNotice.what == ISSUED
    )
    rows = owed(session, contact.agency_id)
    known = set(session.scalars(heard))
    return [News(one, ISSUED) for one in rows if one.id not in known]


def told(
    session: Session,
    contact: AgencyContact,
    news: Iterable[News],
    now: datetime,
    *,
    door: str,
    letter_id: int | None = None,
) -> None:
    """Write down that they were, by LINE or (MAIL_WAITS) as soon as the mail is handed in."""
    session.add_all(
        OrderNotice(
            addressee_id=one.addressee.id,
            contact_id=contact.id,
            what=one.what,
            door=door,
            letter_id=letter_id,
            at=now,
        )
        for one in news
    )
    session.flush()


def mail(session: Session, now: datetime, tried: Collection[int] = ()) -> list[OrderNotice]:
    """What waits to be mailed to one contact, taken for this transaction; what is old is let go.

    At most MAIL_MOST at once: more goes in another mail. Contacts in `tried` (their ids) are left
    for later.
    """
    rows = select(OrderNotice).where(OrderNotice.door == MAIL_WAITS)
    free = rows.where(OrderNotice.contact_id.not_in(tried)).order_by(OrderNotice.id)
    first = session.scalar(free.limit(1).with_for_update(skip_locked=True))
    if first is None:
        return []
    theirs = rows.where(OrderNotice.contact_id == first.contact_id).order_by(OrderNotice.id)
    found = session.scalars(theirs.limit(MAIL_MOST).with_for_update(skip_locked=True)).all()
    for notice in found:
        if notice.at < now - MAIL_WITHIN:
            notice.door = MAIL_FAILED
    return [notice for notice in found if notice.door == MAIL_WAITS]


def _pairs(contact_id: int | None) -> Select[*tuple[Any, ...]]:
    """Every contact who can be told, each open order of their agency, what they heard of it."""
    reached = or_(AgencyContact.citizen_id.is_not(None), AgencyContact.email.is_not(None))
    asked = (
        select(func.max(OrderRemark.id))
        .where(OrderRemark.addressee_id == Addressee.id, OrderRemark.kind == Remark.ASKED_AGAIN)
        .scalar_subquery()
    )
    theirs = (OrderNotice.contact_id == AgencyContact.id) & (
        OrderNotice.addressee_id == Addressee.id
    )
    rows = (
        select(
            AgencyContact.id.label("contact"),
            Addressee.id.label("addressee"),
            Order.due_on,
            Addressee.status,
            Addressee.review,
            asked.label("asked"),
            func.array_agg(OrderNotice.what).label("told"),
            func.max(OrderNotice.at).label("last"),
        )
        .join(Agency, Agency.id == AgencyContact.agency_id)
        .join(Addressee, Addressee.agency_id == Agency.id)
        .join(Order, Order.id == Addressee.order_id)
        .outerjoin(OrderNotice, theirs)
        .where(AgencyContact.active, reached, Agency.active, Order.withdrawn_at.is_(None), OWED)
        .group_by(AgencyContact.id, Addressee.id, Order.id)
    )
    return rows if contact_id is None else rows.where(AgencyContact.id == contact_id)


def _owed(row: Row, today: date, calendar: Calendar) -> str | None:  # type: ignore[type-arg]
    again = f"{ASKED_AGAIN}{row.asked}"
    if row.review == Review.ASKED_AGAIN and again not in row.told:
        return again
    if row.status == Status.NOT_REPORTED and ISSUED not in row.told:
        return ISSUED
    began = [(day, what) for day, what in _stages(row.due_on, calendar) if day <= today]
    if not began or row.last is None:
        return None
    day, what = began[-1]
    # Whoever was told anything of it since the stage began knows already.
    return what if row.last.astimezone(BANGKOK).date() < day else None


def _stages(due: date, calendar: Calendar) -> list[tuple[date, str]]:
    """When it is time for each reminder, in order."""
    eve = due - DAY
    while not calendar.openings(eve) and eve > due - 6 * DAY:
        eve -= DAY
    late = [(due + days * DAY, what) for what, days in LATE.items()]
    return [(due - 7 * DAY, WEEK_BEFORE), (eve, DAY_BEFORE), (due, DUE), *late]
