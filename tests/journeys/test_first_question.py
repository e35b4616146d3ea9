"""A citizen asks, the district answers: from adding the office to a list of papers of one's own."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.menu_deployment import Deployment
from bot.simulator import Phone
from models.catalogue import Catalogue
from models.citizens import Citizen
from models.office import Office
from models.questions import Question
from richmenus import read_all
from tests.district import District


@pytest.fixture
def catalogue(office: Office) -> Catalogue:
    return office.catalogue


def said(phone: Phone) -> str:
    return "\n".join(phone.last_texts())


def test_adding_the_office_brings_a_greeting_topics_and_the_privacy_notice(
    district: District,
) -> None:
    phone = district.phone()
    assert "สำนักงานเขตตัวอย่าง" in said(phone)
    assert "90" in said(phone) and "30" in said(phone)  # how many days words and photos are kept
    labels = [button.label for button in phone.buttons()]
    assert {"ไทย", "English"} <= set(labels)


def test_yes_and_no_taps_make_a_list_of_ones_own(district: District) -> None:
    phone = district.phone()
    phone.types("จดทะเบียนสมรส")
    district.settle()
    phone.taps("เอกสารที่ต้องใช้")
    district.settle()
    assert "ข้อ 1 จาก" in said(phone)
    phone.taps("ใช่")  # divorced before
    district.settle()
    while "ข้อ " in said(phone):
        phone.taps("ไม่ใช่")
        district.settle()
    assert "คร.7" in said(phone)
    assert "คำสั่งศาลอนุญาตให้สมรส" not in said(phone)  # only for those under eighteen
    assert "รอ" in said(phone)  # nothing here was confirmed by the office yet


def test_typing_does_what_tapping_does_all_the_way(district: District) -> None:
    taps, types = district.phone("สมหญิง"), district.phone("สมชาย")
    for step in ("จดทะเบียนหย่า", "เอกสารที่ต้องใช้", "ใช่", "ไม่ใช่", "ย้อนกลับ", "ดูทุกกรณี"):
        if step == "จดทะเบียนหย่า":
            taps.types(step)
        else:
            taps.taps(step)
        types.types(step)
        district.settle()
        assert said(taps) == said(types), step


def test_adding_a_name_first_asks_whether_it_stands_in_another_book(district: District) -> None:
    phone = district.phone()
    phone.types("เพิ่มชื่อเข้าทะเบียนบ้าน")
    district.settle()
    assert "ทะเบียนบ้านเล่มอื่น" in said(phone)
    phone.taps("ใช่")
    district.settle()
    assert "แจ้งย้ายเข้า" in said(phone)


def test_a_yes_typed_a_week_later_still_counts(district: District) -> None:
    phone = district.phone()
    phone.types("จดทะเบียนสมรส")
    district.settle()
    phone.taps("เอกสารที่ต้องใช้")
    district.settle()
    district.pass_time(timedelta(days=7))
    phone.types("ใช่")
    district.settle()
    assert "ข้อ 2 จาก" in said(phone)


def test_what_nobody_prepared_is_kept_for_an_officer_with_a_receipt(district: District) -> None:
    phone = district.phone()
    phone.types("เจ้าหน้าที่")
    district.settle()
    phone.types("ต้นไม้หน้าบ้านเลขที่ 9 ล้มทับสายไฟเมื่อคืน ใครดูแลคะ")
    district.settle()
    with district.sessions() as session:
        question = session.scalars(select(Question)).one()
    assert question.text.startswith("ต้นไม้หน้าบ้าน")
    assert question.receipt in said(phone)


def test_choosing_english_changes_the_words_and_the_menu(district: District) -> None:
    Deployment(district.line, lambda line: None).run(read_all())
    phone = district.phone()
    phone.taps("English")
    district.settle()
    assert "Find a service" in [button.label for button in phone.buttons()]
    phone.types("marriage registration")
    district.settle()
    assert "Marriage" in said(phone)


def test_no_unconfirmed_fee_is_ever_said(district: District, catalogue: Catalogue) -> None:
    phone = district.phone()
    unknown = [p for p in catalogue.procedures.values() if p.fee.amount_thb is None]
    for procedure in unknown[:8]:
        phone.types(procedure.name_th)
        district.settle()
        assert "รอสำนักงานยืนยัน" in said(phone), procedure.slug


def test_leaving_and_coming_back_is_noticed(district: District) -> None:
    phone = district.phone()
    phone.blocks()
    district.settle()
    with district.sessions() as session:
        assert session.scalars(select(Citizen)).one().blocked_at is not None
    phone.unblocks()
    district.settle()
    assert phone.last_texts() != []
    with district.sessions() as session:
        assert session.scalars(select(Citizen)).one().blocked_at is None
