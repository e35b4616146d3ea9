"""What must hold before a page is told: the edition with it is sound, and every phrase works."""

from dataclasses import replace

from sqlalchemy.orm import Session

from models.answers import Problem
from models.catalogue import CatalogueError
from models.catalogue.assembling import place_of
from models.content import overlay
from models.content.lacking import lacks_of
from models.content.overlay import Told
from models.content.phrases import Entries, entries_told, problems_known, problems_of
from models.content.refusals import PageFaults
from models.content.versions import PROCEDURE, Version

NEVER_WAIT = "never_wait"


class NotTriedOut(Exception):
    """An edition has to be tried out first, away from the database; then all can be done again."""

    def __init__(self, entries: Entries) -> None:
        super().__init__(f"{len(entries)} answers")
        self._entries = entries

    def try_out(self) -> None:
        """Look every phrase up; takes a second or two, and is remembered."""
        problems_of(self._entries)


def never_wait(session: Session, *, ever: bool = False) -> None:
    """Let `check` raise NotTriedOut instead of keeping this session's transaction waiting.

    `ever`: let it wait all the same.
    """
    session.info[NEVER_WAIT] = not ever


def check(session: Session, version: Version) -> list[str]:
    """Warnings about the edition with this version in it; raises PageFaults when it is unsound.

    Takes a second or two when phrases changed: each of the office's is looked up. A phrase of
    another page is this version's fault only if it found its answer before.
    """
    now = overlay.told(session)
    then = _with(now, version)
    problems = _problems(session, then)
    own = [problem for problem in problems if problem.entry == version.slug]
    others = [problem for problem in problems if problem.blocks and problem not in own]
    if others:
        known = _problems(session, now)
        others = [problem for problem in others if problem not in known]
    if faults := [_words(problem) for problem in (*own, *others) if problem.blocks]:
        raise PageFaults(faults)
    answer = then.catalogue.procedures.get(version.slug) or then.short_answers[version.slug]
    return [*(_words(problem) for problem in own), *filter(None, [lacks_of(answer)])]


def _problems(session: Session, told: Told) -> tuple[Problem, ...]:
    entries = entries_told(told)
    if session.info.get(NEVER_WAIT) and not problems_known(entries):
        raise NotTriedOut(entries)
    return problems_of(entries)


def _with(now: Told, version: Version) -> Told:
    over = now.over
    pages = dict(over.procedures if version.kind == PROCEDURE else over.short_answers)
    pages[version.slug] = version.page
    kind = "procedures" if version.kind == PROCEDURE else "short_answers"
    try:
        return overlay.build(replace(over, retired=over.retired - {version.slug}, **{kind: pages}))
    except CatalogueError as error:
        own = f"{place_of(version.page)}: "
        raise PageFaults(fault.removeprefix(own) for fault in error.faults) from error


def _words(problem: Problem) -> str:
    return f"{problem.entry}: {problem.phrase}: {problem.says}"
