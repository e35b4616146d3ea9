"""Every version of every page the office wrote over its starter pack; none is ever deleted."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Enum,
    ForeignKey,
    Index,
    Select,
    Text,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.officers import Officer

PROCEDURE, SHORT_ANSWER = "procedure", "short_answer"
KINDS = (PROCEDURE, SHORT_ANSWER)


class State(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    CHECKING = "checking"  # sent to the head of the section
    REJECTED = "rejected"  # sent back with a note, to be written again
    PUBLISHED = "published"
    RETIRED = "retired"  # the page is no longer told; this version says so
    REPLACED = "replaced"  # was published or retired once
    DISCARDED = "discarded"  # was never published

    @property
    def open(self) -> bool:
        """Whether officers still work on it."""
        return self in (State.DRAFT, State.CHECKING, State.REJECTED)

    @property
    def standing(self) -> bool:
        """Whether it decides what citizens are told."""
        return self in (State.PUBLISHED, State.RETIRED)


OPEN = tuple(state for state in State if state.open)
STANDING = tuple(state for state in State if state.standing)


class Version(Base):
    """One version of one page. `page` is tidied: plain JSON, days as "2026-01-31".

    `revision` grows with every save of the draft; `edition` is the number of the office's
    edition that began with it, None until it is published. `writer_ids` are all who wrote in it.
    """

    __tablename__ = "content_version"
    __table_args__ = (
        Index("ix_content_version_page", "kind", "slug", "id"),
        Index(
            "uq_content_version_open",
            "kind",
            "slug",
            unique=True,
            postgresql_where=text("state IN ('draft', 'checking', 'rejected')"),
        ),
        Index(
            "uq_content_version_standing",
            "kind",
            "slug",
            unique=True,
            postgresql_where=text("state IN ('published', 'retired')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    slug: Mapped[str] = mapped_column(Text)
    section: Mapped[str] = mapped_column(Text)
    page: Mapped[dict[str, Any]]
    state: Mapped[State] = mapped_column(
        Enum(State, native_enum=False, length=20, values_callable=lambda s: [x.value for x in s])
    )
    revision: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    writer_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    written_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    edition: Mapped[int | None] = mapped_column(unique=True)
    note: Mapped[str] = mapped_column(Text, default="")

    author: Mapped[Officer] = relationship(foreign_keys=author_id)
    checked_by: Mapped[Officer | None] = relationship(foreign_keys=checked_by_id)
    published_by: Mapped[Officer | None] = relationship(foreign_keys=published_by_id)

    def write(self, page: dict[str, Any], officer: Officer, now: datetime) -> None:
        """Keep what this officer wrote; it is a draft again, whoever looked at it before."""
        self.page, self.written_at, self.state = page, now, State.DRAFT
        self.revision += 1
        self.writer_ids = sorted({*self.writer_ids, officer.id})


def current(session: Session, kind: str, slug: str) -> Version | None:
    """The published version of a page; None while the starter pack speaks, or nobody."""
    found = standing(session, kind, slug)
    return found if found and found.state == State.PUBLISHED else None


def standing(session: Session, kind: str, slug: str) -> Version | None:
    """The version that decides what is told of a page: published, or retired."""
    return session.scalar(_of(kind, slug).where(Version.state.in_(STANDING)))


def draft_of(session: Session, kind: str, slug: str) -> Version | None:
    """The one open version of a page, if any: a draft, waiting for the head, or sent back."""
    return session.scalar(_of(kind, slug).where(Version.state.in_(OPEN)))


def history(session: Session, kind: str, slug: str) -> Sequence[Version]:
    """Every version of a page, newest first."""
    return session.scalars(_of(kind, slug).order_by(Version.id.desc())).all()


def predecessor(session: Session, version: Version) -> Version | None:
    """The version that was published before this one."""
    before = _of(version.kind, version.slug).where(Version.edition < version.edition)
    return session.scalar(before.order_by(Version.edition.desc()).limit(1))


def all_standing(session: Session) -> Sequence[Version]:
    """Every version that decides what is told, in the order of their editions."""
    rows = select(Version).where(Version.state.in_(STANDING))
    return session.scalars(rows.order_by(Version.edition)).all()


def all_open(session: Session, section: str | None = None) -> Sequence[Version]:
    """Every version officers still work on, of one section or (None) of all; oldest first."""
    rows = select(Version).where(Version.state.in_(OPEN)).order_by(Version.written_at, Version.id)
    return session.scalars(rows.where(Version.section == section) if section else rows).all()


def waiting(session: Session, section: str | None = None) -> Sequence[Version]:
    """The versions that wait for the head, of one section or (None) of all; oldest first."""
    return [v for v in all_open(session, section) if v.state == State.CHECKING]


def edition(session: Session) -> int:
    """The number of the office's edition: it grows with every publish; 0 before the first."""
    return session.scalar(select(func.max(Version.edition))) or 0


def _of(kind: str, slug: str) -> Select[Version]:
    return select(Version).where(Version.kind == kind, Version.slug == slug)
