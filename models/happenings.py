"""What happened, kept without names and only ever added to: the ground of every figure.

A person is a number drawn by chance (`Citizen.person`): who comes twice is counted as one person,
and once the citizen is forgotten nothing leads back from the number to them.
"""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.citizens import Citizen
from models.moves import kept_as_text


class What(StrEnum):
    """The kinds of things that are counted."""

    JOINED = "joined"  # added the office as a friend
    WROTE = "wrote"  # said or tapped something
    ANSWERED = "answered"  # a question in their own words met a prepared answer
    SUGGESTED = "suggested"  # it met a choice of prepared answers
    UNKNOWN = "unknown"  # it met none
    ASKED = "asked"  # a question went to an officer
    DEFLECTED = "deflected"  # a prepared answer was right after all
    TOLD = "told"  # an officer's answer was written
    FILMED = "filmed"  # a clip was watched to its end


class Happening(Base):
    """One thing that happened at `at` through `channel`; `procedure` and `section` if known."""

    __tablename__ = "happening"
    __table_args__ = (Index("ix_happening_at", "at", "what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    what: Mapped[What] = mapped_column(kept_as_text(What))
    person: Mapped[uuid.UUID | None]
    procedure: Mapped[str | None] = mapped_column(Text)
    section: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text, default="line")


def note(
    session: Session,
    citizen: Citizen | None,
    what: What,
    now: datetime,
    *,
    procedure: str | None = None,
    section: str | None = None,
) -> None:
    """Write it down, in the transaction of what happened: it is counted once or not at all."""
    session.add(
        Happening(
            at=now,
            what=what,
            person=citizen.person if citizen else None,
            procedure=procedure,
            section=section,
        )
    )
