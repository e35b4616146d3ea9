"""Passing a citizen's words to an officer: asked for, sent on as they are, with a receipt."""

import json
from collections import Counter
from typing import Any

from sqlalchemy import select

from handlers.citizens import (
    cards,
    handover_receipt,
    handover_thread,
    handover_urgent,
    matters,
    postbacks,
)
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models import calendar, happenings, questions
from models.answers import Finding
from models.happenings import What
from models.heard import read
from models.inbox import Event
from models.questions import Question
from models.questions.telling import NEW

TOPIC = "question"
AGREE = 2  # so many of the nearest of one section, and the question is taken to be that section's


def officer(chat: Chat, values: Values) -> None:
    """The citizen wants a person: ask for the question in one message."""
    words = chat.words
    if handover_thread.owned(chat):
        told = words("เจ้าหน้าที่กำลังดูแลคำถามของคุณอยู่ พิมพ์ถึงเจ้าหน้าที่ได้เลยค่ะ")
        chat.say(cards.text(told, cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)))
        return
    about = next(iter(matters.known(chat, [values.get("p", "")])), None)
    chat.wait_for(TOPIC, about=about)
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
    """Stop whatever was going on; a question already sent is cancelled by its own button."""
    words = chat.words
    asking = chat.awaits(TOPIC)
    waiting = questions.open_of(chat.session, chat.citizen)
    told = words("ยกเลิกแล้วค่ะ ยังไม่ได้ส่งคำถามถึงเจ้าหน้าที่") if asking else words("ยกเลิกแล้วค่ะ")
    chat.leave_topic()
    again = words("พิมพ์คำถามใหม่ได้ทุกเมื่อนะคะ")
    taps = [cards.to_menu(words), cards.to_officer(words)]
    if waiting:
        last = waiting[-1]
        label = words("ยกเลิก {receipt}", receipt=last.receipt)
        taps.insert(0, cards.press(label, handover_thread.write("unask", last)))
        again = words("คำถาม {receipt} ที่ส่งไว้แล้วยังรอเจ้าหน้าที่ตอบอยู่ค่ะ", receipt=last.receipt)
    chat.say(cards.text(f"{told} {again}", *taps))


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
    known = _asked(chat, event_id)
    if known is not None:
        chat.leave_topic()
        urgent = handover_urgent.urgent(known.text, known.nearest)
        handover_receipt.receipt(chat, known, urgent)
        return
    topic = chat.awaits(TOPIC) or {}
    finding = chat.office.matcher.find(text)
    ask(chat, text, event_id, finding, topic)


def ask(
    chat: Chat, text: str, event_id: int | None, finding: Finding, topic: dict[str, Any]
) -> None:
    """These words become a question now: receipt, promise, what comes near, and staff told."""
    found = [slug for slug, _ in finding.nearest]
    about = [str(topic["about"])] if topic.get("about") else []
    nearest = list(dict.fromkeys(about + found))
    urgent = handover_urgent.urgent(text, nearest)
    section = _section(chat, [urgent] if urgent else about, finding, nearest)
    question = questions.ask(
        chat.session, chat.citizen, text, chat.now, event_id=event_id, nearest=nearest,
        section=section, urgent=bool(urgent or finding.emergency),
    )  # fmt: skip
    _show(chat, question, topic)
    about_what = nearest[0] if nearest else None
    happenings.note(
        chat.session, chat.citizen, What.ASKED, chat.now, procedure=about_what, section=section
    )
    questions.tell_section(chat.session, question, NEW, chat.now, calendar.read(chat.session))
    chat.leave_topic()
    handover_receipt.receipt(chat, question, urgent)


def remember_shown(chat: Chat) -> bool:
    """What is shown before the question was asked is put beside it; False when none is awaited."""
    if not chat.awaits(TOPIC):
        return False
    kept, place = handover_thread.shown(chat)
    topic = chat.citizen.topic or {}
    one = {"attachment_id": kept.id if kept else None, "place": place, "event_id": chat.event_id}
    chat.citizen.topic = {**topic, "shown": [*topic.get("shown", []), one]}
    return True


def _show(chat: Chat, question: Question, topic: dict[str, Any]) -> None:
    for one in topic.get("shown", []):
        questions.add_words(chat.session, question, "", chat.now, **one)


def _section(chat: Chat, about: list[str], finding: Finding, nearest: list[str]) -> str | None:
    """Whose matter it seems to be; None when nobody can tell, so that every section sees it."""
    if about:
        return _of(chat, about[0])
    if finding.decision != "human" and nearest:
        return _of(chat, nearest[0])
    owners = Counter(filter(None, (_of(chat, name) for name in nearest)))
    section, times = next(iter(owners.most_common(1)), (None, 0))
    return section if times >= AGREE else None


def _of(chat: Chat, name: str) -> str | None:
    office = chat.office
    known = office.catalogue.procedures.get(name) or office.short_answers.get(name)
    return known.section if known else None


def _asked(chat: Chat, event_id: int | None) -> Question | None:
    """The question these words already became or joined: a second tap gives the same receipt."""
    if event_id is None:
        return None
    joined = select(questions.Words.question_id).where(questions.Words.event_id == event_id)
    own = (Question.event_id == event_id) | Question.id.in_(joined)
    return chat.session.scalar(select(Question).where(own).limit(1))


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
