"""One half-day in view: is it to be this one, or why it cannot be and what else is free."""

from datetime import date

from handlers.citizens import appointment_days, appointment_words, cards
from handlers.citizens.appointment_case import Errand
from handlers.citizens.chat import Chat
from models import appointments, calendar
from models.appointments import Bar, Choice, Place, State
from models.calendar import Half

NEAREST = 3  # other half-days offered when one cannot be had


def choose(chat: Chat, about: Errand, place: Place) -> None:
    """Ask whether this half-day it shall be, or say why it cannot."""
    choice = look(chat, about, place)
    if choice.bar is not None:
        refuse(chat, about, place, choice.bar, choice.why)
    else:
        _confirm(chat, about, choice)


def on_day(chat: Chat, about: Errand, day: date) -> None:
    """A whole day was named: its free halves to choose from, or why there are none."""
    halves = [look(chat, about, (day, half)) for half in Half]
    free = [choice for choice in halves if choice.bar is None]
    if not free:
        refuse(chat, about, (day, None), *_worst(halves))
        return
    words = chat.words
    appointment_days.await_typed(chat, about)
    taps = [appointment_days.choice_tap(chat, about, choice) for choice in free]
    foot = [cards.button(tap, main=True) for tap in taps]
    foot.append(cards.button(cards.press(words("ดูวันอื่น"), about.write("book", x="y"))))
    body = [cards.line(appointment_words.day(words, day), weight="bold", size="lg")]
    body += [cards.line(_told(chat, choice), margin="md") for choice in halves]
    quick = [cards.press(words("นัดของฉัน"), "visits?"), cards.to_menu(words)]
    chat.say(cards.card(words("เลือกช่วงเวลา"), body, foot=foot, quick=quick))


def refuse(
    chat: Chat,
    about: Errand,
    place: tuple[date, Half | None],
    bar: Bar,
    why: str | None = None,
) -> None:
    """Not this one: why, what is free nearby, and the waiting list when it is only full."""
    words = chat.words
    day, half = place
    named = [appointment_words.day(words, day)]
    named += [appointment_words.half(words, half)] if half else []
    gone = words("เลยวันนั้นมาแล้ว") if day < chat.today else ""
    reason = gone or words(appointment_words.BARS[bar]) + (f" ({why})" if why else "")
    near = appointment_days.nearest(chat, about, day, NEAREST)
    body = [
        cards.line(" ".join(named), weight="bold"),
        cards.line(reason, margin="md", color=cards.AMBER_INK),
        cards.line(_else(chat, bool(near), bar), margin="md"),
    ]
    foot = [cards.button(appointment_days.choice_tap(chat, about, one), main=True) for one in near]
    if bar is Bar.FULL:
        wished = {"d": day.isoformat()} | ({"h": half} if half else {})
        foot.append(cards.button(appointment_days.to_wait(chat, about, **wished)))
    if near:
        foot.append(cards.button(cards.press(words("ดูวันอื่น"), about.write("book", x="y"))))
    else:
        foot.append(cards.button(cards.to_officer(words)))
    appointment_days.await_typed(chat, about)
    quick = [cards.press(words("นัดของฉัน"), "visits?"), cards.to_menu(words)]
    chat.say(cards.card(words("ขออภัยค่ะ เลือกช่วงนี้ไม่ได้"), body, foot=foot, quick=quick))


def look(chat: Chat, about: Errand, place: Place) -> Choice:
    """How it stands with one half-day now."""
    known = calendar.read(chat.session)
    return appointments.at(chat.session, about.matter, known, place, chat.now, chat.words.language)


def _confirm(chat: Chat, about: Errand, choice: Choice) -> None:
    words = chat.words
    hours = choice.opening.words if choice.opening else ""
    half = words("{half} {hours} น.", half=appointment_words.half(words, choice.half), hours=hours)
    day = appointment_words.day(words, choice.day)
    body = [
        cards.line(
            appointment_words.name(chat, about.matter.procedure, about.matter.name), weight="bold"
        ),
        cards.fact(words("วัน"), f"{day}\n{half}"),
        cards.small(words("ว่าง {count} ที่", count=choice.left), margin="md"),
    ]
    if about.moving is not None and about.moving.state == State.BOOKED:
        old = appointment_words.when(words, about.moving)
        body.append(cards.small(words("แทนนัดเดิม {when} ซึ่งจะคืนให้ผู้อื่น", when=old), margin="md"))
    data = about.write("seat", d=choice.day.isoformat(), h=choice.half, sure="y")
    foot = [
        cards.button(cards.press(words("ยืนยันนัด"), data), main=True),
        cards.button(cards.press(words("เลือกวันอื่น"), about.write("book", x="y"))),
    ]
    appointment_days.await_typed(chat, about)
    quick = [cards.press(words("ยกเลิก"), "cancel?"), cards.to_menu(words)]
    chat.say(cards.card(words("ยืนยันนัดนี้ไหมคะ"), body, foot=foot, quick=quick))


def _else(chat: Chat, near: bool, bar: Bar) -> str:
    if near:
        return chat.words("ยังมีช่วงอื่นที่ว่าง เลือกได้เลยค่ะ หรือพิมพ์วันอื่นที่สะดวก")
    if bar is Bar.FULL:
        return chat.words("ตอนนี้ยังไม่มีช่วงอื่นที่ว่าง เข้าคิวสำรองไว้ได้ มีที่ว่างจะแจ้งทันทีค่ะ")
    return chat.words("ตอนนี้ยังไม่มีช่วงอื่นที่ว่าง ลองใหม่ภายหลัง หรือสอบถามเจ้าหน้าที่ได้ค่ะ")


def _told(chat: Chat, choice: Choice) -> str:
    words = chat.words
    half = appointment_words.half(words, choice.half)
    if choice.bar is None:
        hours = choice.opening.words if choice.opening else ""
        return words("{half} {hours} น. ว่าง {count} ที่", half=half, hours=hours, count=choice.left)
    return f"{half}: {choice.why or words(appointment_words.BARS[choice.bar])}"


def _worst(halves: list[Choice]) -> tuple[Bar, str | None]:
    """Full is told before closed: then waiting may help."""
    full = next((choice for choice in halves if choice.bar is Bar.FULL), halves[0])
    return full.bar or Bar.FULL, full.why
