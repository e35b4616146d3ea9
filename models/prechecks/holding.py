"""One at a time: whoever changes a case takes its row, and sees it as it is now."""

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from models.prechecks.tables import Paper, Photo, Precheck


def hold(session: Session, precheck: Precheck) -> None:
    """Take the case for this transaction, with its papers and photographs as they are now."""
    session.flush()  # what this transaction changed itself is not to be lost
    mine = select(Precheck).where(Precheck.id == precheck.id).with_for_update(key_share=True)
    session.scalars(mine.execution_options(populate_existing=True)).one()
    for rows in (
        select(Paper).where(Paper.precheck_id == precheck.id),
        select(Photo).where(Photo.precheck_id == precheck.id),
    ):
        session.scalars(rows.execution_options(populate_existing=True)).all()


def hold_of(part: Paper | Photo) -> Precheck:
    """Take the case this paper or photograph belongs to."""
    session = object_session(part)
    if session is None:
        raise ValueError("a part of a case without a session")
    hold(session, part.precheck)
    return part.precheck
