"""Questions the prepared answers do not cover: kept for an officer, with a receipt."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.citizens import Citizen

WAITING, FORGOTTEN = "waiting", "forgotten"


class Question(Base):
    """A citizen's own words, waiting for a person."""

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_waiting", "asked_at", postgresql_where=text("status = 'waiting'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(
        ForeignKey("citizen.id", ondelete="CASCADE"), index=True
    )
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="SET NULL"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, default=WAITING)
    nearest: Mapped[list[Any]] = mapped_column(JSONB, default=list)
    asked_at: Mapped[datetime]

    @property
    def receipt(self) -> str:
        """The number the citizen keeps, e.g. Q-000123."""
        return f"Q-{self.id:06d}"

    def forget(self) -> None:
        """The citizen took the message back: drop the words, keep that there was a question."""
        self.text, self.nearest, self.status = "", [], FORGOTTEN


def ask(
    session: Session,
    citizen: Citizen,
    words: str,
    now: datetime,
    *,
    event_id: int | None = None,
    nearest: tuple[str, ...] = (),
) -> Question:
    """Keep a question for an officer; the same event asks only once."""
    question = Question(
        citizen_id=citizen.id,
        event_id=event_id,
        text=words,
        nearest=list(nearest),
        asked_at=now,
        status=WAITING,
    )
    session.add(question)
    session.flush()  # the receipt is the row's own number
    return question


def forget_before(session: Session, moment: datetime) -> int:
    """Drop the words of questions asked before `moment`; how many there were."""
    rows = update(Question).where(Question.asked_at < moment, Question.status != FORGOTTEN)
    done = session.execute(rows.values(text="", nearest=[], status=FORGOTTEN))
    return done.rowcount  # type: ignore[attr-defined,no-any-return]
