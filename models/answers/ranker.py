"""Which class of phrases a message belongs to: kernel ridge regression over four views."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import spotrf, spotri

from models.answers.pieces import Cut, Pieces
from models.answers.view import Floats, Ints, View

WEIGHTS = {"letters": 1.0, "sounds": 0.5, "words": 1.0, "meanings": 1.25}
"""How much each view counts; leave-one-out hardly changes when any is halved or doubled."""

STIFFNESS = 0.5
"""The ridge: how far a single phrase may pull; flat between 0.1 and 2."""

NEAR_COPY = 0.6
"""Likeness in letters from which two phrases of a class are one phrase, when one is left out."""

CHUNK = 256


@dataclass(frozen=True)
class Evidence:
    """What speaks for each class."""

    scores: Floats
    """By class, about 1 for a phrase of the class itself and 0 for strangers."""
    likeness: dict[str, Floats]
    """By view: cosine with every phrase."""
    left_out: Ints
    """Phrases treated as if they had never been said."""


class Ranker:
    """All phrases of a matcher, in the order of their classes."""

    def __init__(self, phrases: Sequence[str], classes: Sequence[int], cut: Cut) -> None:
        """`phrases`, spelled; `classes`: the number of each one's class, ascending from 0."""
        self.phrases = tuple(phrases)
        self.classes = np.asarray(classes, np.int32)
        self.starts = np.searchsorted(self.classes, np.arange(int(self.classes.max()) + 1))
        said = [cut(phrase) for phrase in phrases]
        self.views = {v: View([getattr(p, v) for p in said], self.classes) for v in Pieces.VIEWS}
        self._inverse = self._inverted()
        targets = np.eye(len(self.starts), dtype=np.float32)[self.classes]
        self._pull: Floats = self._inverse @ targets

    def forget_training(self) -> None:
        """Give back the memory that only `unseen` needs: 4 bytes for each pair of phrases."""
        self._inverse = np.zeros((0, 0), np.float32)

    def evidence(self, said: Pieces) -> Evidence:
        """For a message."""
        likeness = {v: view.likeness(getattr(said, v)) for v, view in self.views.items()}
        return Evidence(self._kernel(likeness) @ self._pull, likeness, np.zeros(0, np.int32))

    def unseen(self, said: Pieces, left_out: Ints) -> Evidence:
        """For a message, exactly as if some phrases had not been there when we learned."""
        likeness = {v: view.likeness(getattr(said, v)) for v, view in self.views.items()}
        kernel = self._kernel(likeness)
        # The textbook identity of ridge regression: leaving out needs no second fit.
        block = self._inverse[np.ix_(left_out, left_out)].astype(np.float64)
        share = np.linalg.solve(block, (kernel @ self._inverse[:, left_out]).astype(np.float64))
        scores = kernel @ self._pull - share.astype(np.float32) @ self._pull[left_out]
        for like in likeness.values():
            like[left_out] = 0
        return Evidence(scores, likeness, left_out)

    def of_class(self, number: int) -> Ints:
        """The phrases of one class."""
        ends = [*self.starts[1:], len(self.phrases)]
        return np.arange(self.starts[number], ends[number], dtype=np.int32)

    def near_copies(self, row: int) -> Ints:
        """A phrase and those of its class that are nearly the same, without which it is new."""
        mates = self.of_class(int(self.classes[row]))
        letters = self.views["letters"].rows
        like = (letters[mates] @ letters[row].T).toarray().ravel()
        copies: Ints = mates[(like > NEAR_COPY) | (mates == row)]
        return copies

    def nearest_of(self, likeness: Floats) -> Floats:
        """By class, the highest likeness of its phrases."""
        best: Floats = np.maximum.reduceat(likeness, self.starts)
        return best

    def _kernel(self, likeness: dict[str, Floats]) -> Floats:
        total = sum(WEIGHTS[view] * like for view, like in likeness.items())
        return np.asarray(total, np.float32)

    def _inverted(self) -> Floats:
        size = len(self.phrases)
        kernel = np.empty((size, size), np.float32)
        for first in range(0, size, CHUNK):
            last = min(first + CHUNK, size)
            likeness = {v: view.likenesses(first, last) for v, view in self.views.items()}
            kernel[first:last] = self._kernel(likeness)
        kernel[np.diag_indices(size)] += STIFFNESS
        return _inverse(kernel)


def _inverse(kernel: Floats) -> Floats:
    """The inverse of a symmetric positive matrix, in its own memory."""
    # LAPACK works on columns: the transpose of a symmetric matrix spares it a copy.
    factor, _ = spotrf(kernel.T, lower=True, clean=False, overwrite_a=True)
    half, _ = spotri(factor, lower=True, overwrite_c=True)
    for row in range(len(half)):
        half[row, row + 1 :] = half[row + 1 :, row]
    return np.asarray(half, np.float32)
