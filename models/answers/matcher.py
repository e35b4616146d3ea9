"""Which procedure a citizen's words are about, and how far the office may trust that."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize as unit_length

from models.answers import wording
from models.catalogue import Catalogue, Procedure

Decision = Literal["answer", "suggest", "human"]

# Chosen from the pack's own 462 phrases, each found by a matcher that never saw it, as
# tests/rules/test_answers.py measures again: the right procedure is first for 68 % and among
# three for 89 %. Procedures lie so close together that the margin tells more than the score.
ANSWER_SCORE = 0.35
ANSWER_MARGIN = 0.20
"""Best minus second best. With ANSWER_SCORE, 28 % of unseen phrases are answered at once and 95 %
of those rightly; of phrases about a procedure the pack lacks, 10 % are answered with another."""
SUGGEST_SCORE = 0.18
"""85 % of unseen phrases reach it; most chatter does not."""
NEAREST = 3


@dataclass(frozen=True)
class Finding:
    """What to do with a question, and the nearest procedures as (slug, score 0 to 1), best first.

    "answer": say what the first one needs; "suggest": offer the nearest, at most three;
    "human": nothing is near enough, an officer should read it.
    """

    decision: Decision
    nearest: tuple[tuple[str, float], ...]


class Matcher:
    """One edition of the catalogue, ready to find the procedure a question is about."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], exact: Mapping[str, str]) -> None:
        """`phrases`: spelled phrases by slug; `exact`: squeezed phrases that settle a slug."""
        said = [text for texts in phrases.values() for text in texts]
        owner = [number for number, texts in enumerate(phrases.values()) for _ in texts]
        self._slugs = tuple(phrases)
        self._exact = exact
        self._runs = {run for text in said for run in _runs(text)}
        self._views = [_View(pieces, said, owner) for pieces in (_letters, wording.words)]

    @classmethod
    def fit(cls, catalogue: Catalogue) -> "Matcher":
        """A matcher of every procedure in the catalogue; takes about a second."""
        procedures = catalogue.procedures.values()
        return cls({p.slug: _phrases(p) for p in procedures}, _exact(procedures))

    def find(self, text: str) -> Finding:
        """The procedures nearest to `text`; never raises, and the same text finds the same."""
        spelling = wording.spelled(wording.on_thai_keyboard(text, self._familiar))
        settled = self._exact.get(wording.squeezed(spelling))
        if settled:
            return Finding("answer", ((settled, 1.0),))
        scores = sum(view.scores(spelling) for view in self._views) / len(self._views)
        best = np.argsort(-scores, kind="stable")[:NEAREST]
        near = [(self._slugs[i], round(float(scores[i]), 4)) for i in best if scores[i] > 0]
        return Finding(_decision([score for _, score in near]), tuple(near))

    def _familiar(self, spelling: str) -> float:
        """Share of three-letter runs that occur somewhere in the pack's phrases."""
        runs = _runs(spelling)
        return sum(run in self._runs for run in runs) / len(runs) if runs else 0.0


class _View:
    """One way of weighing phrases by their pieces, with one centroid for each procedure."""

    def __init__(
        self, pieces: Callable[[str], list[str]], said: Sequence[str], owner: Sequence[int]
    ) -> None:
        self._weights = TfidfVectorizer(analyzer=pieces, sublinear_tf=True)
        rows = self._weights.fit_transform(said)
        belongs = csr_matrix((np.ones(len(said)), (owner, np.arange(len(said)))))
        self._centroids = unit_length(belongs @ rows).T.tocsr()

    def scores(self, spelling: str) -> Any:
        """Cosine of a spelling with each centroid: an array of numbers from 0 to 1."""
        return (self._weights.transform([spelling]) @ self._centroids).toarray().ravel()


def _decision(scores: Sequence[float]) -> Decision:
    best, second = (*scores, 0.0, 0.0)[:2]
    if best >= ANSWER_SCORE and best - second >= ANSWER_MARGIN:
        return "answer"
    return "suggest" if best >= SUGGEST_SCORE else "human"


def _phrases(procedure: Procedure) -> list[str]:
    names = (procedure.name_th, procedure.name_en, procedure.short_th)
    said = (*names, procedure.description_th, *procedure.asks)
    return [wording.spelled(text) for text in said]


def _exact(procedures: Iterable[Procedure]) -> dict[str, str]:
    """Whole phrases that mean one procedure alone; its own name goes before others' asks."""
    procedures = tuple(procedures)
    owners: dict[str, str | None] = {}
    for procedure in procedures:
        for ask in procedure.asks:
            key = _key(ask)
            owners[key] = (
                procedure.slug if owners.get(key, procedure.slug) == procedure.slug else None
            )
    for procedure in procedures:
        for name in (procedure.name_en, procedure.name_th, procedure.short_th):
            owners[_key(name)] = procedure.slug
    return {key: slug for key, slug in owners.items() if key and slug}


def _key(text: str) -> str:
    return wording.squeezed(wording.spelled(text))


def _letters(spelling: str) -> list[str]:
    """Runs of two to four letters, the ends marked; Thai is spaced as anyone pleases."""
    text = f" {wording.squeezed(spelling)} "
    return [text[i : i + n] for n in (2, 3, 4) for i in range(len(text) - n + 1)]


def _runs(spelling: str) -> list[str]:
    text = wording.squeezed(spelling)
    return [text[i : i + 3] for i in range(len(text) - 2)]
