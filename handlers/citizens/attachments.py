"""What citizens send besides words: kept, kindly answered, and forgotten when taken back."""

from handlers.citizens import cards, handover, handover_thread, intake, precheck_photos
from handlers.citizens.chat import Chat
from handlers.citizens.handover_thread import keep_sent
from handlers.citizens.words import later
from models.unsending import forget_message

PHOTO = later("ได้รับรูปภาพแล้วค่ะ")
RECEIVED = {
    "video": later("ได้รับวิดีโอแล้วค่ะ"),
    "audio": later("ได้รับข้อความเสียงแล้วค่ะ"),
    "file": later("ได้รับไฟล์แล้วค่ะ"),
    "location": later("ได้รับตำแหน่งที่ตั้งแล้วค่ะ"),
    "sticker": later("ขอบคุณสำหรับสติกเกอร์ค่ะ"),
}


def photo(chat: Chat) -> None:
    """Keep a photograph: for the question or case that waits for it; a set is answered once."""
    if _asked_about(chat):
        return
    kept = keep_sent(chat)
    if kept is not None and precheck_photos.take(chat, kept):
        return
    if not _belongs(chat) and not _seen_before(chat):
        _answer(chat, PHOTO)


def file(chat: Chat) -> None:
    """Keep a file: one that may show a paper goes where a photograph would."""
    if precheck_photos.too_large(chat):
        told = chat.words("ไฟล์นี้ใหญ่เกิน 30 MB รับไว้ไม่ได้ค่ะ ช่วยย่อไฟล์ หรือถ่ายเป็นรูปแล้วส่งใหม่นะคะ")
        chat.say(cards.text(told, cards.to_menu(chat.words), cards.to_officer(chat.words)))
        return
    if _asked_about(chat):
        return
    kept = keep_sent(chat)
    if kept is not None and precheck_photos.pictured(chat) and precheck_photos.take(chat, kept):
        return
    if not precheck_photos.no_picture(chat) and not _belongs(chat):
        _answer(chat, RECEIVED["file"])


def media(chat: Chat) -> None:
    """Keep a clip or a voice message."""
    if _asked_about(chat):
        return
    keep_sent(chat)
    if not precheck_photos.no_picture(chat) and not _belongs(chat):
        _answer(chat, RECEIVED[chat.heard.message_type or ""])


def place(chat: Chat) -> None:
    """A place on the map: for the question it belongs to, or answered."""
    if _asked_about(chat) or precheck_photos.no_picture(chat) or _belongs(chat):
        return
    _answer(chat, RECEIVED["location"])


def sticker(chat: Chat) -> None:
    """A sticker: answered."""
    if chat.awaits(handover.TOPIC):
        _ask_for_words(chat)
    elif not precheck_photos.no_picture(chat):
        _answer(chat, RECEIVED["sticker"])


def unknown(chat: Chat) -> None:
    """A kind of message LINE invented after us."""
    words = chat.words
    chat.say(
        cards.text(
            words("ขออภัยค่ะ ยังอ่านข้อความแบบนี้ไม่ได้ ช่วยพิมพ์เป็นข้อความให้หน่อยนะคะ"),
            cards.to_menu(words),
            cards.to_officer(words),
        )
    )


def take_back(chat: Chat) -> None:
    """The citizen unsent a message: it disappears here too, and nothing is said about it."""
    if chat.heard.message_id:
        forget_message(chat.session, chat.citizen, chat.heard.message_id, chat.now)


def _asked_about(chat: Chat) -> bool:
    """Put it beside the question we asked more about; False when we asked about none."""
    if handover.remember_shown(chat):
        if not _seen_before(chat):
            _ask_for_words(chat)
        return True
    question = handover_thread.asked_about(chat)
    if question is None:
        return False
    handover_thread.add(chat, question)
    if not _seen_before(chat):
        intake.shown(chat, question)
    return True


def _belongs(chat: Chat) -> bool:
    """Put it beside the question asked just before; False when none was."""
    question = handover_thread.going_on(chat, handover_thread.SHOWN)
    if question is None:
        return False
    handover_thread.add(chat, question)
    if not _seen_before(chat):
        handover_thread.added(chat, question)
    return True


def _seen_before(chat: Chat) -> bool:
    # Photos of one set arrive in any order, some phones without their index: the first to
    # arrive is answered. LINE reference, "Image": imageSet.
    image_set = chat.heard.message.get("imageSet")
    name = image_set.get("id") if isinstance(image_set, dict) else None
    if not isinstance(name, str):
        return False
    topic = chat.citizen.topic or {}
    chat.citizen.topic = {**topic, "image_set": name}
    return topic.get("image_set") == name


def _ask_for_words(chat: Chat) -> None:
    """We wait for a question, and this is none yet."""
    words = chat.words
    received = words({"image": PHOTO, **RECEIVED}[chat.heard.message_type or ""])
    told = words("ช่วยพิมพ์คำถามเป็นข้อความด้วยนะคะ จะส่งให้เจ้าหน้าที่พร้อมกันค่ะ")
    chat.say(cards.text(f"{received} {told}", cards.press(words("ยกเลิก"), "cancel?")))


def _answer(chat: Chat, received: str) -> None:
    words = chat.words
    told = words("ตอนนี้ไม่มีเรื่องที่รอรับสิ่งนี้อยู่ หากต้องการสอบถาม พิมพ์คำถามได้เลยค่ะ")
    begin = cards.press(words("ตรวจเอกสารล่วงหน้า"), "precheck?")
    taps = (begin, cards.to_menu(words), cards.to_officer(words))
    chat.say(cards.text(f"{words(received)} {told}", *taps))
