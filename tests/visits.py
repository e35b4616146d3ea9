"""What stories of visits begin with: a matter, its seats, and the working days ahead of NOON."""

from datetime import date

from sqlalchemy.orm import Session

from models.appointments import Matter, add_rule, new_rule
from models.calendar import Half
from tests.people import NOON

MARRIAGE = Matter("marriage-registration", "registration", "จดทะเบียนสมรส")
DIVORCE = Matter("divorce-registration", "registration", "จดทะเบียนหย่า")
FRIDAY = date(2026, 11, 20)  # the day of NOON
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
SATURDAY = date(2026, 11, 21)
FATHERS_DAY = date(2026, 12, 5)  # a Saturday: the office closes on Monday 7 December instead
MORNING, AFTERNOON = Half.MORNING, Half.AFTERNOON


def open_seats(
    session: Session, seats: int, service: str = "section:registration", **more: object
) -> None:
    """Let so many be booked in every half-day from today on."""
    add_rule(session, new_rule(service, seats, FRIDAY, NOON, **more))  # type: ignore[arg-type]
