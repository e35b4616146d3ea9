"""When somebody writes of danger: the numbers to call, before anything else."""

from handlers.citizens import cards
from handlers.citizens.chat import Chat, normalised
from handlers.citizens.words import later

SIGNS = (
    "ไฟไหม้", "ไฟใหม้", "เพลิงไหม้", "เหตุด่วน", "เหตุร้าย", "ฉุกเฉิน", "ช่วยด้วย", "หมดสติ",
    "แก๊สรั่ว", "แก็สรั่ว", "emergency", "on fire",
)  # fmt: skip
NUMBERS = (
    (later("โทร 191 ตำรวจ"), "tel:191"),
    (later("โทร 199 ดับเพลิง"), "tel:199"),
    (later("โทร 1669 การแพทย์ฉุกเฉิน"), "tel:1669"),
)


def warn(chat: Chat, text: str) -> bool:
    """Say the emergency numbers when the words sound like danger; whether they did."""
    written = normalised(text)
    if not any(sign in written for sign in SIGNS):
        return False
    words = chat.words
    chat.say(
        cards.card(
            words("ถ้าเป็นเหตุฉุกเฉิน โทรทันทีค่ะ"),
            [cards.line(words("แชตนี้แจ้งเหตุด่วนไม่ได้ โปรดโทรหมายเลขด้านล่าง โทรได้ตลอด 24 ชั่วโมง"))],
            foot=[cards.button(cards.link(words(label), uri), main=True) for label, uri in NUMBERS],
        )
    )
    return True
