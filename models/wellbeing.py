"""How well the office stands: one finding for each thing looked at, and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# Acts of the audit: somebody had LINE asked, and what it said.
ASKED, TOLD = "wellbeing.asked", "wellbeing.told"
TOLD_OF = "wellbeing:line"  # their subject
BETWEEN = " · "  # the Thai stands before it, the English after


class State(StrEnum):
    """How one thing stands; `LOOK` is what only a person can see."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    LOOK = "look"


GRAVITY = {State.OK: 0, State.LOOK: 0, State.WARN: 1, State.FAIL: 2}


@dataclass(frozen=True)
class Finding:
    """What was found, and what to do about it, each as "ไทย · English"; `do` empty when nothing.

    Never a secret, never a word of or about a citizen: findings are printed, kept and mailed.
    """

    state: State
    says: str
    do: str = ""
    name: str = ""

    def as_json(self) -> dict[str, str]:
        """The shape `doctor --json` prints and the console keeps."""
        return {"name": self.name, "state": str(self.state), "says": self.says, "do": self.do}


def ok(says: str) -> Finding:
    """All is well."""
    return Finding(State.OK, says)


def warn(says: str, do: str) -> Finding:
    """Somebody should see to it soon."""
    return Finding(State.WARN, says, do)


def fail(says: str, do: str) -> Finding:
    """Citizens are badly served until somebody sees to it."""
    return Finding(State.FAIL, says, do)


def read(kept: Mapping[str, Any]) -> Finding:
    """A finding from its `as_json`; raises KeyError or ValueError for anything else."""
    return Finding(State(kept["state"]), str(kept["says"]), str(kept["do"]), str(kept["name"]))


def worst(findings: Iterable[Finding]) -> State:
    """The state of the whole: ok, warn or fail."""
    states = [finding.state for finding in findings]
    gravest = max(states, key=GRAVITY.__getitem__, default=State.OK)
    return gravest if GRAVITY[gravest] else State.OK


def spoken(text: str, language: str) -> str:
    """The half of "ไทย · English" in that language; the whole where there is but one."""
    thai, found, english = text.partition(BETWEEN)
    return english if found and language != "th" else thai
