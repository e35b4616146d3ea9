"""Which cases there are: a citizen's own, the desk's queue, those the clock asks for."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from models.attachments import Attachment, Keeping
from models.citizens import Citizen
from models.prechecks.papers import Photo
from models.prechecks.states import OPEN, State
from models.prechecks.tables import Precheck

ON_THE_DESK = (State.WAITING, State.CHECKING, State.REFERRED)
PICTURED = ("image", "file")  # LINE's message types that may show a paper


def cases_of(session: Session, citizen: Citizen) -> list[Precheck]:
    """Every case of this citizen, newest first."""
    return list(session.scalars(_of(citizen)))


def open_of(session: Session, citizen: Citizen) -> list[Precheck]:
    """The cases of this citizen that have not ended, newest first."""
    return list(session.scalars(_of(citizen).where(Precheck.state.in_(OPEN))))


def open_case_of(session: Session, citizen: Citizen, procedure: str) -> Precheck | None:
    """The citizen's open case of this procedure (slug), if any."""
    rows = _of(citizen).where(Precheck.procedure == procedure, Precheck.state.in_(OPEN))
    return session.scalar(rows.limit(1))


def queue(
    session: Session,
    *,
    section: str | None = None,
    officer_id: int | None = None,
    states: Iterable[State] = ON_THE_DESK,
) -> list[Precheck]:
    """The cases on the desk, oldest promise first; of one section, or of one officer."""
    rows = select(Precheck).where(Precheck.state.in_(tuple(states)))
    if section is not None:
        rows = rows.where(Precheck.section == section)
    if officer_id is not None:
        rows = rows.where(Precheck.officer_id == officer_id)
    rows = rows.order_by(Precheck.promised_at.nulls_last(), Precheck.id)
    together = (selectinload(Precheck.papers), selectinload(Precheck.officer))
    return list(session.scalars(rows.options(*together)))


def counts(session: Session) -> dict[tuple[str, State], int]:
    """How many cases stand in each state, by section."""
    rows = select(Precheck.section, Precheck.state, func.count())
    rows = rows.group_by(Precheck.section, Precheck.state)
    return {(section, state): count for section, state, count in session.execute(rows)}


def to_answer(session: Session, most: int = 50) -> list[Precheck]:
    """The cases with photographs to be answered together, the soonest due first."""
    rows = select(Precheck).where(Precheck.answer_due_at.is_not(None))
    return list(session.scalars(rows.order_by(Precheck.answer_due_at, Precheck.id).limit(most)))


def loose(session: Session, citizen: Citizen, since: datetime) -> list[Attachment]:
    """What this citizen sent since then that may show papers and lies in no case, oldest first."""
    rows = select(Attachment).where(
        Attachment.citizen_id == citizen.id,
        Attachment.kind.in_(PICTURED),
        Attachment.status.in_([Keeping.WAITING, Keeping.KEPT]),
        Attachment.sent_at >= since,
        Attachment.id.not_in(in_cases()),
    )
    return list(session.scalars(rows.order_by(Attachment.sent_at, Attachment.id)))


def in_cases() -> Select[int]:
    """The ids of the attachments that lie in some case, and so are kept as long as it says."""
    return select(Photo.attachment_id)


def _of(citizen: Citizen) -> Select[Precheck]:
    return select(Precheck).where(Precheck.citizen_id == citizen.id).order_by(Precheck.id.desc())
