"""What each class of phrases knows of a message: the share of its features it has too."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from models.answers.view import Floats, Ints, View, has


@dataclass(frozen=True)
class LeftOut:
    """For each message of a batch the phrases that are treated as if never said."""

    phrases: csr_matrix
    """A row for each message, a one for each phrase."""
    owners: Ints
    """By message, the class to which all its left out phrases belong."""


class Knowledge:
    """Which features the classes of one view have."""

    def __init__(self, view: View, classes: Ints, end: int) -> None:
        """`classes`: the class of each phrase; the phrases before `end` are of answers."""
        self._view, self._end = view, end
        self._have = has(view.rows)
        ones = np.ones(len(classes), np.float32)
        belongs = csr_matrix((ones, (classes, np.arange(len(classes)))))
        self._counts = (belongs @ self._have).tocsr()
        self._by_feature = has(self._counts).T.tocsr()
        self._in_answers = np.bincount(
            self._have[:end].indices, minlength=self._have.shape[1]
        ).astype(np.float32)

    def forget_training(self) -> None:
        """Give back the memory that only left out phrases need."""
        self._have = self._counts = csr_matrix((0, 0), dtype=np.float32)

    def known(self, counts: csr_matrix, gone: LeftOut | None) -> tuple[Floats, Floats]:
        """(by message and class, what the class knows; by message, everything to be known)."""
        telling = self._view.telling(counts)
        known = (telling @ self._by_feature).toarray()
        if gone is not None:
            left = self._counts[gone.owners] - gone.phrases @ self._have
            rows = np.arange(len(gone.owners))
            known[rows, gone.owners] = _sums(telling.multiply(left > 0.5))
        return known, _sums(telling)

    def unknown(self, counts: csr_matrix, gone: LeftOut | None) -> tuple[Floats, Floats]:
        """(by message, what no answer knows; everything to be known)."""
        telling = self._view.telling(counts)
        times = self._in_answers[telling.indices]
        if gone is not None:
            lost = gone.phrases[:, : self._end] @ self._have[: self._end]
            times = times - _at(lost, telling)
        of = np.repeat(np.arange(telling.shape[0]), np.diff(telling.indptr))
        new = telling.data * (times < 0.5)
        return np.bincount(of, new, telling.shape[0]).astype(np.float32), _sums(telling)


def _at(values: csr_matrix, places: csr_matrix) -> NDArray[np.float32]:
    """The values where `places` has entries, in their order."""
    of = np.repeat(np.arange(places.shape[0]), np.diff(places.indptr))
    return np.asarray(values[of, places.indices], np.float32).ravel()


def _sums(table: csr_matrix) -> Floats:
    return np.asarray(table.sum(axis=1), np.float32).ravel()
