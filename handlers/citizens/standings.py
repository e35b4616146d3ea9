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
    """Who says so, when it is not yet the office itself; "" once the office has checked it."""
    if said.standing is Standing.VERIFIED:
        return ""
    if said.standing is Standing.RECALLED:
        return chat.words(UNSURE)
    sources = chat.office.catalogue.sources
    kinds = {sources[name].kind for name in said.sources if name in sources}
    return chat.words(OFFICIAL if kinds & STATE else PUBLIC)
