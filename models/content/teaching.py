"""One click to teach: a citizen's own words become a phrase of an answer, and nothing else."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.content import changing, versions
from models.content.pages import Page, page_of
from models.content.refusals import AlreadyOpen, WrongState
from models.content.versions import PROCEDURE, State, Version
from models.officers import Officer


def teach(
    session: Session, kind: str, slug: str, phrases: Iterable[str], officer: Officer, now: datetime
) -> Version:
    """Let a page answer to these phrases too.

    They go into the open draft if there is one. Otherwise a head publishes them at once, own
    work or not: no fact changes, and the lint sees that no other page loses a phrase.
    Raises AlreadyOpen while the draft is with the head, PageFaults when the lint objects.
    """
    return _rephrase(session, (kind, slug), _with(list(phrases)), officer, now)


def unteach(
    session: Session, kind: str, slug: str, phrases: Iterable[str], officer: Officer, now: datetime
) -> Version:
    """Take phrases back that were taught by mistake; the same way."""
    return _rephrase(session, (kind, slug), _without(set(phrases)), officer, now)


Change = Callable[[str, Page], Page]


def _rephrase(
    session: Session, of: tuple[str, str], change: Change, officer: Officer, now: datetime
) -> Version:
    draft = versions.draft_of(session, *of)
    if draft:
        if draft.state == State.CHECKING:
            raise AlreadyOpen(draft)
        page = change(draft.kind, draft.page)
        changing.save(session, draft, page, officer, now, seen=draft.revision)
        return draft
    page = page_of(session, *of) or {}
    if not page:
        raise WrongState(State.RETIRED)
    page = change(of[0], page)
    if not officer.may(changing.PUBLISH, page["section"]):
        return changing.open_draft(session, *of, page["section"], page, officer, now)
    changing.take_turn(session)
    with session.begin_nested():  # no draft is left behind when the lint objects
        draft = changing.open_draft(session, *of, page["section"], page, officer, now)
        changing.go_live(session, draft, officer, now)
    return draft


def _field(kind: str, phrase: str) -> str:
    """The list a phrase belongs to: procedures keep English apart."""
    if kind != PROCEDURE:
        return "phrases"
    return "asks_en" if phrase.isascii() else "asks"


def _with(phrases: list[str]) -> Change:
    def change(kind: str, page: Page) -> Page:
        page = dict(page)
        for phrase in phrases:
            name = _field(kind, phrase)
            known = page.get(name, [])
            page[name] = known if phrase in known else [*known, phrase]
        return page

    return change


def _without(phrases: set[str]) -> Change:
    def change(kind: str, page: Page) -> Page:
        lists = ("asks", "asks_en") if kind == PROCEDURE else ("phrases",)
        kept = {name: [p for p in page.get(name, []) if p not in phrases] for name in lists}
        return page | kept

    return change
