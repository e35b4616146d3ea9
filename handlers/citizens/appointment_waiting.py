"""The waiting list: joined when all is full, left at any time, a seat taken when one is held."""

from datetime import date

from handlers.citizens import (
    appointment_card,
    appointment_choosing,
    appointment_days,
    appointment_words,
    cards,
    postbacks,
    welcome,
)
from handlers.citizens.appointment_case import Errand, day_of, errand, half_of, own_wish
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models import appointments
from models.appointments import Bar, Booking, State, Wish, waiting
from models.calendar import Half


def wait(chat: Chat, values: Values) -> None:
    """Join, or look at a place taken before; what is free at once is offered instead."""
    wish = own_wish(chat, values)
    if wish is not None:
        _show(chat, wish)
        return
    about, day = errand(chat, values), day_of(values)
    if about is None or (day is not None and day <= chat.today):
        welcome.lost(chat, values)
    elif day is not None:
        _for_day(chat, about, day, half_of(values))
    elif appointment_days.all_full(appointment_days.coming(chat, about)):
        _join(chat, about)
    else:
        appointment_days.show(chat, about)


def unwait(chat: Chat, values: Values) -> None:
    """Wait no more; a seat that was held goes to the next."""
    wish = own_wish(chat, values)
    if wish is None:
        welcome.lost(chat, values)
        return
    waiting.leave(chat.session, wish, chat.now)
    words = chat.words
    told = words("ออกจากคิวสำรองแล้วค่ะ จะนัดหรือเข้าคิวใหม่เมื่อไรก็ได้")
    again = cards.press(words("เลือกวันนัด"), postbacks.write("book", p=wish.procedure, x="y"))
    chat.say(
        cards.text(told, again, cards.press(words("นัดของฉัน"), "visits?"), cards.to_menu(words))
    )


def take(chat: Chat, values: Values) -> None:
    """Take the seat that is held for them, while it is."""
    wish = own_wish(chat, values)
    if wish is None:
        welcome.lost(chat, values)
        return
    words = chat.words
    try:
        booking = waiting.take(chat.session, wish, chat.now)
    except waiting.OfferOver:
        _over(chat, wish)
    else:
        appointment_card.say(chat, booking, words("นัดเรียบร้อยแล้วค่ะ"))


def _for_day(chat: Chat, about: Errand, day: date, half: Half | None) -> None:
    """Only what is full is waited for; what came free meanwhile is offered."""
    halves = [half] if half else list(Half)
    choices = [appointment_choosing.look(chat, about, (day, one)) for one in halves]
    if any(choice.bar is None for choice in choices):
        if half:
            appointment_choosing.choose(chat, about, (day, half))
        else:
            appointment_choosing.on_day(chat, about, day)
    elif any(choice.bar is Bar.FULL for choice in choices):
        _join(chat, about, day, half)
    else:
        first = choices[0]
        appointment_choosing.refuse(chat, about, (day, half), first.bar or Bar.FULL, first.why)


def _join(chat: Chat, about: Errand, day: date | None = None, half: Half | None = None) -> None:
    case = about.precheck.id if about.precheck else None
    case = about.moving.precheck_id if about.moving else case
    wish = waiting.join(
        chat.session, chat.citizen, about.matter, chat.now, day=day, half=half, precheck_id=case
    )
    _show(chat, wish)


def _show(chat: Chat, wish: Wish) -> None:
    """Where somebody stands on the waiting list, or the seat that is held for them."""
    booking = chat.session.get(Booking, wish.booking_id) if wish.booking_id else None
    if wish.state == waiting.OFFERED and booking is not None:
        offered(chat, wish, booking)
    elif wish.state == waiting.WAITING:
        _waits(chat, wish)
    elif wish.state == waiting.TAKEN and booking is not None:
        appointment_card.say(chat, booking, chat.words("นัดของคุณ"))
    else:
        _over(chat, wish)


def _waits(chat: Chat, wish: Wish) -> None:
    words = chat.words
    rest = words(
        "มีที่ว่างเมื่อไรจะแจ้งในแชตนี้ทีละคนตามลำดับ "
        "และเก็บที่ไว้ให้ {minutes} นาทีของเวลาทำการ ระหว่างนี้ไม่ต้องทำอะไรค่ะ",
        minutes=waiting.OFFER_MINUTES,
    )
    body = [
        cards.line(
            appointment_words.name(chat, wish.procedure, wish.procedure_name), weight="bold"
        ),
        cards.fact(words("รอวัน"), appointment_card.wished(words, wish)),
        cards.fact(words("ลำดับ"), appointment_card.ahead(chat, wish)),
        cards.line(rest, margin="lg"),
    ]
    foot = [
        cards.button(
            cards.press(words("เลือกวันอื่น"), postbacks.write("book", p=wish.procedure, x="y"))
        ),
        cards.button(cards.press(words("ออกจากคิวสำรอง"), postbacks.write("unwait", w=wish.id))),
    ]
    quick = [cards.press(words("นัดของฉัน"), "visits?"), cards.to_menu(words)]
    chat.say(cards.card(words("เข้าคิวสำรองแล้วค่ะ"), body, foot=foot, quick=quick))


def offered(chat: Chat, wish: Wish, booking: Booking) -> None:
    """A seat is held for them: until when, and the tap that takes it."""
    words = chat.words
    until = appointment_card.moment(words, booking.held_until) if booking.held_until else ""
    body = [
        cards.line(
            appointment_words.name(chat, wish.procedure, wish.procedure_name), weight="bold"
        ),
        cards.fact(words("วัน"), appointment_words.when(words, booking)),
        cards.fact(words("เก็บไว้ให้ถึง"), until),
    ]
    live = appointments.live_of(chat.session, chat.citizen, wish.procedure)
    if live is not None and live.state == State.BOOKED:
        old = appointment_words.when(words, live)
        body.append(cards.small(words("แทนนัดเดิม {when} ซึ่งจะคืนให้ผู้อื่น", when=old), margin="md"))
    foot = [
        cards.button(cards.press(words("รับที่ว่างนี้"), postbacks.write("take", w=wish.id)), main=True),
        cards.button(cards.press(words("ไม่รับ"), postbacks.write("unwait", w=wish.id))),
    ]
    quick = [cards.press(words("นัดของฉัน"), "visits?"), cards.to_menu(words)]
    chat.say(cards.card(words("มีที่ว่างแล้วค่ะ"), body, foot=foot, quick=quick))


def _over(chat: Chat, wish: Wish) -> None:
    words = chat.words
    told = words("ขออภัยค่ะ หมดเวลารับที่ว่างนี้แล้ว ที่ว่างเป็นของคิวถัดไป เลือกวันอื่นหรือเข้าคิวสำรองใหม่ได้นะคะ")
    again = cards.press(words("เลือกวันนัด"), postbacks.write("book", p=wish.procedure, x="y"))
    chat.say(
        cards.text(told, again, cards.press(words("นัดของฉัน"), "visits?"), cards.to_menu(words))
    )
