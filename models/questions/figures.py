"""How well questions are served, counted from rows: how soon, how often alone, promises kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from models.calendar import Calendar
from models.happenings import Happening, What
from models.moves import By
from models.questions.keeping import BROKEN
from models.questions.promises import services
from models.questions.states import State
from models.questions.tables import Question, QuestionStep

HEARD = (What.ANSWERED, What.SUGGESTED, What.UNKNOWN)  # what a question in own words may meet


@dataclass(frozen=True)
class Share:
    """`part` of `of`."""

    part: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded to whole hundredths; None of nothing."""
        return round(100 * self.part / self.of) if self.of else None


@dataclass(frozen=True)
class Wait:
    """The median of `of` waits, in whole minutes of office hours; None of none."""

    minutes: int | None
    of: int


@dataclass(frozen=True)
class Figures:
    """What became of the questions asked in a stretch of time."""

    asked: int
    first_response: Wait
    resolution: Wait
    auto_answered: Share
    deflected: Share
    broken: Share


def figures(
    session: Session,
    calendar: Calendar,
    since: datetime,
    now: datetime,
    section: str | None = None,
) -> Figures:
    """The questions asked from `since` to `now`, of one section or (None) of all.

    The first response is an officer's first words to the citizen, the resolution their last
    answer. What was answered without a person is counted of the whole office: words that nobody
    understood belong to no section.
    """
    rows = select(Question).where(Question.asked_at >= since, Question.asked_at <= now)
    if section:
        rows = rows.where(Question.section == section)
    asked = session.scalars(rows).all()
    return Figures(
        asked=len(asked),
        first_response=_wait(calendar, [(one, one.first_answered_at) for one in asked]),
        resolution=_wait(calendar, [(one, one.answered_at) for one in asked]),
        auto_answered=_auto_answered(session, since, now),
        deflected=Share(_count(session, asked, State.DEFLECTED), len(asked)),
        broken=_broken(session, asked, now),
    )


def _wait(calendar: Calendar, answers: Sequence[tuple[Question, datetime | None]]) -> Wait:
    waits = [
        calendar.minutes_between(one.asked_at, at, services(one.section))
        for one, at in answers
        if at is not None
    ]
    return Wait(round(median(waits)) if waits else None, len(waits))


def _auto_answered(session: Session, since: datetime, now: datetime) -> Share:
    rows = (
        select(Happening.what, func.count())
        .where(Happening.at >= since, Happening.at <= now, Happening.what.in_(HEARD))
        .group_by(Happening.what)
    )
    counted = {what: count for what, count in session.execute(rows)}
    return Share(counted.get(What.ANSWERED, 0), sum(counted.values()))


def _count(session: Session, asked: Sequence[Question], state: State) -> int:
    """How many of them were ever in this state."""
    rows = select(func.count(func.distinct(QuestionStep.question_id))).where(
        QuestionStep.question_id.in_([one.id for one in asked]), QuestionStep.to_state == state
    )
    return session.scalar(rows) or 0


def _broken(session: Session, asked: Sequence[Question], now: datetime) -> Share:
    """Promises the clock saw broken, and those it had no time to see."""
    promised = [one for one in asked if one.promised_at is not None]
    by_clock = exists().where(
        QuestionStep.question_id == Question.id,
        QuestionStep.by == By.CLOCK,
        QuestionStep.why.startswith(BROKEN),
    )
    late = or_(
        by_clock,
        Question.answered_at > Question.promised_at,
        Question.state.in_((State.WAITING, State.OWNED)) & (Question.promised_at < now),
    )
    rows = select(func.count(Question.id)).where(Question.id.in_([p.id for p in promised]), late)
    return Share(session.scalar(rows) or 0, len(promised))
