"""From the pages of a starter pack, and what the office published over them, to one edition."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from models.catalogue import checking, folder, raw, reading
from models.catalogue.edition import Catalogue
from models.catalogue.folder import Folder
from models.catalogue.office_facts import Section, Source
from models.catalogue.page import Page
from models.catalogue.procedure import Condition, Procedure

Row = TypeVar("Row")
Pages = Mapping[str, dict[str, Any]]


class CatalogueError(Exception):
    """The catalogue cannot be used; `faults` lists everything wrong, each with its file.

    `blamed` holds the slugs of those pages laid over the starter pack that have faults.
    """

    def __init__(self, faults: Iterable[str], blamed: Iterable[str] = ()) -> None:
        self.faults = tuple(faults)
        self.blamed = frozenset(blamed)
        super().__init__("\n".join(self.faults))


def load(path: Path | None = None) -> Catalogue:
    """Read and check a whole catalogue, the starter pack by default.

    Raises CatalogueError with every fault of every file at once.
    """
    return assemble(folder.read(path) if path else folder.starter())


def assemble(
    starter: Folder, over: Pages | None = None, without: Collection[str] = ()
) -> Catalogue:
    """The pages of a folder, those of `over` in place of their namesakes, none of `without`.

    Raises CatalogueError with every fault at once.
    """
    over = over or {}
    faults = list(starter.faults)
    sources = _rows("sources.yaml", starter.sources, "id", reading.source, faults)
    conditions = _rows("conditions.yaml", starter.conditions, "id", reading.condition, faults)
    sections = _rows("sections.yaml", starter.sections, "code", reading.section, faults)
    office = reading.office(Page("office.yaml", starter.office, faults))
    words = raw.words_of(starter.office)
    pages = _lying(starter, over, without)
    procedures = {
        place: procedure(place, page, words, conditions, faults) for place, page in pages.items()
    }
    faults += checking.condition_faults(conditions)
    faults += _pack_faults(procedures, conditions, sections, sources, without)
    faults += checking.office_faults(office, sources)
    if faults:
        raise CatalogueError(faults, _blamed(faults, over))
    kept = [_unlinked(one, without) for one in procedures.values()]
    return Catalogue(
        office=office,
        sections=tuple(sorted(sections.values(), key=lambda s: s.order)),
        procedures=_ordered(kept, sections),
        conditions=MappingProxyType(conditions),
        sources=MappingProxyType(sources),
        version=_version(starter, over, without),
        pages=MappingProxyType({p["slug"]: p for p in map(raw.tidy, pages.values())}),
        words=words,
    )


def procedure(
    place: str,
    page: dict[str, Any],
    words: Mapping[str, Mapping[str, str]],
    conditions: Mapping[str, Condition],
    faults: list[str],
) -> Procedure:
    """Read one page, its blanks filled; every fault lands in `faults`."""
    faults += [
        f"{place}: {{{name}}} is not one of {', '.join(raw.BLANKS)}"
        for name in sorted(raw.unknown_blanks(page))
    ]
    return reading.procedure(Page(place, raw.fill(page, words), faults), conditions)


def place_of(page: Mapping[str, Any]) -> str:
    """Where a published page lies, in the words of a fault: its section and its slug."""
    return f"{page.get('section')}/{page.get('slug')}"


def _lying(starter: Folder, over: Pages, without: Collection[str]) -> dict[str, dict[str, Any]]:
    """The pages that count, by place."""
    hidden = {*over, *without}
    kept = {place: p for place, p in starter.procedures.items() if p.get("slug") not in hidden}
    return kept | {place_of(page): page for page in over.values()}


def _blamed(faults: list[str], over: Pages) -> Iterator[str]:
    for slug, page in over.items():
        if any(fault.startswith(f"{place_of(page)}: ") for fault in faults):
            yield slug


def _ordered(
    procedures: Iterable[Procedure], sections: Mapping[str, Section]
) -> Mapping[str, Procedure]:
    """Procedures by slug, section after section, each in its own order."""
    by_place = sorted(procedures, key=lambda p: (sections[p.section].order, p.order, p.slug))
    return MappingProxyType({p.slug: p for p in by_place})


def _unlinked(one: Procedure, without: Collection[str]) -> Procedure:
    """The procedure without its links to others the office no longer offers."""
    see_also = tuple(slug for slug in one.see_also if slug not in without)
    first = one.first_question
    if first:
        leads = tuple(slug for slug in first.yes_leads_to if slug not in without)
        first = replace(first, yes_leads_to=leads) if leads else None
    return replace(one, see_also=see_also, first_question=first)


def _pack_faults(
    procedures: Mapping[str, Procedure],
    conditions: Mapping[str, Condition],
    sections: Mapping[str, Section],
    sources: Mapping[str, Source],
    without: Collection[str],
) -> Iterator[str]:
    """Faults that only show when the pages are held against each other."""
    slugs = Counter(procedure.slug for procedure in procedures.values())
    known = {*slugs, *without}
    for place, one in procedures.items():
        if f"{one.section}/{one.slug}" != place.removesuffix(".yaml"):
            yield f"{place}: does not stand where its section and slug say"
        if slugs[one.slug] > 1:
            yield f"{place}: slug {one.slug!r} is used more than once"
        if one.section not in sections:
            yield f"{place}: section {one.section!r} is not in sections.yaml"
        yield from checking.procedure_faults(place, one, conditions, sources)
        yield from checking.link_faults(place, one, known)
    for section in sections.values():
        yield from checking.section_faults(section, sources)
    yield from checking.label_faults((place, p.short_th) for place, p in procedures.items())
    yield from checking.phrase_faults(procedures)
    yield from checking.label_faults(
        (f"sections.yaml: {s.code}", s.short_th) for s in sections.values()
    )


def _rows(
    name: str, entries: list[Any], key: str, read: Callable[[Page], Row], faults: list[str]
) -> dict[str, Row]:
    """A file that is one list of things with a unique `key`."""
    rows: dict[str, Row] = {}
    for number, entry in enumerate(entries, start=1):
        page = Page(f"{name}: {number}", entry if isinstance(entry, dict) else {}, faults)
        called = str(page.data.get(key))
        if called in rows:
            page.fault(key, f"{called!r} is used more than once")
        rows[called] = read(page)
    return rows


def _version(starter: Folder, over: Pages, without: Collection[str]) -> str:
    """A hash over names and contents, so that an edition can be told from the next."""
    pages = json.dumps([dict(over), sorted(without)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{starter.digest}{pages}".encode()).hexdigest()[:12]
