"""Evidence and innovation in a real browser, at a desk and on a phone: brought, chosen, undone."""

from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from models.innovation import CRITERIA
from models.usage import Evidence
from tests.browser.conftest import reads_well
from tests.office_papers import PDF, picture


def file(name: str, body: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=body)


def test_files_go_one_by_one_and_what_is_refused_stays_chosen(
    admin: Page, sessions: sessionmaker[Session]
) -> None:
    admin.goto("/staff/reports/files")
    reads_well(admin)
    admin.get_by_label("ชื่อหลักฐาน").fill("ภาพถ่ายการอบรม")
    admin.get_by_label("ไฟล์ เลือกได้หลายไฟล์").set_input_files(
        [file("ภาพ.jpg", picture()), file("โปรแกรม.pdf", b"MZ"), file("คำสั่ง.pdf", PDF)]
    )
    admin.get_by_role("button", name="ส่งไฟล์").click()
    expect(admin.get_by_role("alert")).to_contain_text("“โปรแกรม.pdf” เป็นไฟล์ชนิดที่รับไม่ได้")
    expect(admin.get_by_role("status").last).to_contain_text("เก็บแล้ว 2 จาก 3 ไฟล์")
    expect(admin.locator("#evidence-2")).to_be_visible()
    assert admin.evaluate("document.getElementById('files').files.length") == 1
    with sessions() as session:
        assert session.scalar(select(func.count(Evidence.id))) == 2
    admin.get_by_label("ไฟล์ เลือกได้หลายไฟล์").set_input_files([file("ดี.pdf", PDF)])
    admin.get_by_role("button", name="ส่งไฟล์").click()
    expect(admin.locator("#evidence-3")).to_be_visible()
    reads_well(admin)
    admin.locator("#evidence-1").get_by_text("นำออก").first.click()
    expect(admin.locator("#evidence-1 form button")).to_be_visible()
    admin.locator("#evidence-1 form button").click()
    expect(admin.get_by_role("heading", name="นำออกแล้ว")).to_be_visible()
    reads_well(admin)
    admin.get_by_role("button", name="เอากลับมา").click()
    expect(admin.locator("#evidence-1")).to_be_visible()


def test_an_idea_is_handed_in_scored_and_chosen(admin: Page) -> None:
    admin.goto("/staff/ideas/")
    reads_well(admin)
    admin.get_by_role("link", name="เสนอความคิดเห็น", exact=True).first.click()
    expect(admin.get_by_label("ชื่อแนวคิด")).to_be_visible()
    reads_well(admin)
    admin.get_by_label("ฝ่าย").select_option(index=1)
    admin.get_by_label("ชื่อแนวคิด").fill("ตรวจเอกสารล่วงหน้าก่อนมาเขต")
    admin.get_by_label("สภาพปัญหา").fill("ประชาชนมาแล้วเอกสารไม่ครบ")
    admin.get_by_label("แนวคิดที่เสนอ").fill("ส่งรูปเอกสารมาก่อนทาง LINE")
    admin.get_by_role("button", name="ส่งความคิดเห็น").click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("ตรวจเอกสารล่วงหน้าก่อนมาเขต")
    expect(admin.get_by_text("ก่อนไปขั้นต่อไป ยังขาด")).to_be_visible()
    reads_well(admin)
    admin.get_by_role("link", name="เขียน แบบฟอร์ม 2").click()
    expect(admin.get_by_label("วันที่คัดเลือก")).to_be_visible()
    admin.get_by_label("วันที่คัดเลือก").fill("2026-11-20")
    admin.get_by_label("คณะผู้บริหาร").fill("คณะผู้บริหารเขต")
    for mark in CRITERIA:
        admin.get_by_label(mark.label).fill("4")
    admin.get_by_label("รายละเอียดของแนวคิด").fill("ส่งรูปเอกสารมาก่อน")
    reads_well(admin)
    admin.get_by_role("button", name="บันทึก").click()
    expect(admin.get_by_role("button", name="เลือกความคิดเห็นนี้")).to_be_visible()
    admin.get_by_role("button", name="เลือกความคิดเห็นนี้").click()
    expect(admin.get_by_role("heading", name="หลักฐานของแต่ละขั้นตอน")).to_be_visible()
    reads_well(admin)
    admin.get_by_role("link", name="แนบ พัฒนานวัตกรรม").click()
    expect(admin.get_by_label("นวัตกรรม", exact=True)).to_have_value("1")
    expect(admin.get_by_label("ขั้นตอนของนวัตกรรม")).to_have_value("4")
    admin.get_by_label("ชื่อหลักฐาน").fill("ภาพการทดสอบ")
    admin.get_by_label("ไฟล์ เลือกได้หลายไฟล์").set_input_files([file("ภาพ.png", picture("PNG"))])
    admin.get_by_role("button", name="ส่งไฟล์").click()
    expect(admin.locator("#step-4")).to_contain_text("ภาพการทดสอบ")
    admin.goto("/staff/ideas/")
    expect(admin.locator("[data-plot][data-drawn]")).to_be_visible()
    reads_well(admin)
