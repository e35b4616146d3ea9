"""The conversations in LINE: what each tap and each typed word leads to, in tables one can read."""

from collections.abc import Callable

from handlers.citizens import (
    appointment,
    appointment_changes,
    appointment_typed,
    appointment_waiting,
    attachments,
    clips,
    documents,
    handover,
    handover_near,
    handover_question,
    handover_thread,
    intake,
    my_matters,
    officer_link,
    orders,
    parcels,
    postbacks,
    precheck,
    precheck_case,
    precheck_handing_in,
    precheck_papers,
    precheck_sorting,
    privacy,
    procedures,
    questions,
    short_answers,
    survey,
    visits,
    welcome,
)
from handlers.citizens.chat import Chat, bare, normalised
from handlers.citizens.postbacks import Values
from handlers.citizens.welcome import apologise
from models.happenings import What, note

__all__ = ["PRESSED", "SENT", "TYPED", "Chat", "apologise", "hear"]

Press = Callable[[Chat, Values], None]

# What a button's verb does.
PRESSED: dict[str, Press] = {
    "menu": welcome.menu,
    "help": welcome.help_,
    "hello": welcome.hello,
    "thanks": welcome.thanks,
    "back": welcome.back,
    "language": welcome.language,
    "link": welcome.link,
    "privacy": privacy.notice,
    "hours": visits.hours,
    "contact": visits.contact,
    "find": procedures.find,
    "sections": procedures.sections,
    "section": procedures.section,
    "procedure": procedures.procedure,
    "documents": documents.hear,
    "cases": documents.every_case,
    "answer": short_answers.hear,
    "clip": clips.play,
    "look": questions.look,
    "others": questions.others,
    "officer": handover.officer,
    "send": handover.send,
    "cancel": handover.cancel,
    "question": handover_question.show,
    "near": handover_near.near,
    "fits": handover_near.fits,
    "unask": handover_question.unask,
    "understood": handover_question.understood,
    "unclear": handover_question.unclear,
    "intake": intake.hear,
    "confirm": intake.confirm,
    "precheck": precheck.hear,
    "consent": precheck.consent,
    "case": precheck_case.show,
    "next": precheck_papers.next_,
    "paper": precheck_papers.paper,
    "page": precheck_papers.page,
    "sort": precheck_sorting.sort,
    "together": precheck_sorting.together,
    "move": precheck_sorting.move,
    "drop": precheck_sorting.drop,
    "use": precheck_sorting.use,
    "summary": precheck_handing_in.summary,
    "submit": precheck_handing_in.submit,
    "pause": precheck_handing_in.pause,
    "withdraw": precheck_handing_in.withdraw,
    "book": appointment.book,
    "seat": appointment.seat,
    "visits": appointment_changes.mine,
    "visit": appointment_changes.show,
    "reschedule": appointment_changes.reschedule,
    "unbook": appointment_changes.unbook,
    "wait": appointment_waiting.wait,
    "unwait": appointment_waiting.unwait,
    "take": appointment_waiting.take,
    "mine": my_matters.hear,
    "data": my_matters.data,
    "looked": my_matters.looked,
    "export": my_matters.export,
    "erase": my_matters.erase,
    "collect": parcels.collect,
    "orders": orders.mine,
    "rate": survey.rate,
}

