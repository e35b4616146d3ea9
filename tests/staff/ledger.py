"""A district's months for the tests: what happened, what was booked, how satisfied people were."""

import random
import uuid
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from models import questions, surveys
from models.appointments import Booking, State
from models.happenings import Happening, What
from models.officers import Officer
from models.surveys import Survey
from tests.people import somying

NOW = datetime.now(UTC)  # the console lives on the real clock
LEVELS = [["น้อยที่สุด", "Very poor"], ["น้อย", "Poor"], ["ปานกลาง", "Fair"], ["มาก", "Good"],
          ["มากที่สุด", "Very good"]]  # fmt: skip
WEIGHTS = {
    What.WROTE: 40, What.ANSWERED: 30, What.SUGGESTED: 8, What.UNKNOWN: 4, What.ASKED: 5,
    What.TOLD: 4, What.DEFLECTED: 2, What.FILMED: 3, What.JOINED: 6,
}  # fmt: skip
PROCEDURES = ("id-card-lost", "marriage-registration", "move-in", None)


def happened(session: Session, at: datetime, what: What, person: uuid.UUID | None = None) -> None:
    """One thing that happened."""
    row = {"at": at, "what": what, "person": person or uuid.uuid4(), "channel": "line"}
    session.execute(insert(Happening).values(**row, procedure="move-in", section="registration"))


def lived_through(session: Session, officer: Officer, days: int = 400, crowd: int = 300) -> None:
    """A year and more of a district: things that happened, visits, a survey, questions."""
    chance = random.Random(7)
    people = [uuid.UUID(int=chance.getrandbits(128)) for _ in range(crowd)]
    rows = []
    for back in range(days):
        for _ in range(chance.randint(2, 12)):
            what = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            at = NOW - timedelta(days=back, minutes=chance.randint(0, 600))
            rows.append({
                "at": at, "what": what, "person": chance.choice(people), "channel": "line",
                "procedure": chance.choice(PROCEDURES), "section": "registration",
            })  # fmt: skip
    session.execute(insert(Happening), rows)
    for number in range(60):
        state = chance.choice([State.SERVED, State.SERVED, State.SERVED, State.NO_SHOW])
        session.add(booking(number, NOW - timedelta(days=number), state))
    for letter, waited in zip("abc", (20, 45, 200), strict=True):
        asked = NOW - timedelta(days=1, minutes=30)
        one = questions.ask(session, somying(session, letter), "x", asked, section="registration")
        one.first_answered_at = asked + timedelta(minutes=waited)
    answered(session, {5: 28, 4: 7, 3: 1})


def booking(number: int, at: datetime, state: State, source: str = "line") -> Booking:
    """A visit of that day."""
    return Booking(
        code=f"CODE{number:04d}", procedure="move-in", procedure_name="ย้ายเข้า", half="morning",
        section="registration", day=at.date(), number=number + 1, state=state, source=source,
        booked_at=at,
    )  # fmt: skip


def survey(session: Session) -> Survey:
    """A survey of five levels."""
    one = Survey(
        about="visit", name="ความพึงพอใจหลังรับบริการ", question_th="พอใจเพียงใดคะ",
        question_en="How was it?", scale_max=5, levels=LEVELS, satisfied_from=4, begun_at=NOW,
    )  # fmt: skip
    session.add(one)
    session.flush()
    return one


def answered(session: Session, counts: dict[int, int]) -> Survey:
    """A survey that so many answered at each level, at the counter's page."""
    one = survey(session)
    for level, count in counts.items():
        for _ in range(count):
            surveys.answer_at_counter(session, one, level, NOW)
    return one
