"""What the orders' dashboard counts, always from rows, and the two shares the paper aims at."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Date, Row, Select, cast, false, func, select
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
    answers = session.execute(_answers(scope, today)).all()
    orders = session.execute(
        scope.narrow(select(Order.kind, Order.factors, Order.sorted_at).join(Order.round))
    ).all()
    sorted_ones = [row for row in orders if row.sorted_at is not None]
    return Overview(
        orders=len(orders),
        unsorted=len(orders) - len(sorted_ones),
        kinds=dict(Counter(row.kind for row in sorted_ones)),
        factors=dict(Counter(factor for row in sorted_ones for factor in row.factors)),
        statuses={one: _sum(a for a in answers if a.status == one) for one in Status},
        reviews={one: _sum(a for a in answers if a.review == one and a.told) for one in Review},
        late=_sum(a for a in answers if a.late),
        reported_late=_sum(a for a in answers if a.reported_late),
        agencies=_agencies(answers),
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


def _answers(scope: Scope, today: date) -> Select[*tuple[object, ...]]:
    """Answers of a kind, and how `many`: some rows for each agency, however many orders."""
    told = Addressee.status != Status.NOT_REPORTED
    first = cast(func.timezone(BANGKOK.key, Addressee.first_reported_at), Date)
    columns = (
        Addressee.agency_id,
        Agency.name,
        Addressee.status,
        Addressee.review,
        told.label("told"),
        (~told & (Order.due_on < today)).label("late"),
        func.coalesce(first > Order.due_on, false()).label("reported_late"),
    )
    joined = select(*columns).join(Addressee.agency).join(Addressee.order).join(Order.round)
    each = scope.narrow(joined).subquery()
    many = func.count().label("many")
    return select(*each.c, many).group_by(*each.c).order_by(each.c.name)


def _agencies(answers: Sequence[Row[*tuple[object, ...]]]) -> tuple[AgencyCount, ...]:
    by_agency: dict[int, list[Row[*tuple[object, ...]]]] = {}
    for answer in answers:
        by_agency.setdefault(answer.agency_id, []).append(answer)
    return tuple(
        AgencyCount(
            number,
            rows[0].name,
            orders=_sum(rows),
            reported=_sum(row for row in rows if row.told),
            late=_sum(row for row in rows if row.late),
        )
        for number, rows in by_agency.items()
    )


def _sum(answers: Iterable[Row[*tuple[object, ...]]]) -> int:
    return sum(answer.many for answer in answers)
