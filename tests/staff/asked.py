"""Questions for the desk of the tests: สมหญิง and others ask, at the console's own hour."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import questions
from models.officers import Officer
from models.outbox import Letter
from models.questions import Question
from tests.people import somying
from tests.staff.papers import NOW

if TYPE_CHECKING:
    from tests.staff.conftest import Browser

DESK = "/staff/questions/"
ANSWER = "ไปที่ฝ่ายทะเบียนได้เลยค่ะ"
ASKED = "ย้ายบ้านไปต่างประเทศต้องทำอย่างไร"
Change = Callable[[Session, Question], object]


class Asked:
    """Whatever lies in the inbox of this test."""

    def __init__(self, app: Flask, sessions: sessionmaker[Session]) -> None:
        self.app, self.sessions = app, sessions

    def question(
        self,
        letter: str = "a",
        words: str = ASKED,
        *,
        section: str | None = "registration",
        left: timedelta = timedelta(hours=2),
        urgent: bool = False,
        nearest: tuple[str, ...] = ("move-out",),
    ) -> int:
        """The number of a new question; `letter` names its citizen, `left` is until the promise."""
        with self.sessions.begin() as session:
            question = questions.ask(
                session, somying(session, letter), words, NOW, section=section,
                nearest=nearest, urgent=urgent,
            )  # fmt: skip
            question.promised_at = NOW + left
            return question.id

    def change(self, number: int, change: Change) -> None:
        """Let something happen to a question behind the console's back."""
        with self.sessions.begin() as session:
            change(session, session.get_one(Question, number))


class Talking:
    """An officer with one question open, who presses what the page offers."""

    def __init__(self, browser: "Browser", number: int) -> None:
        self.browser, self.address = browser, f"{DESK}{number}"
        self.page = browser.get(self.address)

    def do(
        self, what: str, status: int = 302, of: str = "", **fields: str | int | Sequence[str]
    ) -> None:
        """Send the form that goes to `what`; `of` names the form when a button of it does."""
        given = self.page.form(f"{self.address}/{of or what}").fields
        self.page = self.browser.post(f"{self.address}/{what}", {**given, **fields}, status)


def take(officer: Officer) -> Change:
    """The change that an officer takes a question."""

    def taken(session: Session, one: Question) -> None:
        questions.take(session, one, officer, NOW, seen=one.revision)

    return taken


def question(sessions: sessionmaker[Session], number: int = 1) -> Question:
    """A question as it stands, with its thread and history."""
    with sessions() as session:
        found = session.get_one(Question, number)
        session.refresh(found, ["words", "steps"])
        return found


def letters(sessions: sessionmaker[Session]) -> list[Letter]:
    """Every letter, oldest first."""
    with sessions() as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))
