"""A citizen asks in their own words: the answer at once, a few suggestions, or a person."""

import json

from sqlalchemy import select

from handlers.citizens import cards, emergencies, postbacks, procedures
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models import questions
from models.answers import Finding
from models.heard import read
from models.inbox import Event
from models.questions import Question


def hear(chat: Chat) -> None:
    """Free text: the question we waited for, or one to look up."""
    text = (chat.heard.text or "").strip()
    urgent = emergencies.warn(chat, text)
    if chat.awaits("question"):
        if chat.stale:
            _still_wanted(chat)
        else:
            _keep(chat, text, chat.event_id)
        return
    finding = chat.office.matcher.find(text)
    if finding.decision == "answer":
        _answer(chat, finding)
    elif finding.decision == "suggest":
        _suggest(chat, [slug for slug, _ in finding.nearest], chat.event_id)
    elif urgent:
        _anything_else(chat)
    else:
        _nothing_found(chat)


def others(chat: Chat, values: Values) -> None:
    """ "Not this one": what else it may have been, or a person."""
    slugs = [slug for slug in values.get("s", "").split("~") if slug]
    event = values.get("e", "")
    _suggest(chat, slugs, int(event) if _is_number(event) else None)


def officer(chat: Chat, values: Values) -> None:
    """The citizen wants a person: ask for the question in one message."""
    words = chat.words
    procedure = chat.office.catalogue.procedures.get(values.get("p", ""))
    chat.wait_for("question", about=procedure.slug if procedure else None)
    about = words("เรื่อง “{name}”", name=procedure.name(words.language)) + "\n" if procedure else ""
    prompt = words(
        "พิมพ์คำถามถึงเจ้าหน้าที่ได้เลยค่ะ ช่วยเล่ารายละเอียดให้ครบในข้อความเดียว "
        "เช่น ทำเรื่องอะไร ของใคร ติดปัญหาตรงไหน"
    )
    care = words("โปรดอย่าส่งเลขบัตรประชาชนหรือรหัสผ่านในแชตนะคะ ถ้าไม่ถามแล้ว พิมพ์ “ยกเลิก”")
    chat.say(
        cards.text(
            f"{about}{prompt}\n\n{care}",
            cards.press(words("ยกเลิก"), "cancel?"),
            cards.press(words("ย้อนกลับ"), "back?"),
        )
    )


def send(chat: Chat, values: Values) -> None:
    """Send on the very words the citizen wrote before, without making them type again."""
    event_id = values.get("e", "")
    text = _words_of(chat, int(event_id)) if _is_number(event_id) else None
    if text:
        _keep(chat, text, int(event_id))
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


def _answer(chat: Chat, finding: Finding) -> None:
    best, *rest = [slug for slug, _ in finding.nearest]
    data = postbacks.write("others", s="~".join(rest), e=chat.event_id or "")
    known = chat.office.catalogue.procedures[best]
    procedures.show(chat, known, cards.press(chat.words("ไม่ใช่เรื่องนี้"), data))


def _suggest(chat: Chat, slugs: list[str], event_id: int | None) -> None:
    words, catalogue = chat.words, chat.office.catalogue
    known = [catalogue.procedures[slug] for slug in slugs if slug in catalogue.procedures]
    if not known:
        _nothing_found(chat, event_id)
        return
    chat.say(
        cards.card(
            words("หมายถึงเรื่องไหนคะ"),
            [procedures.row(chat, procedure) for procedure in known],
            foot=[cards.button(_to_officer(chat, event_id))],
            quick=[cards.to_menu(words)],
        )
    )


def _nothing_found(chat: Chat, event_id: int | None = None) -> None:
    words = chat.words
    told = words("ขออภัยค่ะ ไม่พบคำตอบที่ตรงกับเรื่องนี้ ลองพิมพ์ใหม่ให้สั้นลง หรือส่งคำถามนี้ให้เจ้าหน้าที่ได้ค่ะ")
    chat.say(
        cards.card(
            words("ยังไม่พบคำตอบค่ะ"),
            [cards.line(told)],
            foot=[
                cards.button(_to_officer(chat, event_id or chat.event_id), main=True),
                cards.button(cards.press(words("ค้นหาบริการ"), "find?")),
            ],
            quick=[cards.to_menu(words)],
        )
    )


def _anything_else(chat: Chat) -> None:
    words = chat.words
    told = words("หากต้องการสอบถามเรื่องอื่น พิมพ์ได้เลยค่ะ")
    chat.say(cards.text(told, cards.to_menu(words), _to_officer(chat, chat.event_id)))


def _to_officer(chat: Chat, event_id: int | None) -> cards.Part:
    data = postbacks.write("send", e=event_id) if event_id else "officer?"
    return cards.press(chat.words("ส่งให้เจ้าหน้าที่"), data)


def _still_wanted(chat: Chat) -> None:
    words = chat.words
    # Asked and answered by the button: nothing is waited for until it is tapped.
    chat.citizen.wait_for(None, chat.heard.occurred_at)
    told = words("ก่อนหน้านี้คุณขอคุยกับเจ้าหน้าที่ไว้ ต้องการส่งข้อความล่าสุดนี้เป็นคำถามถึงเจ้าหน้าที่ไหมคะ")
    look = postbacks.write("look", e=chat.event_id or "")
    chat.say(
        cards.card(
            words("ยังต้องการส่งคำถามอยู่ไหมคะ"),
            [cards.line(told)],
            foot=[
                cards.button(_to_officer(chat, chat.event_id), main=True),
                cards.button(cards.press(words("ค้นหาคำตอบก่อน"), look)),
                cards.button(cards.press(words("ยกเลิก"), "cancel?")),
            ],
        )
    )


def look(chat: Chat, values: Values) -> None:
    """Look up words written before, instead of sending them to a person."""
    event_id = values.get("e", "")
    text = _words_of(chat, int(event_id)) if _is_number(event_id) else None
    slugs = [slug for slug, _ in chat.office.matcher.find(text).nearest] if text else []
    _suggest(chat, slugs, int(event_id) if text else None)


def _keep(chat: Chat, text: str, event_id: int | None) -> None:
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


def _words_of(chat: Chat, event_id: int) -> str | None:
    """What this citizen wrote then; None when it is gone, taken back, or somebody else's."""
    event = chat.session.get(Event, event_id)
    if event is None or event.line_user_id != chat.citizen.line_user_id:
        return None
    return read(json.loads(event.raw), event.received_at).text


def _is_number(value: str) -> bool:
    # Longer numbers are no ids of ours and would not fit the column.
    return value.isdecimal() and value.isascii() and len(value) <= 18
