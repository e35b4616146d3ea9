"""One at a time: whoever changes a case takes its row, and sees it as it is now."""

from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, object_session

from models.citizens import Citizen
from models.prechecks.papers import Paper, Photo
from models.prechecks.tables import Precheck

Row = TypeVar("Row", Citizen, Precheck)


def hold(session: Session, precheck: Precheck) -> None:
    """Take the case for this transaction, with its papers and photographs as they are now.

    Its citizen's row is taken first: a turn of their conversation begins with it too, and whoever
    takes the two in another order may wait for each other forever.
    """
    session.flush()  # what this transaction changed itself is not to be lost
    if precheck.citizen_id is not None:
        whose = select(Citizen).where(Citizen.id == precheck.citizen_id)
        session.scalar(_taken(whose))
    session.scalars(_taken(select(Precheck).where(Precheck.id == precheck.id))).one()
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


def _taken(rows: Select[Row]) -> Select[Row]:
    # Not to the exclusion of new rows that only point at it, such as a letter or an event.
    return rows.with_for_update(key_share=True).execution_options(populate_existing=True)
