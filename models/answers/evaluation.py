"""How well a matcher does on questions whose right answers are known."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.answers.finding import Finding
from models.answers.matcher import Matcher

OUT_OF_SCOPE = "oos"


@dataclass(frozen=True)
class Question:
    """A message with the ids that answer it; none when the office has no answer."""

    text: str
    label: str
    also: tuple[str, ...] = ()

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "Question":
        """From a row of a question file; raises KeyError or TypeError when it is not one."""
        return cls(str(row["text"]), str(row["label"]), tuple(map(str, row.get("also") or ())))

    @property
    def in_scope(self) -> bool:
        return self.label != OUT_OF_SCOPE

    def right(self, id: str) -> bool:
        """Whether an entry answers it."""
        return self.in_scope and id in (self.label, *self.also)


@dataclass(frozen=True)
class Miss:
    """A question whose first answer was wrong, or a stranger's that was answered."""

    text: str
    label: str
    found: tuple[str, ...]
    decision: str
    sure: float


@dataclass(frozen=True)
class Figures:
    """Shares are from 0 to 1, times in milliseconds; NaN where nothing could be counted."""

    top1: float
    top3: float
    auroc: float
    answered: float
    """Share of questions in scope that were answered at once."""
    precision: float
    """Share of those answered rightly."""
    false_answers: float
    """Share of messages out of scope that were answered."""
    p50_ms: float
    p99_ms: float
    misses: tuple[Miss, ...]


def evaluate(matcher: Matcher, questions: Sequence[Question]) -> Figures:
    """Ask every question once and count."""
    found, taken = zip(*(_timed(matcher, q.text) for q in questions), strict=True)
    pairs = list(zip(questions, found, strict=True))
    inside = [(q, f) for q, f in pairs if q.in_scope]
    outside = [f for q, f in pairs if not q.in_scope]
    answered = [(q, f) for q, f in inside if f.decision == "answer"]
    return Figures(
        top1=_share(_right(q, f, 1) for q, f in inside),
        top3=_share(_right(q, f, 3) for q, f in inside),
        auroc=_auroc(pairs),
        answered=_share(f.decision == "answer" for _, f in inside),
        precision=_share(_right(q, f, 1) for q, f in answered),
        false_answers=_share(f.decision == "answer" for f in outside),
        p50_ms=float(np.percentile(taken, 50)),
        p99_ms=float(np.percentile(taken, 99)),
        misses=tuple(_miss(q, f) for q, f in pairs if _missed(q, f)),
    )


def _timed(matcher: Matcher, text: str) -> tuple[Finding, float]:
    began = time.perf_counter()
    finding = matcher.find(text)
    return finding, (time.perf_counter() - began) * 1000


def _right(question: Question, finding: Finding, among: int) -> bool:
    return any(question.right(id) for id, _ in finding.nearest[:among])


def _missed(question: Question, finding: Finding) -> bool:
    if question.in_scope:
        return not _right(question, finding, 1)
    return finding.decision == "answer"


def _miss(question: Question, finding: Finding) -> Miss:
    ids = tuple(id for id, _ in finding.nearest)
    return Miss(question.text, question.label, ids, finding.decision, _sure(finding))


def _sure(finding: Finding) -> float:
    return finding.nearest[0][1] if finding.nearest else 0.0


def _auroc(pairs: Sequence[tuple[Question, Finding]]) -> float:
    """How often a question in scope is surer than one that is not; a tie counts half."""
    inside = np.array([_sure(f) for q, f in pairs if q.in_scope])
    outside = np.sort([_sure(f) for q, f in pairs if not q.in_scope])
    below = np.searchsorted(outside, inside, "left") + np.searchsorted(outside, inside, "right")
    return float(below.mean() / 2 / len(outside)) if len(inside) and len(outside) else math.nan


def _share(facts: Any) -> float:
    counted = list(facts)
    return sum(counted) / len(counted) if counted else math.nan
