"""Photographs come early, late, shuffled, twice, too large or not at all: nothing is lost."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.attachments import Attachment, Keeping
from models.prechecks import PaperState, Photo
from tests.district import District
from tests.journeys.checking import Checking
from tests.photos.sheets import sheet

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
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


def test_a_photo_lost_after_it_was_said_to_be_on_its_way_is_told_as_well(
    district: District, somying: Checking
) -> None:
    somying.begins()
    district.platform.faults.content_bad = 1000
    somying.phone.sends_photo(sheet())
    lost = somying.phone.screen[-1].id
    district.settle()
    district.pass_time(9 * SECOND)
    district.settle()
    assert "กำลังเปิดดูรูป" in somying.said()
    district.platform.faults.content_bad = 0
    district.platform.contents.expire(lost)
    district.pass_time(HOUR)
    district.settle()
    assert "ช่วยส่งใหม่" in somying.said()
    assert somying.states()[0] == ASKED


def test_duplicates_and_redeliveries_change_nothing(district: District, somying: Checking) -> None:
    somying.begins()
    district.platform.faults.duplicate_webhooks = True
    before = len(somying.phone.screen)
    somying.sends()
    assert len(photos(district)) == 1
    assert sum(bubble.by == "office" for bubble in somying.phone.screen[before:]) == 1
