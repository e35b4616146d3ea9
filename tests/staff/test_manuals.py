"""Manuals and the poster come as PDF from the console; their pictures are there."""

import io
from collections.abc import Callable

import pypdf
import pytest
from sqlalchemy.orm import Session, sessionmaker

from models import manuals
from models.officers import Officer
from models.orders import Agency
from models.passwords import hashed
from models.permissions import Role
from tests.staff.conftest import ARRIVED, PASSWORD, Browser, Cast

SignedIn = Callable[[Officer], Browser]
DESK = "/staff/manuals/"
LAST_PAGE = 400  # characters; fewer would be a sheet for a line or two


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
    printed = pages(desk, f"{name}.pdf")
    assert manual.title in printed[0]
    assert len(printed[-1]) > LAST_PAGE


def test_the_citizens_manual_is_one_sheet_of_large_type(desk: Browser) -> None:
    assert manuals.read("citizen").large
    assert len(pages(desk, "citizen.pdf")) == 2


@pytest.mark.parametrize("name", manuals.NAMES)
def test_every_picture_a_manual_names_is_there(name: str) -> None:
    named = [part.picture for part in manuals.read(name).parts if part.picture]
    assert named
    assert all((manuals.PICTURES / f"{one}.png").is_file() for one in named)


def test_a_part_leads_to_its_desks_when_the_reader_may_go_there(desk: Browser) -> None:
    led = [link.attributes["href"] for link in desk.get(DESK).all("a", class_="btn-sm")]
    assert "/staff/questions/" in led
    assert "/staff/people/" not in led


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.AGENCY])
def test_who_comes_from_outside_gets_the_manual_of_their_own(
    client_of: SignedIn, sessions: sessionmaker[Session], role: Role
) -> None:
    with sessions.begin() as session:
        agency = Agency(name="กองสมมติ", active=True, added_at=ARRIVED)
        session.add(agency)
        session.flush()
        number = agency.id if role is Role.AGENCY else None
        outsider = Officer(
            username="phainok", name="ภายนอก", role=role, agency_id=number, created_at=ARRIVED
        )
        outsider.choose_password(hashed(PASSWORD))
        session.add(outsider)
    browser = client_of(outsider)
    assert browser.get("/staff/me/").links["คู่มือของฉัน"] == f"{DESK}mine.pdf"
    assert manuals.own(role).title in pages(browser, "mine.pdf")[0]
    browser.get(DESK, status=403)
    browser.get(f"{DESK}administrator.pdf", status=403)


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
