"""Which finished matter a citizen may be asked about, so that the asking never nags."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import prechecks, questions, surveys
from models.appointments import Booking
from models.appointments import State as Visit
from models.base import Base
from models.citizens import Citizen
from models.prechecks import Precheck
from models.questions import Question
from models.surveys import Survey, SurveyAsk

FRESH = timedelta(days=14)  # what ended longer ago is not remembered well
QUIET = timedelta(days=7)  # between any two questions of ours to the same person
LONGEST_NUMBER = 9  # digits; longer ones are no ids of ours and would not fit the column
ENDED = (questions.State.DONE, questions.State.DEFLECTED)


@dataclass(frozen=True)
class Matter:
    """Something that ended: the kinds of surveys that may ask about it, the nearest first."""

    about: tuple[str, ...]
    subject: str  # e.g. "question:12"
    ended_at: datetime
    section: str | None
    procedure: str | None


def due(session: Session, citizen: Citizen, now: datetime) -> tuple[Survey, Matter] | None:
    """What this citizen may be asked about now, the newest first; None when nothing, or enough."""
    since = now - FRESH
    ended = [*_visits(session, citizen, since), *_questions(session, citizen, since)]
    ended += _cases(session, citizen, since)
    if not ended or _asked_lately(session, citizen, now):
        return None
    done = set(session.scalars(select(SurveyAsk.subject).where(SurveyAsk.citizen_id == citizen.id)))
    for matter in sorted(ended, key=lambda one: one.ended_at, reverse=True):
        running = (surveys.running(session, about) for about in matter.about)
        survey = next((one for one in running if one is not None), None)
        if survey is None or matter.subject in done:
            continue
        if surveys.may_ask(session, survey, citizen, now):
            return survey, matter
    return None


def told(session: Session, subject: str) -> tuple[str | None, str | None]:
    """Section and procedure of the matter a survey was about, if it is still known."""
    kind, _, number = subject.partition(":")
    if kind not in KINDS or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None, None
    row: Any = session.get(KINDS[kind], int(number))
    return (row.section, row.procedure) if row is not None else (None, None)


KINDS: Mapping[str, type[Base]] = {"visit": Booking, "precheck": Precheck, "question": Question}


def _asked_lately(session: Session, citizen: Citizen, now: datetime) -> bool:
    rows = select(SurveyAsk.id).where(
        SurveyAsk.citizen_id == citizen.id, SurveyAsk.asked_at > now - QUIET
    )
    return session.scalar(rows.limit(1)) is not None


def _visits(session: Session, citizen: Citizen, since: datetime) -> Iterator[Matter]:
    """Visits that were served. Papers checked before one are the same matter, asked about once."""
    rows = select(Booking).where(
        Booking.citizen_id == citizen.id, Booking.state == Visit.SERVED, Booking.ended_at > since
    )
    for one in session.scalars(rows):
        about: tuple[str, ...] = ("visit",)
        subject = f"visit:{one.id}"
        if one.precheck_id is not None:
            about, subject = ("precheck", "visit"), f"precheck:{one.precheck_id}"
        assert one.ended_at is not None
        yield Matter(about, subject, one.ended_at, one.section, one.procedure)


def _cases(session: Session, citizen: Citizen, since: datetime) -> Iterator[Matter]:
    """Papers whose case an officer closed; one the clock closed had no visit we know of."""
    rows = select(Precheck).where(
        Precheck.citizen_id == citizen.id,
        Precheck.state == prechecks.State.CLOSED,
        Precheck.ended_at > since,
    )
    for one in session.scalars(rows):
        if one.steps and one.steps[-1].by != "clock" and one.ended_at is not None:
            yield Matter(
                ("precheck",), f"precheck:{one.id}", one.ended_at, one.section, one.procedure
            )


def _questions(session: Session, citizen: Citizen, since: datetime) -> Iterator[Matter]:
    rows = select(Question).where(
        Question.citizen_id == citizen.id, Question.state.in_(ENDED), Question.touched_at > since
    )
    for one in session.scalars(rows):
        yield Matter(
            ("question",), f"question:{one.id}", one.touched_at, one.section, one.procedure
        )
