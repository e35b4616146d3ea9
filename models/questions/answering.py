"""What officers do with questions: each act checks that nobody was quicker."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calendar import read
from models.citizens import Citizen
from models.moves import By
from models.officers import Officer
from models.outbox import Letter
from models.questions.promises import due
from models.questions.refusals import Changed, NotYours, WrongState
from models.questions.states import State
from models.questions.tables import Question, Words

ANSWER = "questions.answer"
NOTE = "note"


def hold(session: Session, question: Question) -> None:
    """Take the question for this transaction, as it is now; its citizen's row is taken first.

    A turn of their conversation begins with the citizen too: two orders would wait for each other.
    """
    session.flush()  # what this transaction changed itself is not to be lost
    whose = select(Citizen).where(Citizen.id == question.citizen_id)
    session.scalar(whose.with_for_update(key_share=True).execution_options(populate_existing=True))
    row = select(Question).where(Question.id == question.id)
    session.scalars(
        row.with_for_update(key_share=True).execution_options(populate_existing=True)
    ).one()


def take(
    session: Session, question: Question, officer: Officer, now: datetime, *, seen: int
) -> None:
    """Own the conversation: until it is answered or put back, the bot leaves it to the officer."""
    _come(session, question, officer, seen)
    question.move(State.OWNED, now, By.OFFICER, officer_id=officer.id)
    question.officer_id = officer.id
    if question.section is None:
        question.section = officer.section
    session.flush()


def put_back(
    session: Session, question: Question, officer: Officer, now: datetime, *, seen: int
) -> None:
    """Let it wait for anybody again; a colleague may do so for one who is away."""
    _come(session, question, officer, seen)
    question.move(State.WAITING, now, By.OFFICER, officer_id=officer.id)
    question.officer_id = None
    session.flush()


def hand_over(  # noqa: PLR0913 - an act of an officer, and to whom and why
    session: Session,
    question: Question,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    to: Officer | str,
    why: str,
) -> None:
    """Give it to a colleague, or to another section (its code); `why` tells them.

    The promise stays: the citizen was told one time, not one for each desk.
    """
    _come(session, question, officer, seen)
    if isinstance(to, Officer) and not to.may(ANSWER, question.section or ""):
        raise NotYours(question)
    if question.state is State.WAITING:
        question.changed(now)
        question.remark(now, By.OFFICER, officer_id=officer.id, why=why)
    else:
        question.move(State.WAITING, now, By.OFFICER, officer_id=officer.id, why=why)
    if isinstance(to, Officer):
        question.officer_id = to.id
    else:
        question.officer_id, question.section = None, to
    session.flush()


def add_note(
    session: Session, question: Question, officer: Officer, now: datetime, *, seen: int, text: str
) -> None:
    """Write something down among staff; the citizen never sees it."""
    _come(session, question, officer, seen)
    question.words.append(Words(by=NOTE, text=text, at=now, officer_id=officer.id))
    question.changed(now)
    session.flush()


def label(
    session: Session,
    question: Question,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    labels: Sequence[str],
) -> None:
    """Give it these labels, instead of those it had."""
    _come(session, question, officer, seen)
    question.labels = sorted({one.strip() for one in labels if one.strip()})
    question.changed(now)
    session.flush()


def answer(  # noqa: PLR0913 - an act of an officer, the words, and the letter they go out with
    session: Session,
    question: Question,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    text: str,
    letter: Letter | None = None,
    facts: Sequence[str] = (),
) -> None:
    """Answer it. Raises NotYours while a colleague owns it, and ValueError without any words.

    `facts` are the ticked ones, "slug:fact"; the caller has put the letter into the outbox.
    """
    if not text.strip() and not facts:
        raise ValueError("an answer without words")
    _come(session, question, officer, seen)
    if question.state is State.OWNED and question.officer_id != officer.id:
        raise NotYours(question)
    question.move(State.ANSWERED, now, By.OFFICER, officer_id=officer.id)
    question.officer_id = officer.id
    question.answered_at = now
    question.first_answered_at = question.first_answered_at or now
    said = Words(by=By.OFFICER, text=text.strip(), at=now, officer_id=officer.id, facts=list(facts))
    said.letter_id = letter.id if letter else None
    question.words.append(said)
    session.flush()


def ask_back(  # noqa: PLR0913 - an act of an officer, the words, and the letter they go out with
    session: Session,
    question: Question,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    text: str,
    letter: Letter | None = None,
) -> None:
    """Ask the citizen for more: the question stays owned, and it counts as a first response."""
    _come(session, question, officer, seen)
    if question.state is not State.OWNED or question.officer_id != officer.id:
        raise WrongState(question.state)
    question.first_answered_at = question.first_answered_at or now
    said = Words(by=By.OFFICER, text=text.strip(), at=now, officer_id=officer.id)
    said.letter_id = letter.id if letter else None
    question.words.append(said)
    question.changed(now)
    session.flush()


def promise_anew(
    session: Session, question: Question, officer: Officer, now: datetime, *, seen: int
) -> None:
    """Promise a later time, which the citizen is then told."""
    _come(session, question, officer, seen)
    question.promised_at = due(session, read(session), question.section, now, anew=question)
    question.changed(now)
    question.remark(now, By.OFFICER, officer_id=officer.id, why="เลื่อนกำหนดตอบ")
    session.flush()


def _come(session: Session, question: Question, officer: Officer, seen: int) -> None:
    """Take the question for this act, if it is this officer's to act on and as they saw it."""
    hold(session, question)
    if not officer.may(ANSWER, question.section or officer.section or ""):
        raise NotYours(question)
    if question.revision != seen:
        raise Changed(question)
