"""The client of LINE: tokens, timeouts, downloads with a cap, and what a failure proves."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.line import Line, LineUnreachable
from bot.settings import Settings
from bot.simulator import LineDouble, Phone


@pytest.fixture
def double() -> Iterator[LineDouble]:
    with LineDouble() as double:
        yield double


@pytest.fixture
def line(double: LineDouble) -> Line:
    return Line(settings_for(double))


def settings_for(double: LineDouble, **more: str) -> Settings:
    known = {
        "line_channel_id": double.channel.channel_id,
        "line_channel_secret": double.channel.secret,
        "line_api_url": double.url,
        "line_data_api_url": double.url,
    }
    return Settings(**(known | more))  # type: ignore[arg-type]


def test_one_token_serves_many_calls(line: Line, double: LineDouble) -> None:
    for _ in range(3):
        assert line.call("GET", "/v2/bot/info").ok
    assert len(double.platform.journal.calls("/oauth2/v3/token")) == 1


def test_a_refused_token_is_replaced_once(line: Line, double: LineDouble) -> None:
    line.call("GET", "/v2/bot/info")
    double.platform.faults.only = "*"
    double.platform.faults.unauthorized = 1
    assert line.call("GET", "/v2/bot/info").ok
    assert len(double.platform.journal.calls("/oauth2/v3/token")) == 2


def test_wrong_credentials_are_a_clear_failure_and_nothing_was_sent(double: LineDouble) -> None:
    line = Line(settings_for(double, line_channel_secret="wrong"))
    with pytest.raises(LineUnreachable, match="no access token") as failure:
        line.call("GET", "/v2/bot/info")
    assert not failure.value.in_doubt


def test_a_connection_never_made_leaves_no_doubt(double: LineDouble) -> None:
    settings = settings_for(
        double, line_api_url="http://127.0.0.1:9", line_channel_access_token="simulator-long-lived"
    )
    with pytest.raises(LineUnreachable) as failure:
        Line(settings).call("POST", "/v2/bot/message/push", payload={})
    assert not failure.value.in_doubt


def test_a_connection_cut_in_the_middle_leaves_doubt(line: Line, double: LineDouble) -> None:
    phone = Phone(double)
    phone.follows()
    double.platform.faults.reset_after = 1
    push = {"to": phone.user_id, "messages": [{"type": "text", "text": "ค่ะ"}]}
    with pytest.raises(LineUnreachable) as failure:
        line.call("POST", "/v2/bot/message/push", payload=push)
    assert failure.value.in_doubt


def test_a_download_stops_at_its_cap(line: Line, double: LineDouble) -> None:
    phone = Phone(double)
    phone.sends_photo(b"\x89PNG" + b"x" * 200_000)
    path = f"/v2/bot/message/{phone.screen[-1].id}/content"
    assert line.download(path, cap=100_000).too_large
    whole = line.download(path, cap=300_000)
    assert (len(whole.body or b""), whole.content_type) == (200_004, "image/png")


def test_no_persons_id_reaches_the_log(
    line: Line, double: LineDouble, capsys: pytest.CaptureFixture[str]
) -> None:
    phone = Phone(double)
    phone.follows()
    assert line.call("GET", f"/v2/bot/profile/{phone.user_id}").ok
    told = capsys.readouterr().out
    assert "v2/bot/profile/…" in told
    assert phone.user_id not in told


def test_who_cannot_prove_to_be_line_is_told_nothing(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=stranger"
    made = ["openssl", *words.split(), "-keyout", str(key), "-out", str(certificate)]
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here to make a stranger's certificate")
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_shake_hands, args=(server, context), daemon=True).start()
        url = f"https://127.0.0.1:{server.getsockname()[1]}"
        line = Line(Settings(line_api_url=url, line_channel_access_token="simulator-long-lived"))
        with pytest.raises(LineUnreachable) as failure:
            line.call("POST", "/v2/bot/message/push", payload={})
    assert not failure.value.in_doubt


def _shake_hands(server: socket.socket, context: ssl.SSLContext) -> None:
    connection, _ = server.accept()
    with suppress(ssl.SSLError, OSError):
        context.wrap_socket(connection, server_side=True)
