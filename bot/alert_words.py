"""What an alert says to an officer: that something waits and where, never whose or what."""

from dataclasses import dataclass

from models.alerts import Alert

# By why they are told: Thai, English.
SENTENCES = {
    "new": ("มีคำถามใหม่รอตอบ", "A new question is waiting"),
    "words": ("ประชาชนเขียนเพิ่มในเรื่องที่คุณดูแล", "A citizen wrote more about a matter of yours"),
    "reopened": ("มีคำตอบที่ประชาชนยังไม่เข้าใจ", "An answer was not yet understood"),
    "handed_over": ("มีเรื่องส่งต่อถึงคุณ", "A matter was handed over to you"),
    "escalated": ("มีคำถามใกล้ครบกำหนดตอบ", "A question is about to be late"),
    "broken": ("มีคำถามที่เลยกำหนดตอบแล้ว", "A question is late"),
    "released": ("มีคำถามกลับมารอผู้รับเรื่อง", "A question waits for somebody to take it again"),
    "ordered": ("มีข้อสั่งการใหม่ถึงหน่วยงานของคุณ", "New orders came to your agency"),
    "asked_again": ("ผู้ตรวจราชการขอข้อมูลเพิ่ม", "An inspector asks for more"),
    "test": ("ทดลองแจ้งเตือน เห็นข้อความนี้แปลว่าใช้ได้แล้ว", "A trial: seeing this, alerts work"),
}
OTHERWISE = ("มีงานรอคุณอยู่", "Something is waiting for you")
OPEN_CONSOLE = ("เปิดคอนโซลเพื่อดู", "Open the console to see it")
PAGES = {
    "question": "/staff/questions/{number}",
    "order_reports": "/staff/order-reports/",
    "order_report": "/staff/order-reports/{number}",
    "test": "/staff/me/",
}


@dataclass(frozen=True)
class Told:
    """An alert in the officer's language, and the address in the console it is about."""

    title: str
    more: str
    path: str


def told(alert: Alert) -> Told:
    """The words of `alert`; its door and officer must be loaded."""
    at = 1 if alert.door.officer.language == "en" else 0
    kind, _, number = alert.subject.partition(":")
    path = PAGES.get(kind, "/staff/").format(number=number)
    return Told(SENTENCES.get(alert.reason, OTHERWISE)[at], OPEN_CONSOLE[at], path)
