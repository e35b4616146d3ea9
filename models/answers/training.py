"""Teaching the gate when to doubt, from phrases the ranker has not seen."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.answers.candidates import candidates
from models.answers.gate import Gate, Scale, lead, signs
from models.answers.logistic import Doubles, fitted, probability
from models.answers.noise import mistyped
from models.answers.ranker import CHUNK, Ranker
from models.answers.view import Ints
from models.answers.wording import of_ours

PRECISION = 0.965
"""Share of answers that must be right, among the office's own phrases, unseen.

They are shorter than the questions of citizens, of which about 97 % come out right then.
"""
FALSE_ANSWERS = 0.01
"""Share of messages without an answer that may be given one."""
HELPFUL = 0.2
"""From this probability on the nearest answers are worth offering."""
MOST = 450
"""Phrases of one sort that are asked at most, so that publishing takes seconds."""


SHARES = {
    "question": 1.0, "slip": 0.5, "sibling": 0.5, "name": 0.25, "stranger": 1.5, "known": 1.5,
}  # fmt: skip


@dataclass(frozen=True)
class Lesson:
    """One message to be put to a ranker that has not seen the phrase of that row."""

    row: int
    text: str
    sort: str
    """question, slip, name; sibling or stranger (all its like left out); known."""

    def left_out(self, ranker: Ranker) -> Ints:
        """The phrases to be forgotten for it."""
        if self.sort in ("sibling", "stranger"):
            return ranker.of_class(int(ranker.classes[self.row]))
        return ranker.near_copies(self.row)

    def right(self, ranker: Ranker) -> int:
        """The class that answers it, -1 if there is none."""
        number = int(ranker.classes[self.row])
        return number if number < ranker.answers and self.sort != "sibling" else -1


@dataclass(frozen=True)
class _Outcome:
    """What came of the lessons, a row for each."""

    signs: Doubles
    table: Doubles
    """By candidate, as in `Candidates`."""
    mine: NDArray[np.bool_]
    """By candidate: whether it is the right one."""


def teach(ranker: Ranker, questions: Sequence[int], apart: Sequence[int]) -> Gate:
    """A gate for a ranker.

    `questions`: rows that are whole questions; `apart`: classes of messages without an answer
    that are left out together, because the next such message will be of a new kind.
    """
    lessons = list(_lessons(ranker, set(questions), set(apart)))
    taken = _taken(ranker, lessons)
    order = _order(taken)
    table = np.column_stack([taken.signs, lead(order, taken.table)])
    right = taken.mine[:, 0]
    shares = np.array([SHARES[lesson.sort] for lesson in lessons])
    scale = Scale.of(table)
    weights = fitted(scale(table), right, shares)
    sure = probability(scale(table) @ weights)
    sorts = np.array([lesson.sort for lesson in lessons])
    asked, strange = sorts == "question", np.isin(sorts, ["stranger", "known"])
    answer = max(
        _precise_from(sure[asked], right[asked], shares[asked]), _quiet_from(sure[strange])
    )
    return Gate(order, scale, weights, answer, min(HELPFUL, answer))


def _taken(ranker: Ranker, lessons: Sequence[Lesson]) -> _Outcome:
    parts = [_some_taken(ranker, lessons[n : n + CHUNK]) for n in range(0, len(lessons), CHUNK)]
    return _Outcome(
        np.concatenate([part.signs for part in parts]),
        np.concatenate([part.table for part in parts]),
        np.concatenate([part.mine for part in parts]),
    )


def _some_taken(ranker: Ranker, lessons: Sequence[Lesson]) -> _Outcome:
    said = ranker.numbering.learnt(lesson.text for lesson in lessons)
    found = ranker.unseen(said, [lesson.left_out(ranker) for lesson in lessons])
    near = candidates(ranker, said, found)
    right = np.array([lesson.right(ranker) for lesson in lessons])
    return _Outcome(signs(ranker, said, found, near), near.table, near.numbers == right[:, None])


def _order(taken: _Outcome) -> Doubles:
    """Weights by which the right candidate stands before each of the others."""
    told = taken.mine.any(axis=1)
    mine, table = taken.mine[told], taken.table[told]
    width = table.shape[2]
    gains = (table[mine][:, None, :] - table)[~mine]
    if not len(gains):
        return np.zeros(width)
    both = np.concatenate([gains, -gains])
    spread = gains.std(axis=0) + 1e-9
    first = np.arange(len(both)) < len(gains)
    weights: Doubles = fitted(both / spread, first, np.full(len(both), 0.5)) / spread
    return weights


def _precise_from(sure: Doubles, right: NDArray[np.bool_], shares: Doubles) -> float:
    """The lowest probability from which answers to questions are right often enough."""
    # Among questions in scope a probability says more than among all messages: a line through
    # the odds tells how much, and does not jump with a single lesson as counting would.
    odds = np.log(sure / (1 - sure))
    table = np.stack([odds, np.ones(len(odds))], axis=1)
    likely = probability(table @ fitted(table, right, shares))
    order = np.argsort(-sure, kind="stable")
    precision = np.cumsum((likely * shares)[order]) / np.cumsum(shares[order])
    enough = np.flatnonzero(precision >= PRECISION)
    return float(sure[order][enough[-1]]) if len(enough) else 1.0


def _quiet_from(sure: Doubles) -> float:
    """The lowest probability that few enough messages without an answer reach."""
    allowed = int(FALSE_ANSWERS * len(sure))
    return float(np.sort(sure)[::-1][allowed]) + 1e-6 if len(sure) else 1.0


def _lessons(ranker: Ranker, questions: set[int], apart: set[int]) -> Iterator[Lesson]:
    chance = random.Random(len(ranker.phrases))
    own = [row for row, number in enumerate(ranker.classes) if number < ranker.answers]
    others = [row for row, number in enumerate(ranker.classes) if number >= ranker.answers]
    asked = _some([row for row in own if row in questions], MOST)
    for row in asked:
        yield Lesson(row, ranker.phrases[row], "question")
        yield Lesson(row, _slip(ranker, row, chance), "slip")
    for row in asked[::2]:
        yield Lesson(row, ranker.phrases[row], "sibling")
    for row in _some([row for row in own if row not in questions], MOST):
        yield Lesson(row, _slip(ranker, row, chance), "name")
    for row in _some(others, 2 * MOST):
        sort = "stranger" if int(ranker.classes[row]) in apart else "known"
        yield Lesson(row, ranker.phrases[row], sort)


def _slip(ranker: Ranker, row: int, chance: random.Random) -> str:
    return of_ours(mistyped(ranker.phrases[row], chance))


def _some(rows: Sequence[int], most: int) -> Sequence[int]:
    """At most so many of the rows, evenly taken."""
    return rows[:: max(1, -(-len(rows) // most))]
