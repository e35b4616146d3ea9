"""How a page changes: written by an officer of its section, checked by another, published."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.content import lint, versions
from models.content.pages import page_of, readable, starter_page
from models.content.refusals import AlreadyOpen, Changed, NotAllowed, OwnWork, WrongState
from models.content.versions import KINDS, State, Version
from models.officers import Officer
from models.permissions import Role

EDIT, PUBLISH = "content.edit", "content.publish"
# Any number of our own: publishing takes turns, so that editions grow one after the other.
EDITIONS_LOCK = 25690602
Page = dict[str, Any]


def open_draft(  # noqa: PLR0913 - a page by kind, slug and section, and who writes it
    session: Session,
    kind: str,
    slug: str,
    section: str,
    page: Page | None,
    officer: Officer,
    now: datetime,
) -> Version:
    """Begin to change a page, or (None) a copy of what is told now; a new slug is a new page.

    Raises AlreadyOpen while another draft of it is open, PageFaults when it does not read.
    """
    section = _section_of(session, kind, slug) or section
    _demand(officer, EDIT, section)
    version = Version(
        kind=kind,
        slug=slug,
        section=section,
        state=State.DRAFT,
        revision=1,
        author_id=officer.id,
        writer_ids=[officer.id],
        written_at=now,
        note="",
    )
    version.page = readable(version, page or page_of(session, kind, slug) or {"slug": slug})
    if already := versions.draft_of(session, kind, slug):
        raise AlreadyOpen(already)
    return _added(session, version)


def save(
    session: Session, version: Version, page: Page, officer: Officer, now: datetime, seen: int
) -> None:
    """Keep what an officer wrote over the revision they had `seen`.

    Raises Changed when somebody saved in between, PageFaults when the page does not read.
    """
    _demand(officer, EDIT, version.section)
    _hold(session, version, lambda state: state.open, seen)
    version.write(readable(version, page), officer, now)


def submit(session: Session, version: Version, officer: Officer, now: datetime) -> None:
    """Send a draft to the head of its section."""
    _demand(officer, EDIT, version.section)
    _hold(session, version, lambda state: state in (State.DRAFT, State.REJECTED))
    version.state, version.written_at, version.note = State.CHECKING, now, ""


def reject(session: Session, version: Version, head: Officer, now: datetime, note: str) -> None:
    """Send a draft back to be written again; `note` tells its author why."""
    _demand(head, PUBLISH, version.section)
    _hold(session, version, lambda state: state == State.CHECKING)
    version.state, version.note = State.REJECTED, note
    version.checked_by_id, version.checked_at = head.id, now


def publish(
    session: Session, version: Version, head: Officer, now: datetime, *, seen: int | None = None
) -> list[str]:
    """Let citizens hear it; the warnings of the lint, which do not stand in the way.

    Raises OwnWork for whoever wrote in it, unless an administrator; PageFaults when the edition
    with it would not be sound; Changed when it is not the revision the head had `seen`.
    """
    _demand(head, PUBLISH, version.section)
    take_turn(session)
    _hold(session, version, lambda state: state == State.CHECKING, seen)
    if head.id in version.writer_ids and head.role != Role.ADMINISTRATOR:
        raise OwnWork
    return go_live(session, version, head, now)


def retire(
    session: Session, kind: str, slug: str, head: Officer, now: datetime, note: str = ""
) -> Version:
    """Stop telling a page, at once: a wrong answer must not wait for a second pair of eyes.

    Raises WrongState when it is not told now.
    """
    take_turn(session)
    page = page_of(session, kind, slug)
    if page is None:
        raise WrongState(State.RETIRED)
    _demand(head, PUBLISH, page["section"])
    version = Version(
        kind=kind,
        slug=slug,
        section=page["section"],
        page=page,
        author_id=head.id,
        writer_ids=[head.id],
        written_at=now,
        note=note,
    )
    _stand(session, version, State.RETIRED, head, now)
    return version


def revert(session: Session, version: Version, officer: Officer, now: datetime) -> Version:
    """A new draft that says what an older version said; it goes the way of every draft."""
    return open_draft(
        session, version.kind, version.slug, version.section, version.page, officer, now
    )


def discard(session: Session, version: Version, officer: Officer, now: datetime) -> None:
    """Give up a draft; the history keeps it."""
    _demand(officer, EDIT, version.section)
    _hold(session, version, lambda state: state.open)
    version.state, version.written_at = State.DISCARDED, now


def go_live(session: Session, version: Version, head: Officer, now: datetime) -> list[str]:
    """Publish a version held by this transaction, whose turn it is; the lint's warnings."""
    warnings = lint.check(session, version)
    version.checked_by_id, version.checked_at = head.id, now
    _stand(session, version, State.PUBLISHED, head, now)
    return warnings


def take_turn(session: Session) -> None:
    """Wait until nobody else publishes; held until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(EDITIONS_LOCK)))


def _stand(session: Session, version: Version, state: State, head: Officer, now: datetime) -> None:
    before = versions.standing(session, version.kind, version.slug)
    if before:
        before.state = State.REPLACED
        session.flush()  # two versions of a page never stand, not even for a moment
    version.state, version.edition = state, versions.edition(session) + 1
    version.published_by_id, version.published_at = head.id, now
    session.add(version)
    session.flush()


def _added(session: Session, version: Version) -> Version:
    try:
        with session.begin_nested():
            session.add(version)
    except IntegrityError as error:  # two officers began in the same moment
        if already := versions.draft_of(session, version.kind, version.slug):
            raise AlreadyOpen(already) from error
        raise
    return version


def _section_of(session: Session, kind: str, slug: str) -> str | None:
    """The section a page belongs to already, if there is such a page."""
    if kind not in KINDS:
        raise ValueError(kind)
    known = versions.history(session, kind, slug)
    page = starter_page(kind, slug)
    return known[0].section if known else (page["section"] if page else None)


def _demand(officer: Officer, permission: str, section: str) -> None:
    if not officer.may(permission, section):
        raise NotAllowed(permission, section)


def _hold(
    session: Session, version: Version, fits: Callable[[State], bool], seen: int | None = None
) -> None:
    """Take the version's row for this transaction, as it is now."""
    session.flush()  # what this transaction changed itself is not to be lost
    session.refresh(version, with_for_update={"of": Version})
    if seen is not None and version.revision != seen:
        raise Changed(version)
    if not fits(version.state):
        raise WrongState(version.state)
