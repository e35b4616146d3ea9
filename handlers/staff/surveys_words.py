"""The words of the desk of surveys: what each kind asks about, and when."""

from flask_babel import lazy_gettext as _later

# Name of the kind, and where it is asked.
ABOUT = {
    "precheck": (
        _later("การตรวจเอกสารล่วงหน้า"),
        _later("ในแชต หลังเรื่องที่ตรวจเอกสารล่วงหน้าเสร็จสิ้น"),
    ),
    "question": (_later("คำตอบของเจ้าหน้าที่"), _later("ในแชต หลังคำถามได้คำตอบแล้ว")),
    "visit": (_later("การมาตามนัด"), _later("ในแชต หลังมารับบริการตามนัด")),
    "counter": (_later("เคาน์เตอร์"), _later("สแกน QR ที่เคาน์เตอร์ ใครก็ตอบได้")),
    "orders": (_later("ผู้ใช้ระบบติดตามข้อสั่งการ"), _later("ลิงก์ในโต๊ะข้อสั่งการและหน้ารายงานของหน่วยงาน")),
}
