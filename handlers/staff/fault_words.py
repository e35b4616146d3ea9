"""What is wrong with a page or a pack, in Thai: the checks themselves speak English."""

import re

from handlers.staff.lint_words import lint_said
from handlers.staff.procedure_words import cases, name_of
from handlers.staff.words import language
from models.packs.sheets import SHEETS

# Whole faults, tried in order; what stands in brackets is kept as it is.
_THAI = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (r"sheet is missing", "ไม่มีแผ่นงานนี้"),
        (r"(.+?): has an alias", r"\1: ใช้ alias ของ YAML ไม่ได้"),
        (r"(.*)is missing", r"\1ยังไม่ได้ใส่"),
        (r"(.*)must be a text that is not empty", r"\1ต้องเป็นข้อความและไม่เว้นว่าง"),
        (r"(.*)must be a list of texts", r"\1ต้องเป็นรายการข้อความ"),
        (r"(.*)must be a list of pages", r"\1ต้องเป็นรายการของเรื่อง"),
        (r"(.*)must be a list", r"\1ต้องเป็นรายการ"),
        (r"(.*)must be a mapping", r"\1ต้องเป็นกลุ่มของช่องข้อมูล"),
        (r"(.*)must be a whole number of at least 0", r"\1ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป"),
        (r"(.*)must be true or false", r"\1ต้องเป็น true หรือ false"),
        (r"(.*)must be a day.*such as (\S+)", r"\1ต้องเป็นวันที่ ค.ศ. เช่น \2"),
        (r"(.*)must be a time such as (\S+)", r"\1ต้องเป็นเวลา เช่น \2"),
        (r"(.*)must be an https address", r"\1ต้องเป็นลิงก์ที่ขึ้นต้นด้วย https://"),
        (r"(.*)must be small Latin letters, digits and hyphens", r"\1ใช้ได้เฉพาะ a–z 0–9 และขีดกลาง"),
        (r"(.*)must stay (.+)", r"\1ต้องเป็น \2 เหมือนเดิม"),
        (r"(.*)is not a field known here", r"\1ไม่ใช่ช่องที่ระบบรู้จัก"),
        (r"heading (.+) is not known here", r"ไม่รู้จักหัวคอลัมน์ \1"),
        (r"heading (.+) is used more than once", r"มีหัวคอลัมน์ \1 มากกว่าหนึ่งช่อง"),
        (r"column (.+) has no heading", r"คอลัมน์ที่ \1 ไม่มีหัว"),
        (r"(.*)is used more than once(.*)", r"\1ใช้ซ้ำกัน\2"),
        (r"(.*)is written twice", r"\1เขียนซ้ำสองครั้ง"),
        (r"(.*)has two values on the same day", r"\1มีสองค่าในวันเดียวกัน"),
        (r"(.*)is before valid_from", r"\1อยู่ก่อนวันเริ่มใช้"),
        (r"(.*)is longer than (\d+) graphemes", r"\1ยาวเกิน \2 ตัวอักษร"),
        (r"(.*)is longer than (\d+) signs", r"\1ยาวเกิน \2 ตัวอักษร"),
        (r"(.*)is not plain English letters", r"\1ต้องเป็นตัวอักษรภาษาอังกฤษ"),
        (r"(.*)is (.+), not one of (.+)", r"\1เป็น \2 แต่ต้องเป็นอย่างใดอย่างหนึ่งใน \3"),
        (r"(.*)is not one of (.+)", r"\1ไม่อยู่ใน \2"),
        (r"(.*)is not in (\S+\.yaml)", r"\1ไม่มีในระบบ"),
        (r"(.*)holds a sign that cannot be shown.*", r"\1มีอักขระที่แสดงไม่ได้ หรือขึ้นบรรทัดใหม่ในรายการ"),
        (
            r"(.*?)(\S+) is a condition none of the documents depends on",
            r"\1ไม่มีเอกสารใดใช้เงื่อนไข \2",
        ),
        (
            r"(.*?)(\S+) is never asked: no document depends on (.+)",
            r"\1เงื่อนไข \2 จะไม่ถูกถาม เพราะไม่มีเอกสารที่ใช้เงื่อนไข \3",
        ),
        (r"(.*?)(\w+) has an amount but no text_th", r"\1\2 มีจำนวนเงิน แต่ยังไม่มีข้อความให้ประชาชนอ่าน"),
        (r"(.*?)(\w+) has a length but no text_th", r"\1\2 มีตัวเลข แต่ยังไม่มีข้อความให้ประชาชนอ่าน"),
        (r"(.*)is sourced, but none of its sources is a page", r"\1ต้องมีที่มาที่เป็นหน้าเว็บ"),
        (r"(.*)is verified without verified_by and verified_at", r"\1ต้องบอกผู้ตรวจและวันที่ตรวจ"),
        (r"(.*)points to (.+), which is not a procedure", r"\1อ้างถึง \2 ซึ่งไม่มีในระบบ"),
        (r"(.*)depends on (.+), which is not a condition", r"\1อ้างถึงเงื่อนไข \2 ซึ่งไม่มีในระบบ"),
        (r"(.*)when is (.+), not a condition", r"\1อ้างถึงเงื่อนไข \2 ซึ่งไม่มีในระบบ"),
        (r"slug (.+) has no row in (.+)", r"\1 ไม่มีแถวในแผ่นงาน \2"),
        (r"slug (.+) is a procedure's", r"\1 เป็นชื่อของกระบวนงานอยู่แล้ว"),
        (r"has more than (\d+) rows", r"มีมากกว่า \1 แถว"),
        (r"is larger than (\d+) MB", r"ไฟล์ใหญ่กว่า \1 MB"),
        (r"is too large once unpacked", "ไฟล์ใหญ่เกินไปเมื่อคลายออก"),
        (r"is not a workbook that can be read.*", "เปิดเป็นไฟล์ Excel (.xlsx) ไม่ได้"),
        (r"is not yaml: .*", "อ่านเป็น YAML ไม่ได้"),
        (r"does not say format: (.+)", r"ไม่ใช่ชุดเนื้อหาของเพื่อนเขต (ต้องมี format: \1)"),
        (r"is empty", "ไม่มีเนื้อหาอยู่เลย"),
    )
)
_HEADINGS = {column.field: column.heading for sheet in SHEETS for column in sheet.columns}


