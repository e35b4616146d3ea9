"""What the office counts for its reports: months that are closed, other channels, baselines."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.office_files import OfficeFile
from models.officers import Officer

CHANNELS = ("facebook", "website", "counter", "phone")  # besides LINE, which counts itself
COUNTED = ("questions", "people", "visits")


class ClosedMonth(Base):
    """The figures of a month as they stood when it was closed; `month` is its first day.

    `checksum` is the SHA-256 of the figures, so that nobody changes them unseen.
    """

    __tablename__ = "closed_month"

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(unique=True)
    figures: Mapped[dict[str, Any]]
    checksum: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    closed_by: Mapped[Officer | None] = relationship()


class Adjustment(Base):
    """A figure of a closed month that turned out otherwise: what it was, what it is, and why."""

    __tablename__ = "adjustment"

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(index=True)
    figure: Mapped[str] = mapped_column(Text)
    was: Mapped[int | None]
    now: Mapped[int | None]
    why: Mapped[str] = mapped_column(Text)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime]

    officer: Mapped[Officer | None] = relationship()


class ChannelCount(Base):
    """How many came by another channel in a month, as an officer entered it; the newest counts."""

    __tablename__ = "channel_count"
    __table_args__ = (
        Index(
            "uq_channel_count_standing",
            "month",
            "channel",
            "what",
            text("coalesce(procedure, '')"),
            unique=True,
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date]
    channel: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    procedure: Mapped[str | None] = mapped_column(Text)
    count: Mapped[int]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    entered_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class Baseline(Base):
    """What was counted before, frozen, to be compared with; both days are counted.

    `channel` "all" stands for every channel together.
    """

    __tablename__ = "baseline"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    procedure: Mapped[str | None] = mapped_column(Text)
    first_day: Mapped[date]
    last_day: Mapped[date]
    count: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    frozen_at: Mapped[datetime]


class ReportPaper(Base):
    """The words of an official paper that people write; its figures come from the counting.

    `kind` is "kpi" or "progress", `key` tells several of one kind and fiscal year (B.E.) apart.
    """

    __tablename__ = "report_paper"
    __table_args__ = (Index("uq_report_paper_key", "kind", "fiscal_year", "key", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    fiscal_year: Mapped[int]
    key: Mapped[str] = mapped_column(Text)
    words: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=1)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    edited_at: Mapped[datetime]


class Idea(Base):
    """An idea for a better way of working, as a section hands it in (Form 1), and how far it got.

    `stage` goes "idea", "selected" (Form 2), "project" (Forms 3 and 4), "developed" (proved by
    files), "followed_up" (Form 5). `forms` holds the words of each form by its number.
    """

    __tablename__ = "idea"

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(index=True)
    section: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    forms: Mapped[dict[str, Any]]
    stage: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    written_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Evidence(Base):
    """A file that proves something in a report, or one of the five steps of an idea."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(index=True)
    quarter: Mapped[int | None]
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)  # "figures", "list", "picture", "order", "manual", …
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id"), index=True)
    step: Mapped[int | None]  # of the innovation's five, 1 to 5
    file_id: Mapped[int] = mapped_column(ForeignKey("office_file.id"), unique=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    added_at: Mapped[datetime]

    file: Mapped[OfficeFile] = relationship()
    idea: Mapped[Idea | None] = relationship()
