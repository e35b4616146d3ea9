"""The first words to somebody who adds the account, the main topics, and the way around."""

from handlers.citizens import cards
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from handlers.citizens.words import later
from models.citizens import LANGUAGES
from models.happenings import What, note
from models.outbox import unblock
from models.retention import PICTURES, WORDS

# The main topics: what a button says, and what it does.
TOPICS = (
    (later("ค้นหาบริการ"), later("พิมพ์เรื่องที่จะติดต่อ หรือเลือกจากเรื่องแนะนำ"), "find?"),
    (later("เลือกตามฝ่าย"), later("ดูเรื่องทั้งหมดของแต่ละฝ่าย"), "sections?"),
    (later("ตรวจเอกสารล่วงหน้า"), later("ส่งรูปเอกสารให้ตรวจก่อนมาสำนักงาน"), "precheck?"),
    (later("เรื่องของฉัน"), later("ดูว่าเรื่องที่ส่งไว้ถึงไหนแล้ว"), "mine?"),
    (later("เวลาทำการ"), "", "hours?"),
    (later("แผนที่ / ติดต่อ"), "", "contact?"),
    (later("คุยกับเจ้าหน้าที่"), later("ส่งคำถามให้เจ้าหน้าที่ตอบ"), "officer?"),
    (later("ภาษา / Language"), "", "language?"),
    (later("ความเป็นส่วนตัว"), "", "privacy?"),
)


def follow(chat: Chat) -> None:
    """Somebody added or unblocked the account: greet, unless newer news says they left again."""
    citizen = chat.citizen
    returning = citizen.greeted_at is not None
    if not citizen.befriend(chat.heard.occurred_at):
        return
    if not returning:
        note(chat.session, citizen, What.JOINED, chat.now)
    unblock(chat.session, citizen, chat.now)
    if chat.heard.standby:
        return
    if returning:
        _welcome_back(chat)
    else:
        citizen.greeted_at = chat.now
        _greet(chat)


def unfollow(chat: Chat) -> None:
    """Somebody blocked the account: nothing can be said, only remembered."""
    chat.citizen.block(chat.heard.occurred_at)


def menu(chat: Chat, values: Values) -> None:
    """The main topics."""
    words = chat.words
    lead = cards.line(words("เลือกหัวข้อ หรือพิมพ์คำถามได้เลยค่ะ"))
    chat.say(cards.card(words("เมนูหลัก"), [lead, *_topics(chat)]))


def help_(chat: Chat, values: Values) -> None:
    """What can be typed; on a computer there is no menu to tap."""
    words = chat.words
    commands = (
        words("เมนู — หัวข้อหลักทั้งหมด"),
        words("ค้นหา — ค้นหาบริการ"),
        words("ฝ่าย — เลือกเรื่องตามฝ่าย"),
        words("ตรวจเอกสารล่วงหน้า — ส่งรูปเอกสารให้ตรวจก่อนมา"),
        words("เรื่องของฉัน — ดูเรื่องและคำถามที่ส่งไว้"),
        words("นัด — นัดวันมาสำนักงาน"),
        words("นัดของฉัน — ดู เลื่อน หรือยกเลิกนัด"),
        words("ข้อมูลของฉัน — ดู ขอสำเนา หรือลบข้อมูลของคุณ"),
        words("เวลาทำการ — วันและเวลาที่เปิด"),
        words("ติดต่อ — แผนที่และเบอร์โทร"),
        words("เจ้าหน้าที่ — ส่งคำถามให้เจ้าหน้าที่"),
        words("ภาษา — เปลี่ยนภาษา"),
        words("ความเป็นส่วนตัว — เราเก็บข้อมูลอะไรบ้าง"),
        words("ยกเลิก — หยุดเรื่องที่ทำอยู่"),
    )
    lead = words("พิมพ์คำถามด้วยคำของคุณเองได้เลย เช่น “บัตรประชาชนหาย ต้องทำอย่างไร”")
    also = words("หรือพิมพ์คำเหล่านี้ รวมทั้งข้อความบนปุ่มใดก็ได้ แทนการกดปุ่ม")
    chat.say(
        cards.card(
            words("วิธีใช้"),
            [cards.line(lead), cards.line(also, margin="lg"), *map(cards.bullet, commands)],
            quick=[cards.to_menu(words), cards.to_officer(words)],
        )
    )


def back(chat: Chat, values: Values) -> None:
    """Back, when there is nothing to go back to: the main topics."""
    chat.leave_topic()
    menu(chat, values)


