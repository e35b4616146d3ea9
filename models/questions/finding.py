"""What waits for whom: the shared inbox, and the questions that say nearly the same thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload

from models import likeness
from models.questions.states import OPEN, State
from models.questions.tables import Question, Words

LOOKED_AT = 500  # waiting questions put into groups at once, those with the soonest promise


@dataclass(frozen=True)
class Wanted:
    """Which questions to show; an empty field asks for all."""

    section: str | None = None  # this section's, and those nobody knows the section of
    officer_id: int | None = None
    nobodys: bool = False  # only what nobody has
    states: tuple[State, ...] = OPEN
    words: str = ""  # part of what was asked or said, or a receipt
    label: str = ""

    def rows(self) -> list[ColumnElement[bool]]:
        """What a row must be."""
        wanted: list[ColumnElement[bool]] = [Question.state.in_(self.states)]
        if self.section:
            wanted.append(or_(Question.section == self.section, Question.section.is_(None)))
        if self.officer_id:
            wanted.append(Question.officer_id == self.officer_id)
        if self.nobodys:
            wanted.append(Question.officer_id.is_(None))
        if self.label:
            wanted.append(Question.labels.contains([self.label]))
        if self.words:
            wanted.append(_says(self.words.strip()))
        return wanted


def queue(
    session: Session, wanted: Wanted, *, most: int = 100, skip: int = 0
) -> Sequence[Question]:
    """The questions wanted: urgent ones first, then the soonest promise."""
    rows = select(Question).where(*wanted.rows()).options(joinedload(Question.officer))
    rows = rows.order_by(Question.urgent.desc(), Question.promised_at, Question.id)
    return session.scalars(rows.limit(most).offset(skip)).all()


def count(session: Session, wanted: Wanted) -> int:
    """How many there are of those."""
    return session.scalar(select(func.count(Question.id)).where(*wanted.rows())) or 0


def soonest(session: Session, wanted: Wanted) -> datetime | None:
    """The first promise among them."""
    return session.scalar(select(func.min(Question.promised_at)).where(*wanted.rows()))


def alike(session: Session, question: Question) -> Sequence[Question]:
    """The other waiting questions that say nearly the same as this one, oldest first."""
    rows = select(Question).where(Question.state == State.WAITING, Question.key != "")
    waiting = session.scalars(
        rows.order_by(Question.promised_at, Question.id).limit(LOOKED_AT)
    ).all()
    others = [one for one in waiting if one.id != question.id]
    said = [likeness.Said(one.key, one.procedure) for one in (question, *others)]
    for group in likeness.gather(said):
        if 0 in group:
            return [others[place - 1] for place in group if place]
    return []


def labels(session: Session) -> Sequence[str]:
    """Every label in use on an open question."""
    each = func.jsonb_array_elements_text(Question.labels).label("label")
    rows = select(each).where(Question.state.in_(OPEN)).distinct()
    return sorted(session.scalars(rows))


def _says(words: str) -> ColumnElement[bool]:
    number = words.upper().removeprefix("Q-")
    if number.isdecimal() and number.isascii() and len(number) <= 18:
        return Question.id == int(number)
    said = select(Words.question_id).where(Words.text.icontains(words, autoescape=True))
    return or_(Question.text.icontains(words, autoescape=True), Question.id.in_(said))
