"""Everything of a citizen's that is under way: where it stands, and what they may ask of us."""

from datetime import timedelta

from sqlalchemy import select

from handlers.citizens import appointment_changes, cards, precheck_case
from handlers.citizens.chat import Chat
from handlers.citizens.handover_thread import write
from handlers.citizens.postbacks import Values
from handlers.citizens.words import later
from models import audit, erasing, prechecks
from models.attachments import Attachment
from models.dates import thai_moment
from models.prechecks import OPEN, Precheck
from models.questions import Question, questions_of
from models.questions import State as Asked

MOST = 6  # of each kind in one card
LATELY = timedelta(days=90)  # what ended longer ago is not listed
EXPORT_LIFE = timedelta(minutes=30)
QUESTIONS = {
    Asked.WAITING: later("รอเจ้าหน้าที่ตอบ"),
    Asked.OWNED: later("เจ้าหน้าที่กำลังดูแล"),
    Asked.ANSWERED: later("ตอบแล้ว"),
    Asked.DONE: later("เรียบร้อยแล้ว"),
    Asked.DEFLECTED: later("ได้คำตอบที่เตรียมไว้แล้ว"),
    Asked.WITHDRAWN: later("ยกเลิกแล้ว"),
    Asked.FORGOTTEN: later("ลบข้อความแล้ว"),
}


def hear(chat: Chat, values: Values) -> None:
    """Every case with its state, progress and next step; the questions with their receipts."""
    words = chat.words
    cases, asked = _cases(chat), questions_of(chat.session, chat.citizen, MOST)
    body: list[cards.Part] = []
    visits = appointment_changes.listed(chat)
    if visits:
        body += [cards.heading(words("นัดของฉัน")), *visits]
    if cases:
        body += [
            cards.heading(words("ตรวจเอกสารล่วงหน้า")),
            *(precheck_case.row(chat, c) for c in cases),
        ]
    if asked:
        body.append(cards.heading(words("คำถามถึงเจ้าหน้าที่")))
        body += [_question(chat, question) for question in asked]
    if not body:
        body = [cards.line(words("ยังไม่มีเรื่องที่ทำค้างอยู่ค่ะ"))]
    begin = cards.press(words("ตรวจเอกสารล่วงหน้า"), "precheck?")
    foot = [
        cards.button(begin, main=not cases),
        cards.button(cards.press(words("ข้อมูลของฉัน"), "data?")),
    ]
    quick = [cards.to_menu(words), cards.to_officer(words)]
    chat.say(cards.card(words("เรื่องของฉัน"), body, foot=foot, quick=quick))


def data(chat: Chat, values: Values) -> None:
    """What a citizen may ask about what we hold of them."""
    words = chat.words
    told = words("ดูได้ว่าใครเปิดเอกสารของคุณ ขอสำเนาข้อมูลทั้งหมด หรือลบทั้งหมดได้ที่นี่ค่ะ")
    taps = (
        cards.press(words("ใครดูเอกสารของฉัน"), "looked?"),
        cards.press(words("ขอข้อมูลของฉัน"), "export?"),
        cards.press(words("ลบข้อมูลของฉัน"), "erase?"),
        cards.press(words("อ่านประกาศความเป็นส่วนตัว"), "privacy?"),
    )
    chat.say(
        cards.card(
            words("ข้อมูลของฉัน"),
            [cards.line(told), *map(cards.row, taps)],
            quick=[cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)],
        )
    )


def looked(chat: Chat, values: Values) -> None:
    """Which officers opened the citizen's papers, and when."""
    words = chat.words
    mine = select(Attachment.id).where(Attachment.citizen_id == chat.citizen.id)
    looks = audit.looks_at(chat.session, list(chat.session.scalars(mine)))
    if not looks:
        told = words("ยังไม่มีเจ้าหน้าที่เปิดดูเอกสารของคุณค่ะ")
        chat.say(cards.text(told, cards.press(words("ข้อมูลของฉัน"), "data?"), cards.to_menu(words)))
        return
    lines = [_look(chat, look) for look in looks[:20]]
    rest = len(looks) - len(lines)
    more = (
        [cards.small(words("และก่อนหน้านั้นอีก {count} ครั้ง", count=rest), margin="md")] if rest else []
    )
    quick = [cards.press(words("ข้อมูลของฉัน"), "data?"), cards.to_menu(words)]
    chat.say(cards.card(words("ใครดูเอกสารของฉัน"), [*lines, *more], quick=quick))


