"""Files made to hurt whoever opens them are refused, in little time and with little memory."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.attachments import Attachment, Keeping
from models.officers import Officer
from models.photos import Finding, look
from tests.house.tree import ROOT
from tests.photos.sheets import sheet
from tests.private_pages.conftest import Door
from tests.security import bombs
from tests.security.blast import BOMBS, lay
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
MOST_SECONDS, MOST_MEGABYTES = 20, 1100  # of processor time for one; of memory for the whole row
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NAMES = (
    "../../../etc/cron.d/x.jpg", "..\\..\\x.jpg", "a" * 4000 + ".jpg", "x.jpg\r\nSet-Cookie: a=1",
    "<script>alert(1)</script>.jpg", "x\u202egpj.exe", ".", "con.jpg", "ก" * 300 + ".jpg",
)  # fmt: skip


@pytest.fixture(scope="module")
def blasted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Every bomb, opened in a process with little memory: what became of it and what it cost."""
    folder = tmp_path_factory.mktemp("bombs")
    lay(folder)
    command = [sys.executable, "-m", "tests.security.blast", str(folder)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert told.returncode == 0, told.stderr[-3000:]
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    return {row["name"]: row for row in rows}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_go_off(blasted: dict[str, dict[str, Any]], name: str) -> None:
    told = blasted[name]
    assert told["verdict"] != "taken" or name.endswith("climbing")  # it is read, never unpacked
    assert told["seconds"] < MOST_SECONDS and told["megabytes"] < MOST_MEGABYTES, told


def test_no_part_of_a_workbook_was_written_anywhere() -> None:
    assert not Path("/tmp/climbed").exists() and not Path("/etc/climbed").exists()


@pytest.mark.parametrize(
    "body",
    [bombs.swollen_pdf(100), bombs.circling_pdf(), bombs.nested_pdf(1000), b"%PDF-" + bytes(99)],
)
def test_a_broken_pdf_is_kept_unread_and_its_sender_told(body: bytes) -> None:
    assert look(body).findings == (Finding.UNREADABLE,)


@pytest.mark.parametrize("tail", [b"PK\x03\x04", b"<script>alert(1)</script>", b"%PDF-1.7"])
def test_what_hides_behind_a_photograph_is_left_behind(tail: bytes) -> None:
    seen = look(bombs.jpeg_with(tail * 100))
    assert seen.content_type == "image/jpeg" and tail not in seen.body


@pytest.mark.parametrize("head", [b"", b"<?xml version='1.0'?>", b"GIF89a", b"MZ"])
def test_a_drawing_that_can_hold_a_script_is_no_photograph(door: Door, head: bytes) -> None:
    body = head + SVG
    assert look(body).kind == "other"
    assert door.sends((body, "photo.jpg")).status_code == 422
    with door.sessions() as session:
        kept = select(Attachment).where(Attachment.status == Keeping.KEPT)
        assert not session.scalars(kept).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_name_a_citizens_file_has_counts_for_nothing(door: Door, name: str) -> None:
    answer = door.sends((sheet(), name), headers={"Accept": "application/json"})
    assert answer.status_code in (200, 303)
    assert "Set-Cookie" not in answer.headers
    refused = door.sends((SVG, name))
    assert "<script>" not in refused.text and "Set-Cookie" not in refused.headers
    with door.sessions() as session:
        rows = select(Attachment.vault_name).where(Attachment.status == Keeping.KEPT)
        kept = session.scalars(rows).all()
    assert len(kept) == 1 or "\n" in name  # a line break tears the form apart
    assert all(len(one) == 32 and one.isalnum() for one in kept)


@pytest.mark.parametrize("name", [*NAMES, "a\x00b.xlsx"])
@pytest.mark.parametrize(
    ("address", "field"),
    [("/staff/packs/check", "pack"), ("/staff/reports/channels/import", "sheet")],
)
def test_the_name_an_officers_file_has_counts_for_nothing(
    client_of: SignedIn, officers: Cast, address: str, field: str, name: str
) -> None:
    sent = {field: (io.BytesIO(bombs.climbing_workbook()), name)}
    page = client_of(officers.admin).post(address, sent, 422)
    assert "Set-Cookie: a=1" not in str(page.response.headers if page.response else "")
    assert "<script>alert" not in page.html


def test_a_sheet_that_breaks_its_reader_is_refused_kindly(
    client_of: SignedIn, officers: Cast
) -> None:
    browser = client_of(officers.admin)
    digits = "month,channel,what,count\n10/2569,facebook,questions," + "9" * 5000
    for body, name in (
        (bombs.laughing_workbook(), "a.xlsx"),
        (b"PK\x03\x04" + bytes(50), "a.xlsx"),
        (b"\xff\xfe\x00", "a.csv"),
        (b'"' * 200_000, "a.csv"),
        (digits.encode(), "a.csv"),
    ):
        sent = {"sheet": (io.BytesIO(body), name)}
        browser.post("/staff/reports/channels/import", sent, 422)
