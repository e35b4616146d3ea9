"""What the page of an order says: the three answers, reviews, remarks, and why it may not open."""

from handlers.citizens.words import later
from models.links import LinkOver, LinkWrong
from models.orders import Remark, Review, Source, Status, reaching

# Each of the three answers: what it is called, what its words are to say, an example of them.
CHOICES = {
    Status.DONE: (
        later("ดำเนินการแล้ว"),
        later("ทำอะไรไปแล้ว ได้ผลอย่างไร"),
        later("เช่น ทำอะไร ที่ไหน เมื่อใด และเกิดผลอย่างไร"),
    ),
    Status.UNDERWAY: (
        later("อยู่ระหว่างดำเนินการ"),
        later("ทำถึงไหนแล้ว และมีแผนทำอะไรต่อ"),
        later("เช่น ทำแล้วกี่ส่วน เหลืออะไร ใครรับผิดชอบ"),
    ),
    Status.UNABLE: (
        later("ไม่สามารถดำเนินการได้"),
        later("เหตุที่ดำเนินการไม่ได้"),
        later("เช่น ติดระเบียบข้อใด ขาดงบประมาณหรือคน และขอให้ช่วยอย่างไร"),
    ),
}
PLANNED = later("คาดว่าจะเสร็จ {day}")
NOT_REPORTED = later("ยังไม่รายงาน")
REVIEWS = {
    Review.WAITING: later("รอผู้ตรวจราชการดู"),
    Review.ASKED_AGAIN: later("ผู้ตรวจราชการขอข้อมูลเพิ่ม"),
    Review.ACCEPTED: later("ผู้ตรวจราชการรับทราบแล้ว"),
}
REMARKS = {
    Remark.COMMENT: later("ความเห็นของผู้ตรวจราชการ"),
    Remark.ASKED_AGAIN: later("ผู้ตรวจราชการขอข้อมูลเพิ่ม"),
    Remark.ACCEPTED: later("ผู้ตรวจราชการรับทราบผล"),
    Remark.REOPENED: later("ผู้ตรวจราชการเปิดให้รายงานอีกครั้ง"),
}
SOURCES = {
    Source.SECRETARY: later("ข้อสั่งการของปลัดกรุงเทพมหานคร"),
    Source.INSPECTOR: later("ข้อเสนอแนะของผู้ตรวจราชการ"),
}
LACKING = {
    "status": later("กรุณาเลือกผลการดำเนินการหนึ่งข้อค่ะ"),
    "words": later("กรุณาเขียนรายละเอียดของข้อที่เลือกค่ะ"),
    "planned_for": later("กรุณาใส่วันที่คาดว่าจะเสร็จ ตั้งแต่วันนี้เป็นต้นไปค่ะ"),
    "files": later("แนบได้ครั้งละไม่เกิน 10 ไฟล์ค่ะ"),
}
TOO_LARGE = later("ไฟล์ใหญ่เกินไปค่ะ")
TOO_MUCH = later("ส่งได้ไฟล์ละไม่เกิน 20 MB และรวมกันครั้งละไม่เกิน 60 MB กดย้อนกลับแล้วแบ่งส่งเป็นหลายครั้งนะคะ")
CLOSED = later("ข้อนี้ปิดรับรายงานแล้ว จึงยังไม่ได้บันทึกค่ะ ข้อความของคุณยังอยู่ด้านล่าง")
REFUSALS: dict[type[Exception], tuple[int, str, str]] = {
    LinkOver: (
        410,
        later("ลิงก์หมดอายุแล้วค่ะ"),
        later("พิมพ์ “ข้อสั่งการ” ในแชต LINE ของสำนักงานเพื่อรับลิงก์ใหม่ หรือแจ้งผู้ดูแลข้อสั่งการค่ะ"),
    ),
    LinkWrong: (
        404,
        later("ลิงก์นี้ใช้ไม่ได้ค่ะ"),
        later("อาจคัดลอกมาไม่ครบ กดปุ่มในข้อความเดิมอีกครั้ง หรือพิมพ์ “ข้อสั่งการ” ในแชต LINE ของสำนักงานค่ะ"),
    ),
    reaching.NotTheirs: (
        403,
        later("ลิงก์นี้เปิดไม่ได้แล้วค่ะ"),
        later("ผู้รับลิงก์ไม่ได้เป็นผู้รายงานของหน่วยงานนี้แล้ว ถ้ายังต้องรายงาน กรุณาแจ้งผู้ดูแลข้อสั่งการค่ะ"),
    ),
    reaching.Withdrawn: (
        410,
        later("ข้อสั่งการนี้ยกเลิกแล้วค่ะ"),
        later("ไม่ต้องรายงานข้อนี้แล้ว รายงานที่ส่งไว้ยังเก็บอยู่ พิมพ์ “ข้อสั่งการ” ในแชต LINE เพื่อดูข้ออื่นค่ะ"),
    ),
}
