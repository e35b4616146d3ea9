"""A question to an officer, the words that went back and forth, and all that happened to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, found_by
from models.citizens import Citizen
from models.moves import By, kept_as_text
from models.officers import Officer
from models.questions.refusals import WrongState
from models.questions.states import MOVES, State

STILL_OPEN = "state IN ('waiting', 'owned')"


class Question(Base):
    """A citizen's own words, waiting for a person. `revision` grows with whatever happens to it.

    `section` None: nobody knows yet whose it is, so that every section sees it. `summary` holds
    what the citizen was asked, by the keys of `SUMMARY`; they confirmed it at
    `summary_confirmed_at`. `key` is the text squeezed, by which like questions find each other.
    """

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_open", "promised_at", postgresql_where=text(STILL_OPEN)),
        Index("ix_question_answered", "answered_at", postgresql_where=text("state = 'answered'")),
        Index("ix_question_asked_at", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(
        ForeignKey("citizen.id", ondelete="CASCADE"), index=True
    )
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="SET NULL"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text, default="")
    nearest: Mapped[list[Any]] = mapped_column(JSONB, default=list)
    state: Mapped[State] = mapped_column(kept_as_text(State), default=State.WAITING)
    section: Mapped[str | None] = mapped_column(Text)
    procedure: Mapped[str | None] = mapped_column(Text)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"), index=True)
    urgent: Mapped[bool] = mapped_column(default=False)
    labels: Mapped[list[Any]] = mapped_column(JSONB, default=list)
    summary: Mapped[dict[str, str] | None] = mapped_column(JSONB)
    summary_confirmed_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    promised_at: Mapped[datetime | None]
    first_answered_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]
    apologised_at: Mapped[datetime | None]
    hushed_at: Mapped[datetime | None]  # when the citizen was last told that a person reads them

    citizen: Mapped[Citizen] = relationship()
    officer: Mapped[Officer | None] = relationship()
    words: Mapped[list["Words"]] = relationship(back_populates="question", order_by="Words.id")
    steps: Mapped[list["QuestionStep"]] = relationship(
        back_populates="question", order_by="QuestionStep.id"
    )

    @property
    def receipt(self) -> str:
        """The number the citizen keeps, e.g. Q-000123."""
        return f"Q-{self.id:06d}"

    def changed(self, now: datetime) -> None:
        """Count one more thing done with it."""
        self.revision += 1
        self.touched_at = now

    def move(self, to: State, now: datetime, by: By, **more: Any) -> "QuestionStep":
        """Go to another state, leaving a step; raises WrongState for a pair not in MOVES.

        `more` are the step's `officer_id` and `why`.
        """
        if (self.state, to) not in MOVES:
            raise WrongState(self.state)
        step = self.remark(now, by, to=to, **more)
        self.state = to
        self.changed(now)
        return step

    def remark(
        self, now: datetime, by: By, *, to: State | None = None, **more: Any
    ) -> "QuestionStep":
        """Write into the history, by default that something happened within the same state."""
        step = QuestionStep(from_state=self.state, to_state=to or self.state, at=now, by=by, **more)
        self.steps.append(step)
        return step


class Words(Base):
    """One thing said about a question: by the citizen, by an officer to them, or among staff.

    `letter_id` is the letter an officer's words went out with. `place` is a location LINE gave:
    title, address, latitude, longitude.
    """

    __tablename__ = "question_words"
    __table_args__ = (found_by("question_words", "letter_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    by: Mapped[str] = mapped_column(Text)  # "citizen", "officer" or "note"
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="SET NULL"), unique=True
    )
    attachment_id: Mapped[int | None] = mapped_column(
        ForeignKey("attachment.id", ondelete="SET NULL"), index=True
    )
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id", ondelete="SET NULL"))
    place: Mapped[dict[str, Any] | None]
    facts: Mapped[list[Any]] = mapped_column(JSONB, default=list)  # ticked: "slug:fact"

    question: Mapped[Question] = relationship(back_populates="words")
    officer: Mapped[Officer | None] = relationship()


class QuestionStep(Base):
    """One line of a question's history: who, when, from where to where, and why."""

    __tablename__ = "question_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    from_state: Mapped[State | None] = mapped_column(kept_as_text(State))
    to_state: Mapped[State] = mapped_column(kept_as_text(State))
    at: Mapped[datetime]
    by: Mapped[By] = mapped_column(kept_as_text(By))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    why: Mapped[str] = mapped_column(Text, default="")

    question: Mapped[Question] = relationship(back_populates="steps")
    officer: Mapped[Officer | None] = relationship()


class CannedAnswer(Base):
    """An answer a section uses often; {name}, {receipt} and {procedure} are filled in."""

    __tablename__ = "canned_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[str | None] = mapped_column(Text, index=True)  # None: for all
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    written_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Busy(Base):
    """The counter is busy: promises of the section (None: of all) take longer until `until_at`."""

    __tablename__ = "busy"

    id: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[str | None] = mapped_column(Text)
    minutes_more: Mapped[int]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]


class Setting(Base):
    """One thing the office decided for itself, e.g. the minutes of a promise; the newest counts."""

    __tablename__ = "office_setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, index=True)
    value: Mapped[int]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    set_at: Mapped[datetime]
