"""Visits for the desk of appointments: a Monday morning with seats, and people who booked them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.appointments import Booking, Matter, Place, book
from models.outbox import Letter
from tests.people import NOON, somying
from tests.visits import MARRIAGE, MONDAY, MORNING, open_seats

if TYPE_CHECKING:
    from tests.staff.conftest import Clock

Found = TypeVar("Found")
DESK = "/staff/appointments/"
NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, 9.00 in Bangkok
TAX = Matter("signboard-tax", "revenue", "ภาษีป้าย")


class Visits:
    """Whoever is booked in this test."""

    def __init__(self, sessions: sessionmaker[Session], clock: "Clock") -> None:
        self.sessions = sessions
        clock.advance(seconds=(NINE - datetime.now(UTC)).total_seconds())
        with sessions.begin() as session:
            open_seats(session, 3, walk_in=1)
            open_seats(session, 3, "section:revenue")

    def book(
        self,
        letter: str = "a",
        matter: Matter = MARRIAGE,
        place: Place = (MONDAY, MORNING),
        **citizen: object,
    ) -> int:
        """The number of a visit booked on Friday; `letter` names its citizen."""
        with self.sessions.begin() as session:
            person = somying(session, letter)
            for name, value in citizen.items():
                setattr(person, name, value)
            return book(session, person, matter, place, NOON).id

    def ask(self, question: Callable[[Booking], Found], number: int) -> Found:
        """What a visit says of itself now."""
        with self.sessions() as session:
            return question(session.get_one(Booking, number))

    def state(self, number: int) -> str:
        """Where a visit stands."""
        return self.ask(lambda visit: visit.state, number)

    def seen(self, number: int) -> dict[str, object]:
        """What a form sends along about a visit seen now."""
        return {"seen": self.ask(lambda visit: visit.steps[-1].id, number)}

    def letters(self) -> list[Letter]:
        """What citizens are owed."""
        with self.sessions() as session:
            return list(session.scalars(select(Letter).order_by(Letter.id)))
