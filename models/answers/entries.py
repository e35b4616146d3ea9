"""What a question can be matched with: one entry for each thing the office has an answer to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from models.answers import lexicon
from models.catalogue import Catalogue, Procedure


@dataclass(frozen=True)
class Entry:
    """One answer of the office, and every way in which the office knows it is asked for."""

    id: str
    unit: str
    """The section that answers."""
    name: str
    aliases: tuple[str, ...] = ()
    """Other names, English ones and codes of forms: any of them alone means this entry."""
    keywords: tuple[str, ...] = ()
    """Words that tell it, inside a longer question too."""
    examples: tuple[str, ...] = ()
    """Whole questions of citizens."""

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "Entry":
        """From a row of a content file; raises KeyError or TypeError when it is not one."""
        lists = {key: tuple(map(str, row.get(key) or ())) for key in ("aliases", "keywords")}
        examples = tuple(map(str, row.get("examples") or ()))
        unit = str(row.get("unit", ""))
        return cls(str(row["id"]), unit, str(row["name"]), **lists, examples=examples)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that means this entry when it stands alone."""
        return (self.name, *self.aliases, *self.keywords)

    @property
    def said(self) -> tuple[str, ...]:
        """Every phrase of the entry, names first, none twice."""
        return tuple(dict.fromkeys((*self.names, *self.examples)))


def entries_of(
    catalogue: Catalogue, short_answers: Iterable[Mapping[str, Any]] = ()
) -> tuple[Entry, ...]:
    """Everything published: procedures, short answers (their pages), the office itself."""
    procedures = [_of_procedure(p) for p in catalogue.procedures.values()]
    return (*procedures, *map(_of_short_answer, short_answers), *office_questions())


def office_questions() -> tuple[Entry, ...]:
    """What is asked about the office itself: "office-hours", "office-place", "office-phone"."""
    rows = lexicon.read("office")
    return tuple(Entry.of_row({"id": key, "unit": "", **row}) for key, row in rows.items())


def _of_procedure(procedure: Procedure) -> Entry:
    return Entry(
        id=procedure.slug,
        unit=procedure.section,
        name=procedure.name_th,
        aliases=(procedure.short_th, procedure.name_en),
        examples=(*procedure.asks, *procedure.asks_en, procedure.description_th),
    )


def _of_short_answer(page: Mapping[str, Any]) -> Entry:
    name_en = page.get("name_en")
    return Entry(
        id=str(page["slug"]),
        unit=str(page["section"]),
        name=str(page["name_th"]),
        aliases=(str(name_en),) if name_en else (),
        examples=tuple(map(str, page.get("phrases") or ())),
    )