def hello(chat: Chat, values: Values) -> None:
    """Somebody says hello."""
    words = chat.words
    told = words("สวัสดีค่ะ มีอะไรให้ช่วย พิมพ์มาได้เลยค่ะ")
    chat.say(cards.text(told, cards.to_menu(words), cards.to_officer(words)))


def thanks(chat: Chat, values: Values) -> None:
    """Somebody says thank you."""
    words = chat.words
    chat.say(cards.text(words("ด้วยความยินดีค่ะ"), cards.to_menu(words)))


def language(chat: Chat, values: Values) -> None:
    """Choose the language, or change it."""
    chosen = values.get("to")
    if chosen not in LANGUAGES:
        told = "เลือกภาษาที่ต้องการได้เลยค่ะ\nPlease choose your language."
        chat.say(cards.text(f"{told}\n\nไทย / English", *_languages()))
        return
    chat.citizen.speak(chosen, chat.now)
    words = chat.words
    chat.say(
        cards.text(words("เปลี่ยนเป็นภาษาไทยแล้วค่ะ"), cards.to_menu(words), cards.to_officer(words))
    )


def link(chat: Chat, values: Values) -> None:
    """The label of a link was typed: say the address, which LINE makes tappable."""
    words = chat.words
    address = values.get("to", "").removeprefix("tel:")
    told = words("เปิดหรือโทรได้ที่ {address}", address=address)
    chat.say(cards.text(told, cards.to_menu(words)))


def lost(chat: Chat, values: Values) -> None:
    """A button nobody knows any more: say so, and show the main topics."""
    words = chat.words
    chat.say(cards.text(words("ขออภัยค่ะ ปุ่มนี้ใช้ไม่ได้แล้ว เลือกจากเมนูหลักได้เลยค่ะ")))
    menu(chat, values)


def apologise(chat: Chat) -> None:
    """Something of ours broke on this event; staff will look at it."""
    words = chat.words
    told = words("ขออภัยค่ะ ระบบตอบข้อความล่าสุดของคุณไม่สำเร็จ เราเก็บข้อความไว้แล้ว และเจ้าหน้าที่จะเข้ามาดูให้ค่ะ")
    chat.say(cards.text(told, cards.to_menu(words), cards.to_officer(words)))


def _greet(chat: Chat) -> None:
    words = chat.words
    office = chat.office.catalogue.office.name(words.language)
    who = words(
        "สวัสดีค่ะ “เพื่อนเขต” เป็นผู้ช่วยตอบคำถามของ{office} "
        "ถามเรื่องเอกสาร ขั้นตอน และเวลาทำการได้ตลอด 24 ชั่วโมง "
        "เรื่องที่ตอบไม่ได้จะส่งให้เจ้าหน้าที่ค่ะ",
        office=office,
    )
    kept = words(
        "เราเก็บรหัสผู้ใช้ LINE และสิ่งที่คุณส่งมา เพื่อตอบคำถามและนับสถิติเท่านั้น "
        "ข้อความเก็บ {words} วัน รูปและไฟล์เก็บ {pictures} วัน แล้วลบ "
        "คุณขอดู ขอแก้ไข หรือขอให้ลบได้เสมอ",
        words=WORDS.days,
        pictures=PICTURES.days,
    )
    chat.say(
        cards.card(
            words("ยินดีต้อนรับค่ะ"),
            [cards.line(who), cards.small("For English, tap or type “English”.", margin="md")]
            + _topics(chat),
        ),
        cards.card(
            words("ข้อมูลส่วนบุคคลของคุณ"),
            [cards.line(kept)],
            foot=[cards.button(cards.press(words("อ่านประกาศความเป็นส่วนตัว"), "privacy?"))],
            quick=[*_languages(), cards.press(words("วิธีใช้"), "help?")],
        ),
    )


def _welcome_back(chat: Chat) -> None:
    words = chat.words
    told = words("ยินดีต้อนรับกลับมาค่ะ มีอะไรให้ช่วย พิมพ์มาได้เลยค่ะ")
    chat.say(cards.text(told, cards.to_menu(words), cards.to_officer(words)))


def _topics(chat: Chat) -> list[cards.Part]:
    words = chat.words
    return [
        cards.row(cards.press(words(label), data), words(remark) if remark else "")
        for label, remark, data in TOPICS
    ]


def _languages() -> list[cards.Part]:
    return [cards.press("ไทย", "language?to=th"), cards.press("English", "language?to=en")]
