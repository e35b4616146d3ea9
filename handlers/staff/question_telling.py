"""What a citizen reads of an officer's words: blanks filled in, one letter, a look before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import select

from handlers.citizens import question_news
from handlers.citizens.chat import Chat
from handlers.citizens.precheck_news import chat_with
from handlers.staff.procedure_case import office, whole
from handlers.staff.visit import lent, now, officer, session
from models import happenings, outbox, questions
from models.happenings import What
from models.inbox import Event
from models.links import Links
from models.moves import By
from models.outbox import TOKEN_LIFE, Letter
from models.questions import NOTIFIES, Question, State

BLANKS = ("receipt", "procedure", "name")
BLANK = re.compile(r"\{(\w+)\}")
Message = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """What an officer wrote for a citizen: words, perhaps with blanks, and ticked facts."""

    text: str
    facts: Sequence[str] = ()

    def to(self, one: Question) -> str:
        """The words as this question's citizen reads them."""
        return fill(self.text, one)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read."""
        return not self.text and not self.facts


def unknown_blanks(text: str) -> list[str]:
    """What stands in {braces} as one word and is none of ours."""
    return [name for name in BLANK.findall(text) if name not in BLANKS]


def fill(text: str, one: Question) -> str:
    """The text with its blanks filled in for a question, in its citizen's language."""
    about = whole().catalogue.procedures.get(one.procedure or "")
    asked = (one.summary or {}).get("subject") or one.receipt
    values = {
        "{receipt}": one.receipt,
        "{procedure}": about.name(one.citizen.language) if about else asked,
        "{name}": officer().name,
    }
    for blank, value in values.items():
        text = text.replace(blank, value)
    return text


def rehearse(one: Question, said: Said) -> list[Message]:
    """The answer as LINE messages; what its buttons do is not remembered of a look."""
    with session().begin_nested() as trace:
        messages = _answer(one, said)
        trace.rollback()
    return messages


def answer(one: Question, said: Said, *, seen: int) -> None:
    """Answer a question with one letter; raises what `questions.answer` raises, writing nothing."""
    with session().begin_nested():
        questions.hold(session(), one)
        duty = NOTIFIES.get((one.state, State.ANSWERED), False) or _pressing(one)
        sent = _put(one, _answer(one, said), duty=duty)
        questions.answer(
            session(), one, officer(), now(),
            seen=seen, text=said.to(one), letter=sent, facts=said.facts,
        )  # fmt: skip
        happenings.note(
            session(), one.citizen, What.TOLD, now(), procedure=one.procedure, section=one.section
        )


def ask_back(one: Question, said: Said, *, seen: int) -> None:
    """Ask the citizen for more, with one letter."""
    with session().begin_nested():
        questions.hold(session(), one)
        chat = _chat(one)
        question_news.asked_back(chat, one, said.to(one), officer())
        sent = _put(one, chat.messages, duty=_pressing(one))
        questions.ask_back(
            session(), one, officer(), now(), seen=seen, text=said.to(one), letter=sent
        )


def promise(one: Question, *, seen: int) -> None:
    """Promise a later time, and tell it."""
    with session().begin_nested():
        questions.promise_anew(session(), one, officer(), now(), seen=seen)
        chat = _chat(one)
        question_news.promised(chat, one)
        _put(one, chat.messages, duty=True)


def _answer(one: Question, said: Said) -> list[Message]:
    chat = _chat(one)
    question_news.answered(chat, one, said.to(one), said.facts, officer())
    return chat.messages


def _put(one: Question, messages: list[Message], *, duty: bool) -> Letter:
    letters = outbox.put(
        session(), one.citizen, messages, now(), answering=_still_free(one), duty=duty
    )
    return letters[0]


def _pressing(one: Question) -> bool:
    """Whether the promise is due, so that the answer may cost a push."""
    over = one.promised_at is not None and one.promised_at <= now()
    return over or one.escalated_at is not None


def _still_free(one: Question) -> Event | None:
    """The citizen's newest words, while a reply to them is free and nobody used it."""
    events = [words.event_id for words in one.words if words.by == By.CITIZEN]
    last = next((number for number in [*reversed(events), one.event_id] if number), None)
    event = session().get(Event, last) if last else None
    if event is None or not event.reply_token or now() - event.received_at >= TOKEN_LIFE:
        return None
    used = select(Letter.id).where(Letter.event_id == event.id).limit(1)
    return None if session().scalar(used) else event


def _chat(one: Question) -> Chat:
    links = Links(lent().public_url, str(current_app.secret_key))
    return chat_with(session(), one.citizen, office(), now(), links)
