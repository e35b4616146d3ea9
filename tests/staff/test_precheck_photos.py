"""Photographs of papers in the console: veiled, then marked, each look noted, for nobody else."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.attachments import Keeping
from models.audit import Act
from models.officers import Officer
from models.prechecks import Precheck
from tests.staff.conftest import Browser, Cast
from tests.staff.papers import DESK, Papers, jpeg

ClientOf = Callable[[Officer], Browser]


@pytest.fixture
def somchai(client_of: ClientOf, officers: Cast) -> Browser:
    return client_of(officers.somchai)


def looks(sessions: sessionmaker[Session]) -> list[Act]:
    with sessions() as session:
        return list(session.scalars(select(Act).where(Act.action == "photo.seen")))


def test_a_photo_is_shown_marked_with_who_looks_and_never_kept_by_the_browser(
    somchai: Browser, papers: Papers
) -> None:
    number = papers.case()
    answer = somchai.client.get(f"{DESK}{number}/photos/1")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data != jpeg()
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert picture.size == (800, 500)


def test_every_look_is_one_line_of_the_log(
    somchai: Browser, papers: Papers, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    number = papers.case()
    somchai.client.get(f"{DESK}{number}/photos/1")
    somchai.client.get(f"{DESK}{number}/photos/1")
    assert [(act.subject, act.officer_id) for act in looks(sessions)] == [
        ("photo:1", officers.somchai.id)
    ] * 2


def test_opening_the_case_is_no_look_for_its_photos_are_veiled(
    somchai: Browser, papers: Papers, sessions: sessionmaker[Session]
) -> None:
    number = papers.case()
    page = somchai.get(f"{DESK}{number}")
    addresses = [image.attributes.get("src", "") for image in page.all("img")]
    shown = [address for address in addresses if "photos" in address]
    assert shown
    for address in shown:
        assert address.endswith("/veiled")
        answer = somchai.client.get(address)
        with Image.open(io.BytesIO(answer.data)) as picture:
            assert max(picture.size) <= 96, "nothing on it can be read"
    assert looks(sessions) == []


def test_another_section_gets_no_photo_whatever_the_address(
    client_of: ClientOf, officers: Cast, papers: Papers, sessions: sessionmaker[Session]
) -> None:
    number = papers.case()
    city = client_of(officers.city)
    for address in ("photos/1", "photos/1/veiled"):
        city.get(f"{DESK}{number}/{address}", status=403)
    assert looks(sessions) == []


def test_a_photo_is_not_found_through_another_case(somchai: Browser, papers: Papers) -> None:
    papers.case("a")
    other = papers.case("b")
    somchai.get(f"{DESK}{other}/photos/1", status=404)


@pytest.mark.parametrize("status", [Keeping.WAITING, Keeping.GONE, Keeping.FORGOTTEN])
def test_what_is_not_in_the_vault_is_not_found(
    somchai: Browser, papers: Papers, status: Keeping, sessions: sessionmaker[Session]
) -> None:
    number = papers.case()

    def gone(_session: Session, case: Precheck) -> None:
        case.photos[0].attachment.status = status

    papers.change(number, gone)
    somchai.get(f"{DESK}{number}/photos/1", status=404)
    assert looks(sessions) == []


def test_a_file_lost_from_the_vault_is_not_found_either(
    somchai: Browser, papers: Papers, sessions: sessionmaker[Session]
) -> None:
    number = papers.case()

    def lose(_session: Session, case: Precheck) -> None:
        papers.vault.shred(case.photos[0].attachment.vault_name)

    papers.change(number, lose)
    somchai.get(f"{DESK}{number}/photos/1", status=404)
    assert looks(sessions) == []


def test_a_pdf_opens_as_it_was_sent_and_is_a_look_too(
    somchai: Browser, papers: Papers, sessions: sessionmaker[Session]
) -> None:
    number = papers.case()

    def pdf(_session: Session, case: Precheck) -> None:
        case.photos[0].attachment.content_type = "application/pdf"
        papers.keep(case.photos[0].attachment, b"%PDF-1.7 invented")

    papers.change(number, pdf)
    assert "เปิดไฟล์ PDF 1" in somchai.get(f"{DESK}{number}").text
    answer = somchai.client.get(f"{DESK}{number}/photos/1")
    assert (answer.mimetype, answer.data) == ("application/pdf", b"%PDF-1.7 invented")
    assert len(looks(sessions)) == 1
    somchai.get(f"{DESK}{number}/photos/1/veiled", status=415)


def test_any_other_kind_of_file_is_never_handed_to_the_browser(
    somchai: Browser, papers: Papers, sessions: sessionmaker[Session]
) -> None:
    number = papers.case()

    def page(_session: Session, case: Precheck) -> None:
        case.photos[0].attachment.content_type = "text/html"
        papers.keep(case.photos[0].attachment, b"<script>alert(1)</script>")

    papers.change(number, page)
    assert "ไฟล์ชนิดนี้เปิดในหน้านี้ไม่ได้" in somchai.get(f"{DESK}{number}").text
    somchai.get(f"{DESK}{number}/photos/1", status=415)
    assert looks(sessions) == []
