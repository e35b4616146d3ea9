"""What should be gone by now: counted from the rows, whatever the clock says it did."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select, text
from sqlalchemy.orm import Session

from models import office_files, prechecks, pruning
from models.attachments import Attachment, Keeping
from models.dates import BANGKOK
from models.firings import Firing
from models.inbox import SPOKEN, Event
from models.line_calls import LineCall
from models.outbox import SPOKEN as WRITTEN
from models.outbox import Letter, State
from models.prechecks.papers import Photo
from models.prechecks.tables import Precheck
from models.questions.asking import spoken_before
from models.retention import FIRINGS, PICTURES, SHRED_AFTER, WORDS
from models.unanswered import Decision, Unanswered

# The clock forgets once a night, and the shredder works through what it marked.
GRACE = timedelta(days=2)
THERE = Attachment.status.not_in([Keeping.FORGET, Keeping.FORGOTTEN])


def things(session: Session, now: datetime) -> dict[str, int]:
    """How many of each kind are past their day, those with any.

    The kinds: words, pictures, case_pictures, office_files, unshredded (marked, and still there),
    and each table whose rows stay for a time.
    """
    past = now - GRACE
    counts = {
        kind: sum(session.scalar(select(func.count()).select_from(q.subquery())) or 0 for q in each)
        for kind, each in (contents(past) | rows(past)).items()
    }
    return {kind: count for kind, count in counts.items() if count}


def contents(now: datetime) -> dict[str, list[Select[Any]]]:
    """What people said and sent that was to go before its row, by kind."""
    return {
        "words": [
            _events(now - WORDS),
            _letters(now - WORDS),
            spoken_before(now - WORDS),
            *_unanswered(now - WORDS),
        ],
        "pictures": [_pictures(now)],
        "case_pictures": [_case_pictures(now)],
        "office_files": [office_files.shreddable(now)],
        "unshredded": [_unshredded(now)],
    }


def rows(now: datetime) -> dict[str, list[Select[Any]]]:
    """The rows that were to go, by table: of each table whose rule says how long they stay."""
    day = (now - FIRINGS).astimezone(BANGKOK).date()
    found: dict[str, list[Select[Any]]] = {
        Firing.__tablename__: [select(Firing.job).where(Firing.due_at < now - FIRINGS)],
        LineCall.__tablename__: [select(LineCall.day).where(LineCall.day < day)],
    }
    for table, old in pruning.OLDS.items():
        found[table.__tablename__] = [pruning.over(table, old, now)]
    return found


def _events(moment: datetime) -> Select[int]:
    return select(Event.id).where(Event.received_at < moment, text(SPOKEN))


def _letters(moment: datetime) -> Select[int]:
    on_its_way = Letter.state.in_((State.WAITING, State.SENDING))
    return select(Letter.id).where(Letter.written_at < moment, ~on_its_way, text(WRITTEN))


def _unanswered(moment: datetime) -> tuple[Select[int], Select[int]]:
    return (
        select(Unanswered.id).where(Unanswered.noted_at < moment, Unanswered.text != ""),
        select(Decision.id).where(Decision.decided_at < moment, Decision.phrases != []),
    )


def _pictures(now: datetime) -> Select[int]:
    old = Attachment.sent_at < now - PICTURES
    return select(Attachment.id).where(old, THERE, Attachment.id.not_in(prechecks.in_cases()))


def _case_pictures(now: datetime) -> Select[int]:
    rows = (
        select(Photo.attachment_id)
        .join(Photo.attachment)
        .join(Precheck, Precheck.id == Photo.precheck_id)
    )
    return rows.where(Precheck.ended_at < now - SHRED_AFTER, THERE)


def _unshredded(now: datetime) -> Select[int]:
    # Each try puts `due_at` off, so that one which keeps failing shows by its age alone.
    late = or_(Attachment.due_at < now, Attachment.sent_at < now - PICTURES)
    return select(Attachment.id).where(Attachment.status == Keeping.FORGET, late)
