"""What the orders' dashboard counts, always from rows, and the two shares the paper aims at."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from models.dates import BANGKOK
from models.orders.states import Review, Source, Status
from models.orders.tables import Addressee, Agency, Order, OrderRound
from models.reports.formulas import Result, share

TARGET_REPORTED = Decimal(90)  # per cent of agencies, the project's third indicator
TARGET_SATISFIED = Decimal(80)  # per cent of the system's users, its second


@dataclass(frozen=True)
class Scope:
    """Which orders are counted: a fiscal year (B.E.), one round of it, one source; None: all."""

    fiscal_year: int | None = None
    round_id: int | None = None
    source: Source | None = None

    def narrow(self, rows: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
        """These rows of Order joined with OrderRound, without what is outside or withdrawn."""
        rows = rows.where(Order.withdrawn_at.is_(None))
        if self.fiscal_year is not None:
            rows = rows.where(OrderRound.fiscal_year == self.fiscal_year)
        if self.round_id is not None:
            rows = rows.where(Order.round_id == self.round_id)
        return rows if self.source is None else rows.where(Order.source == self.source)


@dataclass(frozen=True)
class AgencyCount:
    """One agency's orders: how many, how many reported, how many late."""

    agency_id: int
    name: str
    orders: int
    reported: int
    late: int

    @property
    def whole(self) -> bool:
        """Whether it reported on every order addressed to it."""
        return self.orders == self.reported


@dataclass(frozen=True)
class Overview:
    """The dashboard's figures. Orders count once each, answers once for order and agency."""

    orders: int
    unsorted: int
    kinds: dict[int, int]  # orders by confirmed type
    factors: dict[int, int]  # orders by confirmed factor; one may have several
    statuses: dict[Status, int]  # answers
    reviews: dict[Review, int]  # of the answers that were reported
    late: int  # answers due before today and not reported
    reported_late: int  # answers first reported after the due day
    agencies: tuple[AgencyCount, ...]

    @property
    def reported(self) -> Result:
        """Agencies that reported all that was asked × 100 ÷ all that were asked.

        The project paper's third indicator; raises NothingCounted when nobody was asked.
        """
        whole = sum(agency.whole for agency in self.agencies)
        return share_reported(whole, len(self.agencies))

    @property
    def begun(self) -> int:
        """Agencies that reported on some of their orders, not on all."""
        return sum(bool(one.reported) and not one.whole for one in self.agencies)


def share_reported(reported: int, agencies: int) -> Result:
    """Agencies that reported × 100 ÷ all agencies, as the project's paper of 2024 writes it."""
    return share(
        reported, agencies, "จำนวนหน่วยงานที่มีการรายงานผลตามข้อสั่งการฯ × 100 ÷ จำนวนหน่วยงานทั้งหมด"
    )


def overview(session: Session, scope: Scope, today: date) -> Overview:
    """All figures of these orders, as of `today` in Bangkok."""
    answers = session.execute(_answers(scope)).all()
    orders = session.execute(
        scope.narrow(select(Order.kind, Order.factors, Order.sorted_at).join(Order.round))
    ).all()
    sorted_ones = [row for row in orders if row.sorted_at is not None]
    return Overview(
        orders=len(orders),
        unsorted=len(orders) - len(sorted_ones),
        kinds=dict(Counter(row.kind for row in sorted_ones)),
        factors=dict(Counter(factor for row in sorted_ones for factor in row.factors)),
        statuses={status: sum(a.status == status for a in answers) for status in Status},
        reviews={
            review: sum(a.review == review and _told(a) for a in answers) for review in Review
        },
        late=sum(_late(a, today) for a in answers),
        reported_late=sum(_reported_late(a) for a in answers),
        agencies=_agencies(answers, today),
    )


def years(session: Session) -> list[int]:
    """Fiscal years (B.E.) that have a round, the newest first."""
    rows = select(OrderRound.fiscal_year).distinct().order_by(OrderRound.fiscal_year.desc())
    return list(session.scalars(rows))


def waiting_for_review(session: Session) -> int:
    """How many reports nobody looked at yet."""
    rows = select(func.count()).select_from(Addressee).join(Addressee.order)
    unseen = (Addressee.review == Review.WAITING) & (Addressee.status != Status.NOT_REPORTED)
    return session.scalar(rows.where(unseen, Order.withdrawn_at.is_(None))) or 0


def _answers(scope: Scope) -> Select[*tuple[object, ...]]:
    columns = (
        Addressee.agency_id,
        Agency.name,
        Addressee.status,
        Addressee.review,
        Addressee.first_reported_at,
        Order.due_on,
    )
    joined = select(*columns).join(Addressee.agency).join(Addressee.order).join(Order.round)
    return scope.narrow(joined).order_by(Agency.name, Addressee.id)


def _agencies(answers: Sequence[Row[*tuple[object, ...]]], today: date) -> tuple[AgencyCount, ...]:
    names = {answer.agency_id: answer.name for answer in answers}
    orders = Counter(answer.agency_id for answer in answers)
    told = Counter(answer.agency_id for answer in answers if _told(answer))
    late = Counter(answer.agency_id for answer in answers if _late(answer, today))
    return tuple(AgencyCount(i, names[i], orders[i], told[i], late[i]) for i in names)


def _told(answer: Row[*tuple[object, ...]]) -> bool:
    return bool(answer.status != Status.NOT_REPORTED)


def _late(answer: Row[*tuple[object, ...]], today: date) -> bool:
    return not _told(answer) and answer.due_on < today


def _reported_late(answer: Row[*tuple[object, ...]]) -> bool:
    first = answer.first_reported_at
    return first is not None and first.astimezone(BANGKOK).date() > answer.due_on
