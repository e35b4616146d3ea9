"""Everything the office publishes, opened once in each process that talks with citizens."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from models import content, short_answers
from models.answers import Matcher, entries_of
from models.catalogue import Catalogue, assembling, load
from models.catalogue.assembling import place_of
from models.content import PROCEDURE, PageFaults
from models.content.phrases import entries_told, matcher_of
from models.short_answers import ShortAnswer


@dataclass(frozen=True)
class Office:
    """One edition of everything told, with the matcher made from it.

    `day` is the day in Bangkok whose facts it tells; None for all of them, whenever they hold.
    `answer_pages` are the pages of all short answers, `left_out` the faults of published pages
    that could not be used.
    """

    catalogue: Catalogue
    matcher: Matcher
    short_answers: Mapping[str, ShortAnswer] = field(default_factory=dict)
    answer_pages: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    edition: int = 0
    day: date | None = None
    left_out: tuple[str, ...] = ()

    @classmethod
    def open(cls, folder: Path | None = None) -> "Office":
        """Read the catalogue, the starter pack by default; raises CatalogueError if unsound."""
        catalogue = load(folder)
        return cls(catalogue, matcher_of(entries_of(catalogue)))

    @classmethod
    def published(cls, session: Session, day: date | None = None) -> "Office":
        """The starter pack with everything published laid over it, as told on that day."""
        return cls.of(content.told(session), day)

    @classmethod
    def of(cls, told: content.Told, day: date | None = None) -> "Office":
        """The office of one edition, as told on that day; takes a second or two."""
        shown = told.on(day) if day else told
        return cls(
            catalogue=shown.catalogue,
            matcher=matcher_of(entries_told(shown)),
            short_answers=shown.short_answers,
            answer_pages=told.over.short_answers,
            edition=told.edition,
            day=day,
            left_out=told.left_out,
        )

    def with_page(self, kind: str, page: dict[str, Any]) -> "Office":
        """The office as if this page were told, to look at a draft; the matcher stays as it is.

        Raises PageFaults when the page does not read.
        """
        faults = content.faults_of(kind, page)
        if faults:
            raise PageFaults(faults)
        known, slug = self.catalogue, page["slug"]
        if kind == PROCEDURE:
            one = assembling.procedure(place_of(page), page, known.words, known.conditions, [])
            shown = {**known.procedures, slug: one.on(self.day) if self.day else one}
            return replace(self, catalogue=replace(known, procedures=shown))
        sections = [section.code for section in known.sections]
        answer = short_answers.read(place_of(page), page, known.words, sections, [])
        return replace(self, short_answers={**self.short_answers, slug: answer})
