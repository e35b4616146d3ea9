"""One thing in a form that does not agree with another."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`check` names the kind, `where` the place in the form, `why` the reason, in Thai.

    `wrong` when two things cannot both be right; otherwise it should be looked at.
    """

    check: str
    where: str
    why: str
    wrong: bool = True
