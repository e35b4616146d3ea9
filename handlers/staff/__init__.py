"""The console in the browser: one file per desk, its pages under templates/staff/<desk>."""

from dataclasses import dataclass

from handlers.staff.visit import Lent, demand, needs, note, now, officer, session, unchanged

__all__ = [
    "DESKS", "Desk", "Lent", "demand", "needs", "note", "now", "officer", "session", "unchanged",
]  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """One place of work in the console.

    `handlers.staff.<name>` holds its blueprint as `desk` and, when work can wait there,
    `waiting(session, officer) -> int`; when a promise was given, also
    `soonest(session, officer)`: the moment the first of them is due, or None; when the first
    page should warn, `notice(session, officer)`: a sentence and an address, or None. `key` is the
    physical key (`event.code`) that goes there with Alt held down; empty for a desk one seldom
    goes to, for no key may mean two things on a page.
    """

    name: str
    title: str  # Thai; English beside it in locale/en
    about: str
    permission: str
    icon: str  # of Bootstrap Icons
    key: str
    group: str  # desks of one group stand together, a line above the first

    @property
    def url(self) -> str:
        """Where the desk stands."""
        return f"/staff/{self.name.replace('_', '-')}"

    @property
    def endpoint(self) -> str:
        """The desk's first page."""
        return f"{self.name}.index"


DESKS = (
    Desk("questions", "คำถามถึงเจ้าหน้าที่", "คำถามที่ต้องให้คนตอบ เรื่องด่วนและเรื่องที่ใกล้กำหนดขึ้นก่อน",
         "questions.read", "inbox", "KeyQ", "day"),
    Desk("prechecks", "ตรวจเอกสารล่วงหน้า", "เอกสารที่ประชาชนส่งมาให้ตรวจก่อนมาเขต เรื่องที่ใกล้กำหนดขึ้นก่อน",
         "prechecks.count", "card-checklist", "Digit9", "day"),
    Desk("appointments", "นัดหมาย", "ใครมาวันนี้ เช็กอิน ออกเลขคิว บันทึกผล และผู้ที่ต้องนัดใหม่",
         "visits.read", "calendar2-week", "KeyV", "day"),
    Desk("procedures", "กระบวนงาน", "แก้ข้อเท็จจริง เอกสาร และคำถาม แล้วส่งหัวหน้าตรวจก่อนเผยแพร่",
         "content.read", "journal-text", "Digit1", "answers"),
    Desk("short_answers", "คำตอบสั้นของฝ่าย", "คำตอบที่แต่ละฝ่ายเตรียมไว้ให้ประชาชน",
         "content.read", "chat-left-text", "Digit2", "answers"),
    Desk("unanswered", "คำถามที่ยังตอบไม่ได้", "ถ้อยคำของประชาชนที่ระบบยังไม่รู้จัก สอนได้ในคลิกเดียว",
         "unanswered.read", "question-circle", "Digit3", "answers"),
    Desk("reviews", "ถึงกำหนดทบทวน", "ข้อมูลที่ควรตรวจอีกครั้งว่ายังถูกต้อง",
         "content.read", "calendar-check", "Digit4", "answers"),
    Desk("clips", "คลังคลิป", "กระบวนงานใดมีคลิปแล้ว และมีคนดูจบกี่ครั้ง",
         "content.read", "camera-video", "Digit5", "answers"),
    Desk("packs", "ชุดเนื้อหา", "นำเนื้อหาที่ตรวจแล้วไปใช้กับเขตอื่น หรือรับมาใช้",
         "packs.export", "box-seam", "Digit6", "answers"),
    Desk("calendar", "ปฏิทินสำนักงาน", "วันหยุด วันปิดทำการ เวลาของแต่ละบริการ และการยืนยันปีงบประมาณ",
         "calendar.read", "calendar3", "KeyC", "opening"),
    Desk("seats", "จำนวนที่รับ", "แต่ละบริการรับนัดได้กี่คนต่อช่วง กันไว้ให้คนไม่ได้นัดเท่าใด",
         "seats.manage", "sliders", "KeyL", "opening"),
    Desk("orders", "ข้อสั่งการ", "ข้อสั่งการและข้อเสนอแนะของแต่ละรอบ หน่วยงานใดรายงานแล้ว รายงานใดรอตรวจ",
         "orders.read", "flag", "", "orders"),
    Desk("order_reports", "ข้อสั่งการของหน่วยงาน",
         "ข้อสั่งการถึงหน่วยงานของคุณ รายงานผล แนบหลักฐาน และอ่านความเห็นของผู้ตรวจราชการ",
         "orders.report", "send", "KeyD", "orders"),
    Desk("figures", "ตัวเลขและสถิติ",
         "ผู้ใช้บริการ คำถาม เวลาที่รอ นัดหมาย และความพึงพอใจ พร้อมรายการที่อยู่หลังตัวเลข",
         "figures.read", "bar-chart", "KeyF", "figures"),
    Desk("reports", "รายงาน", "ปิดเดือน กรอกตัวเลขช่องทางอื่น เทียบก่อนและหลัง และเขียนแบบรายงานตัวชี้วัด",
         "reports.write", "file-earmark-text", "KeyR", "figures"),
    Desk("ideas", "นวัตกรรมของหน่วยงาน",
         "แต่ละฝ่ายเสนอความคิด คัดเลือกหนึ่งเรื่อง ทำเป็นโครงการ และติดตามผลครบห้าขั้นตอน",
         "ideas.write", "lightbulb", "", "figures"),
    Desk("surveys", "แบบสอบถามความพึงพอใจ", "ถามอะไร ใครตอบกี่ราย ผลเป็นร้อยละเท่าใด และป้าย QR ที่เคาน์เตอร์",
         "surveys.read", "star", "KeyH", "figures"),
    Desk("messages", "ข้อความของเดือนนี้", "โควตา LINE ของเดือน อะไรส่งฟรี อะไรรออยู่ และกันไว้เท่าใด",
         "messages.read", "send", "KeyM", "figures"),
    Desk("manuals", "คู่มือและป้าย", "คู่มือของทุกคนที่ใช้ระบบเป็น PDF และป้าย QR เพิ่มเพื่อน",
         "content.read", "journal-text", "", "house"),
    Desk("people", "รายชื่อเจ้าหน้าที่", "เชิญ เปลี่ยนสิทธิ ระงับ และออกลิงก์ตั้งรหัสผ่านใหม่",
         "people.manage", "people", "Digit7", "house"),
    Desk("wellbeing", "สุขภาพระบบ", "ทุกอย่างเรียบร้อยหรือไม่ อะไรค้างอยู่ และต้องทำอะไร",
         "wellbeing.read", "shield-check", "", "house"),
    Desk("audit", "บันทึกการใช้งาน", "ใครทำอะไร เมื่อไร และดูข้อมูลของใคร",
         "audit.read", "clock-history", "Digit8", "house"),
)  # fmt: skip
