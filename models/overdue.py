"""What should be gone by now: counted from the rows, whatever the clock says it did."""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from models import prechecks
from models.attachments import Attachment, Keeping
from models.inbox import FORGOTTEN, Event
from models.outbox import Letter
from models.prechecks.papers import Photo
from models.prechecks.tables import Precheck
from models.questions.tables import Question
from models.retention import PICTURES, SHRED_AFTER, WORDS
from models.unanswered import Unanswered

# The clock forgets once a night, and the shredder works through what it marked.
GRACE = timedelta(days=2)
THERE = Attachment.status.not_in([Keeping.FORGET, Keeping.FORGOTTEN])


def things(session: Session, now: datetime) -> dict[str, int]:
    """How many of each kind are past their day, those with any.

    The kinds: words, pictures, case_pictures, unshredded (marked, and still there).
    """
    rows = {
        "words": [_events(now), _letters(now), _questions(now), _unanswered(now)],
        "pictures": [_pictures(now)],
        "case_pictures": [_case_pictures(now)],
        "unshredded": [_unshredded(now)],
    }
    counts = {
        kind: sum(session.scalar(select(func.count()).select_from(q.subquery())) or 0 for q in each)
        for kind, each in rows.items()
    }
    return {kind: count for kind, count in counts.items() if count}


def _events(now: datetime) -> Select[int]:
    return select(Event.id).where(Event.received_at < now - WORDS - GRACE, Event.raw != FORGOTTEN)


def _letters(now: datetime) -> Select[int]:
    settled = Letter.state.in_(("sent", "uncertain", "refused"))
    old = Letter.written_at < now - WORDS - GRACE
    return select(Letter.id).where(old, settled, Letter.messages != [])


def _questions(now: datetime) -> Select[int]:
    old = Question.asked_at < now - WORDS - GRACE
    return select(Question.id).where(old, Question.text != "")


def _unanswered(now: datetime) -> Select[int]:
    old = Unanswered.noted_at < now - WORDS - GRACE
    return select(Unanswered.id).where(old, Unanswered.text != "")


def _pictures(now: datetime) -> Select[int]:
    old = Attachment.sent_at < now - PICTURES - GRACE
    return select(Attachment.id).where(old, THERE, Attachment.id.not_in(prechecks.in_cases()))


def _case_pictures(now: datetime) -> Select[int]:
    rows = (
        select(Photo.attachment_id)
        .join(Photo.attachment)
        .join(Precheck, Precheck.id == Photo.precheck_id)
    )
    return rows.where(Precheck.ended_at < now - SHRED_AFTER - GRACE, THERE)


def _unshredded(now: datetime) -> Select[int]:
    # Each try puts `due_at` off, so that one which keeps failing shows by its age alone.
    late = or_(Attachment.due_at < now - GRACE, Attachment.sent_at < now - PICTURES - GRACE)
    return select(Attachment.id).where(Attachment.status == Keeping.FORGET, late)
