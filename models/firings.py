"""When the clock struck: one row per job and due time, so that many clocks do a job once."""

from datetime import datetime

from sqlalchemy import Text, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Firing(Base):
    """One job done for one due time."""

    __tablename__ = "firing"

    job: Mapped[str] = mapped_column(Text, primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    fired_at: Mapped[datetime]


def claim(session: Session, job: str, due_at: datetime, now: datetime) -> bool:
    """Whether this clock is the one to do `job` now; the claim falls with the transaction."""
    row = insert(Firing).values(job=job, due_at=due_at, fired_at=now)
    claimed = session.execute(row.on_conflict_do_nothing().returning(Firing.job))
    return claimed.first() is not None


def last(session: Session) -> datetime | None:
    """When a clock last did anything; None before the first time."""
    return session.scalar(select(func.max(Firing.fired_at)))


def done_since(session: Session, job: str, due_at: datetime) -> bool:
    """Whether `job` was done for `due_at` or a later due time."""
    rows = select(Firing.job).where(Firing.job == job, Firing.due_at >= due_at)
    return session.scalar(rows.limit(1)) is not None
