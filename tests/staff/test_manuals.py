"""Manuals and the poster come as PDF from the console; their pictures are there."""

import io
from collections.abc import Callable

import pypdf
import pytest

from models import manuals
from models.officers import Officer
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
DESK = "/staff/manuals/"


@pytest.fixture
def desk(client_of: SignedIn, officers: Cast) -> Browser:
    return client_of(officers.somchai)


def pages(desk: Browser, address: str) -> list[str]:
    answer = desk.client.get(f"{DESK}{address}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]


@pytest.mark.parametrize("name", manuals.NAMES)
def test_every_manual_prints_and_reads_on_the_page(desk: Browser, name: str) -> None:
    manual = manuals.read(name)
    assert manual.parts[0].heading in desk.get(DESK).text
    assert len(pages(desk, f"{name}.pdf")) == 2


@pytest.mark.parametrize("name", manuals.NAMES)
def test_every_picture_a_manual_names_is_there(name: str) -> None:
    named = [part.picture for part in manuals.read(name).parts if part.picture]
    assert named
    assert all((manuals.PICTURES / f"{one}.png").is_file() for one in named)


def test_the_poster_leads_to_the_office_in_line(desk: Browser) -> None:
    (page,) = pages(desk, "poster.pdf?id=@123ABCDE")
    assert "@123abcde" in page


@pytest.mark.parametrize(
    "wrong", ["", "123abcde", "@ก", "@a b", "@" + "a" * 30, "@x\r\nSet-Cookie"]
)
def test_what_is_no_line_id_is_refused_in_words(desk: Browser, wrong: str) -> None:
    answer = desk.client.get(f"{DESK}poster.pdf", query_string={"id": wrong})
    assert answer.status_code == 422
    assert "ขึ้นต้นด้วย @" in answer.text
