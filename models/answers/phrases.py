"""Phrases looked for inside messages, wherever the spaces are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

import regex

from models.answers.wording import of_ours, squeezed, words

# A Thai word ends where no vowel or tone mark hangs on it, and none begins after เ แ โ ใ ไ.
_HANGING = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎")
_LEADING = frozenset("เแโใไ")
_THAI = regex.compile(r"\p{Thai}")
_LATIN = regex.compile(r"[a-z0-9]+")
_HEAD = 2
SHORT = 5
"""Letters up to which a Thai phrase may be a piece of some other word, as หมา of หมาย is."""


class Phrases:
    """Groups of phrases, each phrase to be found in messages of any spacing."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        """`groups`: phrases by the key of their group; they are spelled as messages are."""
        self._owners: dict[str, list[str]] = {}
        for key, phrases in groups.items():
            for phrase in map(of_ours, phrases):
                plain = squeezed(phrase) if _THAI.search(phrase) else _spaced(phrase)
                if plain and key not in self._owners.setdefault(plain, []):
                    self._owners[plain].append(key)
        self._lengths: dict[str, list[int]] = {}
        for phrase in self._owners:
            lengths = self._lengths.setdefault(phrase[:_HEAD], [])
            if len(phrase) not in lengths:
                lengths.append(len(phrase))

    def found(self, spelling: str, said: Sequence[str] = ()) -> list[tuple[str, str, int]]:
        """(key, phrase, place) of every phrase in a spelling, overlapping ones too.

        `said`: the words of the spelling, when known; short phrases must begin and end with them.
        """
        edges = {0, *accumulate(len(squeezed(word)) for word in said or words(spelling))}
        hits = self._within(squeezed(spelling), edges) if _THAI.search(spelling) else ()
        return [*hits, *self._within(_spaced(spelling), None)]

    def keys(self, spelling: str, said: Sequence[str] = ()) -> list[str]:
        """The keys of the groups found, each once, in the order of the text."""
        return list(dict.fromkeys(key for key, _, _ in self.found(spelling, said)))

    def _within(self, text: str, edges: set[int] | None) -> Iterator[tuple[str, str, int]]:
        for place in range(len(text)):
            for length in self._lengths.get(text[place : place + _HEAD], ()):
                phrase, end = text[place : place + length], place + length
                if phrase in self._owners and _whole(text, place, end, edges):
                    for key in self._owners[phrase]:
                        yield key, phrase, place


def _spaced(spelling: str) -> str:
    """The Latin words of a spelling, plural or not, with one space around each."""
    found = (word[:-1] if word.endswith("s") else word for word in _LATIN.findall(spelling))
    text = " ".join(found)
    return f" {text} " if text else ""


def _whole(text: str, start: int, end: int, edges: set[int] | None) -> bool:
    """Whether Thai letters before and after leave a word of its own."""
    if edges is not None and end - start <= SHORT and not (start in edges and end in edges):
        return False
    hangs = end < len(text) and text[end] in _HANGING
    return not hangs and not (start and text[start - 1] in _LEADING)
