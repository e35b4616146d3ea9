"""What a section arranges for its questions: answers used often, a busy counter, the minutes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.officers import Officer
from models.questions.promises import DEFAULTS
from models.questions.tables import Busy, CannedAnswer, Setting

LIMITS = {"promise_minutes": (5, 960), "minutes_each": (0, 120)}  # minutes of office hours


def canned_for(session: Session, section: str | None) -> Sequence[CannedAnswer]:
    """The answers a section may use, its own first; None: those of every section."""
    rows = select(CannedAnswer).where(CannedAnswer.ended_at.is_(None))
    if section:
        rows = rows.where(or_(CannedAnswer.section == section, CannedAnswer.section.is_(None)))
    return session.scalars(rows.order_by(CannedAnswer.section, CannedAnswer.title)).all()


def write_canned(  # noqa: PLR0913 - one row, one call
    session: Session,
    section: str | None,
    title: str,
    text: str,
    officer: Officer,
    now: datetime,
    *,
    instead: CannedAnswer | None = None,
) -> CannedAnswer:
    """Keep an answer for a section (None: for all); the one it stands `instead` of ends."""
    if instead:
        instead.ended_at = now
    row = CannedAnswer(
        section=section, title=title, text=text, officer_id=officer.id, written_at=now
    )
    session.add(row)
    session.flush()
    return row


def busy_now(session: Session, section: str | None, now: datetime) -> Busy | None:
    """The switch that lengthens this section's promises at this moment, if one does."""
    rows = select(Busy).where(
        or_(Busy.section.is_(None), Busy.section == section),
        Busy.from_at <= now, Busy.until_at > now, Busy.ended_at.is_(None),
    )  # fmt: skip
    return session.scalar(rows.order_by(Busy.minutes_more.desc(), Busy.id).limit(1))


def begin_busy(
    session: Session,
    section: str | None,
    minutes_more: int,
    until: datetime,
    officer: Officer,
    now: datetime,
) -> Busy:
    """Let promises of a section (None: of all) take longer; an earlier switch of it ends."""
    end_busy(session, section, now)
    row = Busy(
        section=section,
        minutes_more=minutes_more,
        officer_id=officer.id,
        from_at=now,
        until_at=until,
    )
    session.add(row)
    session.flush()
    return row


def end_busy(session: Session, section: str | None, now: datetime) -> bool:
    """The rush is over; whether there was a switch of just this section (None: of the office)."""
    of = Busy.section.is_(None) if section is None else Busy.section == section
    rows = select(Busy).where(of, Busy.until_at > now, Busy.ended_at.is_(None))
    found = session.scalars(rows.with_for_update()).all()
    for row in found:
        row.ended_at = now
    return bool(found)


def set_minutes(session: Session, name: str, value: int, officer: Officer, now: datetime) -> None:
    """Decide on the minutes of promises from now on; ValueError outside of `LIMITS`."""
    least, most = LIMITS[name]
    if name not in DEFAULTS or not least <= value <= most:
        raise ValueError(name)
    session.add(Setting(name=name, value=value, officer_id=officer.id, set_at=now))
    session.flush()
