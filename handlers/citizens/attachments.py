"""What citizens send besides words: kept, kindly answered, and forgotten when taken back."""

from handlers.citizens import cards, precheck_photos
from handlers.citizens.chat import Chat
from handlers.citizens.words import later
from models.attachments import Attachment, expect
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
    """Keep a photograph: for the case that waits for it, or answered kindly, a set of them once."""
    kept = _keep(chat)
    if kept is not None and precheck_photos.take(chat, kept):
        return
    if not _seen_before(chat):
        _answer(chat, PHOTO)


def file(chat: Chat) -> None:
    """Keep a file: one that may show a paper goes where a photograph would."""
    if precheck_photos.too_large(chat):
        told = chat.words("ไฟล์นี้ใหญ่เกิน 30 MB รับไว้ไม่ได้ค่ะ ช่วยย่อไฟล์ หรือถ่ายเป็นรูปแล้วส่งใหม่นะคะ")
        chat.say(cards.text(told, cards.to_menu(chat.words), cards.to_officer(chat.words)))
        return
    kept = _keep(chat)
    if kept is not None and precheck_photos.pictured(chat) and precheck_photos.take(chat, kept):
        return
    if not precheck_photos.no_picture(chat):
        _answer(chat, RECEIVED["file"])


def media(chat: Chat) -> None:
    """Keep a clip or a voice message."""
    _keep(chat)
    if not precheck_photos.no_picture(chat):
        _answer(chat, RECEIVED[chat.heard.message_type or ""])


def nothing_to_keep(chat: Chat) -> None:
    """A sticker or a place: answered."""
    if not precheck_photos.no_picture(chat):
        _answer(chat, RECEIVED[chat.heard.message_type or ""])


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


def _keep(chat: Chat) -> Attachment | None:
    heard = chat.heard
    provider = heard.message.get("contentProvider")
    # What was sent through a LIFF page lies elsewhere; LINE cannot give it to us.
    elsewhere = isinstance(provider, dict) and provider.get("type") == "external"
    if not heard.message_id or not heard.message_type or elsewhere:
        return None
    return expect(
        chat.session, chat.citizen, heard.message_id, heard.message_type,
        heard.occurred_at, chat.now,
    )  # fmt: skip


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


def _answer(chat: Chat, received: str) -> None:
    words = chat.words
    if chat.awaits("question"):
        told = words("ช่วยพิมพ์คำถามเป็นข้อความด้วยนะคะ เจ้าหน้าที่จะได้เข้าใจตรงกันค่ะ")
        chat.say(cards.text(f"{words(received)} {told}", cards.press(words("ยกเลิก"), "cancel?")))
        return
    told = words("ตอนนี้ไม่มีเรื่องที่รอรับสิ่งนี้อยู่ หากต้องการสอบถาม พิมพ์คำถามได้เลยค่ะ")
    begin = cards.press(words("ตรวจเอกสารล่วงหน้า"), "precheck?")
    taps = (begin, cards.to_menu(words), cards.to_officer(words))
    chat.say(cards.text(f"{words(received)} {told}", *taps))
