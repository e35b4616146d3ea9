"""An officer types the code of the console from their own LINE: alerts may then reach them here."""

import re

from handlers.citizens import cards
from handlers.citizens.chat import Chat
from models.alert_doors import CODE_LENGTH, CODE_LETTERS, link

TYPED = re.compile(rf"(?:เชื่อม|link)\s+([{CODE_LETTERS}]{{{CODE_LENGTH}}})\s*", re.IGNORECASE)


def hear(chat: Chat, text: str) -> bool:
    """Link this account when `text` is such a code; whether it was one."""
    code = TYPED.fullmatch(text.strip())
    if code is None:
        return False
    words = chat.words
    officer = link(chat.session, code[1].upper(), chat.citizen, chat.now)
    if officer is None:
        told = words("รหัสนี้ใช้ไม่ได้หรือหมดเวลาแล้วค่ะ ขอรหัสใหม่ได้จากหน้า “บัญชีของฉัน” ในคอนโซล")
    else:
        told = words("เชื่อมแล้วค่ะ เมื่อมีงานรอ การแจ้งเตือนจะมาถึงที่นี่ โดยไม่มีชื่อหรือข้อความของประชาชน")
    chat.say(cards.text(told, cards.to_menu(words)))
    return True
