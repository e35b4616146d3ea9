"""Private links: good for one purpose, one subject, and a short while."""

import pytest

from models.links import LinkOver, Links, LinkWrong
from tests.people import MINUTE, NOON, SECOND

LINKS = Links("https://district.example", "secret")
UNTIL = NOON + 30 * MINUTE


def token(purpose: str = "upload", links: Links = LINKS) -> str:
    return links.write(purpose, 123, UNTIL).rpartition("/")[2]


def test_a_link_leads_to_its_page_and_names_its_subject() -> None:
    address = LINKS.write("upload", 123, UNTIL)
    assert address == f"https://district.example/p/upload/{token()}"
    assert LINKS.read("upload", token(), UNTIL) == "123"


def test_a_link_ends() -> None:
    with pytest.raises(LinkOver):
        LINKS.read("upload", token(), UNTIL + SECOND)


@pytest.mark.parametrize(
    "wrong",
    ["", "x", token()[:-1], token()[1:], token("export"), token(links=Links("https://a", "b"))],
    ids=["empty", "short", "cut", "beheaded", "another purpose", "another office"],
)
def test_nobody_can_make_a_link(wrong: str) -> None:
    with pytest.raises(LinkWrong):
        LINKS.read("upload", wrong, NOON)


def test_an_office_without_an_address_writes_no_links() -> None:
    assert Links("", "secret").write("upload", 1, UNTIL) == ""


def test_a_link_of_the_former_secret_is_read_and_no_more_written() -> None:
    turned = Links("https://district.example", "new", ("secret", "older"))
    older = Links("https://district.example", "older")
    assert turned.read("upload", token(), UNTIL) == "123"
    assert turned.read("upload", token(links=older), UNTIL) == "123"
    assert turned.read("upload", token(links=turned), UNTIL) == "123"
    with pytest.raises(LinkWrong):
        LINKS.read("upload", token(links=turned), UNTIL)
