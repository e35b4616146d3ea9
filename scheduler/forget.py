"""Forgets on time: words and pictures the privacy notice says we no longer keep."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models import attachments, erasing, inbox, line_calls, outbox, prechecks, questions, unanswered
from models.firings import Firing
from models.retention import FIRINGS, PICTURES, WORDS


def run(session: Session, now: datetime) -> int:
    """Drop what is too old; how many things were forgotten."""
    session.execute(delete(Firing).where(Firing.due_at < now - FIRINGS))
    line_calls.forget_before(session, now - FIRINGS)
    words = inbox.forget_before(session, now - WORDS)
    words += questions.forget_before(session, now - WORDS)
    words += unanswered.forget_before(session, now - WORDS)
    words += outbox.forget_before(session, now - WORDS)
    words += erasing.finish(session, now)
    pictures = attachments.forget_before(session, now - PICTURES, now, spare=prechecks.in_cases())
    return words + pictures
