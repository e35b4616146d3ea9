"""The pages words can be taught to: found by what the matcher thinks, or by what is typed."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app

from handlers.staff.procedure_case import whole
from handlers.staff.words import language
from models.answers import Matcher, wording
from models.content import PROCEDURE, SHORT_ANSWER

FOUND = 10


@dataclass(frozen=True)
class Target:
    """One page: a procedure, or a short answer."""

    kind: str
    slug: str
    name: str
    section: str
    said: str
    """Everything it is searched by, squeezed."""

    @property
    def key(self) -> str:
        """How forms name it."""
        return f"{self.kind}:{self.slug}"


def targets() -> dict[str, Target]:
    """Every page that is told now, by slug."""
    told = whole()
    found = [
        Target(
            PROCEDURE, p.slug, p.name(language()), p.section, _said(p.name_th, p.name_en, *p.asks)
        )
        for p in told.catalogue.procedures.values()
    ]
    found += [
        Target(SHORT_ANSWER, a.slug, a.name(language()), a.section, _said(a.name_th, *a.phrases))
        for a in told.short_answers.values()
    ]
    return {target.slug: target for target in found}


def suggest(
    known: dict[str, Target], thought: Iterable[str], words: str, most: int
) -> list[Target]:
    """What `words` may be about: what was `thought` when they were written, then what is now."""
    now = (slug for slug, _p in _matcher().find(words).nearest)
    slugs = dict.fromkeys([*thought, *now])
    return [known[slug] for slug in slugs if slug in known][:most]


def search(known: dict[str, Target], wanted: str) -> list[Target]:
    """Pages whose name or phrases hold what was typed, then those the matcher finds near."""
    key = _squeezed(wanted)
    if not key:
        return []
    holding = [target.slug for target in known.values() if key in target.said]
    return suggest(known, holding[:FOUND], wanted, FOUND)


def _matcher() -> Matcher:
    """The matcher at hand: officers need not wait for that of an edition just published."""
    return current_app.extensions["shelf"].office.matcher  # type: ignore[no-any-return]


def _said(*texts: str | None) -> str:
    return "\n".join(_squeezed(text) for text in texts if text)


def _squeezed(text: str) -> str:
    return wording.squeezed(wording.spelled(text))
