"""Messages the office has no answer to: what they look like, so that they are not answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.answers import lexicon, lists
from models.answers.phrases import Phrases
from models.answers.pieces import Cut
from models.answers.view import View
from models.answers.wording import spelled, squeezed

TOO_LIKE = 0.6
"""Likeness in letters from which a stranger says what the office has an answer to."""
AGENCY, TALK, NEGATIVE = "agency:", "talk:", "negative:"


@dataclass(frozen=True)
class Strangers:
    """What lies outside the office's answers, in classes."""

    phrases: Mapping[str, tuple[str, ...]]
    """Spelled phrases by class: agencies, kinds of small talk, groups of negatives."""
    signs: Phrases
    """The words that mark each agency's matters."""


def strangers(own: Sequence[str], names: Iterable[str], cut: Cut) -> Strangers:
    """Everything outside `own`, the spelled phrases of the office; its own words come first.

    `names` (squeezed) are those no agency may claim; `cut` gives the features of a spelling.
    """
    office = View([cut(p).letters for p in own], np.arange(len(own), dtype=np.int32))
    plain = frozenset(map(squeezed, own))
    classes: dict[str, tuple[str, ...]] = {}
    for key, said in _classes(plain):
        phrases = dict.fromkeys(map(spelled, said))
        foreign = [p for p in phrases if p and _foreign(p, office, plain, cut)]
        if foreign:
            classes[key] = tuple(foreign)
    return Strangers(classes, lists.signs_of_agencies(frozenset(names)))


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


def _foreign(phrase: str, office: View, own: frozenset[str], cut: Cut) -> bool:
    if squeezed(phrase) in own:
        return False
    return float(office.likeness(cut(phrase).letters).max(initial=0.0)) < TOO_LIKE
