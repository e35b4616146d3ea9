"""Promises to citizens: heads are warned in time, a broken one is apologised for, owners who left.

Every step takes one question and its citizen at a time; who is just being served is left for the
next minute.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.citizens import question_news
from models import citizens, outbox, questions
from models.calendar import Calendar, read
from models.dates import BANGKOK
from models.office import Office
from models.questions import Question, keeping
from models.questions.telling import BROKEN, ESCALATED, RELEASED


def run(session: Session, now: datetime) -> int:
    """Keep watch over every open question; how many of them something happened to."""
    calendar = read(session)
    near = keeping.escalate(session, calendar, now)
    for question in near:
        questions.tell_heads(session, question, ESCALATED, now)
    released = keeping.release(session, calendar, now)
    for question in released:
        questions.tell_section(session, question, RELEASED, now, calendar)
    late = _apologise(session, calendar, now)
    return len(near) + len(released) + late + keeping.end_answered(session, now)


def _apologise(session: Session, calendar: Calendar, now: datetime) -> int:
    """One apology each, with a new time; a due promise is a duty."""
    late = [_late(session, number, calendar, now) for number in keeping.broken(session, now)]
    broken = [question for question in late if question is not None]
    reached = [question for question in broken if question.citizen.blocked_at is None]
    # Assembling what the office tells takes a second: only when somebody is to be told.
    office = Office.published(session, now.astimezone(BANGKOK).date()) if reached else None
    for question in broken:
        questions.tell_heads(session, question, BROKEN, now)
        if office is not None and question in reached:
            chat = question_news.chat_with(session, question.citizen, office, now)
            question_news.apologised(chat, question)
            outbox.put(session, question.citizen, chat.messages, now, duty=True)
    return len(broken)


def _late(session: Session, number: int, calendar: Calendar, now: datetime) -> Question | None:
    question = session.get(Question, number)
    if question is None or citizens.lock(session, question.citizen_id) is None:
        return None
    return keeping.apologise(session, number, calendar, now)
