"""The calendar as it is kept: weekly hours, days unlike others, and years found right."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, SmallInteger, Text, Time, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.calendar.openings import Change, Half, Kind, Opening
from models.officers import Officer

CALENDAR_LOCK = 25690602  # any number no other program on this database uses


class OpeningHours(Base):
    """One session of one weekday (0 Monday to 6, 7 public holidays), Bangkok time.

    `service` is a procedure's slug, "section:<code>", or None for the office. Rows without
    `added_by_id` came with the program and wait until an officer confirms or replaces them.
    Rows are ended, never changed.
    """

    __tablename__ = "opening_hours"
    __table_args__ = (
        CheckConstraint('"start" < "end"', name="forward"),
        CheckConstraint("weekday BETWEEN 0 AND 7", name="weekday"),
        Index(
            "ix_opening_hours_standing",
            "service",
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str | None] = mapped_column(Text)
    weekday: Mapped[int] = mapped_column(SmallInteger)
    half: Mapped[Half] = mapped_column(Text)
    start: Mapped[time] = mapped_column(Time)
    end: Mapped[time] = mapped_column(Time)
    source: Mapped[str] = mapped_column(Text, server_default="", default="")
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    added_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    @property
    def opening(self) -> Opening:
        """The session of this row."""
        return Opening(self.start, self.end, Half(self.half))


class CalendarDay(Base):
    """One thing that makes a day unlike others. Removed rows stay, so that none comes back.

    `half` is the session it concerns, None for all day. Rows without `added_by_id` were
    computed by the program; `source` says who or what an officer had it from.
    """

    __tablename__ = "calendar_day"
    __table_args__ = (
        CheckConstraint(
            "kind NOT IN ('holiday', 'special') OR (service IS NULL AND half IS NULL)",
            name="office",
        ),
        CheckConstraint("kind <> 'half_day' OR half IS NOT NULL", name="half"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    service: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[Kind] = mapped_column(Text)
    half: Mapped[Half | None] = mapped_column(Text)
    name_th: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text, server_default="", default="")
    source: Mapped[str] = mapped_column(Text, server_default="", default="")
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    added_at: Mapped[datetime]
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    cancelled_at: Mapped[datetime | None]

    added_by: Mapped[Officer | None] = relationship(foreign_keys=added_by_id)
    cancelled_by: Mapped[Officer | None] = relationship(foreign_keys=cancelled_by_id)

    @property
    def change(self) -> Change:
        """What this row does to its day."""
        half = Half(self.half) if self.half else None
        english = self.name_en or self.name_th
        return Change(self.id, self.service, Kind(self.kind), half, self.name_th, english)


class FiscalYearConfirmation(Base):
    """An officer found the calendar of a fiscal year (B.E.) right."""

    __tablename__ = "fiscal_year_confirmation"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime]

    officer: Mapped[Officer] = relationship()


def take(session: Session) -> None:
    """Let nobody else change the calendar until this transaction ends."""
    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": CALENDAR_LOCK})
