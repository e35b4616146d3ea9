"""A citizen asks a person: kept at once, with a receipt and a promise, and made clear later."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select, update
from sqlalchemy.orm import Session

from models.answers import wording
from models.calendar import read
from models.citizens import Citizen
from models.moves import By
from models.questions.promises import due
from models.questions.states import OPEN, State
from models.questions.tables import Question, QuestionStep, Words

# What the four lines of a summary say, in their order.
SUMMARY = ("subject", "case", "trouble", "wish")
BETWEEN = " · "  # between the parts of a line
LONGEST = 5000  # UTF-16 units of one message; LINE reference, "Text message"


def ask(  # noqa: PLR0913 - who, what, about what
    session: Session,
    citizen: Citizen,
    words: str,
    now: datetime,
    *,
    event_id: int | None = None,
    nearest: Sequence[str] = (),
    section: str | None = None,
    urgent: bool = False,
) -> Question:
    """Keep a question for an officer and promise when it will be answered.

    `nearest` are slugs of what it may be about, the likeliest first; `section` whose matter it
    seems to be. The same event asks only once: its question is given back.
    """
    known = _asked_by(session, event_id)
    if known is not None:
        return known
    question = Question(
        citizen_id=citizen.id,
        event_id=event_id,
        text=words,
        key=wording.squeezed(words),
        nearest=list(nearest),
        procedure=next(iter(nearest), None),
        section=section,
        urgent=urgent,
        state=State.WAITING,
        asked_at=now,
        touched_at=now,
        promised_at=due(session, read(session), section, now),
    )
    first = QuestionStep(to_state=State.WAITING, at=now, by=By.CITIZEN)
    question.steps.append(first)
    session.add(question)
    session.flush()  # the receipt is the row's own number
    return question


def add_words(  # noqa: PLR0913 - one row, one call
    session: Session,
    question: Question,
    text: str,
    now: datetime,
    *,
    event_id: int | None = None,
    attachment_id: int | None = None,
    place: dict[str, object] | None = None,
) -> None:
    """The citizen says, shows or points at more; the same event adds only once."""
    if event_id is not None:
        known = session.scalar(select(Words.id).where(Words.event_id == event_id))
        if known is not None:
            return
    more = Words(
        by=By.CITIZEN, text=text, at=now, event_id=event_id,
        attachment_id=attachment_id, place=place,
    )  # fmt: skip
    question.words.append(more)
    question.changed(now)
    session.flush()


def summarise(question: Question, lines: dict[str, str], now: datetime) -> None:
    """The citizen found these four lines right; raises ValueError for a line we did not ask."""
    if not set(lines) <= set(SUMMARY):
        raise ValueError("not a line of the summary")
    question.summary = {name: lines[name].strip() for name in SUMMARY if lines.get(name)}
    question.summary_confirmed_at = now
    question.changed(now)


def deflect(question: Question, now: datetime, slug: str) -> None:
    """A prepared answer was the right one; raises WrongState when a person has it already."""
    question.move(State.DEFLECTED, now, By.CITIZEN, why=slug)
    question.done_at = now


def withdraw(question: Question, now: datetime) -> None:
    """The citizen wants no answer any more."""
    question.move(State.WITHDRAWN, now, By.CITIZEN)
    question.done_at = now


def understood(question: Question, now: datetime) -> None:
    """The answer was understood."""
    question.move(State.DONE, now, By.CITIZEN)
    question.done_at = now


def not_understood(session: Session, question: Question, now: datetime) -> None:
    """It was not: the question waits again, with a new promise, for whoever answered it."""
    question.move(State.WAITING, now, By.CITIZEN, why="ยังไม่เข้าใจ")
    question.promised_at = due(session, read(session), question.section, now, anew=question)
    question.answered_at = question.done_at = None
    question.escalated_at = question.apologised_at = None


def open_of(session: Session, citizen: Citizen) -> Sequence[Question]:
    """The questions the office still owes this citizen an answer to, oldest first."""
    rows = select(Question).where(Question.citizen_id == citizen.id, Question.state.in_(OPEN))
    return session.scalars(rows.order_by(Question.id)).all()


def questions_of(session: Session, citizen: Citizen, most: int = 20) -> Sequence[Question]:
    """What this citizen asked, newest first, unless it is forgotten."""
    rows = select(Question).where(
        Question.citizen_id == citizen.id, Question.state != State.FORGOTTEN
    )
    return session.scalars(rows.order_by(Question.id.desc()).limit(most)).all()


def owned_of(session: Session, citizen: Citizen) -> Question | None:
    """The question a person has taken for this citizen: while it lasts, the bot says nothing."""
    rows = select(Question).where(Question.citizen_id == citizen.id, Question.state == State.OWNED)
    return session.scalar(rows.order_by(Question.id.desc()).limit(1))


def unsay(session: Session, event_id: int) -> None:
    """The citizen took back something said in between: it leaves the thread and the summary."""
    for words in session.scalars(select(Words).where(Words.event_id == event_id)):
        lines = (words.question.summary or {}).items()
        if words.text:
            said = " ".join(words.text.replace(BETWEEN, " ").split())  # as it was noted
            kept = {name: line for name, line in lines if said not in line}
            words.question.summary = kept or None
        words.text, words.place = "", None


def forget(question: Question, now: datetime) -> None:
    """Drop the words, keep that there was a question."""
    if question.state is not State.FORGOTTEN:
        question.move(State.FORGOTTEN, now, By.CITIZEN)
    question.text, question.key, question.nearest = "", "", []
    question.summary, question.labels = None, []
    for words in question.words:
        words.text, words.place, words.facts = "", None, []
    for step in question.steps:
        if step.by is By.OFFICER:  # typed, perhaps with a name
            step.why = ""


def spoken_before(moment: datetime) -> Select[int]:
    """The ids of questions asked before `moment` of which words are left, of as long ago."""
    spoken = (Words.text != "") | (func.jsonb_typeof(Words.place) == "object")
    late = Words.at < moment, spoken, Words.question_id == Question.id
    told = func.jsonb_typeof(Question.summary) == "object", Question.touched_at < moment
    left = (Question.text != "") | (Question.key != "") | and_(*told) | exists().where(*late)
    return select(Question.id).where(Question.asked_at < moment, left)


def forget_before(session: Session, moment: datetime) -> int:
    """Drop the words of questions asked before `moment`; how many there were.

    What was said or told to one later, after its own words were gone, goes when it is as old.
    """
    ids = list(session.scalars(spoken_before(moment)))
    said = update(Words).where(Words.question_id.in_(ids))
    session.execute(said.values(text="", place=None, facts=[]))
    typed = update(QuestionStep).where(QuestionStep.question_id.in_(ids))
    session.execute(typed.where(QuestionStep.by == By.OFFICER).values(why=""))
    emptied: dict[str, Any] = {"text": "", "key": "", "nearest": [], "summary": None, "labels": []}
    # What still waits keeps its place; an office three months late is told by its own desk.
    session.execute(update(Question).where(Question.id.in_(ids)).values(**emptied))
    return len(ids)


def _asked_by(session: Session, event_id: int | None) -> Question | None:
    if event_id is None:
        return None
    return session.scalar(select(Question).where(Question.event_id == event_id))
