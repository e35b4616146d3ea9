"""The five procedures the first district began with: one photograph each is taken twice."""

import pytest
from sqlalchemy import select

from models.outbox import Letter
from models.prechecks import PaperState, Reason, State
from tests.district import District
from tests.journeys.checking import Checking

FIVE = {
    "เพิ่มชื่อบุคคลเข้าในทะเบียนบ้าน": Reason.BLURRED,
    "จดทะเบียนสมรส": Reason.GLARE,
    "จดทะเบียนหย่า": Reason.PAGES_MISSING,
    "จดทะเบียนรับรองบุตร": Reason.CROPPED,
    "จดทะเบียนรับบุตรบุญธรรม": Reason.WRONG_PAPER,
}


@pytest.mark.parametrize(("name", "reason"), FIVE.items(), ids=[r.value for r in FIVE.values()])
def test_papers_are_sent_refused_once_retaken_and_passed(
    district: District, name: str, reason: Reason
) -> None:
    somying = Checking(district, district.phone())
    somying.begins(name)
    assert "ดูสรุป" in somying.gives_everything()
    receipt = somying.hands_in()
    assert "P-000001" in receipt and "จะแจ้งผลภายใน" in receipt

    verdict = somying.is_looked_at(1, reason=reason, words="ขอฉบับที่อ่านเลขได้ค่ะ")
    assert "ขอเอกสารใหม่ 1 รายการ" in verdict and "ขอฉบับที่อ่านเลขได้ค่ะ" in verdict
    assert "ตัวอย่างรูปที่ดี" in verdict

    assert "ส่งรูป:" in somying.taps("ถ่ายใหม่: เอกสารที่ 1")
    assert "ดูสรุป" in somying.sends()  # only that one
    somying.hands_in()
    assert "เอกสารผ่านแล้วค่ะ" in somying.is_looked_at()
    assert somying.state() == State.PASSED
    assert set(somying.states()) <= {PaperState.PASSED, PaperState.BRINGING}
    assert "เอกสารผ่านแล้ว" in somying.types("เรื่องของฉัน")
    assert "P-000001" in somying.taps("P-000001 " + name)
    assert somying.taps("เลือกวันนัด")


def test_everything_a_citizen_asks_for_is_answered_free(district: District) -> None:
    somying = Checking(district, district.phone())
    somying.begins()
    somying.gives_everything()
    somying.hands_in()
    with district.sessions() as session:
        assert set(session.scalars(select(Letter.sent_by))) == {"reply"}


def test_one_finished_look_is_one_letter(district: District) -> None:
    somying = Checking(district, district.phone())
    somying.begins()
    somying.gives_everything()
    somying.hands_in()
    somying.is_looked_at(1, 2)
    with district.sessions() as session:
        assert list(session.scalars(select(Letter.sent_by))).count("push") == 1


def test_a_reopened_case_is_told_of_and_can_still_pass(district: District) -> None:
    somying = Checking(district, district.phone())
    somying.begins()
    somying.gives_everything()
    somying.hands_in()
    somying.is_looked_at()
    with district.sessions.begin() as session:
        somying.is_told(session, somying.case(session), (State.PASSED, State.CHECKING))
    district.settle()
    assert "ขอตรวจเรื่อง P-000001 อีกครั้ง" in somying.said()
