"""Matters that cannot wait for an answer: where to go now, and until when somebody is there."""

from collections.abc import Sequence

import regex

from handlers.citizens import cards
from handlers.citizens.chat import Chat
from handlers.citizens.words import later
from models.calendar import Calendar, NeverOpen, read
from models.catalogue import Procedure

# What the law gives no days for, with the words that send somebody there.
NOW = {
    "death-notification": later(
        "ถ้าเป็นเรื่องแจ้งตาย ไม่ต้องรอคำตอบ ไปที่ฝ่ายทะเบียนได้เลย เปิดรับแจ้งทุกวันรวมวันหยุด"
    ),
}
# Words of a death, said in many ways; a wrong guess costs one line beginning with "if".
_DEATH = regex.compile(r"ตาย|เสียชีวิต|มรณ|ถึงแก่กรรม|สิ้นใจ|(?:พ่อ|แม่|ปู่|ย่า|ตา|ยาย|สามี|ภรรยา|ลูก|พี่|น้อง)เสีย")


def urgent(text: str, nearest: Sequence[str]) -> str | None:
    """The slug of what cannot wait, if these words or the first guess are about such a thing."""
    if _DEATH.search(text) or next(iter(nearest), None) == "death-notification":
        return "death-notification"
    return None


def strip(chat: Chat, slug: str) -> cards.Part:
    """Where to go now, and whether somebody is there."""
    words = chat.words
    known = chat.office.catalogue.procedures.get(slug)
    told = [cards.line(_when(chat, known, read(chat.session)), size="sm")] if known else []
    return cards.strip(words(NOW[slug]), *told)


def go_now(chat: Chat, slug: str) -> None:
    """Before everything else that is known of it: where to go now."""
    card = cards.card(chat.words("ไม่ต้องรอ ไปได้เลยค่ะ"), [strip(chat, slug)])
    chat.say(card)


def ways(chat: Chat) -> list[cards.Part]:
    """What to tap when it cannot wait: every such matter is told at the office."""
    return [cards.press(chat.words("แผนที่ / ติดต่อ"), "contact?")]


def _when(chat: Chat, known: Procedure, calendar: Calendar) -> str:
    words, service = chat.words, (known.slug, f"section:{known.section}")
    if calendar.is_open(chat.now, service):
        openings = calendar.openings(chat.today, service)
        return words("ตอนนี้เปิดอยู่ ถึง {end} น.", end=f"{max(o.end for o in openings):%H.%M}")
    try:
        opens = calendar.next_opening(chat.now, service)
    except NeverOpen:
        return words("โทรถามก่อนเดินทางได้ค่ะ")
    return words("ตอนนี้ปิดอยู่ เปิดอีกครั้ง{moment}", moment=words.moment(opens))
