"""How often LINE's API was called, and what it said: counts a day, over all our processes."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import SmallInteger, Text, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.dates import BANGKOK

Calls = Mapping[tuple[str, int], int]  # how many, by endpoint and HTTP status; 0: no answer


class LineCall(Base):
    """Calls of one endpoint on one day (Bangkok) that ended with one status; 0: none came back."""

    __tablename__ = "line_call"

    day: Mapped[date] = mapped_column(primary_key=True)
    endpoint: Mapped[str] = mapped_column(Text, primary_key=True)
    status: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    calls: Mapped[int]


def add(session: Session, calls: Calls, now: datetime) -> None:
    """Add to the counts of today; in one order, so that two processes never wait for each other."""
    day = now.astimezone(BANGKOK).date()
    for (endpoint, status), many in sorted(calls.items()):
        row = insert(LineCall).values(day=day, endpoint=endpoint, status=status, calls=many)
        session.execute(
            row.on_conflict_do_update(
                index_elements=[LineCall.day, LineCall.endpoint, LineCall.status],
                set_={"calls": LineCall.calls + many},
            )
        )


def today(session: Session, now: datetime) -> dict[tuple[str, int], int]:
    """How many calls there were since midnight."""
    rows = select(LineCall).where(LineCall.day == now.astimezone(BANGKOK).date())
    return {(row.endpoint, row.status): row.calls for row in session.scalars(rows)}


def forget_before(session: Session, moment: datetime) -> int:
    """Drop the counts of days before that moment's; how many rows there were."""
    old = delete(LineCall).where(LineCall.day < moment.astimezone(BANGKOK).date())
    return session.execute(old).rowcount  # type: ignore[attr-defined,no-any-return]
