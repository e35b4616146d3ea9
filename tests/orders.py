"""A round of orders for tests: three invented agencies, each with somebody who reports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.officers import Officer
from models.orders import Addressee, Agency, Order, OrderRound, Source, Status, agencies, issuing
from models.orders.reporting import Told, lock, report
from tests.people import NOON

NAMES = ("สำนักตัวอย่างหนึ่ง", "สำนักตัวอย่างสอง", "เขตตัวอย่างสาม")
DUE = date(2026, 11, 30)
TEXT = "ให้สำรวจทางเท้าที่ชำรุด"


def wording(text: str = TEXT, due: date = DUE, number: int | None = None) -> issuing.Wording:
    return issuing.Wording(Source.SECRETARY, text, due, number)


def three(session: Session, now: datetime = NOON) -> list[Agency]:
    """The agencies, with one contact each."""
    made = [agencies.add(session, name, now) for name in NAMES]
    for agency in made:
        agencies.add_contact(session, agency, f"ผู้รายงาน{agency.name}", None, now)
    return made


@dataclass(frozen=True)
class Orders:
    """The orders of one test, changed behind the console's back."""

    sessions: sessionmaker[Session]
    officer: Officer

    def round(self, year: int = 2570, number: int = 1) -> int:
        """The number of a new round; the agencies come with the first."""
        with self.sessions.begin() as session:
            if not agencies.agencies(session):
                three(session)
            return issuing.open_round(session, year, number, DUE, NOON).id

    def issue(
        self, in_round: int, text: str = TEXT, to: Sequence[str] = NAMES, days: int = 9
    ) -> str:
        """The name of a new order, due in so many days."""
        due = (datetime.now(UTC) + timedelta(days=days)).date()
        with self.sessions.begin() as session:
            addressed = [one for one in agencies.agencies(session) if one.name in to]
            officer = session.merge(self.officer, load=False)
            told = session.get_one(OrderRound, in_round)
            made = issuing.issue(session, told, wording(text, due), addressed, officer, NOON)
            return made.name

    def report(self, order: str, agency: str = NAMES[0], status: Status = Status.DONE) -> str:
        """Let the contact of an agency report; the name of the answer."""
        name = self.answer(order, agency)
        with self.sessions.begin() as session:
            found = lock(session, name)
            assert found
            contact = found.agency.contacts[0]
            report(session, found, Told(status, "ทำครบทุกจุดแล้ว"), contact, datetime.now(UTC))
        return name

    def answer(self, order: str, agency: str = NAMES[0]) -> str:
        """The name under which an order stands with an agency."""
        rows = select(Addressee.name).join(Addressee.order).join(Addressee.agency)
        with self.sessions() as session:
            return session.scalars(rows.where(Order.name == order, Agency.name == agency)).one()

    def change(self, order: str, change: Callable[[Session, Order], object]) -> None:
        """Let something happen to an order."""
        with self.sessions.begin() as session:
            found = issuing.lock(session, order)
            assert found
            change(session, found)
