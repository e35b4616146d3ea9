"""Films citizens watched to the end, as LINE reports it: once a person, a film and a day."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.citizens import Citizen
from models.dates import BANGKOK

LONGEST_ID = 100
"""Characters of a tracking id. LINE Messaging API reference, "Video message": trackingId."""


class ClipCompletion(Base):
    """One citizen saw one film to its end; `day` is the day in Bangkok.

    LINE tells it again when the chat is closed and opened in between (LINE Messaging API
    reference, "Video viewing complete event"), so that a day counts once.
    """

    __tablename__ = "clip_completion"
    __table_args__ = (UniqueConstraint("citizen_id", "tracking_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(ForeignKey("citizen.id", ondelete="CASCADE"))
    tracking_id: Mapped[str] = mapped_column(Text, index=True)
    day: Mapped[date]
    completed_at: Mapped[datetime]


def completed(session: Session, citizen: Citizen, tracking_id: str, now: datetime) -> bool:
    """Note that this film was watched to its end; False when today's is known already."""
    row = insert(ClipCompletion).values(
        citizen_id=citizen.id,
        tracking_id=tracking_id[:LONGEST_ID],
        day=now.astimezone(BANGKOK).date(),
        completed_at=now,
    )
    kept = session.execute(row.on_conflict_do_nothing().returning(ClipCompletion.id))
    return kept.first() is not None


def completions(session: Session) -> Mapping[str, int]:
    """How often each film was watched to its end, by tracking id; unwatched ones are absent."""
    counted = select(ClipCompletion.tracking_id, func.count()).group_by(ClipCompletion.tracking_id)
    return {tracking_id: times for tracking_id, times in session.execute(counted)}
