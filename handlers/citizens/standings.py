"""How far a citizen may rely on what we say, in words they understand."""

from handlers.citizens.chat import Chat
from handlers.citizens.words import later
from models.catalogue import Standing
from models.catalogue.standing import Stated

OFFICIAL = later("จากหน้าเว็บราชการ รอสำนักงานยืนยัน")
PUBLIC = later("จากเว็บไซต์ทั่วไป รอสำนักงานยืนยัน")
UNSURE = later("อาจต้องใช้ — รอเจ้าหน้าที่ยืนยัน")
# Kinds of source that speak for the state; see models/catalogue, SOURCE_KINDS.
STATE = {"bma", "bma-blog", "bma-pr", "dopa", "government", "local-government"}


def remark(chat: Chat, said: Stated) -> str:
    """Who says so, when it is not yet the office itself; "" once the office has checked it.

    What the office should have looked at again by today is still said, and marked.
    """
    if said.standing is Standing.VERIFIED:
        return chat.words("รอทบทวน") if said.overdue(chat.today) else ""
    if said.standing is Standing.RECALLED:
        return chat.words(UNSURE)
    sources = map(chat.office.catalogue.source, said.sources)
    kinds = {source.kind for source in sources if source}
    return chat.words(OFFICIAL if kinds & STATE else PUBLIC)


def whole(chat: Chat, said: Stated) -> str:
    """The same under an answer that stands alone: what the office has checked says so too."""
    words = chat.words
    if said.standing is not Standing.VERIFIED or said.verified_at is None:
        return remark(chat, said)
    checked = words("สำนักงานตรวจสอบแล้วเมื่อ {day}", day=words.day(said.verified_at))
    return " · ".join(filter(None, [checked, remark(chat, said)]))
