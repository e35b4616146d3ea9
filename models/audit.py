"""What officers did, saw and were refused: rows that are only ever added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, Text, func, select, text
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from models.base import Base
from models.officers import Officer

SIGN_IN_FAILED = "sign_in.failed"
SIGNED_OUT = "sign_in.over"
SITTING = "sitting:"  # followed by the number of one stay in the console, from door to door
PHOTO_SEEN = "photo.seen"  # one officer looked at one citizen's photograph
PHOTO = "photo:"  # followed by the id of the attachment
FAILURES_PER_PLACE = 30  # a whole office may share one address
PLACE_WINDOW = timedelta(minutes=15)


class Act(Base):
    """One thing done, looked at or refused. `before` and `after` hold what changed, no secrets.

    `action` is two words, e.g. "content.published"; `subject` says of what, e.g.
    "procedure:birth-in-hospital". `officer_id` is None when nobody was signed in.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index(
            "ix_audit_sign_in_failed",
            "ip",
            "at",
            postgresql_where=text("action = 'sign_in.failed'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"), index=True)
    action: Mapped[str] = mapped_column(Text, index=True)
    subject: Mapped[str] = mapped_column(Text, index=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    ip: Mapped[str | None] = mapped_column(Text)

    officer: Mapped[Officer | None] = relationship()


def note(  # noqa: PLR0913 - one row, one call
    session: Session,
    officer: Officer | None,
    action: str,
    subject: str,
    now: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    ip: str | None = None,
) -> Act:
    """Write down one act, in the transaction of the act itself."""
    act = Act(
        at=now,
        officer_id=officer.id if officer else None,
        action=action,
        subject=subject,
        before=before,
        after=after,
        ip=ip,
    )
    session.add(act)
    return act


@dataclass(frozen=True)
class Wanted:
    """Which acts to read; an empty field asks for all."""

    officer_id: int | None = None
    action: str = ""  # the whole action, or its first word: "content" finds "content.published"
    subject: str = ""  # any part of the subject
    since: datetime | None = None
    until: datetime | None = None

    def rows(self) -> Select[Act]:
        """The acts asked for, newest first."""
        rows = select(Act).options(joinedload(Act.officer)).order_by(Act.at.desc(), Act.id.desc())
        if self.officer_id:
            rows = rows.where(Act.officer_id == self.officer_id)
        if self.action:
            rows = rows.where(
                (Act.action == self.action)
                | Act.action.startswith(f"{self.action}.", autoescape=True)
            )
        if self.subject:
            rows = rows.where(Act.subject.icontains(self.subject, autoescape=True))
        if self.since:
            rows = rows.where(Act.at >= self.since)
        if self.until:
            rows = rows.where(Act.at < self.until)
        return rows


def read(session: Session, wanted: Wanted, *, page: int, size: int) -> tuple[Sequence[Act], int]:
    """One page (from 1) of the acts asked for, and how many there are in all."""
    rows = wanted.rows()
    count = select(func.count()).select_from(rows.order_by(None).subquery())
    acts = session.scalars(rows.offset((page - 1) * size).limit(size)).all()
    return acts, session.scalar(count) or 0


def too_many_failures(session: Session, ip: str | None, now: datetime) -> bool:
    """Whether so many sign-ins failed from this address lately that no more are heard."""
    failed = select(func.count(Act.id)).where(
        Act.action == SIGN_IN_FAILED, Act.ip == ip, Act.at > now - PLACE_WINDOW
    )
    return (session.scalar(failed) or 0) >= FAILURES_PER_PLACE


def newest(session: Session, action: str) -> Act | None:
    """The last act of this kind."""
    rows = select(Act).where(Act.action == action).order_by(Act.id.desc())
    return session.scalar(rows.limit(1))


def left(session: Session, sitting: str) -> bool:
    """Whether somebody signed out of this stay: no copy of its cookie opens the door again."""
    gone = select(Act.id).where(Act.subject == f"{SITTING}{sitting}", Act.action == SIGNED_OUT)
    return session.scalar(gone.limit(1)) is not None


def looks_at(session: Session, attachment_ids: Iterable[int]) -> Sequence[Act]:
    """Every look an officer took at these photographs, newest first."""
    subjects = [f"{PHOTO}{attachment_id}" for attachment_id in attachment_ids]
    rows = select(Act).options(joinedload(Act.officer))
    rows = rows.where(Act.action == PHOTO_SEEN, Act.subject.in_(subjects))
    return session.scalars(rows.order_by(Act.at.desc(), Act.id.desc())).all()


def photo_of(look: Act) -> int:
    """The id of the attachment that was looked at."""
    return int(look.subject.removeprefix(PHOTO))
