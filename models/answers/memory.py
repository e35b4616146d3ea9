"""What the office's phrases are made of, kept from one edition to the next: few of them change."""

import threading
from collections.abc import Iterable, Sequence, Sized
from functools import cache, lru_cache
from itertools import chain

import numpy as np
from scipy.sparse import csr_matrix

from models.answers.pieces import Pieces, pieces
from models.answers.view import Ints

PHRASES = 16_000
"""Phrases remembered: those of two large editions."""
FEATURES = 500_000
"""Different features numbered before the numbering begins anew, some 50 MB."""
SPARE = 4096
"""Numbers for features no phrase has: more than one message can hold of them."""

Said = dict[str, csr_matrix]
"""Messages in every view: a row each, with how often it has every feature."""
_turn = threading.RLock()


class Memory:
    """Gives every feature a number, by view, which it keeps."""

    def __init__(self) -> None:
        self.numbers: dict[str, dict[str, int]] = {view: {} for view in Pieces.VIEWS}
        self._numbered = lru_cache(PHRASES)(self._number)

    @property
    def full(self) -> bool:
        return sum(map(len, self.numbers.values())) > FEATURES

    def learn(self, spellings: Iterable[str]) -> list[tuple[Ints, ...]]:
        """The numbers of the features of each phrase of ours, by view; new ones get a number."""
        with _turn:
            return [self._numbered(spelling) for spelling in spellings]

    def _number(self, spelling: str) -> tuple[Ints, ...]:
        said = pieces(spelling)
        numbered = []
        for view, numbers in self.numbers.items():
            features = getattr(said, view)
            known = (numbers.setdefault(f, len(numbers)) for f in features)
            numbered.append(np.fromiter(known, np.int32, len(features)))
        return tuple(numbered)


class Numbering:
    """The features known when an edition was fitted; what comes later is new to it."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._sizes = {view: len(numbers) for view, numbers in memory.numbers.items()}

    def learnt(self, spellings: Iterable[str]) -> Said:
        """Phrases of ours, or made from them."""
        rows = self._memory.learn(spellings)
        views = zip(self._sizes.items(), zip(*rows, strict=True), strict=True)
        return {view: _counted(_placed(said, size), said, size) for (view, size), said in views}

    def of(self, said: Sequence[Pieces]) -> Said:
        """What citizens say, of which nothing is kept."""
        return {view: self._one(view, [getattr(one, view) for one in said]) for view in self._sizes}

    def _one(self, view: str, said: Sequence[Sequence[str]]) -> csr_matrix:
        numbers, size = self._memory.numbers[view], self._sizes[view]
        places: list[int] = []
        new: dict[str, int] = {}
        for feature in chain.from_iterable(said):
            place = numbers.get(feature, size)
            if place >= size:
                place = size + new.setdefault(feature, len(new)) % SPARE
            places.append(place)
        return _counted(np.array(places, np.int32), said, size)


def memory() -> Memory:
    """The one of this process."""
    if _kept().full:
        _kept.cache_clear()
    return _kept()


@cache
def _kept() -> Memory:
    return Memory()


def _placed(rows: Sequence[Ints], size: int) -> Ints:
    places = np.concatenate(rows)
    return np.where(places < size, places, size + (places - size) % SPARE).astype(np.int32)


def _counted(places: Ints, rows: Sequence[Sized], size: int) -> csr_matrix:
    starts = np.zeros(len(rows) + 1, np.int32)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    ones = np.ones(len(places), np.float32)
    counts = csr_matrix((ones, places, starts), (len(rows), size + SPARE))
    counts.sum_duplicates()
    return counts
