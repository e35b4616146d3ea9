"""The answers that come into question for a message, and what speaks for each."""

from dataclasses import dataclass

import numpy as np

from models.answers.logistic import Doubles
from models.answers.memory import Said
from models.answers.ranker import Evidence, Ranker
from models.answers.view import Floats, Ints

CONSIDERED = 5
LEAST = np.float32(1e-6)
"""Stands for nothing where it would divide: what a single feature tells is 1 at least."""


@dataclass(frozen=True)
class Candidates:
    """The best answers of a ranker for each message of a batch, best first."""

    numbers: Ints
    """By message: their classes."""
    table: Doubles
    """By message and candidate: its score, its nearest phrase and what it knows, by view."""
    nearest: dict[str, Floats]
    """By view, message and class: likeness of the nearest phrase."""
    foreign: Floats
    """By message: the weight of the themes that the best answer does not have."""


def candidates(ranker: Ranker, said: Said, found: Evidence) -> Candidates:
    """Of the classes that are answers."""
    scores = found.scores[:, : ranker.answers]
    order = np.argsort(-scores, axis=1, kind="stable")[:, :CONSIDERED].astype(np.int32)
    nearest = {v: ranker.nearest_of(like) for v, like in found.likeness.items()}
    columns = [np.take_along_axis(t, order, 1) for t in (scores, *nearest.values())]
    foreign = np.zeros(len(order), np.float32)
    for name, knowledge in ranker.knowledge.items():
        known, whole = knowledge.known(said[name], found.gone)
        mine = np.take_along_axis(known, order, 1)
        columns.append(np.asarray(mine / np.maximum(whole, LEAST)[:, None], np.float32))
        foreign = whole - mine[:, 0]  # the themes come last
    return Candidates(order, np.stack(columns, axis=2).astype(np.float64), nearest, foreign)
