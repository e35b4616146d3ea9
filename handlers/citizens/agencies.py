"""Matters of other agencies: whose they are, how to reach them, and what the office can do."""

from handlers.citizens import cards
from handlers.citizens.chat import Chat
from models.answers import agency

# The government's own line, for whoever does not know where to turn.
GOVERNMENT = "1111"


def tell(chat: Chat, code: str | None, ask: cards.Part) -> None:
    """Which agency it is; `ask` sends these words to an officer all the same."""
    words = chat.words
    found = agency(code) if code else None
    ways = _ways(chat, found.phone, found.website) if found else _ways(chat, GOVERNMENT, None)
    if found:
        whose = words("เรื่องนี้อยู่ในความดูแลของ{agency}ค่ะ", agency=found.name(words.language))
        unsure = words("เบอร์จากข้อมูลสาธารณะ รอสำนักงานยืนยัน")
        source = [cards.small(unsure, margin="md")] if ways else []
    else:
        whose = words("เรื่องนี้น่าจะเป็นหน้าที่ของหน่วยงานอื่นค่ะ โทรถามสายด่วนรัฐบาล 1111 ได้ตลอด 24 ชั่วโมง")
        source = []
    can = words("สำนักงานเขตทำเรื่องนี้ให้ไม่ได้ แต่ถ้าเกี่ยวกับเขตด้วย ส่งให้เจ้าหน้าที่ช่วยดูได้ค่ะ")
    chat.say(
        cards.card(
            words("เรื่องของหน่วยงานอื่น"),
            [cards.line(whose), *source, cards.line(can, margin="lg")],
            foot=[*(cards.button(way, main=True) for way in ways), cards.button(ask)],
            quick=[cards.to_menu(words)],
        )
    )


def _ways(chat: Chat, phone: str | None, website: str | None) -> list[cards.Part]:
    words = chat.words
    taps = []
    if phone:
        taps.append(cards.link(words("โทร {number}", number=phone), cards.telephone(phone)))
    if website:
        taps.append(cards.link(words("เปิดเว็บไซต์"), website))
    return taps
