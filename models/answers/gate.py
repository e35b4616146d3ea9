"""How likely the first answer is right, told from everything that speaks for and against it."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from models.answers.candidates import Candidates
from models.answers.logistic import Doubles, probability
from models.answers.memory import Said
from models.answers.ranker import WEIGHTS, Evidence, Ranker
from models.answers.view import Floats, Ints


@dataclass(frozen=True)
class Scale:
    """Brings columns of very different sizes to one."""

    middle: Doubles
    spread: Doubles

    @classmethod
    def of(cls, table: Doubles) -> "Scale":
        """The scale on which every column of a table has mean 0 and deviation 1."""
        return cls(table.mean(axis=0), table.std(axis=0) + 1e-9)

    def __call__(self, table: Doubles) -> Doubles:
        """A table on this scale, with a last column of ones."""
        scaled = (table - self.middle) / self.spread
        return np.concatenate([scaled, np.ones((len(scaled), 1))], axis=1)


@dataclass(frozen=True)
class Gate:
    """Two logistic models: which candidate is right, and whether the first one is."""

    order: Doubles
    """Weights of the columns of `Candidates.table`."""
    scale: Scale
    weights: Doubles
    answer: float
    """From this probability on the answer is said at once."""
    suggest: float
    """From this probability on the nearest are offered."""

    def probability(self, signs: Doubles, near: Candidates) -> Doubles:
        """By message: that its first candidate is right, from 0 to 1."""
        both = np.column_stack([signs, lead(self.order, near.table)])
        return probability(self.scale(both) @ self.weights)


def lead(order: Doubles, table: Doubles) -> Doubles:
    """By message: logarithm of the odds that the first candidate is right, if any of them is."""
    merits = table @ order
    if merits.shape[1] < 2:
        return np.full(len(merits), 10.0)
    rest = merits[:, 1:]
    top = rest.max(axis=1)
    others = np.log(np.exp(rest - top[:, None]).sum(axis=1))
    return np.asarray(np.clip(merits[:, 0] - top - others, -10, 10))


def signs(ranker: Ranker, said: Said, found: Evidence, near: Candidates) -> Doubles:
    """By message: what tells a right answer from a wrong one."""
    answers, best = ranker.answers, near.numbers[:, 0]
    scores = found.scores[:, :answers]
    top = np.zeros((len(best), 3))
    top[:, : near.table.shape[1]] = near.table[:, :3, 0]
    first, second, third = top.T
    others = found.scores[:, answers:].max(axis=1, initial=0.0)
    total = sum(WEIGHTS[v] * like for v, like in found.likeness.items()) / sum(WEIGHTS.values())
    mine, rival, stranger = _near(ranker.nearest_of(np.asarray(total)), answers, best)
    by_view = {v: _near(like, answers, best) for v, like in near.nearest.items()}
    known = near.table[:, 0, -5:]
    words = said["words"]
    unknown, told = ranker.knowledge["words"].unknown(words, found.gone)
    return np.column_stack([
        first, first - second, second - third, others, first - others,
        mine, stranger, mine - stranger, mine - rival,
        by_view["letters"][0], by_view["words"][0], by_view["meanings"][0],
        by_view["letters"][2], by_view["words"][2],
        *(by_view[v][0] - by_view[v][1] for v in ("letters", "words", "meanings")),
        known[:, 2], known[:, 4],
        near.foreign, np.where(told > 0, unknown / np.where(told > 0, told, 1), 1.0),
        _length(words), _length(said["letters"]), np.diff(said["meanings"].indptr) > 0,
        np.clip(scores, 0, None).sum(axis=1), (scores > first[:, None] / 2).sum(axis=1),
    ]).astype(np.float64)  # fmt: skip


def _near(nearest: Floats, answers: int, best: Ints) -> tuple[Floats, Floats, Floats]:
    """By message: likeness of the nearest phrase of the best answer, of others, of strangers."""
    rows = np.arange(len(best))
    mine = nearest[rows, best]
    rivals = nearest[:, :answers].copy()
    rivals[rows, best] = 0
    return mine, rivals.max(axis=1, initial=0), nearest[:, answers:].max(axis=1, initial=0)


def _length(counts: csr_matrix) -> Doubles:
    return np.log1p(np.asarray(counts.sum(axis=1), np.float64).ravel())
