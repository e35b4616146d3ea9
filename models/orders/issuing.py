"""Orders are issued to agencies, sorted by type and factor, changed, and withdrawn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.officers import Officer
from models.orders.refusals import Changed, Closed, HasReports, Lacks, Taken
from models.orders.states import FACTORS, KINDS, Source, Status
from models.orders.tables import Addressee, Agency, Order, OrderRound

TEXT_MOST = 5_000  # characters
YEARS = range(2500, 2700)  # B.E.


@dataclass(frozen=True)
class Wording:
    """What an order says. `number` None: the next of its round."""

    source: Source
    text: str
    due_on: date
    number: int | None = None


def open_round(
    session: Session, fiscal_year: int, number: int, due_on: date | None, now: datetime
) -> OrderRound:
    """Begin a round of a fiscal year (B.E.); Taken when there is one of this number."""
    if fiscal_year not in YEARS:
        raise Lacks("fiscal_year")
    if not 1 <= number <= 99:
        raise Lacks("number")
    same = select(func.count()).select_from(OrderRound)
    if session.scalar(
        same.where(OrderRound.fiscal_year == fiscal_year, OrderRound.number == number)
    ):
        raise Taken("number")
    opened = OrderRound(fiscal_year=fiscal_year, number=number, due_on=due_on, opened_at=now)
    try:
        with session.begin_nested():
            session.add(opened)
    except IntegrityError as twin:  # opened by somebody else at the same moment
        raise Taken("number") from twin
    return opened


def rounds(session: Session) -> Sequence[OrderRound]:
    """All rounds, the newest first."""
    order = (OrderRound.fiscal_year.desc(), OrderRound.number.desc())
    return session.scalars(select(OrderRound).order_by(*order)).all()


def issue(
    session: Session,
    in_round: OrderRound,
    wording: Wording,
    agencies: Collection[Agency],
    officer: Officer,
    now: datetime,
) -> Order:
    """Issue an order to these agencies, not yet sorted; Lacks or Taken say what is wrong."""
    if not agencies:
        raise Lacks("agencies")
    order = Order(
        round=in_round,
        number=_number(session, in_round, wording.number),
        issued_by_id=officer.id,
        issued_at=now,
        source=wording.source,
        text=_checked(wording),
        due_on=wording.due_on,
        factors=[],
        addressees=[Addressee(agency=agency) for agency in agencies],
    )
    session.add(order)
    session.flush()
    return order


def lock(session: Session, name: str) -> Order | None:
    """The order of this name, taken for this transaction."""
    row = select(Order).where(Order.name == name).with_for_update(of=Order)
    return session.scalar(row.execution_options(populate_existing=True))


def reword(session: Session, order: Order, wording: Wording, seen: int) -> None:
    """Change what an order says; `seen` is the revision the officer looked at."""
    _open(order, seen)
    if wording.number not in (None, order.number):
        order.number = _number(session, order.round, wording.number)
    order.source, order.text, order.due_on = wording.source, _checked(wording), wording.due_on
    order.revision += 1


def address(session: Session, order: Order, agencies: Collection[Agency], seen: int) -> None:
    """Address it to these agencies; HasReports when one that reported would be taken off."""
    _open(order, seen)
    if not agencies:
        raise Lacks("agencies")
    wanted = {agency.id for agency in agencies}
    for addressee in [a for a in order.addressees if a.agency_id not in wanted]:
        session.refresh(addressee, with_for_update=True)  # it may be reporting just now
        if addressee.status != Status.NOT_REPORTED or addressee.remarks:
            raise HasReports
        order.addressees.remove(addressee)
        session.delete(addressee)
    there = {addressee.agency_id for addressee in order.addressees}
    order.addressees.extend(Addressee(agency=a) for a in agencies if a.id not in there)
    order.revision += 1
    session.flush()


def propose(order: Order, kind: int | None, factors: Collection[int]) -> None:
    """What a machine takes the order for; a person's word is never touched."""
    if order.sorted_at is None:
        order.kind, order.factors = kind, sorted(set(factors))


def sort(
    order: Order, kind: int, factors: Collection[int], officer: Officer, now: datetime
) -> None:
    """A person says which type it is and what it touches; may be said again."""
    if kind not in KINDS:
        raise Lacks("kind")
    if not factors or not set(factors) <= set(FACTORS):
        raise Lacks("factors")
    if order.withdrawn_at is not None:
        raise Closed
    order.kind, order.factors = kind, sorted(set(factors))
    order.sorted_by_id, order.sorted_at = officer.id, now
    order.revision += 1


def withdraw(order: Order, why: str, seen: int, now: datetime) -> None:
    """Take an order back, with the reason; what was reported stays."""
    _open(order, seen)
    if not why.strip():
        raise Lacks("why")
    order.withdrawn_at, order.withdrawn_why = now, why.strip()
    order.revision += 1


def reinstate(order: Order, seen: int) -> None:
    """Undo that it was withdrawn."""
    if order.revision != seen:
        raise Changed(order)
    order.withdrawn_at = order.withdrawn_why = None
    order.revision += 1


def _open(order: Order, seen: int) -> None:
    if order.revision != seen:
        raise Changed(order)
    if order.withdrawn_at is not None:
        raise Closed


def _checked(wording: Wording) -> str:
    words = wording.text.strip()
    if not words or len(words) > TEXT_MOST:
        raise Lacks("text")
    return words


def _number(session: Session, in_round: OrderRound, number: int | None) -> int:
    # The round's row is the lock of its numbers.
    session.execute(select(OrderRound.id).where(OrderRound.id == in_round.id).with_for_update())
    here = Order.round_id == in_round.id
    if number is None:
        return (session.scalar(select(func.max(Order.number)).where(here)) or 0) + 1
    if not 1 <= number <= 99_999:
        raise Lacks("number")
    if session.scalar(select(func.count()).select_from(Order).where(here, Order.number == number)):
        raise Taken("number")
    return number