def export(chat: Chat, values: Values) -> None:
    """A private address where a copy of everything may be fetched."""
    words = chat.words
    links = chat.links
    address = links.write("export", chat.citizen.id, chat.now + EXPORT_LIFE) if links else ""
    if not address:
        told = words("ขออภัยค่ะ ตอนนี้ดาวน์โหลดเองไม่ได้ แจ้งเจ้าหน้าที่ให้จัดสำเนาข้อมูลให้ได้ค่ะ")
        chat.say(cards.text(told, cards.to_officer(words), cards.to_menu(words)))
        return
    told = words(
        "ไฟล์ zip นี้มีข้อมูลและรูปทั้งหมดที่เราเก็บของคุณ ลิงก์เปิดได้ 30 นาที และเป็นของคุณคนเดียว โปรดอย่าส่งต่อนะคะ"
    )
    open_ = cards.link(words("เปิดหน้าดาวน์โหลด"), address)
    foot = [cards.button(open_, main=True)]
    quick = [cards.press(words("ข้อมูลของฉัน"), "data?"), cards.to_menu(words)]
    chat.say(cards.card(words("ขอข้อมูลของฉัน"), [cards.line(told)], foot=foot, quick=quick))


def erase(chat: Chat, values: Values) -> None:
    """Erase everything of this citizen's: asked once more, then done at once."""
    words = chat.words
    if values.get("sure") != "y":
        told = words(
            "จะลบรูป ข้อความ คำถาม และเรื่องตรวจเอกสารทั้งหมดของคุณ เรื่องที่ยังตรวจอยู่จะถูกถอน กู้คืนไม่ได้ค่ะ"
        )
        keep = cards.press(words("ไม่ลบ"), "data?")
        sure = cards.press(words("ลบทั้งหมดเดี๋ยวนี้"), "erase?sure=y")
        foot = [cards.button(keep, main=True), cards.button(sure)]
        chat.say(cards.card(words("ลบข้อมูลของฉันไหมคะ"), [cards.line(told)], foot=foot))
        return
    erasing.erase(chat.session, chat.citizen, chat.now)
    told = words("ลบข้อมูลของคุณแล้วค่ะ เก็บไว้เพียงหลักฐานว่าได้ลบแล้วเมื่อใด ใช้บริการต่อได้เหมือนคนใหม่ทุกเมื่อนะคะ")
    chat.say(cards.text(told, cards.to_menu(words)))


def _cases(chat: Chat) -> list[Precheck]:
    """Those still open first, then those that ended lately."""
    cases = prechecks.cases_of(chat.session, chat.citizen)
    since = chat.now - LATELY
    lately = [case for case in cases if case.ended_at is None or case.ended_at > since]
    return sorted(lately, key=lambda case: case.state not in OPEN)[:MOST]


def _question(chat: Chat, question: Question) -> cards.Part:
    words = chat.words
    told = [words(QUESTIONS[question.state])]
    if question.state.open and question.promised_at:
        told.append(words("จะตอบภายใน {moment}", moment=thai_moment(question.promised_at)))
    about = f"{question.receipt} “{cards.shorten(question.text, 60)}”"
    return cards.row(cards.press(about, write("question", question)), " · ".join(told))


def _look(chat: Chat, look: audit.Act) -> cards.Part:
    words = chat.words
    who = look.officer.name if look.officer else words("เจ้าหน้าที่")
    return cards.mark("•", who, thai_moment(look.at))
