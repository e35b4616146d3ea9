"""A case of papers checked before the visit, and all that happened to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.citizens import Citizen
from models.consents import Consent
from models.moves import By, kept_as_text
from models.officers import Officer
from models.prechecks.papers import Paper, Photo
from models.prechecks.refusals import WrongState
from models.prechecks.states import MOVES, PaperState, State

STILL_OPEN = "state NOT IN ('withdrawn', 'lapsed', 'closed')"


class Precheck(Base):
    """One citizen's papers for one procedure. `revision` grows with whatever happens to it.

    `edition` is the office's edition its checklist was made from. `answer_due_at` is set while
    photographs wait to be answered together. A forgotten citizen's case keeps no name.
    """

    __tablename__ = "precheck"
    __table_args__ = (
        Index(
            "uq_precheck_open",
            "citizen_id",
            "procedure",
            unique=True,
            postgresql_where=text(STILL_OPEN),
        ),
        Index(
            "ix_precheck_answer_due_at",
            "answer_due_at",
            postgresql_where=text("answer_due_at IS NOT NULL"),
        ),
        Index("ix_precheck_queue", "promised_at", "id", postgresql_where=text(STILL_OPEN)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int | None] = mapped_column(
        ForeignKey("citizen.id", ondelete="SET NULL"), index=True
    )
    consent_id: Mapped[int | None] = mapped_column(
        ForeignKey("consent.id", ondelete="SET NULL"), index=True
    )
    procedure: Mapped[str] = mapped_column(Text)
    procedure_name: Mapped[str] = mapped_column(Text)
    section: Mapped[str] = mapped_column(Text)
    answers: Mapped[dict[str, bool]] = mapped_column(JSONB)
    edition: Mapped[int]
    state: Mapped[State] = mapped_column(kept_as_text(State))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"), index=True)
    promised_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]
    touched_at: Mapped[datetime]
    answer_due_at: Mapped[datetime | None]

    citizen: Mapped[Citizen | None] = relationship()
    consent: Mapped[Consent | None] = relationship()
    officer: Mapped[Officer | None] = relationship()
    papers: Mapped[list[Paper]] = relationship(back_populates="precheck", order_by="Paper.place")
    all_photos: Mapped[list[Photo]] = relationship(back_populates="precheck")
    steps: Mapped[list["Step"]] = relationship(back_populates="precheck", order_by="Step.id")
    notes: Mapped[list["Note"]] = relationship(back_populates="precheck", order_by="Note.id")
    referrals: Mapped[list["Referral"]] = relationship(
        back_populates="precheck", order_by="Referral.id"
    )

    @property
    def receipt(self) -> str:
        """The number the citizen keeps, e.g. P-000123."""
        return f"P-{self.id:06d}"

    @property
    def photos(self) -> list[Photo]:
        """The photographs that count now, in order; earlier ones are only in `all_photos`."""
        return sorted((p for p in self.all_photos if p.replaced_at is None), key=Photo.order)

    @property
    def unsorted(self) -> list[Photo]:
        """The photographs nobody has said a paper for."""
        return [photo for photo in self.photos if photo.paper is None]

    @property
    def unanswered(self) -> list[Photo]:
        """The photographs the citizen has heard nothing about."""
        return [photo for photo in self.photos if photo.answered_at is None]

    @property
    def lacking(self) -> list[Paper]:
        """The papers the citizen still has to do something about."""
        return [paper for paper in self.papers if paper.state.lacking]

    @property
    def missing_at_visit(self) -> list[Paper]:
        """The papers without a photograph: to be brought on the day."""
        return [paper for paper in self.papers if paper.state is PaperState.BRINGING]

    def changed(self, now: datetime, by: By) -> None:
        """Count one more thing done with it, and note a sign of life from the citizen."""
        self.revision += 1
        if by is By.CITIZEN:
            self.touched_at = now

    def move(self, to: State, now: datetime, by: By, **more: Any) -> "Step":
        """Go to another state, leaving a step; raises WrongState for a pair not in MOVES.

        `more` are the step's `officer_id` and `why`.
        """
        if (self.state, to) not in MOVES:
            raise WrongState(self.state)
        step = self.remark(now, by, to=to, **more)
        self.state = to
        self.changed(now, by)
        if to.ended:
            self.ended_at, self.answer_due_at = now, None
        return step

    def remark(self, now: datetime, by: By, *, to: State | None = None, **more: Any) -> "Step":
        """Write into the history, by default that something happened within the same state."""
        step = Step(from_state=self.state, to_state=to or self.state, at=now, by=by, **more)
        self.steps.append(step)
        return step


class Step(Base):
    """One line of a case's history: who, when, from where to where, and why."""

    __tablename__ = "precheck_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    precheck_id: Mapped[int] = mapped_column(
        ForeignKey("precheck.id", ondelete="CASCADE"), index=True
    )
    from_state: Mapped[State | None] = mapped_column(kept_as_text(State))
    to_state: Mapped[State] = mapped_column(kept_as_text(State))
    at: Mapped[datetime]
    by: Mapped[By] = mapped_column(kept_as_text(By))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    why: Mapped[str] = mapped_column(Text, default="")

    precheck: Mapped[Precheck] = relationship(back_populates="steps")
    officer: Mapped[Officer | None] = relationship()


class Note(Base):
    """What officers tell each other about a case; never shown to the citizen in the chat."""

    __tablename__ = "precheck_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    precheck_id: Mapped[int] = mapped_column(
        ForeignKey("precheck.id", ondelete="CASCADE"), index=True
    )
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    precheck: Mapped[Precheck] = relationship(back_populates="notes")
    officer: Mapped[Officer] = relationship()


class Referral(Base):
    """A case sent to another agency; `answered_at` is None until its answer came."""

    __tablename__ = "precheck_referral"

    id: Mapped[int] = mapped_column(primary_key=True)
    precheck_id: Mapped[int] = mapped_column(
        ForeignKey("precheck.id", ondelete="CASCADE"), index=True
    )
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    agency: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime]
    result: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    precheck: Mapped[Precheck] = relationship(back_populates="referrals")
    officer: Mapped[Officer] = relationship(foreign_keys=officer_id)
    answered_by: Mapped[Officer | None] = relationship(foreign_keys=answered_by_id)
