"""Which class of phrases a message belongs to: kernel ridge regression over four views."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import spotrf, spotri
from scipy.sparse import csr_matrix, vstack

from models.answers.knowledge import Knowledge, LeftOut
from models.answers.memory import Numbering, Said, memory
from models.answers.pieces import Pieces
from models.answers.view import Floats, Ints, View

WEIGHTS = {"letters": 1.0, "sounds": 0.5, "words": 1.0, "meanings": 1.25}
"""How much each view counts; leave-one-out hardly changes when any is halved or doubled."""

STIFFNESS = 0.5
"""The ridge: how far a single phrase may pull; flat between 0.1 and 2."""

NEAR_COPY = 0.6
"""Likeness in letters from which two phrases of a class are one phrase, when one is left out."""

CHUNK = 128
"""Messages compared with all phrases at a time: some megabytes of numbers."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for each class, a row for each message of a batch."""

    scores: Floats
    """By class, about 1 for a phrase of the class itself and 0 for strangers."""
    likeness: dict[str, Floats]
    """By view: cosine with every phrase."""
    gone: LeftOut | None
    """Phrases treated as if they had never been said."""


class Ranker:
    """All phrases of a matcher, in the order of their classes."""

    def __init__(self, phrases: Sequence[str], classes: Sequence[int], answers: int) -> None:
        """`phrases`, spelled; `classes`: the number of each one's class, ascending from 0.

        The first `answers` classes are answers, the others what the office has no answer to.
        """
        self.phrases, self.answers = tuple(phrases), answers
        self.classes = np.asarray(classes, np.int32)
        self.starts = np.searchsorted(self.classes, np.arange(int(self.classes.max()) + 2))
        kept = memory()
        kept.learn(phrases)
        self.numbering = Numbering(kept)
        said = self.numbering.learnt(phrases)
        self.views = {name: View(said[name]) for name in Pieces.VIEWS}
        end = int(self.starts[answers])
        self.knowledge = {
            name: Knowledge(self.views[name], self.classes, end) for name in Pieces.VIEWS
        }
        self._inverse = self._inverted()
        targets = np.eye(len(self.starts) - 1, dtype=np.float32)[self.classes]
        self._pull: Floats = self._inverse @ targets

    def forget_training(self) -> None:
        """Give back the memory that only `unseen` needs: 4 bytes for each pair of phrases."""
        self._inverse = np.zeros((0, 0), np.float32)
        self._copies = csr_matrix((0, 0))
        for knowledge in self.knowledge.values():
            knowledge.forget_training()

    def evidence(self, said: Said) -> Evidence:
        """For messages."""
        likeness = {name: self.views[name].likeness(said[name]) for name in WEIGHTS}
        return Evidence(_kernel(likeness) @ self._pull, likeness, None)

    def unseen(self, said: Said, left_out: Sequence[Ints]) -> Evidence:
        """For messages, each exactly as if some phrases of one class had never been there."""
        likeness = {name: self.views[name].likeness(said[name]) for name in WEIGHTS}
        kernel = _kernel(likeness)
        scores = kernel @ self._pull
        for row, gone in enumerate(left_out):
            # The textbook identity of ridge regression: leaving out needs no second fit.
            without = self._inverse[gone]
            block = without[:, gone].astype(np.float64)
            share = np.linalg.solve(block, (without @ kernel[row]).astype(np.float64))
            scores[row] -= share.astype(np.float32) @ self._pull[gone]
            for like in likeness.values():
                like[row, gone] = 0
        return Evidence(scores, likeness, self._gone(left_out))

    def of_class(self, number: int) -> Ints:
        """The phrases of one class."""
        return np.arange(self.starts[number], self.starts[number + 1], dtype=np.int32)

    def near_copies(self, row: int) -> Ints:
        """A phrase and those of its class that are nearly the same, without which it is new."""
        copies: Ints = self._copies.indices[self._copies.indptr[row] : self._copies.indptr[row + 1]]
        return copies

    def nearest_of(self, likeness: Floats) -> Floats:
        """By message and class, the highest likeness of its phrases."""
        best: Floats = np.maximum.reduceat(likeness, self.starts[:-1], axis=1)
        return best

    def _gone(self, left_out: Sequence[Ints]) -> LeftOut:
        starts = np.cumsum([0, *map(len, left_out)])
        rows = np.concatenate(left_out)
        ones, size = np.ones(len(rows), np.float32), (len(left_out), len(self.phrases))
        owners = self.classes[rows[starts[:-1]]]
        return LeftOut(csr_matrix((ones, rows, starts), size), owners)

    def _inverted(self) -> Floats:
        size = len(self.phrases)
        kernel = np.empty((size, size), np.float32)
        copies = []
        for first in range(0, size, CHUNK):
            last = min(first + CHUNK, size)
            likeness = {name: self.views[name].likenesses(first, last) for name in WEIGHTS}
            kernel[first:last] = _kernel(likeness)
            letters = likeness["letters"]
            letters[np.arange(last - first), np.arange(first, last)] = 1  # without letters, too
            same = self.classes[first:last, None] == self.classes
            copies.append(csr_matrix(same & (letters > NEAR_COPY)))
        self._copies = vstack(copies).tocsr()
        kernel[np.diag_indices(size)] += STIFFNESS
        return _inverse(kernel)


def _kernel(likeness: dict[str, Floats]) -> Floats:
    total = sum(WEIGHTS[view] * like for view, like in likeness.items())
    return np.asarray(total, np.float32)


def _inverse(kernel: Floats) -> Floats:
    """The inverse of a symmetric positive matrix, in its own memory."""
    # LAPACK works on columns: the transpose of a symmetric matrix spares it a copy.
    factor, _ = spotrf(kernel.T, lower=True, clean=False, overwrite_a=True)
    half, _ = spotri(factor, lower=True, overwrite_c=True)
    for row in range(len(half)):
        half[row, row + 1 :] = half[row + 1 :, row]
    return np.asarray(half, np.float32)
