"""The cast: invented people, and the moment the stories begin."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from models.citizens import Citizen
from models.inbox import Event

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # a Friday, 12.00 in Bangkok
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


def somying(session: Session, letter: str = "a") -> Citizen:
    """สมหญิง, a citizen who has written before; another `letter` is another person."""
    citizen = Citizen(line_user_id="U" + letter * 32, first_seen_at=NOON, offered={})
    session.add(citizen)
    session.flush()
    return citizen


def heard_from(
    session: Session, citizen: Citizen, number: int, at: datetime = NOON, **more: object
) -> Event:
    """An event of this citizen that waits in the inbox."""
    event = Event(
        webhook_event_id=f"{citizen.id}-{number}",
        line_user_id=citizen.line_user_id,
        type="message",
        message_id=f"{citizen.id}0{number}",
        reply_token=f"token-{citizen.id}-{number}",
        occurred_at=at,
        received_at=at,
        raw="{}",
        **more,
    )
    session.add(event)
    session.flush()
    return event
