"""Which type an order seems to be and what it touches: a proposal, for a person to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers.pieces import pieces
from models.answers.ranker import Ranker
from models.answers.view import Floats
from models.answers.wording import spelled
from models.orders.states import FACTORS, KINDS
from models.orders.tables import Order

EXAMPLES = Path(__file__).with_name("examples.yaml")
CONSIDERED = 1_000  # of the office's own sorted orders, the newest
CUE = 1.0
"""What a word that gives a type or a factor away adds to a score learnt from examples (0 to 1)."""
LATER = 0.5
"""What such a word is worth when another type's stands before it: the first verb is the order."""
SURE = 0.3
"""Score below which no type is proposed: nothing gave it away, and nothing like it was seen."""
TOUCHED = 0.4
"""Score from which a factor is proposed; there is always the likeliest one."""


@dataclass(frozen=True)
class Example:
    """An order whose type and factors are known."""

    text: str
    kind: int
    factors: tuple[int, ...]


@dataclass(frozen=True)
class Suggestion:
    """What an order seems to be; `kind` None when nothing is near enough."""

    kind: int | None
    factors: tuple[int, ...]


def suggest(session: Session, text: str) -> Suggestion:
    """What this order seems to be, by the paper's examples and by what people sorted before."""
    return _learnt(_known(session)).of(text)


def examples() -> tuple[Example, ...]:
    """The invented orders that come with the software."""
    read = _read()["orders"]
    return tuple(
        Example(one["text"], kind, tuple(one["factors"])) for kind in read for one in read[kind]
    )


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(EXAMPLES.read_text("utf-8"))
    return read


class Sorter:
    """Has learnt from examples; any number of threads may ask."""

    def __init__(self, known: Sequence[Example]) -> None:
        known = sorted(known, key=lambda one: one.kind)
        self.kinds = sorted({one.kind for one in known})
        self._kinds = _ranker([one.text for one in known], [one.kind for one in known], self.kinds)
        self._factors = {
            factor: ranker
            for factor in FACTORS
            if (ranker := _touching([(one.text, factor in one.factors) for one in known]))
        }

    def of(self, text: str) -> Suggestion:
        """What this order seems to be."""
        kinds = dict(zip(self.kinds, map(float, _scores(self._kinds, text)), strict=True))
        for kind, worth in _given_away(text, "kinds").items():
            kinds[kind] = kinds.get(kind, 0.0) + worth
        best = max(kinds, key=lambda kind: kinds[kind])
        return Suggestion(best if kinds[best] >= SURE else None, self._touched(text))

    def _touched(self, text: str) -> tuple[int, ...]:
        scores = {factor: float(_scores(r, text)[0]) for factor, r in self._factors.items()}
        for factor in _given_away(text, "factors"):
            scores[factor] = scores.get(factor, 0.0) + CUE
        likeliest = max(scores, key=lambda factor: scores[factor])
        near = {factor for factor, score in scores.items() if score >= TOUCHED}
        return tuple(sorted(near | {likeliest}))


def _given_away(text: str, what: str) -> dict[int, float]:
    """Types or factors that a word of the text gives away, and what that is worth."""
    cues: dict[int, list[str]] = _read()["cues"][what]
    at = {n: min(text.find(w) for w in words if w in text) for n, words in cues.items()
          if any(word in text for word in words)}  # fmt: skip
    first = min(at.values(), default=0)
    return {number: CUE if place == first else LATER for number, place in at.items()}


def _known(session: Session) -> tuple[Example, ...]:
    rows = select(Order.text, Order.kind, Order.factors).where(Order.sorted_at.is_not(None))
    newest = session.execute(rows.order_by(Order.sorted_at.desc(), Order.id).limit(CONSIDERED))
    own = [Example(row.text, row.kind, tuple(row.factors)) for row in newest if row.kind in KINDS]
    return (*examples(), *own)


@lru_cache(1)
def _learnt(known: tuple[Example, ...]) -> Sorter:
    return Sorter(known)


def _ranker(texts: Sequence[str], classes: Sequence[int], names: Sequence[int]) -> Ranker:
    ranker = Ranker([spelled(t) for t in texts], [names.index(c) for c in classes], len(names))
    ranker.forget_training()
    return ranker


def _touching(known: Sequence[tuple[str, bool]]) -> Ranker | None:
    """Those that touch it first, the others after; None when all or none do."""
    if len({touched for _, touched in known}) < 2:
        return None
    ordered = sorted(known, key=lambda one: not one[1])
    return _ranker([text for text, _ in ordered], [int(not yes) for _, yes in ordered], [0, 1])


def _scores(ranker: Ranker, text: str) -> Floats:
    said = ranker.numbering.of([pieces(spelled(text))])
    first: Floats = ranker.evidence(said).scores[0]
    return first
