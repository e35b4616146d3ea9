"""One checked edition of everything the office knows, and what of it holds on a given day."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from models.catalogue.checking import is_address
from models.catalogue.office_facts import OfficeInfo, Section, Source
from models.catalogue.procedure import Condition, Procedure


@dataclass(frozen=True)
class Catalogue:
    """One checked edition of everything the office publishes about its procedures."""

    office: OfficeInfo
    sections: tuple[Section, ...]
    procedures: Mapping[str, Procedure]
    conditions: Mapping[str, Condition]
    sources: Mapping[str, Source]
    version: str
    """Twelve hexadecimal digits that change whenever any page does."""
    pages: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    """The page each procedure was read from, tidied, by slug; never to be changed."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What fills the blanks of a page, such as {phone}, by language."""

    def of_section(self, code: str) -> tuple[Procedure, ...]:
        """The procedures of one section, in the order its list shows them."""
        return tuple(p for p in self.procedures.values() if p.section == code)

    def source(self, name: str) -> Source | None:
        """The source a fact names by its id or by its own address."""
        if name in self.sources or not is_address(name):
            return self.sources.get(name)
        return Source(id=name, name_th=name, kind="private", url=name)

    def on(self, day: date) -> "Catalogue":
        """The catalogue as it is told on that day: only what holds then."""
        told = {slug: procedure.on(day) for slug, procedure in self.procedures.items()}
        hours = {name: fact.on(day) for name, fact in self.office.hours.items()}
        return replace(
            self, procedures=MappingProxyType(told), office=replace(self.office, hours=hours)
        )
