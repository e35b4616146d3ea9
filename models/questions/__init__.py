"""Questions to officers: kept with a receipt and a promise, answered by a person, never lost."""

from models.questions.answering import (
    add_note,
    answer,
    ask_back,
    hand_over,
    hold,
    label,
    promise_anew,
    put_back,
    take,
)
from models.questions.asking import (
    SUMMARY,
    add_words,
    ask,
    deflect,
    forget,
    forget_before,
    not_understood,
    open_of,
    owned_of,
    questions_of,
    summarise,
    understood,
    unsay,
    withdraw,
)
from models.questions.finding import Wanted, alike, count, labels, queue, soonest
from models.questions.promises import DEFAULTS, busy_minutes, due, setting
from models.questions.refusals import Changed, NotYours, Refused, WrongState
from models.questions.states import MOVES, NOTIFIES, OPEN, State
from models.questions.tables import Busy, CannedAnswer, Question, QuestionStep, Setting, Words
from models.questions.telling import tell_heads, tell_owner, tell_section
from models.questions.worth import worth_asking

__all__ = [
    "DEFAULTS", "MOVES", "NOTIFIES", "OPEN", "SUMMARY", "Busy", "CannedAnswer", "Changed",
    "NotYours", "Question", "Refused", "Setting", "State", "QuestionStep", "Wanted", "Words",
    "WrongState", "add_note", "add_words", "alike", "answer", "ask", "ask_back", "busy_minutes",
    "count", "deflect", "due", "forget", "forget_before", "hand_over", "hold", "label", "labels",
    "not_understood", "open_of", "owned_of", "promise_anew", "put_back", "queue", "questions_of",
    "setting", "soonest", "summarise", "take", "tell_heads", "tell_owner", "tell_section",
    "understood", "unsay", "withdraw", "worth_asking",
]  # fmt: skip
