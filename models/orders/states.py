"""The words of the orders' paper: types, impact factors, and how far an agency says it got."""

from enum import StrEnum


class Source(StrEnum):
    """Whose order it is."""

    SECRETARY = "secretary"  # ข้อสั่งการของปลัดกรุงเทพมหานคร
    INSPECTOR = "inspector"  # ข้อเสนอแนะของผู้ตรวจราชการ

    @property
    def name_th(self) -> str:
        """As the paper says it."""
        return SOURCE_NAMES[self]


class Status(StrEnum):
    """How far an agency says it got with one order; not having reported is a state of its own."""

    NOT_REPORTED = "not_reported"
    DONE = "done"
    UNDERWAY = "underway"
    UNABLE = "unable"

    @property
    def name_th(self) -> str:
        """As the paper says it."""
        return STATUS_NAMES[self]


class Review(StrEnum):
    """What the inspectors think of what an agency reported last."""

    WAITING = "waiting"  # nobody looked yet, or nothing was reported
    ASKED_AGAIN = "asked_again"
    ACCEPTED = "accepted"

    @property
    def name_th(self) -> str:
        """In the desk's words."""
        return REVIEW_NAMES[self]


class Remark(StrEnum):
    """What an inspector wrote about an agency's report."""

    COMMENT = "comment"
    ASKED_AGAIN = "asked_again"
    ACCEPTED = "accepted"
    REOPENED = "reopened"  # an acceptance taken back


class Door(StrEnum):
    """Through which door a report came in."""

    CONSOLE = "console"
    LINK = "link"


SOURCE_NAMES = {
    Source.SECRETARY: "ข้อสั่งการของปลัดกรุงเทพมหานคร",
    Source.INSPECTOR: "ข้อเสนอแนะของผู้ตรวจราชการ",
}
STATUS_NAMES = {
    Status.NOT_REPORTED: "ยังไม่รายงาน",
    Status.DONE: "ดำเนินการแล้ว",
    Status.UNDERWAY: "อยู่ระหว่างดำเนินการ",
    Status.UNABLE: "ไม่สามารถดำเนินการได้",
}
REVIEW_NAMES = {
    Review.WAITING: "รอตรวจ",
    Review.ASKED_AGAIN: "ขอข้อมูลเพิ่ม",
    Review.ACCEPTED: "รับทราบแล้ว",
}
REPORTED = (Status.DONE, Status.UNDERWAY, Status.UNABLE)

# The ten types of an order, numbered as the project's paper numbers them (1.1 to 1.10).
KINDS = {
    1: "แก้ไขปรับปรุงวิธีการ หลักเกณฑ์ เงื่อนไข",
    2: "ขอรับการสนับสนุนการดำเนินงานด้านทรัพยากร",
    3: "จัดตั้งคณะกรรมการหรือคณะทำงาน",
    4: "จัดทำแผนการดำเนินงานหรือแผนการป้องกัน",
    5: "สำรวจ ค้นหา ทบทวน วิเคราะห์ ปัญหาอุปสรรค ถอดบทเรียน ต่อยอด พัฒนาการดำเนินการ",
    6: "ประชาสัมพันธ์ ช่องทางการติดต่อสื่อสาร",
    7: "ประสานงานกับหน่วยงานที่เกี่ยวข้อง ภาคเอกชน ภาคประชาชน",
    8: "พิจารณาการจ้างเหมาเอกชนดำเนินการแทน",
    9: "จัดการข้อมูล จัดเก็บ ตรวจสอบ วิเคราะห์ จัดทำฐานข้อมูล",
    10: "เร่งรัดดำเนินการ ติดตามประเมินผล",
}
# The five impact factors, numbered as the paper numbers them (2.1 to 2.5).
FACTORS = {
    1: "บุคลากร อัตรากำลัง และโครงสร้าง",
    2: "งบประมาณ",
    3: "วิธีปฏิบัติงานและการบริหารจัดการภายใน",
    4: "เทคโนโลยี ทั้ง software และ hardware",
    5: "กฎหมาย ระเบียบ คำสั่ง ข้อสั่งการ",
}
