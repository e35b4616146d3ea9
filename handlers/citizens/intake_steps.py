"""The short questions that make a vague matter clear: what is asked, and what may be tapped."""

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.citizens import matters
from handlers.citizens.chat import Chat
from handlers.citizens.words import later
from models.catalogue import Procedure
from models.questions import Question
from models.questions.asking import BETWEEN

MOST_CASES = 6  # conditions of a procedure offered at once; the rest may be typed


@dataclass(frozen=True)
class Option:
    """One answer to tap: `key` travels in the button, `th` is what the officer reads."""

    key: str
    th: str
    said: str  # on the button, in the citizen's language


@dataclass(frozen=True)
class Step:
    """One question of the intake, filling one line of the summary."""

    name: str
    line: str
    ask: str
    options: tuple[str, ...] = ()


STEPS = (
    Step("subject", "subject", later("ถามเรื่องอะไรคะ")),
    Step(
        "whose",
        "case",
        later("เป็นเรื่องของใครคะ"),
        (later("ของตัวเอง"), later("ของลูก"), later("ของพ่อแม่หรือญาติ"), later("ของคนอื่นหรือบริษัท")),
    ),
    Step("which", "case", later("ตรงกับกรณีไหนคะ")),
    Step(
        "trouble",
        "trouble",
        later("ติดตรงไหนคะ"),
        (
            later("ไม่รู้ว่าต้องใช้เอกสารอะไร"),
            later("เอกสารไม่ครบหรือหาย"),
            later("ไม่รู้ว่าต้องไปที่ไหน"),
            later("มาด้วยตัวเองไม่ได้"),
            later("ยื่นแล้วยังไม่เสร็จ"),
        ),
    ),
    Step(
        "wish",
        "wish",
        later("อยากให้เจ้าหน้าที่ช่วยอะไรคะ"),
        (
            later("บอกเอกสารที่ต้องใช้"),
            later("บอกขั้นตอนและเวลา"),
            later("บอกค่าธรรมเนียม"),
            later("ตรวจสอบเรื่องที่ยื่นไว้"),
            later("ดูว่าทำได้หรือไม่"),
        ),
    ),
)


def step_of(name: str) -> Step | None:
    """The question of this name."""
    return next((step for step in STEPS if step.name == name), None)


def steps_of(chat: Chat, question: Question) -> list[Step]:
    """The questions put about this one: the case is asked only where the office knows cases."""
    return [step for step in STEPS if step.name != "which" or _cases(chat, question)]


def options(chat: Chat, question: Question, step: Step) -> tuple[Option, ...]:
    """What may be tapped at this question."""
    if step.name == "subject":
        return tuple(_subjects(chat, question))
    if step.name == "which":
        return tuple(_cases(chat, question))
    named = enumerate(step.options)
    return tuple(Option(str(number), thai, chat.words(thai)) for number, thai in named)


def procedure(chat: Chat, question: Question) -> Procedure | None:
    """What the question is about, as far as the office knows procedures."""
    return chat.office.catalogue.procedures.get(question.procedure or "")


def part(line: str, told: str, step: Step) -> str:
    """The line with what was told at this step: whose it is stands before which case it is."""
    first, _, _ = line.partition(BETWEEN)
    if step.name != "which" or not first:
        return told
    return BETWEEN.join([first, told])


def _subjects(chat: Chat, question: Question) -> Iterator[Option]:
    for name in matters.known(chat, question.nearest)[:3]:
        known = chat.office.catalogue.procedures.get(name)
        said = matters.name(chat, name)
        yield Option(name, known.name_th if known else said, said)


def _cases(chat: Chat, question: Question) -> list[Option]:
    known = procedure(chat, question)
    if known is None or not (question.summary or {}).get("subject"):
        return []
    english = chat.words.language != "th"
    return [
        Option(one.id, one.th, one.question_en if english else one.th)
        for one in known.conditions[:MOST_CASES]
    ]
