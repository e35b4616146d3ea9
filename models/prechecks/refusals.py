"""Why something was not done with a case; nothing was written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.prechecks.papers import Paper
    from models.prechecks.tables import Precheck


class Refused(Exception):
    """It was not done."""


class WrongState(Refused):
    """The case, or the paper, does not stand where this could be done with it."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NotYet(Refused):
    """These papers still need something: a photograph before submitting, or an officer's word."""

    def __init__(self, lacking: "Sequence[Paper]") -> None:
        super().__init__(f"{len(lacking)} papers")
        self.lacking = tuple(lacking)


class Changed(Refused):
    """Somebody did something with this case in the meantime."""

    def __init__(self, precheck: "Precheck") -> None:
        super().__init__(f"revision {precheck.revision}")
        self.precheck = precheck


class NotYours(Refused):
    """Another section's case, or one that a colleague has on the desk."""

    def __init__(self, precheck: "Precheck") -> None:
        super().__init__(precheck.receipt)
        self.precheck = precheck


class AlreadyUsed(Refused):
    """This photograph belongs to another case."""
