"""What a pack would change here, and taking it over: as drafts, never past the head's eyes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from models import content
from models.catalogue import CatalogueError
from models.catalogue.assembling import place_of
from models.catalogue.raw import fill
from models.content import PROCEDURE, AlreadyOpen, NotAllowed, Over, Version
from models.content.overlay import build
from models.officers import Officer
from models.packs.own import kept
from models.packs.pack import Fault, Pack, PackFaults, Page, place_in

IMPORT = "packs.import"
TELEPHONE = re.compile(r"(?<!\d)0\d?[ -]?\d{3,4}[ -]?\d{4}(?!\d)")


class What(StrEnum):
    """What taking over one page would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    OPEN = "open"  # officers here work on a draft of it: it is left alone


@dataclass(frozen=True)
class Change:
    """One page of a pack beside ours. `telephones` are numbers it names, perhaps not our own."""

    kind: str
    slug: str
    section: str
    name_th: str
    what: What
    page: Page
    telephones: tuple[str, ...] = ()


def plan(session: Session, pack: Pack) -> list[Change]:
    """What `bring_in` would do, page by page.

    Raises PackFaults when the pages do not fit those we have.
    """
    told = content.told(session)
    words = told.catalogue.words
    changes, faults = [], []
    for kind, given in pack.pages():
        known = content.page_of(session, kind, given["slug"])
        page = kept(given, known) if kind == PROCEDURE else dict(given)
        faults += _misfits(given, known)
        what = _what(session, kind, fill(page, words), fill(known, words))
        numbers = tuple(sorted(set(_telephones(page))))
        changes.append(
            Change(kind, page["slug"], page["section"], page["name_th"], what, page, numbers)
        )
    _fitting(pack, changes, told.over, faults)
    return changes


def bring_in(session: Session, pack: Pack, officer: Officer, now: datetime) -> list[Version]:
    """Open a draft for every page that is new or changed; raises PackFaults, and then opens none.

    A page officers here are working on is left alone.
    """
    if not officer.may(IMPORT):
        raise NotAllowed(IMPORT, "")
    with session.begin_nested():  # all of it or nothing
        wanted = [c for c in plan(session, pack) if c.what in (What.NEW, What.CHANGED)]
        drafts = [_drafted(session, change, officer, now) for change in wanted]
    return [draft for draft in drafts if draft]


def _drafted(session: Session, change: Change, officer: Officer, now: datetime) -> Version | None:
    try:
        return content.open_draft(
            session, change.kind, change.slug, change.section, change.page, officer, now
        )
    except AlreadyOpen:  # begun since the plan was made
        return None


def _what(session: Session, kind: str, page: Page, known: Page | None) -> What:
    if known == page:
        return What.SAME
    if content.draft_of(session, kind, page["slug"]):
        return What.OPEN
    return What.NEW if known is None else What.CHANGED


def _misfits(given: Page, known: Page | None) -> list[Fault]:
    if known is None or known["section"] == given["section"]:
        return []
    return [Fault(place_in(given), f"section must stay {known['section']!r}")]


def _fitting(pack: Pack, changes: Sequence[Change], over: Over, faults: list[Fault]) -> None:
    """Raise PackFaults unless an edition with all these pages would be sound."""
    pages: dict[str, dict[str, Any]] = {"procedures": {}, "short_answers": {}}
    for change in changes:
        kind = "procedures" if change.kind == PROCEDURE else "short_answers"
        pages[kind][change.slug] = change.page
    places = {place_of(page): place_in(page) for _, page in pack.pages()}
    together = Over(
        {**over.procedures, **pages["procedures"]},
        {**over.short_answers, **pages["short_answers"]},
        over.retired - {change.slug for change in changes},
    )
    try:
        build(together)
    except CatalogueError as error:
        found = [Fault.of(fault) for fault in error.faults]
        faults += [Fault(places.get(fault.where, fault.where), fault.reason) for fault in found]
    if faults:
        raise PackFaults(faults)


def _telephones(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [number for inside in value.values() for number in _telephones(inside)]
    if isinstance(value, list):
        return [number for inside in value for number in _telephones(inside)]
    return TELEPHONE.findall(value) if isinstance(value, str) else []
