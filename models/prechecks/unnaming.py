"""What is left of a case whose citizen asked to be forgotten: a row without name or words."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.prechecks.holding import hold
from models.prechecks.papers import Photo
from models.prechecks.tables import Precheck


def unname(session: Session, precheck: Precheck) -> None:
    """Keep that there was a case and how it went; whose it was and what was said is dropped."""
    hold(session, precheck)
    # Through a photograph's attachment one could still find out whose case it was.
    session.execute(delete(Photo).where(Photo.precheck_id == precheck.id))
    precheck.citizen_id = precheck.consent_id = precheck.answer_due_at = None
    precheck.answers = {}
    for paper in precheck.papers:
        paper.words = None
    for note in precheck.notes:
        note.text = ""
    for referral in precheck.referrals:
        referral.why, referral.result = "", "" if referral.answered_at else None
    for step in precheck.steps:
        step.why = ""
    session.flush()
    session.expire(precheck)
