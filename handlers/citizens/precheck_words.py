"""The words of papers checked beforehand: where they stand, what is wrong with one, what to do."""

from collections.abc import Mapping

from handlers.citizens.cards import GREEN, RED
from handlers.citizens.words import later
from models.photos import Finding
from models.prechecks import PaperState, Reason, State

STATES: Mapping[State, str] = {
    State.COLLECTING: later("รอคุณส่งเอกสาร"),
    State.WAITING: later("รอเจ้าหน้าที่ตรวจ"),
    State.CHECKING: later("เจ้าหน้าที่กำลังตรวจ"),
    State.REFERRED: later("หน่วยงานอื่นกำลังช่วยตรวจ"),
    State.RETURNED: later("ขอเอกสารใหม่บางรายการ"),
    State.PASSED: later("เอกสารผ่านแล้ว"),
    State.WITHDRAWN: later("คุณถอนเรื่องแล้ว"),
    State.LAPSED: later("ปิดเรื่องแล้ว เพราะยังส่งเอกสารไม่ครบ"),
    State.CLOSED: later("เสร็จเรียบร้อยแล้ว"),
}

PAPERS: Mapping[PaperState, str] = {
    PaperState.ASKED: later("ยังไม่ได้ส่ง"),
    PaperState.GIVEN: later("ส่งแล้ว"),
    PaperState.BRINGING: later("นำมาวันนัด"),
    PaperState.PASSED: later("ผ่าน"),
    PaperState.REFUSED: later("ขอใหม่"),
    PaperState.WAIVED: later("ไม่ต้องใช้แล้ว"),
}

# The same at a glance; never alone, the word stands beside it.
SIGNS: Mapping[PaperState, str] = {
    PaperState.ASKED: "○",
    PaperState.GIVEN: "●",
    PaperState.BRINGING: "◇",
    PaperState.PASSED: "✓",
    PaperState.REFUSED: "✕",
    PaperState.WAIVED: "–",
}

# Its colour.
COLOURS: Mapping[PaperState, str] = dict.fromkeys(PaperState, GREEN) | {PaperState.REFUSED: RED}

# Why an officer could not accept a paper.
REASONS: Mapping[Reason, str] = {
    Reason.BLURRED: later("ภาพเบลอ อ่านตัวหนังสือไม่ชัด"),
    Reason.DARK: later("ภาพมืดเกินไป"),
    Reason.GLARE: later("มีแสงสะท้อนบังข้อความ"),
    Reason.CROPPED: later("เห็นเอกสารไม่เต็มแผ่น"),
    Reason.WRONG_PAPER: later("ไม่ใช่เอกสารที่ขอ"),
    Reason.EXPIRED: later("เอกสารหมดอายุแล้ว"),
    Reason.NAME_DIFFERS: later("ชื่อในเอกสารไม่ตรงกัน"),
    Reason.UNSIGNED: later("ยังไม่ได้ลงลายมือชื่อ"),
    Reason.PAGES_MISSING: later("ยังขาดบางหน้า"),
    Reason.UNREADABLE: later("เปิดไฟล์หรืออ่านเอกสารไม่ได้"),
    Reason.OTHER: later("ขอแก้ไขตามที่เจ้าหน้าที่แจ้ง"),
}

# What helps, in one sentence.
ADVICE: Mapping[Reason, str] = {
    Reason.BLURRED: later("วางเอกสารบนโต๊ะ ถือโทรศัพท์ให้นิ่ง แตะที่ตัวหนังสือให้ชัดก่อนกดถ่ายค่ะ"),
    Reason.DARK: later("ถ่ายใกล้หน้าต่างหรือใต้ไฟ อย่าให้เงามือบังค่ะ"),
    Reason.GLARE: later("ปิดแฟลช แล้วเอียงเอกสารเล็กน้อยจนแสงสะท้อนหายไปค่ะ"),
    Reason.CROPPED: later("ถอยกล้องออกมาให้เห็นครบทั้งสี่มุมค่ะ"),
    Reason.WRONG_PAPER: later("ดูชื่อเอกสารที่ขออีกครั้ง แล้วถ่ายฉบับนั้นค่ะ"),
    Reason.EXPIRED: later("ใช้ฉบับที่ยังไม่หมดอายุ หรือสอบถามเจ้าหน้าที่ได้ค่ะ"),
    Reason.NAME_DIFFERS: later("ถ้าเคยเปลี่ยนชื่อหรือนามสกุล ส่งใบเปลี่ยนชื่อมาด้วยค่ะ"),
    Reason.UNSIGNED: later("ลงลายมือชื่อให้ครบทุกช่อง แล้วถ่ายใหม่ค่ะ"),
    Reason.PAGES_MISSING: later("ถ่ายให้ครบทุกหน้า ส่งพร้อมกันหลายรูปได้ค่ะ"),
    Reason.UNREADABLE: later("ส่งเป็นรูปถ่าย หรือไฟล์ PDF ที่ไม่มีรหัสผ่านค่ะ"),
    Reason.OTHER: later("อ่านข้อความของเจ้าหน้าที่ แล้วส่งใหม่ หรือสอบถามได้ค่ะ"),
}

# What a machine saw: a hint, never a refusal.
HINTS: Mapping[Finding, str] = {
    Finding.SMALL: later("รูปเล็กไป อาจอ่านไม่ออก ถ่ายให้ใกล้ขึ้นหรือส่งแบบความละเอียดสูง"),
    Finding.BLURRED: later("ภาพดูเบลอ ลองถือให้นิ่งแล้วถ่ายใหม่"),
    Finding.DARK: later("ภาพดูมืด ลองถ่ายในที่สว่างกว่านี้"),
    Finding.GLARE: later("มีแสงสะท้อน ลองปิดแฟลชหรือเอียงเอกสาร"),
    Finding.CROPPED: later("อาจเห็นเอกสารไม่เต็มแผ่น ลองถอยกล้องออกมา"),
    Finding.SAME: later("เหมือนรูปที่ส่งมาแล้วก่อนหน้านี้"),
    Finding.UNREADABLE: later("เปิดไฟล์นี้ไม่ได้ ลองส่งเป็นรูปถ่ายหรือ PDF"),
    Finding.PDF_LOCKED: later("ไฟล์ PDF มีรหัสผ่าน ลองส่งฉบับที่ไม่มีรหัส"),
}

# A card that says who somebody is says more than an officer needs.
ID_CARD = ("บัตรประจำตัวประชาชน", "บัตรประชาชน")
COVER = later("ถ้าบนบัตรหรือสำเนามีศาสนาหรือหมู่โลหิต ปิดไว้ก่อนถ่ายได้ค่ะ เจ้าหน้าที่ไม่ต้องใช้")
# What nobody can photograph at home: people who come along, forms that lie at the counter.
ON_THE_DAY = ("พยาน 2 คน", "พยานบุคคล", "กรอกที่เขต", "ถ้อยคำ", "มาลงชื่อ", "ล่าม", "ตกลงกันว่า")
BRING = later("ถ้ายังไม่มีรูป หรือต้องทำที่สำนักงาน กด “นำมาวันนัด” ได้เลยค่ะ")


def tips(name_th: str) -> list[str]:
    """Advice that belongs to this paper, in Thai, to be said through `Words`."""
    told = ((ID_CARD, COVER), (ON_THE_DAY, BRING))
    return [advice for signs, advice in told if any(sign in name_th for sign in signs)]
