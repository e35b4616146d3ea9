"""The answers that come into question for a message, and what speaks for each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.answers.logistic import Doubles
from models.answers.pieces import Pieces
from models.answers.ranker import Evidence, Ranker
from models.answers.view import Floats, Ints

CONSIDERED = 5


@dataclass(frozen=True)
class Candidates:
    """The best answers of a ranker for one message, best first."""

    numbers: Ints
    """Their classes."""
    table: Doubles
    """A row for each: its score, its nearest phrase by view, and what it knows by view."""
    nearest: dict[str, Floats]
    """By view and class: likeness of the nearest phrase."""


def candidates(ranker: Ranker, answers: int, said: Pieces, found: Evidence) -> Candidates:
    """Of the first `answers` classes."""
    scores = found.scores[:answers]
    order = np.argsort(-scores, kind="stable")[:CONSIDERED].astype(np.int32)
    nearest = {v: ranker.nearest_of(like) for v, like in found.likeness.items()}
    known = [_known(ranker, v, getattr(said, v), order, found.left_out) for v in ranker.views]
    single = [meaning for meaning in said.meanings if " " not in meaning]
    known.append(_known(ranker, "meanings", single, order, found.left_out))
    columns = [scores[order], *(near[order] for near in nearest.values()), *known]
    return Candidates(order, np.array(columns, np.float64).T, nearest)


def _known(
    ranker: Ranker, name: str, features: list[str], order: Ints, left_out: Ints
) -> NDArray[np.float64]:
    """The share of the features, by what they tell, that each class has too."""
    view = ranker.views[name]
    places, weights = view.rarity(features)
    total = float(weights.sum()) or 1.0
    shares = [weights[view.knows(int(c), places, left_out)].sum() / total for c in order]
    return np.array(shares, np.float64)
