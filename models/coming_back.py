"""What an office that comes back from a backup leaves undone: it may have been done since then.

Between the backup and the day it was needed the office went on. What it did then is not in the
rows, but it is on the citizens' phones: a second copy of a message would be worse than a gap.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.attachments import Attachment, Keeping, Why
from models.inbox import Event
from models.office_files import OfficeFile
from models.orders import OrderNotice, noticing
from models.outbox import Letter, State

# Numbers given after the backup are on receipts, buttons and links: none may be given to another.
NUMBERS_LEFT_OUT = 10_000
LAST_ERROR = "perhaps answered after the backup this office was restored from"


@dataclass(frozen=True)
class Undone:
    """What was settled, as counts."""

    letters: int  # and mails of orders, were about to go: perhaps delivered, not sent again
    held: int  # wait for a touch: go free with the next reply, are not pushed
    events: int  # were about to be answered: set aside for staff


def settle(session: Session, now: datetime) -> Undone:
    """Let nothing go out a second time that was open at the moment of the backup."""
    going = Letter.state.in_([State.WAITING, State.SENDING])
    waiting = Letter.state.in_([State.PARKED, State.BLOCKED])
    open_events = Event.handled_at.is_(None), Event.set_aside_at.is_(None)
    aside = {"set_aside_at": now, "last_error": LAST_ERROR, "reply_token": None}
    gone = {"state": State.UNCERTAIN, "carried_by": None, "reply_token": None}
    mailed = update(OrderNotice).where(OrderNotice.door == noticing.MAIL_WAITS)
    return Undone(
        letters=_count(session, update(Letter).where(going).values(gone))
        + _count(session, mailed.values(door=noticing.MAIL)),
        held=_count(session, update(Letter).where(waiting).values(in_doubt=True)),
        events=_count(session, update(Event).where(*open_events).values(aside)),
    )


def shredded_since(session: Session, name: str, why: str, now: datetime) -> None:
    """This file was shredded while the backup was made: its row goes the same way."""
    rows = update(Attachment).where(Attachment.vault_name == name)
    gone = {"status": Keeping.FORGET, "why": Why(why), "due_at": now}
    session.execute(rows.where(Attachment.status == Keeping.KEPT).values(gone))
    files = update(OfficeFile).where(OfficeFile.vault_name == name)
    session.execute(files.where(OfficeFile.removed_at.is_(None)).values(removed_at=now))


def _count(session: Session, rows: Any) -> int:
    return session.execute(rows).rowcount  # type: ignore[attr-defined,no-any-return]
