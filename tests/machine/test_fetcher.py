"""What citizens send is fetched, looked at, kept without its EXIF, and shredded with proof."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from bot.now import now
from bot.vault import VaultAway
from models import prechecks
from models.attachments import Attachment, Keeping
from models.photos import Finding
from models.prechecks import Photo
from models.shreddings import Shredding
from tests.district import District
from tests.photos.cases import begun
from tests.photos.shots import shoot

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
GPS, MAKER = 0x8825, 0x010F


def telephoned(fault: str = "good", seed: int = 5) -> bytes:
    """A photograph as a telephone writes it: with the place and the maker in it."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[MAKER] = "a telephone"
    exif.get_ifd(GPS)[1] = "N"
    Image.open(io.BytesIO(shoot(fault, seed).jpeg)).save(out, "JPEG", exif=exif)
    return out.getvalue()


GOOD, BLURRED = telephoned(), telephoned("blurred")


def attachments(district: District) -> list[Attachment]:
    with district.sessions() as session:
        return list(session.scalars(select(Attachment).order_by(Attachment.id)))


def test_a_photo_is_kept_without_the_place_it_was_taken_at(district: District) -> None:
    district.phone().sends_photo(GOOD)
    district.settle()
    [row] = attachments(district)
    kept = district.vault.get(row.vault_name)
    assert (row.status, row.content_type, row.size) == (Keeping.KEPT, "image/jpeg", len(kept))
    assert b"Exif" in GOOD and b"Exif" not in kept and b"telephone" not in kept
    folder = district.settings.var / "vault"
    marks = (b"JFIF", b"Exif", b"\x89PNG", b"%PDF", b"telephone")
    lying = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert lying and not [mark for mark in marks for sealed in lying if mark in sealed]
    assert not [sealed for sealed in lying if sealed.startswith(b"\xff\xd8\xff")]


def test_a_video_and_a_file_are_kept_as_they_were_whatever_they_are_called(
    district: District,
) -> None:
    phone = district.phone()
    film, paper = b"\0\0\0\x18ftypmp42" + bytes(5000), b"%PDF-1.4 a paper"
    phone.sends_video(film)
    phone.sends_file(paper, "photo.jpg")
    phone.sends_file(GOOD, "paper.pdf")
    district.settle()
    one, two, three = attachments(district)
    assert (one.content_type, district.vault.get(one.vault_name)) == ("video/mp4", film)
    assert (two.content_type, district.vault.get(two.vault_name)) == ("application/pdf", paper)
    assert three.content_type == "image/jpeg"


def test_thirty_million_bytes_are_not_taken(district: District) -> None:
    district.phone().sends_video(bytes(30 * 1024 * 1024 + 1))
    district.settle()
    [row] = attachments(district)
    assert row.status == Keeping.TOO_LARGE
    assert not list(district.vault.names())


def test_line_answering_400_for_an_hour_costs_no_photo_and_no_warning(district: District) -> None:
    case = begun(district)
    case.phone.sends_photo(BLURRED)
    district.platform.faults.content_bad = 1000
    for _ in range(6):
        district.settle()
        district.pass_time(10 * MINUTE)
    [row] = attachments(district)
    assert (row.status, row.attempts > 5) == (Keeping.WAITING, True)
    district.platform.faults.content_bad = 0
    district.pass_time(HOUR / 4)
    district.settle()
    with district.sessions() as session:
        [photo] = session.scalars(select(Photo))
        assert (photo.findings, photo.attachment.status) == ([Finding.BLURRED], Keeping.KEPT)


def test_what_is_seen_stands_in_the_case_and_the_same_picture_is_noticed(
    district: District,
) -> None:
    case = begun(district)
    for body in (BLURRED, GOOD, GOOD):
        case.phone.sends_photo(body)
        district.settle()
    with district.sessions() as session:
        photos = list(session.scalars(select(Photo).order_by(Photo.id)))
        assert [photo.findings for photo in photos] == [[Finding.BLURRED], [], [Finding.SAME]]
        assert all(photo.looked_at and photo.fingerprint for photo in photos)


def test_a_photo_kept_before_it_came_into_a_case_is_looked_at_too(district: District) -> None:
    phone = district.phone()
    phone.sends_photo(BLURRED)
    district.settle()
    case = begun(district, phone)
    with district.sessions.begin() as session:
        row = session.scalars(select(Attachment)).one()
        prechecks.take_photo(session, case.in_(session), row.id, now())
    district.settle()
    with district.sessions() as session:
        assert session.scalars(select(Photo)).one().findings == [Finding.BLURRED]


@pytest.mark.parametrize("fetched", [True, False])
def test_an_unsent_photo_leaves_a_proof_that_it_is_gone(district: District, fetched: bool) -> None:
    case = begun(district)
    case.phone.sends_photo(GOOD)
    if fetched:
        district.settle()
    case.phone.unsends()
    district.settle()
    assert not list(district.vault.names())
    with district.sessions() as session:
        proofs = [proof.why for proof in session.scalars(select(Shredding))]
    assert proofs == (["unsent"] if fetched else [])


def test_the_same_delivery_twice_is_one_photo(district: District) -> None:
    case = begun(district)
    district.platform.faults.duplicate_webhooks = True
    case.phone.sends_photo(GOOD)
    district.settle()
    with district.sessions() as session:
        assert len(session.scalars(select(Photo)).all()) == 1
    assert len(list(district.vault.names())) == 1


def test_a_vault_that_is_away_for_a_while_costs_nothing(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = district.phone()
    phone.sends_photo(GOOD)
    with away(district, monkeypatch):
        district.settle()
    assert [row.status for row in attachments(district)] == [Keeping.WAITING]
    district.pass_time(4 * MINUTE)
    district.settle()
    assert [row.status for row in attachments(district)] == [Keeping.KEPT]


def test_what_the_logs_tell_names_nobody(
    district: District, capfd: pytest.CaptureFixture[str]
) -> None:
    case = begun(district)
    case.phone.sends_photo(BLURRED)
    district.settle()
    told = "".join(capfd.readouterr())
    secrets = (case.phone.user_id, "สมหญิง", "telephone", *_vault_names(district))
    assert "attachment" in told or not told
    assert not [secret for secret in secrets if secret in told], json.dumps(told)[:200]


def _vault_names(district: District) -> list[str]:
    return [row.vault_name for row in attachments(district)]


@contextmanager
def away(district: District, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def nowhere(name: str, content: bytes) -> None:
        raise VaultAway("S3 503")

    with monkeypatch.context() as patch:
        patch.setattr(district.worker.fetcher._vault, "put", nowhere)
        yield
