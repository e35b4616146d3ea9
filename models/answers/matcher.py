"""Which procedure a citizen's words are about, and how far the office may trust that."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize as unit_length

from models.answers import english, wording
from models.catalogue import Catalogue, Procedure

Decision = Literal["answer", "suggest", "human"]

# Chosen from the pack's own 459 Thai phrases, each found by a matcher that never saw it, as
# tests/rules/test_answers.py measures again: the right procedure is first for 68 % and among
# three for 89 %. Procedures lie so close together that the margin tells more than the score.
ANSWER_SCORE = 0.35
ANSWER_MARGIN = 0.20
"""Best minus second best. With ANSWER_SCORE, 28 % of unseen phrases are answered at once and 96 %
of those rightly; of phrases about a procedure the pack lacks, 10 % are answered with another."""
SUGGEST_SCORE = 0.18
"""85 % of unseen phrases reach it; most chatter does not."""
WARINESS = 1.5
"""How hard words new to the office weigh in English: at 1, chatter is answered for one word in it.

Of the 330 English phrases, unseen, 68 % come first and 87 % among three; 29 % are answered at
once, 94 % of those rightly; of those about a procedure the pack lacks, 10 % get another one."""
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

    def __init__(self, catalogue: Catalogue) -> None:
        procedures = tuple(catalogue.procedures.values())
        thai = {p.slug: _phrases(p) for p in procedures}
        latin = {p.slug: _english_phrases(p) for p in procedures}
        self._exact = _exact(procedures)
        said = (text for texts in (*thai.values(), *latin.values()) for text in texts)
        self._runs = {run for text in said for run in _runs(text)}
        self._thai = _Index(thai, (_View(_letters), _View(wording.words)))
        self._english = _Index(latin, (_Wary(english.letters), _Wary(english.words)))

    @classmethod
    def fit(cls, catalogue: Catalogue) -> "Matcher":
        """A matcher of every procedure in the catalogue; takes about a second."""
        return cls(catalogue)

    def find(self, text: str) -> Finding:
        """The procedures nearest to `text`; never raises, and the same text finds the same."""
        spelling = wording.spelled(wording.on_thai_keyboard(text, self._familiar))
        settled = self._exact.get(wording.squeezed(spelling))
        if settled:
            return Finding("answer", ((settled, 1.0),))
        index = self._english if english.is_english(spelling) else self._thai
        near = index.nearest(spelling)
        return Finding(_decision([score for _, score in near]), near)

    def _familiar(self, spelling: str) -> float:
        """Share of three-letter runs that occur somewhere in the pack's phrases."""
        runs = _runs(spelling)
        return sum(run in self._runs for run in runs) / len(runs) if runs else 0.0


class _View:
    """One way of weighing phrases by their pieces, with one centroid for each procedure."""

    def __init__(self, pieces: Callable[[str], list[str]]) -> None:
        self._pieces = pieces
        self._weights = TfidfVectorizer(analyzer=pieces, sublinear_tf=True)

    def fit(self, said: Sequence[str], owner: Sequence[int]) -> None:
        """Learn from phrases; `owner` gives the number of each one's procedure."""
        rows = self._weights.fit_transform(said)
        belongs = csr_matrix((np.ones(len(said)), (owner, np.arange(len(said)))))
        self._centroids = unit_length(belongs @ rows).T.tocsr()

    def scores(self, spelling: str) -> Any:
        """Cosine of a spelling with each centroid: an array of numbers from 0 to 1."""
        return (self._weights.transform([spelling]) @ self._centroids).toarray().ravel()


class _Wary(_View):
    """A view in which pieces the office has never seen speak against every procedure.

    Otherwise "lottery numbers" would be about house numbers: all that is known of it fits.
    """

    def scores(self, spelling: str) -> Any:
        """The cosines, lowered the more of the pieces are new."""
        pieces = set(self._pieces(spelling))
        seen = sum(piece in self._weights.vocabulary_ for piece in pieces)
        return super().scores(spelling) * (seen / max(len(pieces), 1)) ** WARINESS


class _Index:
    """The phrases of one language, seen in several ways that count alike."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], views: Sequence[_View]) -> None:
        """`phrases`: spelled phrases by slug."""
        said = [text for texts in phrases.values() for text in texts]
        owner = [number for number, texts in enumerate(phrases.values()) for _ in texts]
        self._slugs = tuple(phrases)
        self._views = views
        for view in views:
            view.fit(said, owner)

    def nearest(self, spelling: str) -> tuple[tuple[str, float], ...]:
        """At most `NEAREST` procedures as (slug, score), best first."""
        scores = sum(view.scores(spelling) for view in self._views) / len(self._views)
        best = np.argsort(-scores, kind="stable")[:NEAREST]
        return tuple((self._slugs[i], round(float(scores[i]), 4)) for i in best if scores[i] > 0)


def _decision(scores: Sequence[float]) -> Decision:
    best, second = (*scores, 0.0, 0.0)[:2]
    if best >= ANSWER_SCORE and best - second >= ANSWER_MARGIN:
        return "answer"
    return "suggest" if best >= SUGGEST_SCORE else "human"


def _phrases(procedure: Procedure) -> list[str]:
    names = (procedure.name_th, procedure.name_en, procedure.short_th)
    said = (*names, procedure.description_th, *procedure.asks)
    return [wording.spelled(text) for text in said]


def _english_phrases(procedure: Procedure) -> list[str]:
    return [wording.spelled(text) for text in (procedure.name_en, *procedure.asks_en)]


def _exact(procedures: Iterable[Procedure]) -> dict[str, str]:
    """Whole phrases that mean one procedure alone; its own name goes before others' asks."""
    procedures = tuple(procedures)
    owners: dict[str, str | None] = {}
    for procedure in procedures:
        for ask in (*procedure.asks, *procedure.asks_en):
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
