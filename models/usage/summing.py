"""A quarter or a year from its months: what sums is summed, people are told apart once more."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from models.usage.counting import LABELS, Figures, people, waiting_times
from models.usage.periods import Period, year_of

Months = Sequence[tuple[Period, Figures]]
People = Callable[[Period], int]
UNSUMMED = {"people", "people_cumulative", "median_first_response", "median_resolution"}


def summed(session: Session, span: Period, months: Months, count: People | None = None) -> Figures:
    """The figures of a span whose months are known, as they stand: frozen, adjusted or counted.

    `count` counts the different people of a span; a year of a huge district has many rows, and
    nothing but its people is counted from them again.
    """
    own = [(month, found) for month, found in months if span.first <= month.first <= span.last]
    if not own:
        return dict.fromkeys(LABELS)
    told: Figures = {
        name: sum(found.get(name) or 0 for _, found in own)
        for name in LABELS
        if name not in UNSUMMED
    }
    last = own[-1][1]
    told["people_cumulative"] = last.get("people_cumulative")
    told["people"] = _people(session, span, own, count)
    waits = waiting_times(session, span)
    return told | {name: waits[name] for name in UNSUMMED & waits.keys()}


def _people(session: Session, span: Period, own: Months, count: People | None) -> int | None:
    """How many different people: known of one month, and of a year, without counting."""
    last = own[-1][1]
    if len(own) == 1:
        return last.get("people")
    if span == year_of(span.first):  # cumulated since it began
        return last.get("people_cumulative")
    return count(span) if count else people(session, span.start, span.end)