# Words that are commands wherever they are typed; on a computer LINE shows no menu to tap.
COMMANDS: dict[str, tuple[str, ...]] = {
    "menu?": ("เมนู", "เมนูหลัก", "เริ่ม", "เริ่มต้น", "menu", "main menu", "start"),
    "help?": ("ช่วยเหลือ", "วิธีใช้", "help", "how to use"),
    "hello?": ("สวัสดี", "สวัสดีค่ะ", "สวัสดีครับ", "หวัดดี", "hello", "hi", "good morning"),
    "thanks?": ("ขอบคุณ", "ขอบคุณค่ะ", "ขอบคุณครับ", "ขอบคุณมาก", "ขอบใจ", "thanks", "thank you"),
    "find?": (
        "ค้นหา", "ค้นหาบริการ", "ค้นหาบริการ/เรื่องที่ติดต่อ", "บริการ", "เรื่องแนะนำ",
        "find", "find a service", "search", "services",
    ),
    "sections?": (
        "ฝ่าย", "ตามฝ่าย", "เลือกตามฝ่าย", "เลือกฝ่าย", "sections", "by section", "find by section",
        "departments",
    ),
    "hours?": ("เวลา", "เวลาทำการ", "เวลาเปิดปิด", "hours", "opening hours"),
    "contact?": (
        "ติดต่อ", "แผนที่", "ที่อยู่", "เบอร์", "เบอร์โทร", "แผนที่ / ติดต่อ", "แผนที่และเบอร์ติดต่อ",
        "อยู่ที่ไหน", "อยู่ตรงไหน", "เขตอยู่ที่ไหน", "สำนักงานเขตอยู่ที่ไหน", "ขอเบอร์", "ขอเบอร์โทร", "เบอร์อะไร",
        "เบอร์โทรอะไร", "เบอร์โทรสำนักงานเขต", "contact", "map", "map / contact", "address", "phone",
        "phone number", "what is your phone number?", "where are you?", "where is the office?",
    ),
    "officer?": (
        "เจ้าหน้าที่", "คุยกับเจ้าหน้าที่", "ถามเจ้าหน้าที่", "ติดต่อเจ้าหน้าที่",
        "officer", "ask an officer", "talk to an officer", "staff", "human",
    ),
    "language?": ("ภาษา", "เปลี่ยนภาษา", "ภาษา / language", "language"),
    "language?to=th": ("ไทย", "ภาษาไทย", "ภาษา ไทย", "language ไทย", "thai"),
    "language?to=en": ("อังกฤษ", "ภาษาอังกฤษ", "ภาษา english", "english", "eng"),
    "privacy?": (
        "ความเป็นส่วนตัว", "นโยบายความเป็นส่วนตัว", "ประกาศความเป็นส่วนตัว",
        "อ่านประกาศความเป็นส่วนตัว", "privacy", "privacy notice", "pdpa",
    ),
    "precheck?": (
        "ตรวจเอกสารล่วงหน้า", "ตรวจเอกสาร", "ส่งเอกสาร", "ส่งเอกสารให้ตรวจ", "ส่งรูปเอกสาร",
        "check papers first", "check my papers", "precheck", "document check",
    ),
    "book?": (
        "นัด", "นัดหมาย", "จองคิว", "จองนัด", "นัดวัน", "นัดวันมา", "นัดล่วงหน้า", "จองคิวล่วงหน้า", "ขอนัด",
        "book", "book a visit", "book an appointment", "make an appointment", "appointment",
    ),
    "visits?": (
        "นัดของฉัน", "นัดของผม", "ดูนัด", "เลื่อนนัด", "ยกเลิกนัด", "คิวของฉัน",
        "my visits", "my visit", "my appointments", "my appointment",
    ),
    "mine?": ("เรื่องของฉัน", "เรื่องของผม", "ติดตามเรื่อง", "my matters", "my cases", "track my case"),
    "data?": ("ข้อมูลของฉัน", "my data"),
    "looked?": ("ใครดูเอกสารของฉัน", "ใครดูข้อมูลของฉัน", "who looked at my papers"),
    "export?": ("ขอข้อมูลของฉัน", "ขอสำเนาข้อมูล", "get a copy of my data", "export my data"),
    "erase?": ("ลบข้อมูลของฉัน", "ขอลบข้อมูล", "erase my data", "delete my data"),
    "collect?": (
        "รับคำตอบ", "มีคำตอบรออยู่", "มีคำตอบรออยู่ แตะเพื่อรับ",
        "get my answers", "an answer is here",
    ),
    "orders?": ("ข้อสั่งการ", "ข้อสั่งการของหน่วยงาน", "ดูข้อสั่งการ", "orders", "my orders"),
    "understood?": ("เข้าใจแล้ว", "i understand now"),
    "unclear?": ("ยังไม่เข้าใจ", "ไม่เข้าใจ", "i do not understand"),
    "cancel?": ("ยกเลิก", "cancel"),
    "back?": ("ย้อนกลับ", "กลับ", "back"),
}  # fmt: skip
TYPED: dict[str, str] = {
    normalised(word): data for data, words in COMMANDS.items() for word in words
}

# What to do with each type of message that is not text.
SENT: dict[str, Callable[[Chat], None]] = {
    "image": attachments.photo,
    "video": attachments.media,
    "audio": attachments.media,
    "file": attachments.file,
    "sticker": attachments.sticker,
    "location": attachments.place,
}

# Happenings that are noted even when nothing may be said.
NOTED: dict[str, Callable[[Chat], None]] = {
    "follow": welcome.follow,
    "unfollow": welcome.unfollow,
    "unsend": attachments.take_back,
    "videoPlayComplete": clips.watched,
}

# Taps that do not mean the citizen has turned away from the question they were asked for.
BESIDE_THE_POINT = {"hello", "thanks", "send", "cancel", "rate"}


def hear(chat: Chat) -> None:
    """Answer one event; unknown ones, groups and a chat another module controls get silence."""
    heard = chat.heard
    if not heard.private:
        return
    if heard.type in NOTED:
        NOTED[heard.type](chat)
    elif heard.standby or _away(chat):
        return
    elif heard.type == "postback":
        note(chat.session, chat.citizen, What.WROTE, chat.now)
        _press(chat, heard.data or "")
    elif heard.type == "message":
        note(chat.session, chat.citizen, What.WROTE, chat.now)
        _message(chat)


def _message(chat: Chat) -> None:
    heard = chat.heard
    text = heard.text or ""
    if officer_link.hear(chat, text) or orders.hear(chat, text):
        return
    words = heard.message_type == "text" and bool(normalised(text))
    command = _command(text) if words else None
    owned = handover_thread.owned(chat)
    if owned is not None and (command is None or _social(command)):
        handover_thread.pass_on(chat, owned)
    elif not words:
        SENT.get(heard.message_type or "", attachments.unknown)(chat)
    elif data := chat.offered(text) or command:
        _press(chat, data)
    elif survey.hear(chat):
        return
    elif questions.expected(chat) or not appointment_typed.hear(chat):
        questions.hear(chat)


def _command(text: str) -> str | None:
    typed = normalised(text)
    return TYPED.get(typed) or TYPED.get(bare(typed))


def _social(data: str) -> bool:
    return postbacks.read(data)[0] in handover_thread.SOCIAL


def _press(chat: Chat, data: str) -> None:
    verb, values = postbacks.read(data)
    if verb not in BESIDE_THE_POINT:
        chat.leave_topic()
    PRESSED.get(verb, welcome.lost)(chat, values)
    survey.ride(chat, verb)


def _away(chat: Chat) -> bool:
    """Whether the citizen had blocked us when this happened; who writes later has come back."""
    citizen, at = chat.citizen, chat.heard.occurred_at
    if citizen.blocked_at is None:
        return False
    return not (at > citizen.blocked_at and citizen.befriend(at))
