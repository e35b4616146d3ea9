"""The projects an office reports on each month: their words and numbered reports, kept as rows."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calendar.years import span
from models.officers import Officer
from models.reports.forms import ProgressForm, progress_of
from models.usage.tables import ReportPaper

KIND = "progress"
Words = dict[str, Any]


class Changed(Exception):
    """Somebody else wrote the same part in the meantime; what they wrote stands."""


class NumberTaken(Exception):
    """The project has a report of this number already."""


def projects(session: Session, year: int) -> Sequence[ReportPaper]:
    """The projects of a fiscal year (B.E.), in the order they were begun."""
    rows = select(ReportPaper).where(ReportPaper.kind == KIND, ReportPaper.fiscal_year == year)
    return session.scalars(rows.order_by(ReportPaper.id)).all()


def project(session: Session, number: int, *, hold: bool = False) -> ReportPaper | None:
    """The project of this number, held against others when it is to be written."""
    rows = select(ReportPaper).where(ReportPaper.id == number, ReportPaper.kind == KIND)
    return session.scalar(rows.with_for_update() if hold else rows)


def begin(
    session: Session, year: int, name: str, officer: Officer | None, now: datetime
) -> ReportPaper:
    """A project of a fiscal year (B.E.), running through it until told otherwise."""
    first, last = span(year)
    words = {"project": name, "code": "", "begins": str(first), "ends": str(last), "reports": []}
    paper = ReportPaper(kind=KIND, fiscal_year=year, key=uuid4().hex, words=words)
    _signed(paper, officer, now)
    session.add(paper)
    session.flush()
    return paper


def form_of(paper: ReportPaper, office: str) -> ProgressForm:
    """The city's form of this project, with every report in it."""
    return progress_of({**paper.words, "office": office, "fiscal_year": paper.fiscal_year})


def about(paper: ReportPaper) -> Words:
    """What is said about the project itself, without its reports."""
    return {name: value for name, value in paper.words.items() if name != "reports"}


def report(paper: ReportPaper, number: int) -> Words | None:
    """Its report of this number, if there is one."""
    reports: list[Words] = paper.words["reports"]
    found = (one for one in reports if one["number"] == number)
    return next(found, None)


def next_number(paper: ReportPaper) -> int:
    """The number the next report will have."""
    return max((one["number"] for one in paper.words["reports"]), default=0) + 1


def mark(part: Words) -> str:
    """What tells one wording of a part from another."""
    spelt = json.dumps(part, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(spelt.encode()).hexdigest()[:16]


def describe(
    paper: ReportPaper, words: Words, seen: str, officer: Officer | None, now: datetime
) -> None:
    """Say something else about the project; its reports stay. Raises Changed."""
    if mark(about(paper)) != seen:
        raise Changed
    paper.words = {**words, "reports": paper.words["reports"]}
    _signed(paper, officer, now)


def add(paper: ReportPaper, words: Words, officer: Officer | None, now: datetime) -> None:
    """Hand in one more report. Raises NumberTaken."""
    _put(paper, [*paper.words["reports"], words])
    _signed(paper, officer, now)


def correct(
    paper: ReportPaper,
    number: int,
    words: Words,
    seen: str,
    officer: Officer | None,
    now: datetime,
) -> None:
    """Write a report anew, perhaps under another number. Raises Changed and NumberTaken."""
    _put(paper, [*_without(paper, number, seen), words])
    _signed(paper, officer, now)


def withdraw(
    paper: ReportPaper, number: int, seen: str, officer: Officer | None, now: datetime
) -> None:
    """Take back a report that was handed in by mistake. Raises Changed."""
    _put(paper, _without(paper, number, seen))
    _signed(paper, officer, now)


def _without(paper: ReportPaper, number: int, seen: str) -> list[Words]:
    standing = report(paper, number)
    if standing is None or mark(standing) != seen:
        raise Changed
    return [one for one in paper.words["reports"] if one["number"] != number]


def _put(paper: ReportPaper, reports: Sequence[Words]) -> None:
    """Keep these reports in the order of their numbers."""
    if len({one["number"] for one in reports}) < len(reports):
        raise NumberTaken
    paper.words = {**paper.words, "reports": sorted(reports, key=lambda one: int(one["number"]))}


def _signed(paper: ReportPaper, officer: Officer | None, now: datetime) -> None:
    paper.revision = (paper.revision or 0) + 1
    paper.officer_id, paper.edited_at = officer.id if officer else None, now
