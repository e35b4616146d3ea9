"""What the clock does for promises: warns the head, apologises once, and ends what is over."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import citizens
from models.calendar import Calendar
from models.moves import By
from models.questions.answering import hold
from models.questions.promises import WARN_BEFORE, due, services
from models.questions.states import OPEN, State
from models.questions.tables import Question

AHEAD = timedelta(days=1)  # promises looked at for a warning; office minutes decide
RELEASE_AFTER = 60  # minutes of office hours an owner may be quiet before others see it again
DONE_AFTER = timedelta(days=7)  # an answer nobody objected to counts as understood
BROKEN = "เกินกำหนด"  # begins the step that remembers a promise which was not kept


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
    question.remark(now, By.CLOCK, why=f"{BROKEN} {question.promised_at.isoformat()}")
    question.apologised_at = now
    question.promised_at = due(session, calendar, question.section, now, anew=question)
    question.changed(now)
    return question


def release(session: Session, calendar: Calendar, now: datetime) -> Sequence[Question]:
    """Let a question wait for anybody again whose owner has been quiet for too long.

    Only what the owner does counts: a citizen who keeps writing to nobody is not made to wait.
    """
    rows = select(Question).where(Question.state == State.OWNED).order_by(Question.id)
    quiet = [one for one in session.scalars(rows).all() if _quiet(one, calendar, now)]
    released = []
    for question in quiet:
        if not _alone_with(session, question):
            continue
        if question.state is State.OWNED and _quiet(question, calendar, now):
            question.move(State.WAITING, now, By.CLOCK, why="เจ้าของเรื่องเงียบไป")
            question.officer_id = None
            released.append(question)
    return released


def end_answered(session: Session, now: datetime) -> int:
    """Count as understood what was answered a week ago and never asked again; how many."""
    long_ago = now - DONE_AFTER
    rows = select(Question).where(Question.state == State.ANSWERED, Question.answered_at < long_ago)
    ended = 0
    for question in session.scalars(rows.order_by(Question.id)).all():
        if _alone_with(session, question) and question.state is State.ANSWERED:
            question.move(State.DONE, now, By.CLOCK, why="ไม่มีคำถามเพิ่ม")
            question.done_at = now
            ended += 1
    return ended


def _alone_with(session: Session, question: Question) -> bool:
    """Take the citizen and then the question; False while a turn of theirs is going on."""
    if citizens.lock(session, question.citizen_id) is None:
        return False
    hold(session, question)
    return True


def _quiet(question: Question, calendar: Calendar, now: datetime) -> bool:
    acts = [step.at for step in question.steps if step.by is By.OFFICER]
    acts += [said.at for said in question.words if said.by != By.CITIZEN]
    since = max(acts, default=question.touched_at)
    return calendar.minutes_between(since, now, services(question.section)) >= RELEASE_AFTER


def _nearly_broken(question: Question, calendar: Calendar, now: datetime) -> bool:
    if question.promised_at is None:
        return False
    left = calendar.minutes_between(now, question.promised_at, services(question.section))
    return left <= WARN_BEFORE
