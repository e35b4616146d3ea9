"""Promises to citizens: heads are warned in time, a broken one is apologised for, owners who left.

Every step takes one question and its citizen at a time; who is just being served is left for the
next minute.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.citizens import cards, question_news
from models import citizens, outbox, questions
from models.calendar import Calendar, read
from models.citizens import Citizen
from models.dates import BANGKOK
from models.links import lent
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
    """One apology for each, with a new time, in one letter to each citizen; it is a duty."""
    late = [_late(session, number, calendar, now) for number in keeping.broken(session, now)]
    broken = [question for question in late if question is not None]
    theirs: dict[Citizen, list[Question]] = {}
    for question in broken:
        questions.tell_heads(session, question, BROKEN, now)
        if question.citizen.blocked_at is None:
            theirs.setdefault(question.citizen, []).append(question)
    # Assembling what the office tells takes a second: only when somebody is to be told.
    office = Office.published(session, now.astimezone(BANGKOK).date()) if theirs else None
    for citizen, asked in theirs.items():
        assert office is not None
        chat = question_news.chat_with(session, citizen, office, now, lent(session))
        for question in asked:
            question_news.apologised(chat, question)
        outbox.put(session, citizen, cards.together(*chat.messages), now, duty=True)
    return len(broken)


def _late(session: Session, number: int, calendar: Calendar, now: datetime) -> Question | None:
    question = session.get(Question, number)
    if question is None or citizens.lock(session, question.citizen_id) is None:
        return None
    return keeping.apologise(session, number, calendar, now)
