"""What the matcher makes of a message: the answer it found and how sure it is."""

from dataclasses import dataclass
from typing import Literal

Decision = Literal["answer", "suggest", "human"]
Fact = Literal["fee", "documents", "place", "hours", "duration", "clip"]
Kind = Literal["content", "greeting", "thanks", "small_talk", "abuse", "emergency", "other_agency"]
NEAREST = 3


@dataclass(frozen=True)
class Finding:
    """What to do with a message, and the nearest entries as (id, probability), best first.

    "answer": the first one is right often enough to be said at once; "suggest": offer the
    nearest, at most three; "human": nothing is near enough, an officer should read it.
    """

    decision: Decision
    nearest: tuple[tuple[str, float], ...] = ()
    fact: Fact | None = None
    """The one fact asked for, to be said first."""
    also: tuple[str, ...] = ()
    """Entries of further questions in the same message, to be answered too."""
    kind: Kind | None = None
    """What sort of message it is; None when nothing is known about it."""
    emergency: tuple[str, ...] = ()
    """Telephone numbers to give before anything else; empty when nothing sounds like danger."""
    agency: str | None = None
    """Key of `models.answers.agencies()` when the matter is another agency's."""
