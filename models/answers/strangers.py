"""Messages the office has no answer to: what they look like, so that they are not answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.answers import lexicon, lists
from models.answers.memory import Numbering, memory
from models.answers.phrases import Phrases
from models.answers.view import View
from models.answers.wording import of_ours, squeezed

TOO_LIKE = 0.6
"""Likeness in letters from which a stranger says what the office has an answer to."""
CHUNK = 128
AGENCY, TALK, NEGATIVE = "agency:", "talk:", "negative:"


@dataclass(frozen=True)
class Strangers:
    """What lies outside the office's answers, in classes."""

    phrases: Mapping[str, tuple[str, ...]]
    """Spelled phrases by class: agencies, kinds of small talk, groups of negatives."""
    signs: Phrases
    """The words that mark each agency's matters."""


def strangers(own: Sequence[str], names: Iterable[str]) -> Strangers:
    """Everything outside `own`, the spelled phrases of the office; its own words come first.

    `names` (squeezed) are those no agency may claim.
    """
    plain = frozenset(map(squeezed, own))
    classes = {key: tuple(dict.fromkeys(map(of_ours, said))) for key, said in _classes(plain)}
    like = _nearest(own, [phrase for said in classes.values() for phrase in said])
    foreign = {
        key: tuple(p for p in said if p and squeezed(p) not in plain and like[p] < TOO_LIKE)
        for key, said in classes.items()
    }
    phrases = {key: said for key, said in foreign.items() if said}
    return Strangers(phrases, lists.signs_of_agencies(frozenset(names)))


def _nearest(own: Sequence[str], others: Sequence[str]) -> dict[str, float]:
    """Likeness in letters of each of the others with the nearest of our own."""
    kept = memory()
    kept.learn((*own, *others))
    numbering = Numbering(kept)
    office = View(numbering.learnt(own)["letters"])
    like: dict[str, float] = {}
    for first in range(0, len(others), CHUNK):
        some = others[first : first + CHUNK]
        nearest = office.likeness(numbering.learnt(some)["letters"]).max(axis=1, initial=0.0)
        like.update(zip(some, nearest.tolist(), strict=True))
    return like


def _classes(own: frozenset[str]) -> Iterator[tuple[str, Sequence[str]]]:
    for key, agency in lists.agencies().items():
        yield f"{AGENCY}{key}", (*agency.signs, *agency.said)
    for kind, page in lexicon.read("small_talk").items():
        yield f"{TALK}{kind}", (*page["words"], *page["said"])
    for group, page in lexicon.read("negatives").items():
        if group != "version" and not _published(page.get("unless", ()), own):
            yield f"{NEGATIVE}{group}", page["said"]


def _published(words: Sequence[str], own: frozenset[str]) -> bool:
    return any(word in phrase for word in words for phrase in own)
