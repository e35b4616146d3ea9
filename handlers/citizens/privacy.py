"""The privacy notice, in words a citizen understands (PDPA s.23)."""

from handlers.citizens import cards
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from handlers.citizens.words import Words
from models.retention import PICTURES, SHRED_AFTER, WORDS


def notice(chat: Chat, values: Values) -> None:
    """What is kept, what for, how long, and what the citizen may ask of us."""
    words, office = chat.words, chat.office.catalogue.office
    office_name = office.name(words.language)
    parts = (
        (
            words("ใครดูแลข้อมูล"),
            words("{office} โทร {phone}", office=office_name, phone=office.phone),
        ),
        (
            words("เราเก็บอะไร"),
            words("รหัสผู้ใช้ LINE (ไม่ใช่ชื่อหรือเบอร์โทรของคุณ) ภาษาที่เลือก และข้อความ รูป หรือไฟล์ที่คุณส่งมา"),
        ),
        (
            words("เก็บไว้ทำไม"),
            words("เพื่อตอบคำถามและให้บริการตามหน้าที่ของสำนักงาน และนับจำนวนผู้ใช้เป็นตัวเลขรวมโดยไม่ระบุตัวบุคคล"),
        ),
        (words("เก็บนานเท่าไร"), _how_long(words)),
        (
            words("แบบสอบถาม"),
            words("คำตอบและข้อความที่ฝากไว้เก็บโดยไม่มีชื่อ เมื่อครบหนึ่งวันจะไม่มีอะไรโยงถึงคุณอีก ตอบหรือไม่ก็ได้ค่ะ"),
        ),
        (
            words("ใครเห็นข้อมูล"),
            words("เจ้าหน้าที่ผู้รับผิดชอบเท่านั้น แชตนี้ส่งผ่านบริการของ LINE ซึ่งมีนโยบายความเป็นส่วนตัวของตนเอง"),
        ),
        (
            words("สิทธิของคุณ"),
            words(
                "ดูว่าใครเปิดเอกสาร ขอสำเนา หรือลบได้เองโดยพิมพ์ “ข้อมูลของฉัน” "
                "ขอแก้ไขหรือคัดค้านการใช้ข้อมูลได้โดยกด “คุยกับเจ้าหน้าที่” "
                "หากเห็นว่าไม่ได้รับความเป็นธรรม ร้องเรียนต่อสำนักงาน"
                "คณะกรรมการคุ้มครองข้อมูลส่วนบุคคลได้"
            ),
        ),
        (
            words("ลบเองได้ทันที"),
            words("ยกเลิกข้อความใน LINE แล้วข้อความหรือรูปนั้นจะถูกลบที่นี่ด้วยค่ะ"),
        ),
    )
    chat.say(
        cards.card(
            words("ประกาศความเป็นส่วนตัว"),
            [cards.fact(label, told) for label, told in parts],
            quick=[cards.to_menu(words), cards.to_officer(words)],
        )
    )


def _how_long(words: Words) -> str:
    return words(
        "ข้อความ {words} วัน รูปและไฟล์ {pictures} วัน แล้วลบเนื้อหาออกโดยอัตโนมัติ "
        "รูปเอกสารที่ส่งตรวจล่วงหน้าเก็บแบบเข้ารหัสจนจบเรื่อง แล้วลบภายใน {after} วัน "
        "ส่วนรหัสผู้ใช้และภาษาเก็บไว้จนกว่าคุณจะขอให้ลบ",
        words=WORDS.days,
        pictures=PICTURES.days,
        after=SHRED_AFTER.days,
    )
