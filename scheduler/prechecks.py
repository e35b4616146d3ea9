"""Cases left alone: their citizens are reminded once, by day; then they end, and pictures go."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.citizens import precheck_news
from handlers.citizens.chat import Chat
from models import outbox, prechecks
from models.dates import BANGKOK
from models.links import lent
from models.office import Office
from models.prechecks import Precheck

DAYTIME = range(8, 20)  # hours in Bangkok: a clock that was down may strike late, nobody is woken
Telling = Callable[[Chat, Precheck], None]


def run(session: Session, now: datetime) -> int:
    """End what nobody came back to, remind of the rest; how many citizens heard of it."""
    local = now.astimezone(BANGKOK)
    if local.hour not in DAYTIME:
        return 0
    lapsed = [prechecks.lapse(session, id_, now) for id_ in prechecks.to_lapse(session, now)]
    reminded = [prechecks.remind(session, id_, now) for id_ in prechecks.to_remind(session, now)]
    ended, kept = [c for c in lapsed if c], [c for c in reminded if c]
    if not ended and not kept:
        return 0
    office = Office.published(session, local.date())
    told = _write(session, ended, office, now, _tell_the_end)
    return told + _write(session, kept, office, now, precheck_news.remind)


def clear(session: Session, now: datetime) -> int:
    """Close what passed long ago, shred what is no longer needed; how many things were touched."""
    return prechecks.close_passed(session, now) + prechecks.shred_ended(session, now)


def _tell_the_end(chat: Chat, case: Precheck) -> None:
    last = case.steps[-1]
    if last.from_state is not None:
        precheck_news.tell(chat, case, (last.from_state, last.to_state))


def _write(
    session: Session, cases: Iterable[Precheck], office: Office, now: datetime, say: Telling
) -> int:
    """One letter each, within the free budget; who blocked the account is left in peace."""
    letters = 0
    for case in cases:
        citizen = case.citizen
        if citizen is None or citizen.blocked_at is not None:
            continue
        chat = precheck_news.chat_with(session, citizen, office, now, lent(session))
        say(chat, case)
        letters += len(outbox.put(session, citizen, chat.messages, now))
    return letters
