"""What finds the answers of an edition; kept while only facts change, for it is slow to make."""

import threading

from models.answers import Entry, Matcher, Problem, check, entries_of
from models.content.overlay import Told

Entries = tuple[Entry, ...]
KEPT = 2  # the edition that is told, and the one that is tried out

_matchers: dict[Entries, Matcher] = {}
_problems: dict[Entries, tuple[Problem, ...]] = {}
# One is made at a time: whoever wants the same waits for it, and two would only be slower.
_turn = threading.RLock()


def matcher_of(entries: Entries) -> Matcher:
    """The matcher of these entries; takes a second or two when they are new."""
    with _turn:
        made = _matchers.pop(entries, None) or Matcher.fit(entries)
        _matchers[entries] = made
        while len(_matchers) > KEPT:
            del _matchers[next(iter(_matchers))]
        return made


def entries_told(told: Told) -> Entries:
    """Everything an edition can answer."""
    pages = told.answer_pages
    # In one order, whenever each was published: the same phrases are then the same entries.
    return entries_of(told.catalogue, (pages[slug] for slug in sorted(pages)))


def problems_of(entries: Entries) -> tuple[Problem, ...]:
    """What is wrong with the phrases of an edition."""
    with _turn:
        found = _problems.pop(entries, None)
        if found is None:
            found = tuple(check(entries, matcher_of(entries)))
        _problems[entries] = found
        while len(_problems) > 2 * KEPT:
            del _problems[next(iter(_problems))]
        return found


def problems_known(entries: Entries) -> bool:
    """Whether `problems_of` answers at once."""
    return entries in _problems
