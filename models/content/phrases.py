"""What finds the answers of an edition; kept while only facts change, for it is slow to make."""

from functools import lru_cache

from models.answers import Entry, Matcher, Problem, check, entries_of
from models.content.overlay import Told


@lru_cache(maxsize=4)
def matcher_of(entries: tuple[Entry, ...]) -> Matcher:
    """The matcher of these entries; takes a second or two when they are new."""
    return Matcher.fit(entries)


def entries_told(told: Told) -> tuple[Entry, ...]:
    """Everything an edition can answer."""
    return entries_of(told.catalogue, told.answer_pages.values())


def problems_of(told: Told) -> list[Problem]:
    """What is wrong with the phrases of an edition."""
    entries = entries_told(told)
    return check(entries, matcher_of(entries))
