"""How likely the first answer is right, told from everything that speaks for and against it."""

from dataclasses import dataclass

import numpy as np

from models.answers.candidates import Candidates
from models.answers.logistic import Doubles, probability
from models.answers.pieces import Pieces
from models.answers.ranker import WEIGHTS, Evidence, Ranker
from models.answers.view import Floats


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
        """A table, or one row of it, on this scale, with a last column of ones."""
        scaled = (table - self.middle) / self.spread
        return np.concatenate([scaled, np.ones((*scaled.shape[:-1], 1))], axis=-1)


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

    def probability(self, signs: Doubles, near: Candidates) -> float:
        """That the first candidate is right, from 0 to 1."""
        both = np.append(signs, lead(self.order, near))
        return float(probability(self.scale(both) @ self.weights))


def lead(order: Doubles, near: Candidates) -> float:
    """Logarithm of the odds that the first candidate is the right one, if any of them is."""
    merits = near.table @ order
    if len(merits) < 2:
        return 10.0
    rest = merits[1:]
    top = rest.max()
    return float(np.clip(merits[0] - top - np.log(np.exp(rest - top).sum()), -10, 10))


def signs(ranker: Ranker, answers: int, said: Pieces, found: Evidence, near: Candidates) -> Doubles:
    """What tells a right answer from a wrong one; the first `answers` classes are answers."""
    scores, best = found.scores[:answers], int(near.numbers[0])
    first, second, third = (*near.table[:3, 0], 0.0, 0.0)[:3]
    others = float(found.scores[answers:].max(initial=0.0))
    total = sum(WEIGHTS[v] * like for v, like in found.likeness.items()) / sum(WEIGHTS.values())
    mine, rival, stranger = _near(ranker.nearest_of(np.asarray(total)), answers, best)
    by_view = {v: _near(like, answers, best) for v, like in near.nearest.items()}
    known = near.table[0, -5:]
    return np.array([
        first, first - second, second - third, others, first - others,
        mine, stranger, mine - stranger, mine - rival,
        by_view["letters"][0], by_view["words"][0], by_view["meanings"][0],
        by_view["letters"][2], by_view["words"][2],
        *(by_view[v][0] - by_view[v][1] for v in ("letters", "words", "meanings")),
        known[2], known[4],
        _foreign(ranker, said, best, found), _unknown(ranker, answers, said, found),
        np.log1p(len(said.words)), np.log1p(len(said.letters)), bool(said.meanings),
        np.clip(scores, 0, None).sum(), np.sum(scores > first / 2),
    ], np.float64)  # fmt: skip


def _near(nearest: Floats, answers: int, best: int) -> tuple[float, float, float]:
    """Likeness of the nearest phrase of the best answer, of other answers, of strangers."""
    rivals = np.delete(nearest[:answers], best)
    return (
        float(nearest[best]),
        float(rivals.max(initial=0)),
        float(nearest[answers:].max(initial=0)),
    )


def _unknown(ranker: Ranker, answers: int, said: Pieces, found: Evidence) -> float:
    """The share of the words, by what they tell, that no answer has."""
    view = ranker.views["words"]
    places, weights = view.rarity(said.words)
    if not len(places):
        return 1.0
    end = int(np.append(ranker.starts, len(ranker.phrases))[answers])
    return float(weights[~view.knows_before(end, places, found.left_out)].sum() / weights.sum())


def _foreign(ranker: Ranker, said: Pieces, best: int, found: Evidence) -> float:
    """The weight of the meanings that the best answer does not have."""
    view = ranker.views["meanings"]
    places, weights = view.rarity([meaning for meaning in said.meanings if " " not in meaning])
    return float(weights[~view.knows(best, places, found.left_out)].sum())
