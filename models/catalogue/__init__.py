"""What the office knows: its sections, its procedures, and who stands behind each fact."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from models.catalogue import checking, reading
from models.catalogue.office_facts import OfficeInfo, Section, Session, Source
from models.catalogue.page import Page
from models.catalogue.procedure import Condition, FirstQuestion, Procedure
from models.catalogue.standing import Document, Duration, Fact, Fee, Place, Standing

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Condition",
    "Document",
    "Duration",
    "Fact",
    "Fee",
    "FirstQuestion",
    "OfficeInfo",
    "Place",
    "Procedure",
    "Section",
    "Session",
    "Source",
    "Standing",
    "load",
]

STARTER_PACK = Path(__file__).parent
TOP_PAGES = ("office.yaml", "sections.yaml", "conditions.yaml", "sources.yaml")
Row = TypeVar("Row")


class CatalogueError(Exception):
    """The catalogue cannot be used; `faults` lists everything wrong, each with its file."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Catalogue:
    """One checked edition of everything the office publishes."""

    office: OfficeInfo
    sections: tuple[Section, ...]
    procedures: Mapping[str, Procedure]
    conditions: Mapping[str, Condition]
    sources: Mapping[str, Source]
    version: str
    """Twelve hexadecimal digits that change whenever any page does."""

    def of_section(self, code: str) -> tuple[Procedure, ...]:
        """The procedures of one section, in the order its list shows them."""
        return tuple(p for p in self.procedures.values() if p.section == code)


def load(folder: Path | None = None) -> Catalogue:
    """Read and check a whole catalogue, the starter pack by default.

    Raises CatalogueError with every fault of every file at once.
    """
    folder = folder or STARTER_PACK
    faults: list[str] = []
    paths = sorted(folder.glob("*/*.yaml"))
    sources = _rows(folder / "sources.yaml", "id", reading.source, faults)
    conditions = _rows(folder / "conditions.yaml", "id", reading.condition, faults)
    sections = _rows(folder / "sections.yaml", "code", reading.section, faults)
    office = _office(folder / "office.yaml", faults)
    procedures = {path: _procedure(path, conditions, faults) for path in paths}
    read = {path: procedure for path, procedure in procedures.items() if procedure}
    faults += checking.condition_faults(conditions)
    faults += _pack_faults(read, conditions, sections, sources)
    if office:
        faults += checking.office_faults(office, sources)
    if faults or office is None:
        raise CatalogueError(faults)
    return Catalogue(
        office=office,
        sections=tuple(sorted(sections.values(), key=lambda s: s.order)),
        procedures=_ordered(read.values(), sections),
        conditions=MappingProxyType(conditions),
        sources=MappingProxyType(sources),
        version=_version([*folder.glob("*.yaml"), *paths]),
    )


def _ordered(
    procedures: Iterable[Procedure], sections: Mapping[str, Section]
) -> Mapping[str, Procedure]:
    """Procedures by slug, section after section, each in its own order."""
    by_place = sorted(procedures, key=lambda p: (sections[p.section].order, p.order, p.slug))
    return MappingProxyType({p.slug: p for p in by_place})


def _pack_faults(
    procedures: Mapping[Path, Procedure],
    conditions: Mapping[str, Condition],
    sections: Mapping[str, Section],
    sources: Mapping[str, Source],
) -> Iterator[str]:
    """Faults that only show when the pages are held against each other."""
    places = {_place(path): procedure for path, procedure in procedures.items()}
    slugs = Counter(procedure.slug for procedure in procedures.values())
    for path, procedure in procedures.items():
        place = _place(path)
        if (procedure.section, procedure.slug) != (path.parent.name, path.stem):
            yield f"{place}: does not stand where its section and slug say"
        if slugs[procedure.slug] > 1:
            yield f"{place}: slug {procedure.slug!r} is used more than once"
        if procedure.section not in sections:
            yield f"{place}: section {procedure.section!r} is not in sections.yaml"
        yield from checking.procedure_faults(place, procedure, conditions, sources)
        yield from checking.link_faults(place, procedure, slugs)
    for section in sections.values():
        yield from checking.section_faults(section, sources)
    yield from checking.label_faults((place, p.short_th) for place, p in places.items())
    yield from checking.phrase_faults(places)
    yield from checking.label_faults(
        (f"sections.yaml: {s.code}", s.short_th) for s in sections.values()
    )


def _procedure(
    path: Path, conditions: Mapping[str, Condition], faults: list[str]
) -> Procedure | None:
    data = _yaml(path, dict, faults)
    return reading.procedure(Page(_place(path), data, faults), conditions) if data else None


def _office(path: Path, faults: list[str]) -> OfficeInfo | None:
    data = _yaml(path, dict, faults)
    return reading.office(Page(path.name, data, faults)) if data else None


def _rows(path: Path, key: str, read: Callable[[Page], Row], faults: list[str]) -> dict[str, Row]:
    """A file that is one list of things with a unique `key`."""
    rows: dict[str, Row] = {}
    for number, entry in enumerate(_yaml(path, list, faults) or [], start=1):
        page = Page(f"{path.name}: {number}", entry if isinstance(entry, dict) else {}, faults)
        name = str(page.data.get(key))
        if name in rows:
            page.fault(key, f"{name!r} is used more than once")
        rows[name] = read(page)
    return rows


def _yaml(path: Path, kind: type, faults: list[str]) -> Any:
    try:
        data = yaml.load(path.read_bytes(), Loader=_Loader)
    except OSError:
        faults.append(f"{_place(path)}: cannot be read")
        return None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as reason:
        faults.append(f"{_place(path)}: is not yaml: {' '.join(str(reason).split())}")
        return None
    if not isinstance(data, kind) or not data:
        faults.append(f"{_place(path)}: must be one {'mapping' if kind is dict else 'list'}")
        return None
    return data


class _Loader(yaml.SafeLoader):
    """Safe yaml in which a key written twice is a fault, not a silent loss."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.YAMLError(f"line {node.start_mark.line + 1}: {key!r} is written twice")
        return super().construct_mapping(node, deep)


def _place(path: Path) -> str:
    """A file as an officer knows it: by its section's folder unless it stands at the top."""
    return path.name if path.name in TOP_PAGES else f"{path.parent.name}/{path.name}"


def _version(paths: Iterable[Path]) -> str:
    """A hash over names and contents, so that an edition can be told from the next."""
    edition = hashlib.sha256()
    for path in sorted(paths, key=_place):
        edition.update(f"{_place(path)}\0".encode() + path.read_bytes() + b"\0")
    return edition.hexdigest()[:12]
