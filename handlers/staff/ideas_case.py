"""One idea on the desk: whose it is, and what this officer may do with it."""

from collections.abc import Iterable

from flask import abort

from handlers.staff.furniture import sections
from handlers.staff.visit import officer, session
from models import innovation
from models.permissions import Role
from models.usage import Idea


def one_asked(number: int, *, hold: bool = False) -> Idea:
    """The idea of this number; 404 when there is none."""
    return innovation.idea(session(), number, hold=hold) or abort(404)


def mine(one: Idea) -> bool:
    """Whether this officer may write Form 1 of it: their section's, or the whole office's."""
    return one.section in own_sections()


def own_sections() -> list[str]:
    """The sections this officer hands ideas in for."""
    own = officer().section
    if Role(officer().role).of_section:
        return [own] if own else []
    return [section.code for section in sections()]


def may_choose() -> bool:
    """Whether this officer keeps the choice, the project and its follow-up."""
    return officer().may("reports.write")


def section_codes(counted: Iterable[str]) -> list[str]:
    """Every section in its order, and those that handed in and are no longer known."""
    known = [section.code for section in sections()]
    return [*known, *sorted(set(counted) - set(known))]
