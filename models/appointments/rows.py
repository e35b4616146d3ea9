"""The rows of appointments: how many seats there are, who has one, who waits, and what happened."""

import secrets
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.appointments.states import MOVES, State
from models.base import Base, found_by
from models.calendar import Half
from models.citizens import Citizen

OFFICE = "office"
# Letters and digits nobody mixes up when a code is read aloud: no I, L, O, U, 0, 1.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8  # 30 to the power of 8: not to be guessed at a counter
MARKS = {"th": {Half.MORNING: "ช", Half.AFTERNOON: "บ"}}
MARKS["en"] = {Half.MORNING: "M", Half.AFTERNOON: "A"}


class WrongMove(Exception):
    """The booking does not go there from where it stands."""


class SeatRule(Base):
    """How many may come for a service in a half-day, from `from_day` to `until_day` or for good.

    `service` is a procedure's slug, "section:<code>", or "office". `seats` can be booked ahead;
    `walk_in` more are kept for those who come without. `lead_days` working days must lie between
    booking and visit, `horizon_days` calendar days may; a booking can be moved or cancelled until
    `cut_off_minutes` before its half-day begins. `half` and `weekday` (0 is Monday) None: all.
    """

    __tablename__ = "seat_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(Text, index=True)
    half: Mapped[str | None] = mapped_column(Text)
    weekday: Mapped[int | None]
    seats: Mapped[int]
    walk_in: Mapped[int] = mapped_column(default=0)
    lead_days: Mapped[int] = mapped_column(default=1)
    horizon_days: Mapped[int] = mapped_column(default=30)
    cut_off_minutes: Mapped[int] = mapped_column(default=0)
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    added_at: Mapped[datetime]


class Booking(Base):
    """One seat in one half-day, and what became of it. A walk-in has no `citizen_id`.

    `number` is the place in the queue of the section's half-day, given once and never again.
    """

    __tablename__ = "booking"
    __table_args__ = (
        found_by("booking", "moved_to_id"),
        Index(
            "uq_booking_live",
            "citizen_id",
            "procedure",
            unique=True,
            postgresql_where=text("state IN ('booked', 'arrived', 'displaced')"),
        ),
        Index("uq_booking_number", "section", "day", "half", "number", unique=True),
        Index("ix_booking_day", "day", "section"),
        Index("ix_booking_held", "held_until", postgresql_where=text("state = 'held'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    citizen_id: Mapped[int | None] = mapped_column(
        ForeignKey("citizen.id", ondelete="SET NULL"), index=True
    )
    precheck_id: Mapped[int | None] = mapped_column(
        ForeignKey("precheck.id", ondelete="SET NULL"), index=True
    )
    procedure: Mapped[str] = mapped_column(Text)
    procedure_name: Mapped[str] = mapped_column(Text)
    section: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    half: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)  # "line" or "counter"
    booked_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    minutes: Mapped[int | None]  # at the counter
    reason: Mapped[str | None] = mapped_column(Text)
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id", ondelete="SET NULL"))
    reminded_before_at: Mapped[datetime | None]
    reminded_that_morning_at: Mapped[datetime | None]

    steps: Mapped[list["BookingStep"]] = relationship(
        order_by="BookingStep.id", cascade="save-update, merge, delete"
    )

    @property
    def reference(self) -> str:
        """The number staff and citizen know it by, e.g. B-000123."""
        return f"B-{self.id:06d}"

    def queue_number(self, language: str = "th") -> str:
        """The place in the queue as it is called, e.g. "ช012" (เช้า) or "A003" (afternoon)."""
        return f"{MARKS[language][Half(self.half)]}{self.number:03d}"

    def go(
        self,
        to: State,
        now: datetime,
        *,
        by: str,
        officer_id: int | None = None,
        why: str = "",
    ) -> None:
        """Move on, and write down who did it and why; raises WrongMove when it cannot."""
        came_from = State(self.state)
        if (came_from, to) not in MOVES:
            raise WrongMove(f"{came_from} → {to}")
        self.state = to
        self.steps.append(
            BookingStep(
                from_state=came_from, to_state=to, at=now, by=by, officer_id=officer_id, why=why
            )
        )


class BookingStep(Base):
    """One move of a booking: from where to where, when, by whom and why. Only ever added."""

    __tablename__ = "booking_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(
        ForeignKey("booking.id", ondelete="CASCADE"), index=True
    )
    from_state: Mapped[str | None] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(Text)  # "citizen", "officer" or "clock"
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    why: Mapped[str] = mapped_column(Text, default="")


class Wish(Base):
    """A place on the waiting list: any seat, or only on `day`, or only in `half`."""

    __tablename__ = "wish"
    __table_args__ = (
        found_by("wish", "booking_id"),
        found_by("wish", "precheck_id"),
        Index(
            "uq_wish_open",
            "citizen_id",
            "procedure",
            unique=True,
            postgresql_where=text("state IN ('waiting', 'offered')"),
        ),
        Index("ix_wish_waiting", "id", postgresql_where=text("state = 'waiting'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(
        ForeignKey("citizen.id", ondelete="CASCADE"), index=True
    )
    precheck_id: Mapped[int | None] = mapped_column(ForeignKey("precheck.id", ondelete="SET NULL"))
    procedure: Mapped[str] = mapped_column(Text)
    procedure_name: Mapped[str] = mapped_column(Text)
    section: Mapped[str] = mapped_column(Text)
    day: Mapped[date | None]
    half: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)  # "waiting", "offered", "taken", "left" or "over"
    joined_at: Mapped[datetime]
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id", ondelete="SET NULL"))


def hold(session: Session, booking: Booking) -> None:
    """Lock the row until the transaction ends, and see it as it stands now.

    What is not yet written goes first: refreshing would throw it away. The citizen's row is taken
    before: a turn of their conversation begins with it too.
    """
    session.flush()
    if booking.citizen_id is not None:
        whose = select(Citizen.id).where(Citizen.id == booking.citizen_id)
        session.execute(whose.with_for_update(key_share=True))
    session.refresh(booking, with_for_update=True)


def new_code() -> str:
    """What the QR of a booking says, and what may be read aloud at the counter."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
