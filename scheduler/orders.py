"""Orders and the clock: an agency's people hear of new ones, of the due day, and of questions."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.citizens import order_news
from models import calendar, citizens, outbox, pushes
from models.dates import BANGKOK
from models.links import lent, mails
from models.office import Office
from models.orders import AgencyContact, noticing
from models.orders.noticing import News
from models.outbox import Letter


def run(session: Session, now: datetime) -> int:
    """Tell whoever is owed word of something, while the office is open; how many were told."""
    known = calendar.read(session)
    if not known.is_open(now):
        return 0
    told, office = 0, None
    room = _room(session, now)
    for contact_id in noticing.to_tell(session, now, known):
        found = noticing.take(session, contact_id, now, known)
        if found is None:
            continue
        contact, news = found
        door = _door(session, contact, room)
        if door == noticing.LINE:
            office = office or Office.published(session, now.astimezone(BANGKOK).date())
            letter = _write(session, contact, news, office, now)
            noticing.told(session, contact, news, now, door=door, letter_id=letter.id)
            room -= 1
        elif door:
            noticing.told(session, contact, news, now, door=door)
        told += bool(door)
    return told


def _room(session: Session, now: datetime) -> int:
    """How many counted messages the month has for duties; unlimited before LINE told us."""
    quota = pushes.last_told(session, now)
    return pushes.UNLIMITED if quota is None else pushes.room(session, quota, now, duty=True)


def _door(session: Session, contact: AgencyContact, room: int) -> str | None:
    """By LINE while the month allows, else by mail; a letter nobody may push waits for a touch.

    None when neither is known, or when their LINE is just being answered: the next round tells.
    """
    mail = bool(contact.email) and mails(session)
    if contact.citizen_id is not None:
        citizen = citizens.lock(session, contact.citizen_id)
        if citizen is None:
            return None
        if citizen.blocked_at is None and (room > 0 or not mail):
            return noticing.LINE
    return noticing.MAIL_WAITS if mail else None


def _write(
    session: Session, contact: AgencyContact, news: list[News], office: Office, now: datetime
) -> Letter:
    """One letter for all there is to tell; it is a duty."""
    assert contact.citizen is not None
    chat = order_news.chat_with(session, contact.citizen, office, now, lent(session))
    order_news.tell(chat, contact, news)
    return outbox.put(session, contact.citizen, chat.messages, now, duty=True)[0]
