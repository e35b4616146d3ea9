"""The receipt of a question: its number, when it is answered, and what may answer it right now."""

from handlers.citizens import cards, handover_urgent, matters
from handlers.citizens.chat import Chat
from handlers.citizens.handover_thread import write
from models.calendar import read
from models.questions import Question
from models.questions.promises import services

MOST_NEAR = 3


def receipt(chat: Chat, question: Question, urgent: str | None) -> None:
    """The question is kept: its number, when it will be answered, and what may answer it now."""
    words = chat.words
    body = [cards.fact(words("เลขที่คำถาม"), question.receipt)]
    body += [cards.line(line, margin="lg") for line in promise(chat, question)]
    body += _near(chat, question)
    body.append(
        cards.small(
            words("ดูได้ที่ “เรื่องของฉัน” ถ้ายกเลิกข้อความใน LINE คำถามจะถูกลบด้วยค่ะ"),
            margin="lg",
        )
    )
    # A chat opens at its end: what cannot wait stands right above the buttons.
    body += [handover_urgent.strip(chat, urgent)] if urgent else []
    taps = [
        *(handover_urgent.ways(chat) if urgent else ()),
        cards.press(words("เล่าเพิ่มให้ชัด"), write("intake", question)),
        cards.press(words("ยกเลิกคำถาม"), write("unask", question)),
    ]
    foot = [cards.button(tap, main=number == 0) for number, tap in enumerate(taps)]
    quick = [
        cards.to_menu(words),
        cards.press(words("เรื่องของฉัน"), "mine?"),
        cards.press(words("เวลาทำการ"), "hours?"),
        cards.press(words("ถามอีกเรื่อง"), "officer?"),
    ]
    chat.say(cards.card(words("รับคำถามแล้วค่ะ"), body, foot=foot, quick=quick))


def promise(chat: Chat, question: Question) -> list[str]:
    """When it will be answered, in words; outside office hours also that nobody is there now."""
    words, at = chat.words, question.promised_at
    if at is None or at <= chat.now:
        return [words("ขออภัยที่ตอบช้ากว่ากำหนด คำถามของคุณยังอยู่ในคิวค่ะ")]
    told = [words("เจ้าหน้าที่จะตอบภายใน{moment}", moment=words.moment(at))]
    if not read(chat.session).is_open(chat.now, services(question.section)):
        told.append(words("ตอนนี้นอกเวลาทำการ เรารับเรื่องไว้ครบแล้ว เจ้าหน้าที่จะเห็นทันทีที่เปิดทำการค่ะ"))
    return told


def _near(chat: Chat, question: Question) -> list[cards.Part]:
    """The prepared answers that come nearest; each may be looked at, and may settle it at once."""
    words = chat.words
    names = matters.known(chat, question.nearest)[:MOST_NEAR]
    if not names:
        return []
    rows: list[cards.Part] = [cards.heading(words("ระหว่างรอ ลองดูเรื่องใกล้เคียงค่ะ"))]
    for number, name in enumerate(names, start=1):
        look = cards.press(matters.name(chat, name), write("near", question, p=name))
        right = words("ตอบตรงแล้ว ({number})", number=number)
        rows.append(cards.beside(look, cards.press(right, write("fits", question, p=name))))
    return rows
