"""An agency's people in the chat: their code makes them known, and their open orders are listed."""

import re

from handlers.citizens import cards, order_news
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models import audit
from models.orders import AgencyContact, agencies, noticing
from models.orders.reaching import contacts_of, owed

# As it stands in the console, alone or after the word; a phone may make its letters small.
SPOKEN = re.compile(r"(?:เชื่อม|link)\s+([A-Z0-9]{10})", re.IGNORECASE)
LISTS = 3  # agencies told in one turn; hardly anybody reports for two


def hear(chat: Chat, text: str) -> bool:
    """Know this LINE user as the contact a code was given to; whether `text` was such a code."""
    typed = text.strip()
    spoken = SPOKEN.fullmatch(typed)
    if spoken is None and agencies.CODE.fullmatch(typed.upper()) is None:
        return False
    if not agencies.may_guess(chat.session, chat.citizen, chat.now):
        _wait(chat)
        return True
    code = spoken[1] if spoken else typed
    contact = agencies.pair(chat.session, chat.citizen, code, chat.now)
    if contact is not None:
        _welcome(chat, contact)
        return True
    if spoken is None and code.isalpha():
        return False  # a word; codes nearly always have a figure
    agencies.guessed_wrong(chat.session, chat.citizen, chat.now)
    _wrong(chat)
    return True


def mine(chat: Chat, values: Values) -> None:
    """The open orders of the agencies this LINE user reports for, each with its link."""
    words, contacts = chat.words, contacts_of(chat.session, chat.citizen)
    if not contacts:
        told = words("ส่วนนี้สำหรับผู้รายงานของหน่วยงานค่ะ ถ้าได้รับรหัสจากผู้ดูแลข้อสั่งการ พิมพ์รหัสนั้นในแชตนี้ได้เลย")
        chat.say(cards.text(told, cards.to_menu(words)))
        return
    chosen = [one for one in contacts if str(one.id) == values.get("c")] or list(contacts)
    start = int(values["n"]) if values.get("n", "").isdecimal() else 0
    for contact in chosen[:LISTS]:
        _list(chat, contact, start)


def _list(chat: Chat, contact: AgencyContact, start: int = 0) -> None:
    words, rows = chat.words, owed(chat.session, contact.agency_id)
    if rows:
        start = start if start < len(rows) else 0
        heading = words("ข้อสั่งการที่รอรายงาน {count} ข้อ", count=len(rows))
        order_news.listed(chat, contact, rows, heading, start)
    else:
        told = words("{agency} รายงานครบทุกข้อแล้วค่ะ", agency=contact.agency.name)
        chat.say(cards.text(told, cards.to_menu(words)))


def _welcome(chat: Chat, contact: AgencyContact) -> None:
    words = chat.words
    told = words(
        "เชื่อมแล้วค่ะ คุณเป็นผู้รายงานของ{agency} เมื่อมีข้อสั่งการหรือใกล้ครบกำหนดจะแจ้งที่นี่ "
        "พิมพ์ “ข้อสั่งการ” เพื่อดูทั้งหมดได้ทุกเมื่อ",
        agency=contact.agency.name,
    )
    chat.say(cards.text(told, cards.to_menu(words)))
    audit.note(chat.session, None, "orders.paired", f"agency_contact:{contact.id}", chat.now)
    chat.session.flush()
    _list(chat, contact)
    # They have just seen these: the clock need not send them a letter about each.
    new = noticing.new_to(chat.session, contact)
    noticing.told(chat.session, contact, new, chat.now, door=noticing.LINE)


def _wrong(chat: Chat) -> None:
    words = chat.words
    told = words("รหัสนี้ใช้ไม่ได้หรือหมดอายุแล้วค่ะ รหัสใช้ได้ครั้งเดียวภายใน 7 วัน ขอรหัสใหม่ได้จากผู้ดูแลข้อสั่งการ")
    chat.say(cards.text(told, cards.to_menu(words)))


def _wait(chat: Chat) -> None:
    words = chat.words
    told = words("ลองรหัสผิดหลายครั้งแล้วค่ะ พักหนึ่งชั่วโมงแล้วลองใหม่ หรือขอรหัสใหม่จากผู้ดูแลข้อสั่งการ")
    chat.say(cards.text(told, cards.to_menu(words)))
