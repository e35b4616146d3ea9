"""Which of the office's answers a citizen's words ask for, and how far that can be trusted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from models.answers import facts, lists, sentences, strangers, wording
from models.answers.candidates import candidates
from models.answers.entries import Entry, entries_of
from models.answers.finding import NEAREST, Decision, Finding, Kind
from models.answers.gate import signs
from models.answers.keyboards import Keyboards
from models.answers.pieces import pieces
from models.answers.ranker import Ranker
from models.answers.training import teach
from models.answers.view import Floats, Ints
from models.catalogue import Catalogue

LIKELY_STRANGER = 0.45
"""Score from which the nearest class outside the office says what a message is."""
DOUBT = 0.2
"""What is left of a probability once another agency's words or no subject at all speak against."""
OF_LAST = 0.9
"""How sure we are that a question without a subject is about what was talked about before."""
SHORTEST_NAME = 3
"""Letters from which a word alone may be looked for in names."""
NAMED = 0.95
"""How sure we are of an answer whose own phrase is all that a question is about."""
LONG = 60
"""Letters from which a message may hide its question in one sentence."""


@dataclass(frozen=True)
class _Ranked:
    """The nearest answers to some words, and the nearest class outside them."""

    nearest: tuple[tuple[str, float], ...]
    stranger: str
    stranger_score: float
    answer_score: float

    @property
    def sure(self) -> float:
        return self.nearest[0][1] if self.nearest else 0.0

    def doubted(self) -> "_Ranked":
        return replace(self, nearest=tuple((id, round(p * DOUBT, 4)) for id, p in self.nearest))


