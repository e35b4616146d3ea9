"""Which one fact of a procedure is asked for, and what is left of a message without its frame."""

from collections.abc import Iterable
from functools import cache
from typing import cast

import regex

from models.answers import lexicon
from models.answers.finding import Fact
from models.answers.phrases import Phrases
from models.answers.pieces import frames
from models.answers.wording import spelled, squeezed, words

_DEADLINE = regex.compile(r"ภายในกี่|ไม่เกินกี่|กี่วันหลัง|deadline|within how")
_ONLY_MARKS = regex.compile(r"[\u0e30-\u0e3a\u0e40-\u0e4e\d]*")


def fact_of(spelling: str, names: Iterable[str] = ()) -> Fact | None:
    """The fact asked for; of several, the one in the longest words, then the first.

    `names` (squeezed) of the answer found are no question: one may itself speak of documents.
    """
    if _DEADLINE.search(spelling):
        return None
    inside = [name for name in names if name in squeezed(spelling)]
    if inside:
        spelling = squeezed(spelling).replace(max(inside, key=len), " ")
    found = _facts().found(spelling)
    if not found:
        return None
    key, _, _ = max(found, key=lambda hit: (len(hit[1]), -hit[2]))
    return cast(Fact, key)


def subject_of(spelling: str) -> str:
    """What a message is about once everything that suits any question is taken away."""
    left = squeezed(spelling)
    for key, phrase, _ in sorted(_facts().found(spelling), key=lambda hit: -len(hit[1])):
        if key in FACTS:
            left = left.replace(squeezed(phrase), " ")
    following = _following()
    kept = [
        word
        for part in left.split()
        for word in words(part)
        if word not in frames() and word not in following and not _ONLY_MARKS.fullmatch(word)
    ]
    return "".join(kept)


FACTS = ("fee", "documents", "place", "hours", "duration", "clip")


@cache
def _facts() -> Phrases:
    return Phrases(lexicon.read("facts"))


@cache
def _following() -> frozenset[str]:
    return frozenset(map(spelled, lexicon.read("frames")["following"]))
