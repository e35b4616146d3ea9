"""What lies here for citizens when the month's pushes are spent: handed over free, on a touch."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.citizens import Citizen
from models.inbox import Event
from models.outbox import MOST_MESSAGES, TOKEN_LIFE, Letter, State


def waits_for(session: Session, citizen: Citizen) -> bool:
    """Whether something lies here for this citizen."""
    rows = select(Letter.id).where(Letter.citizen_id == citizen.id, Letter.state == State.PARKED)
    return session.scalar(rows.limit(1)) is not None


def collect(session: Session, citizen: Citizen, event: Event, now: datetime) -> bool:
    """Let what waits go out by the reply token of `event`; whether anything did wait.

    The oldest letters that fit into one reply go: the last of them is the reply, the others ride
    along before it. What is left waits for the next touch.
    """
    rows = select(Letter).where(Letter.citizen_id == citizen.id, Letter.state == State.PARKED)
    last, room = None, MOST_MESSAGES
    for letter in session.scalars(rows.order_by(Letter.id).with_for_update(skip_locked=True)):
        if len(letter.messages) > room:
            break
        last, room = letter, room - len(letter.messages)
    if last is None:
        return False
    last.reply_token, last.reply_until = event.reply_token, event.received_at + TOKEN_LIFE
    last.retry(now, timedelta(0))
    citizen.menu_due_at = now
    return True


def tell_menus(session: Session, citizens: Iterable[int], now: datetime) -> None:
    """What lies here for these citizens (ids) has changed: the menu under their chat shows it."""
    rows = update(Citizen).where(Citizen.id.in_(sorted(citizens)))
    session.execute(rows.values(menu_due_at=now))


def tell_every_menu(session: Session, now: datetime) -> None:
    """Let every menu show what waits, in case somebody stopped before telling one."""
    whose = select(Letter.citizen_id).where(Letter.state == State.PARKED).distinct()
    tell_menus(session, session.scalars(whose).all(), now)
