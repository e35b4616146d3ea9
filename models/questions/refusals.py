"""Why something was not done with a question; nothing was written."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.questions.tables import Question


class Refused(Exception):
    """It was not done."""


class WrongState(Refused):
    """The question does not stand where this could be done with it."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Changed(Refused):
    """Somebody did something with this question in the meantime."""

    def __init__(self, question: "Question") -> None:
        super().__init__(f"revision {question.revision}")
        self.question = question


class NotYours(Refused):
    """Another section's question, or one that a colleague owns."""

    def __init__(self, question: "Question") -> None:
        super().__init__(question.receipt)
        self.question = question
