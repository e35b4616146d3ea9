"""One way of comparing messages with every phrase the office knows."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


class View:
    """Phrases weighed by their features: rare ones tell most, repeated ones little more."""

    def __init__(self, counts: csr_matrix) -> None:
        """`counts`: a row for each phrase, how often it has each feature."""
        phrases, features = counts.shape
        seen = np.bincount(counts.indices, minlength=features)
        self._rarity = (np.log((1 + phrases) / (1 + seen)) + 1).astype(np.float32)
        self.rows = self._weighed(counts)
        self._columns = self.rows.T.tocsr()

    def likeness(self, counts: csr_matrix) -> Floats:
        """Cosine (0 to 1) of every message (row) with every phrase (column)."""
        return np.asarray((self._weighed(counts) @ self._columns).toarray(), np.float32)

    def likenesses(self, first: int, last: int) -> Floats:
        """The same of the phrases from `first` to before `last`."""
        return np.asarray((self.rows[first:last] @ self._columns).toarray(), np.float32)

    def telling(self, counts: csr_matrix) -> csr_matrix:
        """How much each different feature of every message tells."""
        return _like(counts, self._rarity[counts.indices])

    def _weighed(self, counts: csr_matrix) -> csr_matrix:
        """The length of each row is 1, or 0 without features; new features shorten the others."""
        weights = (1 + np.log(counts.data)) * self._rarity[counts.indices]
        of = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        lengths = np.sqrt(np.bincount(of, weights * weights, counts.shape[0]))
        return _like(counts, (weights / lengths[of]).astype(np.float32))


def has(counts: csr_matrix) -> csr_matrix:
    """Ones where there is anything."""
    return _like(counts, np.ones(counts.nnz, np.float32))


def _like(counts: csr_matrix, data: Floats) -> csr_matrix:
    return csr_matrix((data, counts.indices, counts.indptr), counts.shape)
