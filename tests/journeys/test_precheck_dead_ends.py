"""Stopping, coming back, giving up, and buttons of long ago: each dead end has a kind sentence."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models import prechecks
from models.outbox import Letter
from models.prechecks import PaperState, Precheck, State
from tests.district import District
from tests.journeys.checking import Checking

DAY = timedelta(days=1)
GIVEN = PaperState.GIVEN


@pytest.fixture
def somying(district: District) -> Checking:
    return Checking(district, district.phone())


def kept_files(district: District) -> int:
    folder = district.settings.var / "vault"
    return sum(path.is_file() for path in folder.rglob("*"))


def test_who_blocks_the_office_in_the_middle_finds_everything_again(
    district: District, somying: Checking
) -> None:
    somying.begins()
    somying.sends()
    somying.phone.blocks()
    district.settle()
    district.pass_time(2 * DAY)
    somying.phone.unblocks()
    district.settle()
    assert "P-000001" in somying.types("เรื่องของฉัน")
    somying.taps("P-000001 จดทะเบียนสมรส")
    assert "ทะเบียนบ้าน" in somying.taps("ส่งเอกสารถัดไป")
    assert somying.states()[0] == GIVEN


def test_a_verdict_for_somebody_who_blocked_us_waits_until_they_return(
    district: District, somying: Checking
) -> None:
    somying.begins()
    somying.gives_everything()
    somying.hands_in()
    somying.phone.blocks()
    district.settle()
    somying.is_looked_at(1)
    somying.phone.unblocks()
    district.settle()
    assert any("ขอเอกสารใหม่ 1 รายการ" in words for words in somying.phone.last_texts())


def test_paused_and_resumed_days_later_by_just_sending(
    district: District, somying: Checking
) -> None:
    somying.begins()
    somying.sends()
    assert "พักไว้แล้ว" in somying.taps("พักไว้ก่อน")
    district.pass_time(5 * DAY)
    said = somying.sends()
    assert "รูปนี้เป็นเอกสารไหนคะ" in said  # nothing was asked for lately: we do not guess
    somying.taps("เอกสารที่ 2")
    assert somying.states()[:2] == [GIVEN, GIVEN]


@pytest.mark.parametrize(
    "data",
    [
        *("case", "next", "page", "sort", "together", "use", "summary", "submit", "pause"),
        *("paper&d=1", "paper&d=1&do=bring", "paper&d=1&do=replace", "move&d=1", "drop&n=1"),
    ],
)
def test_old_buttons_answer_kindly_whatever_has_become_of_the_case(
    district: District, somying: Checking, data: str
) -> None:
    somying.begins()
    somying.gives_everything()
    somying.hands_in()
    before, moment = somying.states(), district.platform.now()
    with district.sessions.begin() as session:
        prechecks.withdraw(session, somying.case(session), moment)
    verb, _, rest = data.partition("&")
    said = somying.presses(f"{verb}?c=1&{rest}")
    assert said and "ขออภัยค่ะ ระบบ" not in said
    assert (somying.state(), somying.states()) == (State.WITHDRAWN, before)


def test_with_two_cases_open_a_photo_out_of_the_blue_asks_which(somying: Checking) -> None:
    somying.begins()
    somying.taps("พักไว้ก่อน")
    somying.begins("จดทะเบียนหย่า")
    somying.taps("พักไว้ก่อน")
    assert "รูปนี้เป็นของเรื่องไหน" in somying.sends()
    assert "เอกสารไหนคะ" in somying.taps("P-000001 จดทะเบียนสมรส")
    somying.taps("เอกสารที่ 1")
    assert "1 จาก 4" in somying.said()


def test_a_photo_after_handing_in_goes_along_to_the_officer(somying: Checking) -> None:
    somying.begins()
    somying.gives_everything()
    somying.hands_in()
    assert "แนบเพิ่มไว้ให้เจ้าหน้าที่" in somying.sends()


def test_a_photo_after_everything_passed_is_not_needed(somying: Checking) -> None:
    somying.begins()
    somying.gives_everything()
    somying.hands_in()
    somying.is_looked_at()
    assert "ไม่ต้องส่งเพิ่ม" in somying.sends()


def test_a_paper_that_passed_is_not_taken_again(district: District, somying: Checking) -> None:
    somying.begins()
    somying.gives_everything()
    somying.hands_in()
    somying.is_looked_at(1)
    with district.sessions() as session:
        case = somying.case(session)
        passed = f"paper?c={case.id}&d={case.papers[1].id}&do=give"
    assert "ผ่านแล้วค่ะ ไม่ต้องส่งอีก" in somying.presses(passed)


def test_somebody_elses_case_cannot_be_opened(district: District, somying: Checking) -> None:
    somying.begins()
    other = Checking(district, district.phone("สมชาย"))
    said = other.presses("case?c=1")
    assert "ปุ่มนี้ใช้ไม่ได้แล้ว" in said and "สมรส" not in said


def test_without_consent_nothing_is_kept(district: District, somying: Checking) -> None:
    somying.types("ตรวจเอกสารล่วงหน้า")
    somying.taps("จดทะเบียนสมรส")
    assert "ไม่เก็บรูปเอกสารของคุณ" in somying.taps("ไม่ยินยอม")
    with district.sessions() as session:
        assert session.scalar(select(func.count(Precheck.id))) == 0


def test_withdrawing_shreds_the_photos(district: District, somying: Checking) -> None:
    somying.begins()
    somying.sends()
    somying.taps("ดูรายการ")
    assert "จะถูกลบ" in somying.taps("ถอนเรื่องนี้")
    assert "ถอนเรื่อง P-000001 แล้ว" in somying.taps("ถอนเรื่องและลบรูป")
    assert (somying.state(), kept_files(district)) == (State.WITHDRAWN, 0)


def test_who_wants_to_be_forgotten_is_and_hears_so_free(
    district: District, somying: Checking
) -> None:
    somying.begins()
    somying.sends()
    somying.types("ลบข้อมูลของฉัน")
    assert "ลบข้อมูลของคุณแล้ว" in somying.taps("ลบทั้งหมดเดี๋ยวนี้")
    assert kept_files(district) == 0
    with district.sessions() as session:
        assert "push" not in set(session.scalars(select(Letter.sent_by)))


def test_who_looked_is_told_with_name_and_moment(district: District, somying: Checking) -> None:
    somying.begins()
    assert "ยังไม่มีเจ้าหน้าที่เปิดดู" in somying.types("ใครดูเอกสารของฉัน")
