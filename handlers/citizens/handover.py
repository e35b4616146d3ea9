"""Passing a citizen's words to an officer: asked for, sent on as they are, with a receipt."""

import json

from sqlalchemy import select

from handlers.citizens import cards, matters, postbacks
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models import questions
from models.heard import read
from models.inbox import Event
from models.questions import Question


def officer(chat: Chat, values: Values) -> None:
    """The citizen wants a person: ask for the question in one message."""
    words = chat.words
    about = next(iter(matters.known(chat, [values.get("p", "")])), None)
    chat.wait_for("question", about=about)
    name = matters.name(chat, about) if about else ""
    subject = words("เรื่อง “{name}”", name=name) + "\n" if name else ""
    prompt = words(
        "พิมพ์คำถามถึงเจ้าหน้าที่ได้เลยค่ะ ช่วยเล่ารายละเอียดให้ครบในข้อความเดียว "
        "เช่น ทำเรื่องอะไร ของใคร ติดปัญหาตรงไหน"
    )
    care = words("โปรดอย่าส่งเลขบัตรประชาชนหรือรหัสผ่านในแชตนะคะ ถ้าไม่ถามแล้ว พิมพ์ “ยกเลิก”")
    chat.say(
        cards.text(
            f"{subject}{prompt}\n\n{care}",
            cards.press(words("ยกเลิก"), "cancel?"),
            cards.press(words("ย้อนกลับ"), "back?"),
        )
    )


def send(chat: Chat, values: Values) -> None:
    """Send on the very words the citizen wrote before, without making them type again."""
    event_id = event_of(values)
    text = words_of(chat, event_id)
    if text:
        keep(chat, text, event_id)
    else:
        officer(chat, {})


def cancel(chat: Chat, values: Values) -> None:
    """Stop whatever was going on."""
    words = chat.words
    if chat.awaits("question"):
        told = words("ยกเลิกแล้วค่ะ ยังไม่ได้ส่งคำถามถึงเจ้าหน้าที่")
    else:
        told = words("ยกเลิกแล้วค่ะ")
    chat.leave_topic()
    again = words("พิมพ์คำถามใหม่ได้ทุกเมื่อนะคะ")
    chat.say(cards.text(f"{told} {again}", cards.to_menu(words), cards.to_officer(words)))


def to_send(chat: Chat, label: str, event_id: int | None) -> cards.Part:
    """A tap that sends the words of this event to an officer."""
    return cards.press(label, postbacks.write("send", e=event_id) if event_id else "officer?")


def still_wanted(chat: Chat) -> None:
    """Somebody asked for a person long ago: are these words meant for one?"""
    words = chat.words
    # Asked and answered by the button: nothing is waited for until it is tapped.
    chat.leave_topic()
    told = words("ก่อนหน้านี้คุณขอคุยกับเจ้าหน้าที่ไว้ ต้องการส่งข้อความล่าสุดนี้เป็นคำถามถึงเจ้าหน้าที่ไหมคะ")
    look = postbacks.write("look", e=chat.event_id or "")
    chat.say(
        cards.card(
            words("ยังต้องการส่งคำถามอยู่ไหมคะ"),
            [cards.line(told)],
            foot=[
                cards.button(to_send(chat, words("ส่งให้เจ้าหน้าที่"), chat.event_id), main=True),
                cards.button(cards.press(words("ค้นหาคำตอบก่อน"), look)),
                cards.button(cards.press(words("ยกเลิก"), "cancel?")),
            ],
        )
    )


def keep(chat: Chat, text: str, event_id: int | None) -> None:
    """Keep these words as a question, once for each event, and say its number."""
    topic = chat.awaits("question") or {}
    found = [slug for slug, _ in chat.office.matcher.find(text).nearest]
    about = [topic["about"]] if topic.get("about") else []
    nearest = tuple(dict.fromkeys(about + found))
    question = _asked(chat, event_id) or questions.ask(
        chat.session, chat.citizen, text, chat.now, event_id=event_id, nearest=nearest
    )
    chat.leave_topic()
    _receipt(chat, question.receipt)


def _asked(chat: Chat, event_id: int | None) -> Question | None:
    """The question these words already became: a second tap gives the same receipt."""
    if event_id is None:
        return None
    return chat.session.scalar(select(Question).where(Question.event_id == event_id))


def _receipt(chat: Chat, receipt: str) -> None:
    words = chat.words
    chat.say(
        cards.card(
            words("รับคำถามแล้วค่ะ"),
            [
                cards.fact(words("เลขที่คำถาม"), receipt),
                cards.line(
                    words("เจ้าหน้าที่จะเห็นคำถามนี้ในเวลาทำการ เมื่อมีคำตอบจะแจ้งให้ทราบในแชตนี้ค่ะ"),
                    margin="lg",
                ),
                cards.small(
                    words("ถ้าเปลี่ยนใจ ให้ยกเลิกข้อความที่ส่งใน LINE คำถามจะถูกลบที่นี่ด้วยค่ะ"),
                    margin="md",
                ),
            ],
            quick=[
                cards.to_menu(words),
                cards.press(words("เวลาทำการ"), "hours?"),
                cards.press(words("ถามอีกเรื่อง"), "officer?"),
            ],
        )
    )


def words_of(chat: Chat, event_id: int | None) -> str | None:
    """What this citizen wrote then; None when it is gone, taken back, or somebody else's."""
    event = chat.session.get(Event, event_id) if event_id else None
    if event is None or event.line_user_id != chat.citizen.line_user_id:
        return None
    return read(json.loads(event.raw), event.received_at).text


def event_of(values: Values) -> int | None:
    """The number of the event a button carries, if it is one."""
    value = values.get("e", "")
    # Longer numbers are no ids of ours and would not fit the column.
    return int(value) if value.isdecimal() and value.isascii() and len(value) <= 18 else None
