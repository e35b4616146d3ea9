"""One way of comparing a message with every phrase the office knows."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


class View:
    """Phrases weighed by their features: rare ones tell most, repeated ones little more."""

    def __init__(self, phrases: Sequence[Sequence[str]], classes: Ints) -> None:
        """`phrases`: the features of each phrase; `classes`: the number of each one's class."""
        self._classes = classes
        self._place: dict[str, int] = {}
        for features in phrases:
            for feature in features:
                self._place.setdefault(feature, len(self._place))
        seen = Counter(self._place[f] for features in phrases for f in set(features))
        total = 1 + len(phrases)
        counts = np.fromiter((seen[i] for i in range(len(self._place))), float, len(self._place))
        self._rarity = (np.log(total / (1 + counts)) + 1).astype(np.float32)
        self._new = float(np.log(total) + 1)
        self.rows = self._matrix([self._weigh(features) for features in phrases])
        columns = self.rows.tocsc()
        self._starts, self._owners, self._weights = columns.indptr, columns.indices, columns.data
        belongs = csr_matrix((np.ones(len(phrases)), (classes, np.arange(len(phrases)))))
        self._counts = (belongs @ (self.rows != 0)).astype(np.int32).tocsr()
        self._counts.sort_indices()

    def likeness(self, features: Sequence[str]) -> Floats:
        """Cosine (0 to 1) of one message with every phrase."""
        places, weights = self._weigh(features)
        starts = self._starts[places]
        lengths = self._starts[places + 1] - starts
        # Every occurrence of every feature at once: each run of the index begins at its start.
        begins = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        at = begins + np.arange(len(begins))
        shares = np.repeat(weights, lengths) * self._weights[at]
        return np.bincount(self._owners[at], shares, self.rows.shape[0]).astype(np.float32)

    def likenesses(self, first: int, last: int) -> Floats:
        """Cosine of the phrases from `first` to before `last` with every phrase."""
        product = self.rows[first:last] @ self.rows.T
        return np.asarray(product.toarray(), np.float32)

    def rarity(self, features: Sequence[str]) -> tuple[Ints, Floats]:
        """The place of each different feature, -1 when it is new, and how much it tells."""
        names = dict.fromkeys(features)
        places = np.fromiter((self._place.get(f, -1) for f in names), np.int32, len(names))
        weights = np.where(places >= 0, self._rarity[places], np.float32(self._new))
        return places, weights.astype(np.float32)

    def knows(self, number: int, places: Ints, left_out: Ints) -> NDArray[np.bool_]:
        """Which features occur in a class, when some phrases are left out."""
        inside = slice(self._counts.indptr[number], self._counts.indptr[number + 1])
        have, times = self._counts.indices[inside], self._counts.data[inside]
        at = np.minimum(np.searchsorted(have, places), max(len(have) - 1, 0))
        counts = np.where(have[at] == places, times[at], 0) if len(have) else np.zeros(len(places))
        gone = left_out[self._classes[left_out] == number]
        return np.asarray(counts > self._times(gone, places))

    def knows_before(self, end: int, places: Ints, left_out: Ints) -> NDArray[np.bool_]:
        """Which features occur in the phrases before `end`, when some are left out."""
        gone = set(left_out.tolist())
        return np.array([p >= 0 and self._said_before(end, int(p), gone) for p in places], bool)

    def _said_before(self, end: int, place: int, gone: set[int]) -> bool:
        owners = self._owners[self._starts[place] : self._starts[place + 1]]
        before = owners[: np.searchsorted(owners, end)]
        return len(before) > len(gone) or any(int(row) not in gone for row in before)

    def _times(self, phrases: Ints, places: Ints) -> Ints:
        """In how many of some phrases each feature occurs."""
        starts, features = self.rows.indptr, self.rows.indices
        times = np.zeros(len(places), np.int32)
        for row in phrases:
            times += np.isin(places, features[starts[row] : starts[row + 1]])
        return times

    def _matrix(self, parts: Sequence[tuple[Ints, Floats]]) -> csr_matrix:
        starts = np.cumsum([0, *(len(places) for places, _ in parts)])
        places = np.concatenate([places for places, _ in parts])
        weights = np.concatenate([weights for _, weights in parts])
        return csr_matrix((weights, places, starts), (len(parts), len(self._place)))

    def _weigh(self, features: Sequence[str]) -> tuple[Ints, Floats]:
        """Places and weights; the length is at most 1, and new features shorten it."""
        counts = Counter(features)
        known = {self._place[f]: n for f, n in counts.items() if f in self._place}
        places = np.fromiter(known.keys(), np.int32, len(known))
        repeats = np.fromiter(known.values(), np.float32, len(known))
        weights = (1 + np.log(repeats)) * self._rarity[places]
        new = sum((1 + np.log(n)) ** 2 for f, n in counts.items() if f not in self._place)
        length = float(np.sqrt(np.sum(weights**2) + new * self._new**2))
        return places, (weights / (length or 1.0)).astype(np.float32)
