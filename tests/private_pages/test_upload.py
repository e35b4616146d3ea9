"""Papers sent through a page: kept, looked at while the sender waits, and each refusal in words."""

from datetime import timedelta

import pytest

from models import prechecks
from models.attachments import Attachment, Keeping
from models.prechecks import PaperState, Precheck
from tests.photos.sheets import sheet
from tests.private_pages.conftest import ADDRESS, Door

JSON = {"Accept": "application/json"}
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>"
)


def test_the_page_lists_every_paper_of_the_case(door: Door) -> None:
    said = door.app.test_client().get(door.upload()).text
    with door.sessions() as session:
        assert all(paper.name_th in said for paper in door.papers(session))
    assert "ครบแล้ว 0 จาก 4 รายการ" in said


def test_a_photo_is_kept_encrypted_and_without_where_it_was_taken(door: Door) -> None:
    assert door.sends((sheet(), "id.jpg")).status_code == 303
    with door.sessions() as session:
        [photo] = door.papers(session)[0].photos
        assert photo.attachment.status == Keeping.KEPT
        body = door.vault.get(photo.attachment.vault_name)
    assert body.startswith(b"\xff\xd8") and b"SECRET-CAMERA" not in body


def test_the_page_says_at_once_what_is_wrong_with_a_photo(door: Door) -> None:
    door.sends((sheet((300, 200)), "small.jpg"))
    assert "รูปเล็กไป" in door.app.test_client().get(door.upload()).text


def test_several_photos_and_a_pdf_may_come_together(door: Door) -> None:
    door.sends((sheet(), "a.jpg"), (sheet((900, 1200)), "b.jpg"), (PDF, "c.pdf"))
    with door.sessions() as session:
        first = door.papers(session)[0]
        assert (len(first.photos), first.state) == (3, PaperState.GIVEN)


def test_the_same_photo_twice_is_pointed_out(door: Door) -> None:
    door.sends((sheet(number=7), "a.jpg"))
    answer = door.sends((sheet(number=7), "a.jpg"), headers=JSON).get_json()
    assert any("เหมือนรูปที่ส่งมาแล้ว" in hint for hint in answer["hints"])


def test_a_script_is_told_how_the_paper_stands(door: Door) -> None:
    answer = door.sends((sheet(), "a.jpg"), headers=JSON).get_json()
    assert (answer["faults"], answer["state"], answer["done"], answer["of"]) == (
        [],
        "ส่งแล้ว 1 รูป",
        1,
        4,
    )


def test_new_photos_may_take_the_place_of_the_old(door: Door) -> None:
    door.sends((sheet(), "a.jpg"))
    door.sends((sheet((900, 1200)), "b.jpg"), data={"replace": "y"})
    with door.sessions() as session:
        first = door.papers(session)[0]
        assert [photo.attachment.status for photo in first.photos] == [Keeping.KEPT]
        assert [photo.attachment.status for photo in first.earlier] == [Keeping.FORGET]


def test_a_bad_file_never_costs_the_photos_it_was_to_replace(door: Door) -> None:
    door.sends((sheet(), "a.jpg"))
    door.sends((b"MZ no picture", "virus.exe"), data={"replace": "y"})
    with door.sessions() as session:
        first = door.papers(session)[0]
        assert [photo.attachment.status for photo in first.photos] == [Keeping.KEPT]


@pytest.mark.parametrize(
    ("body", "name", "sentence"),
    [
        (b"MZ\x90\x00 no picture", "form.exe", "ไม่ใช่รูปหรือ PDF"),
        (b"\xff\xd8\xff\xe0 broken", "torn.jpg", "ไม่ใช่รูปหรือ PDF"),
        (b"\0" * (30 * 1024 * 1024 + 1), "huge.jpg", "ใหญ่เกิน 30 MB"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(
    door: Door, body: bytes, name: str, sentence: str
) -> None:
    answer = door.sends((body, name))
    assert (answer.status_code, sentence in answer.text) == (422, True)
    with door.sessions() as session:
        assert session.query(Attachment).count() == 0


def test_more_than_a_request_may_hold_is_refused_in_a_sentence(door: Door) -> None:
    answer = door.sends((b"\0" * (65 * 1024 * 1024), "huge.jpg"))
    assert (answer.status_code, "ไฟล์ใหญ่เกินไป" in answer.text) == (413, True)


def test_a_paper_may_be_brought_on_the_day_instead(door: Door) -> None:
    assert door.sends(data={"bring": "y"}).status_code == 303
    with door.sessions() as session:
        assert door.papers(session)[0].state == PaperState.BRINGING


def test_pressing_send_without_a_file_is_answered(door: Door) -> None:
    answer = door.sends()
    assert (answer.status_code, "ยังไม่ได้เลือกไฟล์" in answer.text) == (422, True)


def test_a_link_whose_time_is_over_says_how_to_get_another(door: Door) -> None:
    answer = door.app.test_client().get(door.upload(timedelta(seconds=-1)))
    assert (answer.status_code, "ลิงก์หมดอายุแล้ว" in answer.text) == (410, True)


@pytest.mark.parametrize("path", ["/p/upload/none", "/p/upload/WyIxIiwxXQ.forged", "/p/nothing/x"])
def test_a_link_nobody_wrote_opens_nothing(door: Door, path: str) -> None:
    assert door.app.test_client().get(path).status_code == 404


def test_a_link_for_one_purpose_opens_no_other(door: Door) -> None:
    path = door.upload().replace("/upload/", "/export/")
    assert door.app.test_client().get(path).status_code == 404


def test_an_ended_case_takes_nothing_more(door: Door) -> None:
    with door.sessions.begin() as session:
        case = session.get_one(Precheck, door.case_id)
        prechecks.withdraw(session, case, case.opened_at)
    assert door.sends((sheet(), "a.jpg")).status_code == 409


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": ADDRESS}, 303),
    ],
)
def test_only_our_own_page_may_send(door: Door, headers: dict[str, str], status: int) -> None:
    assert door.sends((sheet(), "a.jpg"), headers=headers).status_code == status


def test_nothing_of_the_page_stays_behind_and_nothing_of_others_runs_in_it(door: Door) -> None:
    headers = door.app.test_client().get(door.upload()).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers


def test_a_citizen_who_reads_english_gets_the_page_in_english(door: Door) -> None:
    with door.sessions.begin() as session:
        case = session.get_one(Precheck, door.case_id)
        assert case.citizen
        case.citizen.language = "en"
    assert "Send papers" in door.app.test_client().get(door.upload()).text


def test_what_was_reserved_and_never_came_goes_to_the_shredder(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Attachment, "kept", broken)
    assert door.sends((sheet(), "a.jpg")).status_code == 500
    with door.sessions() as session:
        [attachment] = session.query(Attachment)
        assert attachment.status == Keeping.FORGET
