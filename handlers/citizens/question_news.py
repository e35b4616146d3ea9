"""What officers and the clock tell a citizen about their question: answers, delays, apologies."""

from collections.abc import Sequence
from itertools import groupby

from handlers.citizens import cards
from handlers.citizens import facts as told_facts
from handlers.citizens.chat import Chat
from handlers.citizens.handover_receipt import promise
from handlers.citizens.handover_thread import write
from handlers.citizens.precheck_news import chat_with
from models.officers import Officer
from models.questions import Question

__all__ = ["answered", "apologised", "asked_back", "chat_with", "handed_over", "promised"]

QUOTED = 120  # graphemes of the question, so that the answer is known for its own


def answered(
    chat: Chat, question: Question, text: str, facts: Sequence[str], officer: Officer
) -> None:
    """The officer's answer: ticked facts ("slug:fact") as the office tells them, then the words."""
    words = chat.words
    told = [_facts(chat, facts)] if _known(chat, facts) else []
    if text.strip():
        told.append(cards.text(_signed(chat, question, text, officer)))
    foot = [
        cards.button(cards.press(words("เข้าใจแล้ว"), write("understood", question)), main=True),
        cards.button(cards.press(words("ยังไม่เข้าใจ"), write("unclear", question))),
    ]
    ask = words("คำตอบของคำถาม {receipt} ชัดเจนไหมคะ", receipt=question.receipt)
    quick = [cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)]
    who = [] if text.strip() else [cards.small(_name(chat, question, officer))]
    body = [cards.line(ask), *who]
    told.append(cards.card(words("เจ้าหน้าที่ตอบแล้วค่ะ"), body, foot=foot, quick=quick))
    chat.say(*told)


def asked_back(chat: Chat, question: Question, text: str, officer: Officer) -> None:
    """The officer asks for more; what is typed next goes to them."""
    words = chat.words
    told = _signed(chat, question, text, officer)
    how = words("พิมพ์ตอบหรือส่งรูปในแชตนี้ได้เลย เจ้าหน้าที่จะเห็นทันทีค่ะ")
    chat.say(cards.text(f"{told}\n\n{how}", _look(chat, question)))


def promised(chat: Chat, question: Question) -> None:
    """A later time was promised."""
    words = chat.words
    late = words("คำถาม {receipt} ต้องใช้เวลาตรวจสอบเพิ่มค่ะ", receipt=question.receipt)
    chat.say(cards.text("\n".join([late, *promise(chat, question)]), _look(chat, question)))


def apologised(chat: Chat, question: Question) -> None:
    """The promise was broken: said once, with a new time."""
    words = chat.words
    sorry = words("ขออภัยค่ะ คำถาม {receipt} ยังไม่ได้ตอบตามเวลาที่แจ้งไว้", receipt=question.receipt)
    chat.say(cards.text("\n".join([sorry, *promise(chat, question)]), _look(chat, question)))


def handed_over(chat: Chat, question: Question) -> None:
    """Another section answers it now; the promise stays."""
    words = chat.words
    section = _section(chat, question.section)
    told = words(
        "ส่งคำถาม {receipt} ให้{section}ตอบแล้วค่ะ", receipt=question.receipt,
        section=section or words("ฝ่ายที่เกี่ยวข้อง"),
    )  # fmt: skip
    chat.say(cards.text("\n".join([told, *promise(chat, question)]), _look(chat, question)))


def _signed(chat: Chat, question: Question, text: str, officer: Officer) -> str:
    """The words with the question before them and who says so after them; links stay tappable."""
    words = chat.words
    about = cards.shorten(" ".join(question.text.split()), QUOTED)
    head = words("คำถาม {receipt} “{about}”", receipt=question.receipt, about=about)
    return f"{head}\n\n{text.strip()}\n\n— {_name(chat, question, officer)}"


def _name(chat: Chat, question: Question, officer: Officer) -> str:
    section = _section(chat, officer.section or question.section)
    return f"{officer.name} {section}".strip()


def _section(chat: Chat, code: str | None) -> str:
    known = (one for one in chat.office.catalogue.sections if one.code == code)
    return next((one.name(chat.words.language) for one in known), "")


def _known(chat: Chat, ticked: Sequence[str]) -> list[tuple[str, str]]:
    """Slug and fact of what can still be told."""
    pairs = (one.partition(":")[::2] for one in ticked)
    procedures = chat.office.catalogue.procedures
    return [
        (slug, fact) for slug, fact in pairs if slug in procedures and fact in told_facts.LABELS
    ]


def _facts(chat: Chat, ticked: Sequence[str]) -> cards.Part:
    """One card of all the ticked facts, each procedure under its name."""
    words = chat.words
    body: list[cards.Part] = []
    taps: list[cards.Part] = []
    for slug, group in groupby(_known(chat, ticked), key=lambda pair: pair[0]):
        known = chat.office.catalogue.procedures[slug]
        body.append(cards.heading(known.name(words.language)))
        for _, fact in group:
            body += told_facts.alone(chat, known, fact)
        among = f" ({len(taps) + 1})" if taps else ""
        taps.append(told_facts.whole(chat, known, among))
    return cards.card(words("ข้อมูลจากสำนักงานเขต"), body, foot=[cards.button(t) for t in taps])


def _look(chat: Chat, question: Question) -> cards.Part:
    return cards.press(chat.words("ดูคำถามนี้"), write("question", question))
