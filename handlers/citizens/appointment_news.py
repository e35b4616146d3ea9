"""What the office tells of a visit by itself: reminders, another day, a seat that came free."""

from handlers.citizens import (
    appointment_card,
    appointment_waiting,
    appointment_words,
    cards,
    postbacks,
)
from handlers.citizens.chat import Chat
from handlers.citizens.precheck_news import chat_with
from models.appointments import Booking, Wish

__all__ = ["chat_with", "displaced", "moved", "offer", "offer_over", "reminder", "wish_over"]


def reminder(chat: Chat, booking: Booking) -> None:
    """A visit is near: its card, with the day by its date, for the letter may be read later."""
    words = chat.words
    told = words("เตือนนัดค่ะ ถ้ามาไม่ได้ เลื่อนหรือยกเลิกได้ที่ปุ่มด้านล่าง ที่ว่างจะได้เป็นของผู้อื่น")
    if chat.now >= appointment_card.changeable(chat, booking):
        told = words("เตือนนัดค่ะ เตรียมเอกสารให้ครบแล้วเจอกันนะคะ")
    appointment_card.say(chat, booking, words("ใกล้ถึงวันนัดแล้วค่ะ"), told)


def moved(chat: Chat, old: Booking, new: Booking, why: str) -> None:
    """The office gave them another seat; they may choose yet another."""
    words = chat.words
    told = words(
        "ขออภัยค่ะ {when} สำนักงานให้บริการไม่ได้ เพราะ{why} "
        "จึงเลื่อนนัดให้เป็นวันใหม่ด้านล่าง ถ้าไม่สะดวก กดเลื่อนนัดได้เลย",
        when=appointment_words.when(words, old),
        why=why,
    )
    appointment_card.say(chat, new, words("เลื่อนนัดให้แล้วค่ะ"), told)


def displaced(chat: Chat, booking: Booking, why: str) -> None:
    """The office has to close and found no other seat: they choose when there is one."""
    words = chat.words
    told = words(
        "ขออภัยค่ะ {when} สำนักงานให้บริการไม่ได้ เพราะ{why} และยังหาวันใหม่ใกล้เคียงให้ไม่ได้ "
        "กรุณาเลือกวันใหม่ เรื่องและเอกสารที่ตรวจแล้วยังอยู่ครบ",
        when=appointment_words.when(words, booking),
        why=why,
    )
    appointment_card.say(chat, booking, words("ต้องเลือกวันนัดใหม่ค่ะ"), told)


def offer(chat: Chat, wish: Wish, booking: Booking) -> None:
    """A seat came free and is held for them."""
    appointment_waiting.offered(chat, wish, booking)


def offer_over(chat: Chat, wish: Wish) -> None:
    """The held seat was not taken in time."""
    words = chat.words
    told = words(
        "ที่ว่างที่เก็บไว้ให้ เรื่อง “{name}” หมดเวลายืนยันแล้ว จึงให้คิวถัดไปค่ะ "
        "ถ้ายังต้องการ เลือกวันหรือเข้าคิวสำรองใหม่ได้",
        name=appointment_words.name(chat, wish.procedure, wish.procedure_name),
    )
    _choose_anew(chat, wish, told)


def wish_over(chat: Chat, wish: Wish) -> None:
    """The day they waited for has come, and nothing was free."""
    words = chat.words
    told = words(
        "เสียใจด้วยค่ะ {day} ไม่มีที่ว่างเลย เรื่อง “{name}” ยังเลือกวันอื่นได้",
        day=appointment_card.wished(words, wish),
        name=appointment_words.name(chat, wish.procedure, wish.procedure_name),
    )
    _choose_anew(chat, wish, told)


def _choose_anew(chat: Chat, wish: Wish, told: str) -> None:
    words = chat.words
    again = cards.press(words("เลือกวันนัด"), postbacks.write("book", p=wish.procedure, x="y"))
    chat.say(
        cards.text(told, again, cards.press(words("นัดของฉัน"), "visits?"), cards.to_menu(words))
    )
