"""Whether the office's phrases do their work: each finds its own answer and steals no other's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.answers.entries import Entry
from models.answers.matcher import Matcher
from models.answers.wording import of_ours, squeezed


@dataclass(frozen=True)
class Problem:
    """Something about the phrases of an entry."""

    entry: str
    phrase: str
    says: str
    blocks: bool
    """Whether the edition must not be published so."""


def check(entries: Iterable[Entry], matcher: Matcher | None = None) -> list[Problem]:
    """Every fault of the phrases; `matcher` of the same entries spares fitting another."""
    entries = tuple(entries)
    if not entries:
        return []
    matcher = matcher or Matcher.fit(entries)
    return [*_shared(entries), *_unfound(entries, matcher)]


def _shared(entries: Sequence[Entry]) -> list[Problem]:
    """Names that mean two answers at once, and answers without phrases."""
    problems = []
    owners: dict[str, Entry] = {}
    for entry in entries:
        if len(entry.said) < 2:
            says = "มีแต่ชื่อ ยังไม่มีคำที่ประชาชนใช้ถาม · only a name, no phrases"
            problems.append(Problem(entry.id, entry.name, says, False))
        for name in entry.names:
            other = owners.setdefault(squeezed(of_ours(name)), entry)
            if other.id != entry.id:
                says = f"เป็นชื่อของ {other.id} ด้วย · also a name of {other.id}"
                problems.append(Problem(entry.id, name, says, True))
    return problems


def _unfound(entries: Sequence[Entry], matcher: Matcher) -> list[Problem]:
    problems = []
    for entry in entries:
        for phrase in entry.said:
            if matcher.settled(phrase) == entry.id:
                continue
            if not of_ours(phrase):
                says = "ไม่มีตัวอักษรให้ค้นหา · no letters to look for"
                problems.append(Problem(entry.id, phrase, says, True))
                continue
            found = matcher.find(phrase)
            ids = [id for id, _ in found.nearest]
            if entry.id in ids[:1]:
                continue
            first = ids[0] if ids else found.kind or "human"
            steals = found.decision == "answer"
            says = f"พบ {first} แทน · finds {first} instead"
            problems.append(Problem(entry.id, phrase, says, steals))
    return problems
