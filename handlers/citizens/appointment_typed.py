"""A day in somebody's own words: while they choose one, or together with what they come for."""

from datetime import date

import regex

from handlers.citizens import (
    appointment,
    appointment_choosing,
    appointment_days,
    appointment_words,
    cards,
)
from handlers.citizens.appointment_case import BOOKABLE, Errand, errand
from handlers.citizens.chat import Chat
from models import typed_dates
from models.calendar import Half
from models.typed_dates import Meant, Unsure

# "I would like an appointment": what is left beside it is what they come for.
ASKS = regex.compile(
    r"^(?:ขอ|อยาก|ต้องการ|จะ|ช่วย|i(?:'d| would)? (?:like|want) (?:to )?|please )*"
    r"(?:นัดหมาย|นัดคิว|จองคิว|จองวัน|นัดวัน|นัด|จอง|(?:make |book )?an? appointment(?: for| to)?|book)"
    r"(?:เรื่อง|ทำ|เพื่อ|มา|ไป)*\s*"
)

# What led to the day and leads nowhere without it.
LINKS = regex.compile(r"(?:\s+(?:on|at|for|in|the|ใน|วัน|ตอน))+\s*$")


def hear(chat: Chat) -> bool:
    """Take typed words for a day if they are one; False when they are about something else."""
    text = (chat.heard.text or "").strip()
    topic = chat.awaits(appointment_days.TOPIC)
    if topic is not None:
        meant = typed_dates.read(text, chat.today, chat.words.language)
        about = errand(chat, topic)
        if meant is not None and about is not None:
            _go(chat, about, meant)
            return True
    return _asks_for_a_visit(chat, text)


def _asks_for_a_visit(chat: Chat, text: str) -> bool:
    """ "ขอนัดจดทะเบียนสมรสพรุ่งนี้บ่าย": the procedure by the matcher, the day by its words."""
    plain = text.casefold()
    asked = ASKS.match(plain)
    if asked is None:
        return False
    cut = typed_dates.cut(plain[asked.end() :], chat.today, chat.words.language)
    meant, rest = cut if cut else (None, plain[asked.end() :])
    rest = LINKS.sub("", rest).strip()
    finding = chat.office.matcher.find(rest) if rest else None
    if finding is None or finding.decision != "answer":
        return False
    slug = finding.nearest[0][0]
    known = chat.office.catalogue.procedures.get(slug)
    if known is None or known.appointment not in BOOKABLE:
        return False
    about = errand(chat, {"p": slug})
    if about is None or not appointment_days.coming(chat, about):
        return False  # its card tells what there is to do instead
    if meant is None or appointment.live_of(chat, about):
        appointment.book(chat, {"p": slug})
    else:
        _go(chat, about, meant)
    return True


def _go(chat: Chat, about: Errand, meant: Meant) -> None:
    chat.leave_topic()
    chat.remember(about.matter.procedure)
    if isinstance(meant, Unsure):
        _which(chat, about, meant)
    elif meant.half is not None:
        appointment_choosing.choose(chat, about, (meant.day, meant.half))
    else:
        appointment_choosing.on_day(chat, about, meant.day)


def _which(chat: Chat, about: Errand, meant: Unsure) -> None:
    """Words that could mean several days, or none: asked, never guessed."""
    words = chat.words
    appointment_days.await_typed(chat, about)
    if not meant.days:
        told = words("วันที่ที่พิมพ์ไม่มีในปฏิทินค่ะ พิมพ์ใหม่ได้ เช่น “25 ธ.ค.” หรือ “พรุ่งนี้บ่าย”")
        see = cards.press(words("ดูวันทั้งหมด"), about.write("book", x="y"))
        chat.say(cards.text(told, see, cards.to_menu(words)))
        return
    taps = [_day_tap(chat, about, day, meant.half) for day in meant.days]
    foot = [cards.button(tap, main=True) for tap in taps]
    chat.say(
        cards.card(
            words("หมายถึงวันไหนคะ"),
            [cards.line(words("เลือกวันที่ตั้งใจได้เลยค่ะ"))],
            foot=foot,
            quick=[
                cards.press(words("ดูวันทั้งหมด"), about.write("book", x="y")),
                cards.to_menu(words),
            ],
        )
    )


def _day_tap(chat: Chat, about: Errand, day: date, half: Half | None) -> cards.Part:
    label = appointment_words.day(chat.words, day)
    more = {"h": half} if half else {}
    return cards.press(label, about.write("seat", d=day.isoformat(), **more))
