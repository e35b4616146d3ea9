"""What a citizen asks in their own words, on the phone, from first question to follow-up."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.simulator import Phone
from models import clips
from models.unanswered import Unanswered
from tests.district import District

MARRIAGE = "จดทะเบียนสมรส"


def ask(district: District, phone: Phone, words: str) -> str:
    """Type it, let the office answer, and read everything it said."""
    phone.types(words)
    district.settle()
    return "\n".join(phone.last_texts())


def calls(phone: Phone) -> list[str]:
    """The numbers that can be rung from the screen."""
    uris = (button.action.get("uri", "") for button in phone.buttons())
    return [uri for uri in uris if uri.startswith("tel:")]


@pytest.fixture
def phone(district: District) -> Phone:
    return district.phone()


def test_a_fee_is_the_first_thing_said(district: District, phone: Phone) -> None:
    said = ask(district, phone, "ค่าธรรมเนียมจดทะเบียนสมรสเท่าไหร่คะ")
    assert said.index("ค่าธรรมเนียม: ") < said.index("รอสำนักงานยืนยัน")
    assert MARRIAGE in said


def test_asking_for_papers_begins_the_questions_at_once(district: District, phone: Phone) -> None:
    assert "ข้อ 1 จาก" in ask(district, phone, "จดทะเบียนสมรสใช้เอกสารอะไรบ้าง")
    phone.taps("ไม่ใช่")
    district.settle()
    assert "ข้อ 2 จาก" in "\n".join(phone.last_texts())


def test_two_questions_get_both_answers(district: District, phone: Phone) -> None:
    said = ask(district, phone, "ภาษีที่ดินกับภาษีป้ายจ่ายที่ไหน")
    assert "ภาษีที่ดินและสิ่งปลูกสร้าง" in said and "ภาษีป้าย" in said
    assert said.count("ทำที่ไหน: ") == 2
    phone.taps("เอกสารที่ต้องใช้ (2)")
    district.settle()
    assert "ภาษีป้าย" in "\n".join(phone.last_texts())


@pytest.mark.parametrize("words", ["แล้วค่าธรรมเนียมเท่าไหร่", "กี่บาทคะ", "how much?"])
def test_a_follow_up_is_about_what_was_just_answered(
    district: District, phone: Phone, words: str
) -> None:
    ask(district, phone, MARRIAGE)
    said = ask(district, phone, words)
    assert MARRIAGE in said and "ค่าธรรมเนียม: " in said


def test_papers_may_be_asked_for_in_a_follow_up(district: District, phone: Phone) -> None:
    ask(district, phone, MARRIAGE)
    said = ask(district, phone, "ต้องใช้เอกสารอะไร")
    assert MARRIAGE in said and "ข้อ 1 จาก" in said


def test_a_follow_up_an_hour_later_is_asked_what_it_means(district: District, phone: Phone) -> None:
    ask(district, phone, MARRIAGE)
    district.pass_time(timedelta(hours=1))
    assert "ถามถึงเรื่องไหน" in ask(district, phone, "แล้วค่าธรรมเนียมเท่าไหร่")


def test_talk_that_asks_nothing_gets_its_own_replies(district: District, phone: Phone) -> None:
    assert "สวัสดีค่ะ" in ask(district, phone, "ดีค่าแอดมิน")
    assert "ด้วยความยินดี" in ask(district, phone, "ขอบคุณมากเลยค่ะที่ช่วยตอบ")
    assert "ระบบตอบอัตโนมัติ" in ask(district, phone, "เธอเป็นคนหรือบอท")
    assert "ขออภัยที่ทำให้ไม่สบายใจ" in ask(district, phone, "ห่วยแตก")
    assert "ถามเจ้าหน้าที่" in [button.label for button in phone.buttons()]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("ไฟไหม้บ้านข้างๆ ช่วยด้วย", "tel:199"),
        ("มีคนหมดสติหน้าบ้าน", "tel:1669"),
        ("โจรขึ้นบ้าน", "tel:191"),
        ("ต้นไม้ล้มขวางถนน", "tel:1555"),
    ],
)
def test_danger_brings_numbers_to_tap(
    district: District, phone: Phone, words: str, number: str
) -> None:
    ask(district, phone, words)
    assert number in calls(phone)


def test_another_agencys_matter_names_it_and_its_number(district: District, phone: Phone) -> None:
    assert "กรมการขนส่งทางบก" in ask(district, phone, "ต่อใบขับขี่ต้องทำยังไง")
    assert "tel:1584" in calls(phone)


def test_questions_about_the_office_are_answered(district: District, phone: Phone) -> None:
    assert "08.00–16.00" in ask(district, phone, "เปิดกี่โมงคะ")
    assert "วันเสาร์" in ask(district, phone, "วันเสาร์เปิดไหม")
    assert "123 ถนนตัวอย่าง" in ask(district, phone, "สำนักงานเขตอยู่ที่ไหน")
    assert "0 2000 0000" in ask(district, phone, "เบอร์อะไรคะ")


def test_english_is_understood_and_answered_in_english(district: District, phone: Phone) -> None:
    ask(district, phone, "English")
    ask(district, phone, "marriage registration")
    assert "Fee: " in ask(district, phone, "how much?")
    assert "Hello" in ask(district, phone, "good morning admin")


def test_words_nobody_prepared_for_wait_for_an_officer_to_teach(
    district: District, phone: Phone
) -> None:
    ask(district, phone, "เสาไฟฟ้าคิดถึงดวงจันทร์")
    with district.sessions() as session:
        assert session.scalars(select(Unanswered)).one().text.startswith("เสาไฟฟ้า")


def test_a_film_seen_to_its_end_is_counted(district: District, phone: Phone) -> None:
    phone.watches("id-card-lost")
    district.settle()
    with district.sessions() as session:
        assert clips.completions(session) == {"id-card-lost": 1}
