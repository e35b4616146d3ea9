"""Whoever is refused is heard out first, so that a proxy passes the refusal on and no 502."""

from io import BytesIO
from typing import Any

import pytest

from bot import create_app
from bot.hearing_out import LONGEST, SIP, HeardOut
from bot.settings import Settings

LETTER = 3_000_000  # bytes


class Gone(BytesIO):
    """A caller who hung up."""

    def read(self, size: int | None = -1) -> bytes:
        raise ConnectionResetError


def told(said: BytesIO) -> list[bytes]:
    def refuse(environ: dict[str, Any], start: Any) -> list[bytes]:
        return [b"no"]

    asked = {"wsgi.input": said, "wsgi.input_terminated": True}
    return list(HeardOut(refuse)(asked, None))


@pytest.mark.parametrize("address", ["/p/order/nothing", "/staff/nothing"])
def test_a_refused_upload_is_read_to_its_end(database_url: str, address: str) -> None:
    settings = Settings(
        database_url=database_url,
        line_channel_secret="s",
        secret_key="k" * 40,
        public_url="https://khet.example.org",
    )
    said, browser = BytesIO(b"x" * LETTER), create_app(settings).test_client()
    as_gunicorn = {"wsgi.input_terminated": True}
    answer = browser.post(
        address, input_stream=said, content_length=LETTER, environ_overrides=as_gunicorn
    )
    assert answer.status_code in (302, 404)
    assert said.tell() == LETTER


def test_nobody_is_heard_for_ever() -> None:
    said = BytesIO(bytes(LONGEST + 10 * SIP))
    assert told(said) == [b"no"]
    assert LONGEST <= said.tell() <= LONGEST + SIP


def test_who_hung_up_is_no_fault() -> None:
    assert told(Gone()) == [b"no"]
