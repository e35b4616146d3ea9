"""Small talk, danger and other agencies' matters, known by their words alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from models.answers import lexicon
from models.answers.finding import Kind
from models.answers.phrases import Phrases
from models.answers.pieces import frames
from models.answers.wording import of_ours, squeezed, words

TALK = ("greeting", "thanks", "small_talk", "abuse")


@dataclass(frozen=True)
class Agency:
    """Another agency, whose matters people bring to the district office."""

    code: str
    name_th: str
    name_en: str
    phone: str | None
    """Its public hotline."""
    signs: tuple[str, ...]
    """Words that mark its matters wherever they stand."""
    said: tuple[str, ...]
    """How people ask."""
    website: str | None = None

    def name(self, language: str) -> str:
        """Its name in "th" or "en"."""
        return self.name_en if language == "en" else self.name_th


@cache
def agencies() -> Mapping[str, Agency]:
    """Every agency of data/agencies.yaml by its key."""
    return MappingProxyType({
        key: Agency(
            key, page["name_th"], page["name_en"], page["phone"] or None,
            tuple(page["signs"]), tuple(page["said"]), page.get("website"),
        )
        for key, page in lexicon.read("agencies").items()
    })  # fmt: skip


def agency(code: str) -> Agency | None:
    """The agency of that code, None for an unknown one."""
    return agencies().get(code)


def emergency(spelling: str) -> tuple[str, ...]:
    """The numbers to call when the words sound like danger now; empty when they do not."""
    rows = lexicon.read("emergencies")
    found = {int(key) for key in _dangers().keys(spelling)}
    if any(not rows[row]["numbers"] for row in found):
        return ()
    return tuple(dict.fromkeys(n for row in sorted(found) for n in rows[row]["numbers"]))


def talk(spelling: str) -> Kind | None:
    """The kind of a message that is nothing but small talk."""
    found = [key for key in _talk().keys(spelling) if key in TALK]
    if not found:
        return None
    if "abuse" in found:
        return "abuse"
    left = squeezed(spelling)
    for _, phrase, _ in sorted(_talk().found(spelling), key=lambda hit: -len(hit[1])):
        left = left.replace(squeezed(phrase), " ")
    if any(word not in frames() for part in left.split() for word in words(part)):
        return None
    order = {"small_talk": 0, "thanks": 1, "greeting": 2}
    return cast(Kind, min(found, key=order.__getitem__))


def signs_of_agencies(names: frozenset[str]) -> Phrases:
    """The signs of agencies, save those in the names of the office's own answers (squeezed)."""
    return Phrases({
        key: [s for s in agency.signs if not _inside(squeezed(of_ours(s)), names)]
        for key, agency in agencies().items()
    })  # fmt: skip


def _inside(sign: str, names: frozenset[str]) -> bool:
    return any(sign in name for name in names)


@cache
def _dangers() -> Phrases:
    rows = lexicon.read("emergencies")
    return Phrases({str(number): row["signs"] for number, row in enumerate(rows)})


@cache
def _talk() -> Phrases:
    return Phrases({kind: page["words"] for kind, page in lexicon.read("small_talk").items()})
