"""When somebody writes of danger: the numbers to call, before anything else."""

from handlers.citizens import cards
from handlers.citizens.chat import Chat
from handlers.citizens.words import later

# The lines that answer day and night; what the matcher thinks fits goes before the others.
LINES = {
    "191": later("โทร 191 ตำรวจ"),
    "199": later("โทร 199 ดับเพลิง"),
    "1669": later("โทร 1669 การแพทย์ฉุกเฉิน"),
    "1555": later("โทร 1555 กรุงเทพมหานคร"),
    "1323": later("โทร 1323 สายด่วนสุขภาพจิต"),
}
ALWAYS = ("191", "199", "1669", "1555")
DESPAIR = "1323"


def warn(chat: Chat, numbers: tuple[str, ...]) -> None:
    """Say the emergency numbers, those in `numbers` first."""
    words = chat.words
    fit = [number for number in numbers if number in LINES]
    others = [number for number in ALWAYS if number not in fit]
    title, told = _said(chat, fit)
    taps = {n: cards.link(words(LINES[n]), cards.telephone(n)) for n in fit + others}
    foot = [cards.button(tap, main=n in (fit or ALWAYS[:3])) for n, tap in taps.items()]
    chat.say(cards.card(title, [cards.line(told)], foot=foot))


def _said(chat: Chat, fit: list[str]) -> tuple[str, str]:
    words = chat.words
    if DESPAIR in fit:
        return (
            words("คุณไม่ได้อยู่คนเดียวนะคะ"),
            words("มีคนพร้อมรับฟังคุณตลอด 24 ชั่วโมง โทรหาเขาตอนนี้ได้เลยค่ะ หากอยู่ในอันตราย โทร 1669 ทันที"),
        )
    return (
        words("ถ้าเป็นเหตุฉุกเฉิน โทรทันทีค่ะ"),
        words("แชตนี้แจ้งเหตุด่วนไม่ได้ โปรดโทรหมายเลขด้านล่าง โทรได้ตลอด 24 ชั่วโมง"),
    )
