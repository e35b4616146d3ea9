"""Visits and the clock: reminders before and on the day, and seats that come free, one by one."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.citizens import appointment_news
from handlers.citizens.chat import Chat
from models import calendar, outbox
from models.appointments import Booking, Wish, waiting
from models.appointments.reminding import that_morning, the_day_before
from models.appointments.settling import settle_before
from models.citizens import Citizen
from models.dates import BANGKOK
from models.links import lent
from models.office import Office

Say = Callable[[Chat], None]
DAYTIME = range(7, 21)  # hours in Bangkok: a clock that was down may strike late, nobody is woken
# Working days an officer has for noting how a visit went, before the clock does.
NOTED_WITHIN = 3
DAY, LONGEST_BREAK = timedelta(days=1), timedelta(days=14)


def remind_before(session: Session, now: datetime) -> int:
    """Remind of the visits of the next working day; how many letters."""
    if not _awake(now):
        return 0
    due = the_day_before(session, calendar.read(session), now)
    return _write(session, ((one.citizen_id, _reminder(one)) for one in due), now)


def remind_on_the_day(session: Session, now: datetime) -> int:
    """Remind of today's visits; how many letters."""
    if not _awake(now):
        return 0
    due = that_morning(session, calendar.read(session), now)
    return _write(session, ((one.citizen_id, _reminder(one)) for one in due), now)


def offer(session: Session, now: datetime) -> int:
    """Pass on what was not taken in time, and offer what is free; how many letters."""
    today = now.astimezone(BANGKOK).date()
    over = waiting.end_offers(session, now)
    gone = waiting.end_wishes(session, today)
    offered = waiting.offer_free_seats(session, calendar.read(session), now)
    told = [(wish.citizen_id, _offer_over(wish)) for wish in over]
    told += [(wish.citizen_id, _wish_over(wish)) for wish in gone]
    told += [(wish.citizen_id, _offer(session, wish)) for wish in offered]
    return _write(session, told, now)


def settle(session: Session, now: datetime) -> int:
    """End visits of some working days ago whose outcome nobody noted; how many."""
    day = yesterday = now.astimezone(BANGKOK).date() - DAY
    known = calendar.read(session)
    while day > yesterday - LONGEST_BREAK and known.working_days(day, yesterday) < NOTED_WITHIN:
        day -= DAY
    return settle_before(session, day + DAY, now)


def _awake(now: datetime) -> bool:
    return now.astimezone(BANGKOK).hour in DAYTIME


def _reminder(booking: Booking) -> Say:
    return lambda chat: appointment_news.reminder(chat, booking)


def _offer(session: Session, wish: Wish) -> Say:
    held = session.get_one(Booking, wish.booking_id)
    return lambda chat: appointment_news.offer(chat, wish, held)


def _offer_over(wish: Wish) -> Say:
    return lambda chat: appointment_news.offer_over(chat, wish)


def _wish_over(wish: Wish) -> Say:
    return lambda chat: appointment_news.wish_over(chat, wish)


def _write(session: Session, told: Iterable[tuple[int | None, Say]], now: datetime) -> int:
    """A letter each; a reminder and an offer are a duty. Who blocked the account is left alone."""
    letters, office = 0, None
    for citizen_id, say in told:
        citizen = session.get_one(Citizen, citizen_id)
        if citizen.blocked_at is not None:
            continue
        office = office or Office.published(session, now.astimezone(BANGKOK).date())
        chat = appointment_news.chat_with(session, citizen, office, now, lent(session))
        say(chat)
        letters += len(outbox.put(session, citizen, chat.messages, now, duty=True))
    return letters
