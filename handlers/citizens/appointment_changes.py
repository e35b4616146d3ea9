"""Visits already booked: looked at, moved to another day, or given back."""

from handlers.citizens import (
    appointment_card,
    appointment_days,
    appointment_words,
    cards,
    postbacks,
    welcome,
)
from handlers.citizens.appointment_case import Errand, own
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models import appointments
from models.appointments import Booking, PastCutOff, State, WrongMove, matter_of, waiting

MOST = 6  # visits in one card


def mine(chat: Chat, values: Values) -> None:
    """Every visit ahead, and every place on a waiting list."""
    words = chat.words
    rows = listed(chat)
    body = rows or [cards.line(words("ยังไม่มีนัดค่ะ"))]
    new = cards.button(cards.press(words("นัดเรื่องใหม่"), "book?"), main=not rows)
    quick = [cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)]
    chat.say(cards.card(words("นัดของฉัน"), body, foot=[new], quick=quick))


def listed(chat: Chat) -> list[cards.Part]:
    """A row for each visit ahead and each place on a waiting list."""
    visits = [
        one for one in appointments.bookings_of(chat.session, chat.citizen) if ahead(chat, one)
    ]
    wishes = waiting.wishes_of(chat.session, chat.citizen)
    rows = [appointment_card.row(chat, booking) for booking in visits]
    return [*rows, *(appointment_card.wish_row(chat, wish) for wish in wishes)][:MOST]


def ahead(chat: Chat, booking: Booking) -> bool:
    """Whether the day is still to come, or has to be chosen anew."""
    return booking.state == State.DISPLACED or booking.day >= chat.today


def show(chat: Chat, values: Values) -> None:
    """One visit, as it stands now."""
    booking = own(chat, values)
    if booking is None:
        welcome.lost(chat, values)
        return
    booking = latest(chat, booking)
    words = chat.words
    if booking.state == State.DISPLACED:
        lead = words("วันนัดเดิมสำนักงานปิด กรุณาเลือกวันใหม่นะคะ")
        appointment_card.say(chat, booking, words("รอเลือกวันใหม่"), lead)
    else:
        appointment_card.say(chat, booking, words("นัดของคุณ"))


def latest(chat: Chat, booking: Booking) -> Booking:
    """The visit that took this one's place, if it was moved."""
    seen = {booking.id}
    while booking.moved_to_id and booking.moved_to_id not in seen:
        booking = chat.session.get_one(Booking, booking.moved_to_id)
        seen.add(booking.id)
    return booking


def reschedule(chat: Chat, values: Values) -> None:
    """Choose another day; the old one stays until the new one is sure."""
    booking = own(chat, values)
    if booking is None:
        welcome.lost(chat, values)
    elif booking.state == State.DISPLACED or _changeable(chat, booking):
        appointment_days.show(chat, Errand(matter_of(booking), moving=booking))


def unbook(chat: Chat, values: Values) -> None:
    """Give a visit back: asked once more, then its seat is free at once."""
    booking = own(chat, values)
    if booking is None:
        welcome.lost(chat, values)
    elif booking.state == State.DISPLACED or _changeable(chat, booking):
        if values.get("sure") == "y":
            _give_back(chat, booking)
        else:
            _are_you_sure(chat, booking)


def _changeable(chat: Chat, booking: Booking) -> bool:
    """Whether it may still be moved or given back; if not, that is said."""
    words = chat.words
    if booking.state != State.BOOKED:
        show(chat, {"b": str(booking.id)})
        return False
    until = appointment_card.changeable(chat, booking)
    if chat.now < until:
        return True
    told = words(
        "เลื่อนหรือยกเลิกนัดนี้ในแชตได้ถึง {moment} เลยเวลาแล้วค่ะ ถ้ามาไม่ได้ โทรแจ้งสำนักงานได้นะคะ",
        moment=appointment_card.moment(words, until),
    )
    contact = cards.press(words("แผนที่ / ติดต่อ"), "contact?")
    chat.say(cards.text(told, contact, cards.to_officer(words), cards.to_menu(words)))
    return False


def _are_you_sure(chat: Chat, booking: Booking) -> None:
    words = chat.words
    told = words("ยกเลิกแล้วที่ว่างจะเป็นของผู้อื่นทันที ถ้าแค่เปลี่ยนวัน เลื่อนนัดได้ค่ะ")
    body = [
        cards.line(
            appointment_words.name(chat, booking.procedure, booking.procedure_name), weight="bold"
        ),
        cards.line(appointment_words.when(words, booking), margin="md"),
        cards.line(told, margin="md"),
    ]
    foot = [
        cards.button(
            cards.press(words("ไม่ยกเลิก"), postbacks.write("visit", b=booking.id)), main=True
        ),
        cards.button(cards.press(words("เลื่อนนัด"), postbacks.write("reschedule", b=booking.id))),
        cards.button(
            cards.press(words("ยืนยันยกเลิกนัด"), postbacks.write("unbook", b=booking.id, sure="y"))
        ),
    ]
    chat.say(cards.card(words("ยกเลิกนัดไหมคะ"), body, foot=foot, quick=[cards.to_menu(words)]))


def _give_back(chat: Chat, booking: Booking) -> None:
    words = chat.words
    try:
        appointments.cancel(chat.session, booking, chat.now)
    except (PastCutOff, WrongMove):
        show(chat, {"b": str(booking.id)})
        return
    told = words("ยกเลิกนัด {reference} แล้วค่ะ จะนัดใหม่เมื่อไรก็ได้", reference=booking.reference)
    again = cards.press(words("นัดใหม่"), postbacks.write("book", p=booking.procedure))
    mine = cards.press(words("นัดของฉัน"), "visits?")
    chat.say(cards.text(told, again, mine, cards.to_menu(words)))
