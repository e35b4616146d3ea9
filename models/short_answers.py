"""The short answers each ฝ่าย prepares for questions that are no procedure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from models.catalogue.checking import address_faults
from models.catalogue.page import Page
from models.catalogue.raw import BLANKS, fill, unknown_blanks
from models.catalogue.reading import signature
from models.catalogue.standing import Standing, Stated

SLUG = regex.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class ShortAnswer(Stated):
    """One prepared answer; a ฝ่าย stands behind it, or it would not be one."""

    slug: str
    section: str
    name_th: str
    name_en: str | None = None
    answer_th: str
    answer_en: str | None = None
    phrases: tuple[str, ...]
    """How citizens ask for it, in either language."""
    clip: str | None = None
    clip_preview: str | None = None
    """Address of the clip's first picture (JPEG), so that an mp4 plays inside the chat."""
    source: str | None = None
    """Where the ฝ่าย has it from: an order, a regulation, an address."""

    def name(self, language: str) -> str:
        """Its name in "th" or "en", in Thai when it has no English one."""
        return (language == "en" and self.name_en) or self.name_th

    def answer(self, language: str) -> str:
        """The answer in "th" or "en", in Thai when it has no English one."""
        return (language == "en" and self.answer_en) or self.answer_th


def read(
    place: str,
    page: dict[str, Any],
    words: Mapping[str, Mapping[str, str]],
    sections: Collection[str],
    faults: list[str],
) -> ShortAnswer:
    """Read one page strictly, its blanks filled with `words`; every fault lands in `faults`."""
    for name in sorted(unknown_blanks(page)):
        faults.append(f"{place}: {{{name}}} is not one of {', '.join(BLANKS)}")
    inside = Page(place, fill(page, words), faults)
    answer = _answer(inside)
    inside.close()
    if answer.slug and not SLUG.fullmatch(answer.slug):
        inside.fault("slug", "must be small Latin letters, digits and hyphens")
    if answer.section and answer.section not in sections:
        inside.fault("section", f"{answer.section!r} is not in sections.yaml")
    for name in ("phrases", "verified_by", "verified_at", "review_due"):
        if not getattr(answer, name) and not page.get(name):
            inside.fault(name, "is missing")
    if answer.valid_from and answer.valid_to and answer.valid_to < answer.valid_from:
        inside.fault("valid_to", "is before valid_from")
    faults += address_faults(place, clip=answer.clip, clip_preview=answer.clip_preview)
    return answer


def _answer(page: Page) -> ShortAnswer:
    return ShortAnswer(
        slug=page.text("slug"),
        section=page.text("section"),
        name_th=page.text("name_th"),
        name_en=page.maybe_text("name_en"),
        answer_th=page.text("answer_th"),
        answer_en=page.maybe_text("answer_en"),
        phrases=page.texts("phrases"),
        clip=page.maybe_text("clip"),
        clip_preview=page.maybe_text("clip_preview"),
        source=page.maybe_text("source"),
        standing=Standing.VERIFIED,
        **signature(page),
    )


def name_faults(answers: Mapping[str, ShortAnswer], taken: Collection[str]) -> list[str]:
    """Faults of short answers by place when held against each other and against `taken` names."""
    faults, seen = [], set(taken)
    for place, answer in answers.items():
        if answer.name_th in seen:
            faults.append(f"{place}: name_th {answer.name_th!r} is used more than once")
        seen.add(answer.name_th)
    return faults
