"""What the office tells: its starter pack with everything it published laid over it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from models import short_answers
from models.catalogue import Catalogue, CatalogueError, assemble, load
from models.catalogue.assembling import place_of
from models.catalogue.folder import Folder, starter
from models.catalogue.raw import fill
from models.content import versions
from models.content.versions import PROCEDURE, State, Version
from models.short_answers import ShortAnswer

Pages = Mapping[str, dict[str, Any]]


@dataclass(frozen=True)
class Over:
    """What lies over the starter pack, by slug; a slug belongs to one kind alone."""

    procedures: Pages
    short_answers: Pages
    retired: frozenset[str]

    @classmethod
    def of(cls, standing: Iterable[Version]) -> "Over":
        """From the versions that decide what is told."""
        kept = list(standing)
        live = [v for v in kept if v.state != State.RETIRED]
        return cls(
            {v.slug: v.page for v in live if v.kind == PROCEDURE},
            {v.slug: v.page for v in live if v.kind != PROCEDURE},
            frozenset(v.slug for v in kept if v.state == State.RETIRED),
        )


@dataclass(frozen=True)
class Told:
    """One checked edition; `over` is what it was built from.

    `left_out` are the faults of published pages that could not be used: an older version of
    each, or the starter pack, speaks instead. `answer_pages` have their blanks filled.
    """

    catalogue: Catalogue
    short_answers: Mapping[str, ShortAnswer]
    answer_pages: Pages
    over: Over
    edition: int = 0
    left_out: tuple[str, ...] = ()

    def on(self, day: date) -> "Told":
        """What of it is told on that day in Bangkok."""
        held = {slug: a for slug, a in self.short_answers.items() if a.in_force(day)}
        pages = {slug: self.answer_pages[slug] for slug in held}
        catalogue = self.catalogue.on(day)
        return replace(self, catalogue=catalogue, short_answers=held, answer_pages=pages)


@cache
def starter_catalogue() -> Catalogue:
    """The starter pack alone, checked once in each process."""
    return load()


def told(session: Session, folder: Folder | None = None) -> Told:
    """The newest edition that can be used; raises CatalogueError only for the starter pack."""
    found = versions.all_standing(session)
    edition = max((version.edition or 0 for version in found), default=0)
    standing = {version.slug: version for version in found}
    left_out: list[str] = []
    while True:
        over = Over.of(standing.values())
        try:
            newest = build(over, folder)
        except CatalogueError as error:
            if not error.blamed:
                raise
            left_out += error.faults
            for slug in error.blamed:
                _step_back(session, standing, slug)
        else:
            return replace(newest, edition=edition, left_out=tuple(left_out))


def _step_back(session: Session, standing: dict[str, Version], slug: str) -> None:
    before = versions.predecessor(session, standing[slug])
    if before is None:
        del standing[slug]
    else:
        standing[slug] = before


def build(over: Over, folder: Folder | None = None) -> Told:
    """One edition; raises CatalogueError that blames the pages of `over` with faults."""
    if folder or over.procedures or over.retired:
        catalogue = assemble(folder or starter(), over.procedures, over.retired)
    else:
        catalogue = starter_catalogue()
    answers = _short_answers(over.short_answers, catalogue)
    filled = {slug: fill(page, catalogue.words) for slug, page in over.short_answers.items()}
    return Told(catalogue, answers, filled, over)


def _short_answers(pages: Pages, catalogue: Catalogue) -> dict[str, ShortAnswer]:
    faults: list[str] = []
    sections = [section.code for section in catalogue.sections]
    read = {
        place_of(page): short_answers.read(place_of(page), page, catalogue.words, sections, faults)
        for page in pages.values()
    }
    names = {p.name_th for p in catalogue.procedures.values()}
    faults += short_answers.name_faults(read, names)
    for place, answer in read.items():
        if answer.slug in catalogue.procedures:
            faults.append(f"{place}: slug {answer.slug!r} is a procedure's")
    if faults:
        blamed = [
            slug
            for slug, page in pages.items()
            if any(fault.startswith(f"{place_of(page)}: ") for fault in faults)
        ]
        raise CatalogueError(faults, blamed)
    return {answer.slug: answer for answer in read.values()}
