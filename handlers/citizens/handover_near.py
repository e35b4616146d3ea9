"""Prepared answers that came near a question: one of them may have been the right one after all."""

from handlers.citizens import cards, handover_question, matters, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.handover_thread import own, write
from handlers.citizens.postbacks import Values
from models import happenings, questions
from models.happenings import What
from models.questions import WrongState


def near(chat: Chat, values: Values) -> None:
    """One of the prepared answers that came near: told, and asked whether it was the right one."""
    question, slug = own(chat, values), values.get("p", "")
    if question is None or not matters.known(chat, [slug]):
        welcome.lost(chat, values)
        return
    words = chat.words
    chat.remember(slug)
    matters.tell(chat, slug, None)
    told = words("ข้อมูลนี้ตอบคำถาม {receipt} ของคุณแล้วหรือยังคะ", receipt=question.receipt)
    fits = cards.press(words("ตอบตรงแล้ว"), write("fits", question, p=slug))
    wait = cards.press(words("ยังไม่ตรง รอเจ้าหน้าที่"), write("question", question))
    foot = [cards.button(fits, main=True), cards.button(wait)]
    ask = cards.card(words("ตรงกับที่ถามไหมคะ"), [cards.line(told)], foot=foot)
    chat.messages = cards.together(*chat.messages, ask)
    chat.say()


def fits(chat: Chat, values: Values) -> None:
    """A prepared answer was the right one: nobody need answer any more."""
    question, slug = own(chat, values), values.get("p", "")
    if question is None or not matters.known(chat, [slug]):
        welcome.lost(chat, values)
        return
    words = chat.words
    try:
        questions.deflect(question, chat.now, slug)
    except WrongState:
        handover_question.show(chat, {"q": str(question.id)})
        return
    happenings.note(
        chat.session, chat.citizen, What.DEFLECTED, chat.now, procedure=slug,
        section=question.section,
    )  # fmt: skip
    told = words(
        "ดีใจที่ได้คำตอบแล้วค่ะ ปิดคำถาม {receipt} ให้แล้ว มีเรื่องอื่นพิมพ์ถามได้เลยนะคะ", receipt=question.receipt
    )
    chat.say(cards.text(told, cards.to_menu(words), cards.to_officer(words)))
