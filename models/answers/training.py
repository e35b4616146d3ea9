"""Teaching the gate when to doubt, from phrases the ranker has not seen."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.answers.candidates import Candidates, candidates
from models.answers.gate import Gate, Scale, lead, signs
from models.answers.logistic import Doubles, fitted, probability
from models.answers.noise import mistyped
from models.answers.pieces import Cut
from models.answers.ranker import Ranker
from models.answers.view import Ints
from models.answers.wording import spelled

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


@dataclass(frozen=True)
class Lesson:
    """One message put to a ranker that has not seen it."""

    sort: str
    """question, slip, name; sibling or stranger (all its like left out); known."""
    right: int | None
    """The class that answers it, None if there is none."""
    near: Candidates
    signs: Doubles

    @property
    def learned(self) -> bool:
        """Whether the first candidate is the right one."""
        return self.right == int(self.near.numbers[0])


SHARES = {
    "question": 1.0, "slip": 0.5, "sibling": 0.5, "name": 0.25, "stranger": 1.5, "known": 1.5,
}  # fmt: skip


@dataclass(frozen=True)
class _School:
    """Where lessons are given."""

    ranker: Ranker
    answers: int
    cut: Cut

    def lesson(self, row: int, text: str, sort: str) -> Lesson:
        """What the ranker makes of a text when the phrase of that row is left out."""
        ranker, number = self.ranker, int(self.ranker.classes[row])
        whole = sort in ("sibling", "stranger")
        left_out: Ints = ranker.of_class(number) if whole else ranker.near_copies(row)
        said = self.cut(text)
        found = ranker.unseen(said, left_out)
        near = candidates(ranker, self.answers, said, found)
        right = number if number < self.answers and not whole else None
        return Lesson(sort, right, near, signs(ranker, self.answers, said, found, near))


def teach(
    ranker: Ranker, answers: int, questions: Sequence[int], apart: Sequence[int], cut: Cut
) -> Gate:
    """A gate for a ranker whose first `answers` classes are answers; `cut` as the ranker's.

    `questions`: rows that are whole questions; `apart`: classes of messages without an answer
    that are left out together, because the next such message will be of a new kind.
    """
    lessons = list(_lessons(_School(ranker, answers, cut), set(questions), set(apart)))
    order = _order(lessons)
    table = np.array([np.append(lesson.signs, lead(order, lesson.near)) for lesson in lessons])
    right = np.array([lesson.learned for lesson in lessons])
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


def _order(lessons: Sequence[Lesson]) -> Doubles:
    """Weights by which the right candidate stands before each of the others."""
    gains = [
        row
        for lesson in lessons
        if lesson.right is not None and lesson.right in lesson.near.numbers
        for row in _gains(lesson.near, lesson.right)
    ]
    if not gains:
        return np.zeros(lessons[0].near.table.shape[1])
    table = np.array(gains)
    spread = table.std(axis=0) + 1e-9
    both = np.concatenate([table, -table]) / spread
    first = np.arange(len(both)) < len(table)
    weights: Doubles = fitted(both, first, np.full(len(both), 0.5)) / spread
    return weights


def _gains(near: Candidates, right: int) -> Doubles:
    mine = near.numbers == right
    gains: Doubles = near.table[mine][0] - near.table[~mine]
    return gains


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


def _lessons(school: _School, questions: set[int], apart: set[int]) -> Iterator[Lesson]:
    ranker, chance = school.ranker, random.Random(len(school.ranker.phrases))
    own = [row for row, number in enumerate(ranker.classes) if number < school.answers]
    others = [row for row, number in enumerate(ranker.classes) if number >= school.answers]
    asked = _some([row for row in own if row in questions], MOST)
    for row in asked:
        yield school.lesson(row, ranker.phrases[row], "question")
        yield school.lesson(row, _slip(ranker, row, chance), "slip")
    for row in asked[::2]:
        yield school.lesson(row, ranker.phrases[row], "sibling")
    for row in _some([row for row in own if row not in questions], MOST):
        yield school.lesson(row, _slip(ranker, row, chance), "name")
    for row in _some(others, 2 * MOST):
        sort = "stranger" if int(ranker.classes[row]) in apart else "known"
        yield school.lesson(row, ranker.phrases[row], sort)


def _slip(ranker: Ranker, row: int, chance: random.Random) -> str:
    return spelled(mistyped(ranker.phrases[row], chance))


def _some(rows: Sequence[int], most: int) -> Sequence[int]:
    """At most so many of the rows, evenly taken."""
    return rows[:: max(1, -(-len(rows) // most))]