class Matcher:
    """One edition of the office's answers, ready to find the one that is asked for.

    Nothing changes after `fit`, so any number of threads may ask at once.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        wording.warm()
        own = {e.id: _spelled(e.said) for e in entries}
        self._ids = tuple(own)
        self._names = {e.id: _squeezed(e.names) for e in entries}
        self._exact = _exact(entries)
        outside = strangers.strangers(
            [phrase for said in own.values() for phrase in said],
            [name for names in self._names.values() for name in names],
        )
        groups = {**own, **outside.phrases}
        self._strangers = tuple(outside.phrases)
        self._signs = outside.signs
        self._ranker = Ranker(
            [phrase for said in groups.values() for phrase in said],
            [number for number, said in enumerate(groups.values()) for _ in said],
            len(own),
        )
        self._keyboards = Keyboards(self._ranker.phrases)
        examples = {(e.id, phrase) for e in entries for phrase in _spelled(e.examples)}
        keys = [list(groups)[number] for number in self._ranker.classes]
        said = zip(keys, self._ranker.phrases, strict=True)
        questions = [row for row, pair in enumerate(said) if pair in examples]
        apart = [n for n, key in enumerate(groups) if key.startswith(strangers.AGENCY)]
        self.gate = teach(self._ranker, questions, apart)
        self._ranker.forget_training()

    @classmethod
    def fit(cls, entries: Iterable[Entry] | Catalogue) -> "Matcher":
        """A matcher of these entries; takes a few seconds for hundreds of them."""
        if isinstance(entries, Catalogue):
            entries = entries_of(entries)
        return cls(tuple(entries))

    def find(self, text: str, *, last: str | None = None) -> Finding:
        """The answers nearest to `text`; never raises, and the same text finds the same.

        `last`: id of the entry talked about before, for a question that names no subject.
        """
        spelling = wording.spelled(self._keyboards.put_back(text))
        numbers = lists.emergency(spelling)
        settled = self._exact.get(wording.squeezed(spelling))
        if settled:
            fact = facts.fact_of(spelling, self._names[settled])
            return Finding("answer", ((settled, 1.0),), fact, kind="content", emergency=numbers)
        finding = Finding("human", fact=facts.fact_of(spelling), emergency=numbers)
        talk = lists.talk(spelling)
        if talk and talk != "abuse":
            return replace(finding, kind="emergency" if numbers else talk)
        if not facts.subject_of(spelling) and last in self._ids:
            nearest = ((str(last), OF_LAST),)
            return replace(finding, decision="answer", nearest=nearest, kind="content")
        return self._looked_up(spelling, finding, talk, last)

    def settled(self, phrase: str) -> str | None:
        """The entry one of our phrases means when nothing else is said; None for none alone."""
        return self._exact.get(wording.squeezed(wording.of_ours(self._keyboards.put_back(phrase))))

    def _looked_up(
        self, spelling: str, finding: Finding, talk: Kind | None, last: str | None
    ) -> Finding:
        ranked, *parts = self._ranked([spelling, *sentences.parts(spelling)])
        agency = self._agency(spelling, ranked)
        subject = facts.subject_of(spelling)
        if agency or not (subject or finding.fact in ("hours", "place")):
            ranked = ranked.doubted()
        first, also = self._parted(spelling, ranked, parts)
        nearest, decision = first.nearest, self._decision(first.sure)
        if last in self._ids and finding.fact and decision != "answer":
            kept = tuple(pair for pair in nearest if pair[0] != last)
            nearest, decision = ((str(last), 0.5), *kept)[:NEAREST], "suggest"
        if decision == "human" and not (agency or talk):
            nearest, decision = self._named_like(subject) or (nearest, decision)
        found = replace(finding, decision=decision, nearest=nearest, also=also, kind="content")
        if decision == "answer":
            fact = facts.fact_of(spelling, self._names[nearest[0][0]])
            return replace(found, fact=fact)
        if agency and not finding.emergency:
            return replace(found, kind="other_agency", agency=agency)
        return replace(found, kind=self._kind(finding, first, talk))

    def _ranked(self, spellings: Sequence[str]) -> list[_Ranked]:
        """What each of some spellings asks for; together they take little longer than one."""
        named = {said: self._exact.get(facts.subject_of(said)) for said in spellings}
        ranked = {said: _Ranked(((id, NAMED),), "", 0.0, 1.0) for said, id in named.items() if id}
        unnamed = [said for said, id in named.items() if not id]
        ranked.update(zip(unnamed, self._weighed(unnamed), strict=True))
        return [ranked[said] for said in spellings]

    def _weighed(self, spellings: Sequence[str]) -> list[_Ranked]:
        if not spellings:
            return []
        said = self._ranker.numbering.of([pieces(spelling) for spelling in spellings])
        found = self._ranker.evidence(said)
        near = candidates(self._ranker, said, found)
        sure = self.gate.probability(signs(self._ranker, said, found, near), near)
        rows = zip(found.scores, near.numbers, sure.tolist(), strict=True)
        return [self._told(scores, order[:NEAREST], chance) for scores, order, chance in rows]

    def _told(self, scores: Floats, order: Ints, sure: float) -> _Ranked:
        best, outside = float(scores[order[0]]), scores[len(self._ids) :]
        stranger = int(np.argmax(outside))
        # The others share the probability by how near they come to the first.
        share = np.clip(scores[order] / best, 0, 1) if best > 0 else np.ones(len(order))
        chances = (round(sure * float(part), 4) for part in share)
        pairs = [(self._ids[i], chance) for i, chance in zip(order, chances, strict=True)]
        key, score = self._strangers[stranger], float(outside[stranger])
        return _Ranked(tuple(pair for pair in pairs if pair[1] > 0), key, score, best)

    def _parted(
        self, spelling: str, whole: _Ranked, parts: Sequence[_Ranked]
    ) -> tuple[_Ranked, tuple[str, ...]]:
        """The best reading of a message, and the answers to its further questions."""
        sure = [part for part in parts if part.sure >= self.gate.answer]
        ids = list(dict.fromkeys(part.nearest[0][0] for part in sure))
        if whole.sure >= self.gate.answer:
            first = whole
        elif len(ids) > 1 or (sure and len(spelling) >= LONG):
            first = sure[0]
        else:
            return whole, ()
        return first, tuple(id for id in ids if id != first.nearest[0][0])

    def _agency(self, spelling: str, ranked: _Ranked) -> str | None:
        """The agency whose words stand in the message, unless our own answer is nearer."""
        found = self._signs.keys(spelling)
        likely = ranked.stranger.removeprefix(strangers.AGENCY)
        if likely in found and ranked.stranger_score > ranked.answer_score:
            return likely
        return found[0] if found and ranked.sure < self.gate.answer else None

    def _kind(self, finding: Finding, ranked: _Ranked, talk: Kind | None) -> Kind | None:
        """What a message is that was not answered at once."""
        if finding.emergency:
            return "emergency"
        if talk:
            return talk
        kind = ranked.stranger.removeprefix(strangers.TALK)
        likely = ranked.stranger_score >= max(LIKELY_STRANGER, ranked.answer_score)
        if likely and ranked.stranger.startswith(strangers.TALK):
            return cast(Kind, kind)
        return "content" if ranked.sure >= self.gate.suggest else None

    def _named_like(self, subject: str) -> tuple[tuple[tuple[str, float], ...], Decision] | None:
        """Answers whose names hold the one word that was said, to be offered."""
        if len(subject) < SHORTEST_NAME:
            return None
        ids = [id for id, names in self._names.items() if any(subject in n for n in names)]
        return (tuple((id, self.gate.suggest) for id in ids[:NEAREST]), "suggest") if ids else None

    def _decision(self, sure: float) -> Decision:
        if sure >= self.gate.answer:
            return "answer"
        return "suggest" if sure >= self.gate.suggest else "human"


def _spelled(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(spelling for spelling in dict.fromkeys(map(wording.of_ours, phrases)) if spelling)


def _squeezed(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(wording.squeezed(phrase) for phrase in _spelled(phrases))


def _exact(entries: Sequence[Entry]) -> dict[str, str]:
    """Whole messages (squeezed) that mean one entry alone; names go before others' examples."""
    owners: dict[str, str | None] = {}
    for phrases in ("examples", "keywords", "aliases"):
        rank: dict[str, str | None] = {}
        for entry in entries:
            for phrase in getattr(entry, phrases):
                key = wording.squeezed(wording.of_ours(phrase))
                rank[key] = entry.id if rank.get(key, entry.id) == entry.id else None
        owners.update(rank)
    owners.update({wording.squeezed(wording.of_ours(e.name)): e.id for e in entries})
    return {key: id for key, id in owners.items() if key and id}
