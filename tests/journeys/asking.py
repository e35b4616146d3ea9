"""Questions to officers, as people with phones and people at desks live through them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.simulator import Phone
from handlers.citizens import question_news
from models import outbox, questions
from models.alerts import Alert, AlertDoor, Door
from models.happenings import Happening, What
from models.officers import Officer
from models.outbox import Letter
from models.questions import Question, State
from scheduler import promises
from tests.district import District
from tests.officers import officers

ODD = "เสาไฟฟ้าคิดถึงดวงจันทร์ค่ะ"  # words no prepared answer is near
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def bangkok(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    """A moment of the winter of 2569, told as people in Bangkok tell it."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - 7 * HOUR


@dataclass
class Asking:
    """One citizen's phone beside the desk of registration."""

    district: District
    phone: Phone

    @property
    def now(self) -> datetime:
        return self.district.platform.now()

    def it_is(self, moment: datetime) -> None:
        """Set every clock to this moment."""
        self.district.pass_time(moment - self.now)

    def said(self) -> str:
        """What the office said since the citizen's last act."""
        return "\n".join(self.phone.last_texts())

    def bubbles(self) -> int:
        """How many messages of the office are on the screen."""
        return sum(bubble.by == "office" for bubble in self.phone.screen)

    def types(self, words: str) -> str:
        self.phone.types(words)
        self.district.settle()
        return self.said()

    def taps(self, label: str) -> str:
        self.phone.taps(label)
        self.district.settle()
        return self.said()

    def sends(self, act: str, *args: Any) -> str:
        """Any other act of a phone, e.g. "sends_photo"."""
        getattr(self.phone, act)(*args)
        self.district.settle()
        return self.said()

    def labels(self) -> list[str]:
        return [button.label for button in self.phone.buttons()]

    def question(self, session: Session) -> Question:
        """The question asked last."""
        return session.scalars(select(Question).order_by(Question.id.desc()).limit(1)).one()

    def state(self) -> State:
        with self.district.sessions() as session:
            return self.question(session).state

    def promised(self) -> datetime | None:
        with self.district.sessions() as session:
            return self.question(session).promised_at

    @contextmanager
    def desk(self, name: str = "somchai") -> Iterator[tuple[Session, Question, Officer]]:
        """An officer's act on the question asked last."""
        with self.district.sessions.begin() as session:
            yield session, self.question(session), officer(session, name)
        self.district.settle()

    def is_taken(self, name: str = "somchai") -> None:
        with self.desk(name) as (session, question, who):
            questions.take(session, question, who, self.now, seen=question.revision)

    def is_answered(self, words: str, name: str = "somchai", facts: tuple[str, ...] = ()) -> None:
        """Answered with one letter, as the desk writes it."""
        with self.desk(name) as (session, question, who):
            self.answer(session, question, who, words, facts)

    def answer(
        self, session: Session, question: Question, who: Officer, words: str, facts: tuple[str, ...]
    ) -> None:
        """One letter and one answer in this transaction."""
        questions.hold(session, question)
        seen, now = question.revision, self.now
        chat = question_news.chat_with(session, question.citizen, self._office(), now)
        question_news.answered(chat, question, words, facts, who)
        letter = outbox.put(session, question.citizen, chat.messages, now)[0]
        questions.answer(
            session, question, who, now, seen=seen, text=words, letter=letter, facts=facts
        )

    def is_asked_back(self, words: str, name: str = "somchai") -> None:
        with self.desk(name) as (session, question, who):
            questions.hold(session, question)
            chat = question_news.chat_with(session, question.citizen, self._office(), self.now)
            question_news.asked_back(chat, question, words, who)
            letter = outbox.put(session, question.citizen, chat.messages, self.now)[0]
            questions.ask_back(
                session, question, who, self.now, seen=question.revision, text=words, letter=letter
            )

    def the_clock_strikes(self) -> int:
        """The clock looks after the promises; how many questions something happened to."""
        with self.district.sessions.begin() as session:
            count = promises.run(session, self.now)
        self.district.settle()
        return count

    def thread(self) -> list[tuple[str, str]]:
        """What was said, by whom, since the question."""
        with self.district.sessions() as session:
            return [(one.by, one.text) for one in self.question(session).words]

    def happened(self, what: What) -> int:
        with self.district.sessions() as session:
            rows = select(func.count(Happening.id)).where(Happening.what == what)
            return session.scalar(rows) or 0

    def pushed(self) -> int:
        """How many counted messages were sent so far."""
        with self.district.sessions() as session:
            return session.query(Letter).filter(Letter.sent_by == "push").count()

    def alerts(self) -> list[tuple[str, str]]:
        """Who is to be told of what."""
        with self.district.sessions() as session:
            rows = select(Alert).order_by(Alert.id)
            return [(one.door.officer.username, one.reason) for one in session.scalars(rows)]

    def _office(self) -> Any:
        return self.district.worker.shelf.on(self.now)


def staffed(district: District) -> None:
    """Put the cast behind their desks, each with one way to be told; there is no mail server."""
    with district.sessions.begin() as session:
        cast = officers(session)
        for who in vars(cast).values():
            who.email = f"{who.username}@example.invalid"
            door = AlertDoor(
                officer_id=who.id, kind=Door.EMAIL, address={}, added_at=who.created_at
            )
            session.add(door)


def officer(session: Session, name: str) -> Officer:
    return session.scalars(select(Officer).where(Officer.username == name)).one()