_CASE = re.compile(r"(?<=เงื่อนไข )'?([a-z0-9-]+)'?")
_PIECE = re.compile(r"(?:^|(?<=: ))(\w+)(?=$|[: ])")
_FIELDS = {
    "document": "documents",
    **dict.fromkeys(("th", "text_th"), "ข้อความ"),
    "en": "ข้อความภาษาอังกฤษ",
    "source": "ที่มา",
    "sources": "ที่มา",
    "when": "เงื่อนไข",
    "kind": "สถานที่",
    "standing": "ใครยืนยัน",
    "verified_by": "ผู้ตรวจ",
    "verified_at": "วันที่ตรวจ",
    "review_due": "วันครบกำหนดทบทวน",
    "valid_from": "วันเริ่มใช้",
    "valid_to": "วันสิ้นสุด",
    "amount_thb": "จำนวนเงิน",
}


def said(fault: str) -> str:
    """The fault in the officer's language; as it stands when nobody has put it into Thai."""
    if words := lint_said(fault):
        return words
    if language() != "th":
        return fault
    for pattern, thai in _THAI:
        if found := pattern.fullmatch(fault):
            return _CASE.sub(lambda one: f"“{cases(one[1])}”", _named(found.expand(thai)))
    return _named(fault)


def _named(fault: str) -> str:
    """The fault with its field called as officers call it, and as files do."""
    field, _space, rest = fault.partition(" ")
    heading = _HEADINGS.get(field, "").partition(" (")[0]
    if heading:
        return f"“{heading}” ({field}) {rest}".strip()
    return _PIECE.sub(lambda found: name_of(_FIELDS.get(found[1], found[1])), fault)
