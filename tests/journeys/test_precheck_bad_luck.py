"""Photographs come early, late, shuffled, twice, too large or not at all: nothing is lost."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models import prechecks
from models.attachments import Attachment, Keeping
from models.outbox import Letter
from models.prechecks import PaperState, Photo, Precheck, State
from tests.district import District
from tests.journeys.checking import Checking
from tests.photos.sheets import sheet

SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)
MB = 1024 * 1024
GIVEN, ASKED = PaperState.GIVEN, PaperState.ASKED


@pytest.fixture
def somying(district: District) -> Checking:
    return Checking(district, district.phone())


def photos(district: District) -> list[Photo]:
    with district.sessions() as session:
        return list(session.scalars(select(Photo).order_by(Photo.id)))


def kept_files(district: District) -> int:
    folder = district.settings.var / "vault"
    return sum(path.is_file() for path in folder.rglob("*"))


def test_photos_sent_before_they_are_asked_for_are_offered_and_sorted(somying: Checking) -> None:
    somying.sends(sheet(), sheet())
    somying.begins()
    assert "รูปนี้เป็นเอกสารไหนคะ" in somying.taps("ใช้ 2 รูปที่ส่งแล้ว")
    somying.taps("เอกสารที่ 2")
    assert "ส่งรูป:" in somying.taps("เอกสารที่ 1")
    assert somying.states()[:2] == [GIVEN, GIVEN]


def test_an_album_that_arrives_shuffled_is_one_paper_in_its_order(
    district: District, somying: Checking
) -> None:
    somying.begins()
    district.platform.faults.shuffle_photos = True
    before = len(somying.phone.screen)
    somying.phone.sends_photo(sheet(), n=4)
    district.settle()
    assert "4 รูป" in somying.said()
    assert sum(bubble.by == "office" for bubble in somying.phone.screen[before:]) == 1
    with district.sessions() as session:
        first = somying.case(session).papers[0]
        assert [photo.set_index for photo in first.photos] == [1, 2, 3, 4]


def test_a_photo_that_is_another_paper_is_put_right_by_a_tap(somying: Checking) -> None:
    somying.begins()
    somying.sends()
    somying.taps("ไม่ใช่เอกสารนี้")
    somying.taps("เอกสารที่ 3")
    assert somying.states()[:3] == [ASKED, ASKED, GIVEN]


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ("sends_video", "วิดีโอใช้ตรวจเอกสารไม่ได้"),
        ("sends_audio", "ข้อความเสียงใช้ตรวจเอกสารไม่ได้"),
        ("sends_sticker", "รอรูปเอกสารอยู่"),
        ("sends_location", "รอรูปเอกสารอยู่"),
    ],
)
def test_anything_but_a_picture_is_met_with_what_is_wanted(
    district: District, somying: Checking, act: str, sentence: str
) -> None:
    somying.begins()
    getattr(somying.phone, act)()
    district.settle()
    assert sentence in somying.said() and "ส่งรูป:" in somying.said()
    assert "ได้รับ" in somying.sends()  # and the next photograph is still for that paper
    assert somying.states()[0] == GIVEN


def test_a_pdf_is_as_good_as_a_photo_and_a_spreadsheet_is_not(
    district: District, somying: Checking
) -> None:
    somying.begins()
    somying.phone.sends_file(b"PK\x03\x04", "table.xlsx")
    district.settle()
    assert "ส่งได้เฉพาะรูปถ่ายหรือ PDF" in somying.said()
    somying.phone.sends_file(b"%PDF-1.4\n%%EOF", "paper.pdf")
    district.settle()
    assert somying.states()[0] == GIVEN


def test_a_photo_of_thirty_megabytes_is_refused_in_a_sentence_and_asked_for_again(
    somying: Checking,
) -> None:
    somying.begins()
    said = somying.sends(b"\xff\xd8\xff\xe0" + b"\0" * (30 * MB))
    assert "ใหญ่เกิน 30 MB" in said and "ส่งรูป:" in said
    assert somying.states()[0] == ASKED


def test_a_file_line_says_is_too_large_is_refused_before_it_is_fetched(
    district: District, somying: Checking
) -> None:
    somying.begins()
    somying.phone.sends_file(b"%PDF" + b"\0" * (31 * MB), "scan.pdf")
    district.settle()
    assert "ใหญ่เกิน 30 MB" in somying.said()
    with district.sessions() as session:
        assert session.scalar(select(func.count(Attachment.id))) == 0


@pytest.mark.parametrize("downloaded", [True, False])
def test_an_unsent_photo_is_gone_and_its_paper_asked_for_again(
    district: District, somying: Checking, downloaded: bool
) -> None:
    somying.begins()
    somying.phone.sends_photo(sheet())
    if downloaded:
        district.settle()
    else:
        while district.worker.turns.round():
            pass
    [message] = [b.id for b in somying.phone.screen if b.message["type"] == "image"]
    somying.phone.unsends(message)
    district.settle()
    assert somying.states()[0] == ASKED
    assert kept_files(district) == 0


def test_lines_bad_hour_costs_no_photo_and_leaves_nobody_waiting(
    district: District, somying: Checking
) -> None:
    somying.begins()
    district.platform.faults.content_bad = 1000
    somying.phone.sends_photo(sheet())
    district.settle()
    district.pass_time(9 * SECOND)
    district.settle()
    assert "กำลังเปิดดูรูป" in somying.said() and "ถัดไป" in somying.said()
    district.pass_time(HOUR)
    district.platform.faults.content_bad = 0
    for _ in range(3):
        district.settle()
        district.pass_time(HOUR / 4)
    with district.sessions() as session:
        assert list(session.scalars(select(Attachment.status))) == [Keeping.KEPT]
    assert somying.states()[0] == GIVEN


def test_a_photo_line_lost_for_good_is_said_to_be_lost(
    district: District, somying: Checking
) -> None:
    somying.begins()
    somying.phone.sends_photo(sheet())
    district.platform.contents.expire(somying.phone.screen[-1].id)
    district.settle()
    assert "ช่วยส่งใหม่" in somying.said() and "ส่งรูป:" in somying.said()
    assert somying.states()[0] == ASKED


def test_duplicates_and_redeliveries_change_nothing(district: District, somying: Checking) -> None:
    somying.begins()
    district.platform.faults.duplicate_webhooks = True
    before = len(somying.phone.screen)
    somying.sends()
    assert len(photos(district)) == 1
    assert sum(bubble.by == "office" for bubble in somying.phone.screen[before:]) == 1


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
