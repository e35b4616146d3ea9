"""What the clock does for promises: warns the head, apologises once, and ends what is over."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calendar import Calendar
from models.moves import By
from models.questions.answering import hold
from models.questions.promises import WARN_BEFORE, due, services
from models.questions.states import OPEN, State
from models.questions.tables import Question

AHEAD = timedelta(days=1)  # promises looked at for a warning; office minutes decide
RELEASE_AFTER = 60  # minutes of office hours an owner may be quiet before others see it again
DONE_AFTER = timedelta(days=7)  # an answer nobody objected to counts as understood


def escalate(session: Session, calendar: Calendar, now: datetime) -> Sequence[Question]:
    """Mark the questions whose promise is about to break, once; the head is to be told."""
    rows = select(Question).where(
        Question.state.in_(OPEN),
        Question.escalated_at.is_(None),
        Question.promised_at < now + AHEAD,
    )
    found = session.scalars(rows.order_by(Question.id).with_for_update(skip_locked=True)).all()
    near = [one for one in found if _nearly_broken(one, calendar, now)]
    for question in near:
        question.escalated_at = now
        question.remark(now, By.CLOCK, why="ใกล้ครบกำหนดตอบ")
    return near


def broken(session: Session, now: datetime) -> Sequence[int]:
    """The ids of questions whose promise is over, and which nobody has apologised for."""
    rows = select(Question.id).where(
        Question.state.in_(OPEN), Question.promised_at <= now, Question.apologised_at.is_(None)
    )
    return session.scalars(rows.order_by(Question.id)).all()


def apologise(
    session: Session, question_id: int, calendar: Calendar, now: datetime
) -> Question | None:
    """Note the one apology and promise anew; None when somebody was quicker.

    The broken promise stays in the history: the step's `why` holds the time that was not kept.
    """
    question = session.get(Question, question_id)
    if question is None:
        return None
    hold(session, question)
    late = question.promised_at is not None and question.promised_at <= now
    if not (question.state in OPEN and late and question.apologised_at is None):
        return None
    assert question.promised_at is not None
    question.remark(now, By.CLOCK, why=f"เกินกำหนด {question.promised_at.isoformat()}")
    question.apologised_at = now
    question.promised_at = due(session, calendar, question.section, now)
    question.changed(now)
    return question


def release(session: Session, calendar: Calendar, now: datetime) -> Sequence[Question]:
    """Let a question wait for anybody again whose owner has been quiet for too long."""
    rows = select(Question).where(Question.state == State.OWNED)
    found = session.scalars(rows.order_by(Question.id).with_for_update(skip_locked=True)).all()
    quiet = [
        one
        for one in found
        if calendar.minutes_between(one.touched_at, now, services(one.section)) >= RELEASE_AFTER
    ]
    for question in quiet:
        question.move(State.WAITING, now, By.CLOCK, why="เจ้าของเรื่องเงียบไป")
        question.officer_id = None
    return quiet


def end_answered(session: Session, now: datetime) -> int:
    """Count as understood what was answered a week ago and never asked again."""
    rows = select(Question).where(
        Question.state == State.ANSWERED, Question.answered_at < now - DONE_AFTER
    )
    found = session.scalars(rows.with_for_update(skip_locked=True)).all()
    for question in found:
        question.move(State.DONE, now, By.CLOCK, why="ไม่มีคำถามเพิ่ม")
        question.done_at = now
    return len(found)


def _nearly_broken(question: Question, calendar: Calendar, now: datetime) -> bool:
    if question.promised_at is None:
        return False
    left = calendar.minutes_between(now, question.promised_at, services(question.section))
    return left <= WARN_BEFORE
