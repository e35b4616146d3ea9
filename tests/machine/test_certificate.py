"""The certificate of our address: trusted and lasting, ending, over, somebody else's, not there."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.checks.certificate import certificate
from bot.settings import Settings
from models.wellbeing import Finding, State

DAY = timedelta(days=1)


def made(folder: Path, name: str, days: float) -> tuple[Path, Path]:
    """A certificate of our own making for `name`, good for so many days; it and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 90 * DAY)
        .not_valid_after(now + days * DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "own.pem").write_bytes(signed.public_bytes(pem))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, *plain))
    return folder / "own.pem", folder / "key.pem"


@pytest.fixture
def shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, float], Finding]]:
    """What is found of a door that shows a certificate for that name, of so many days."""
    doors: list[socket.socket] = []

    def find(name: str, days: float) -> Finding:
        own, key = made(tmp_path, name, days)
        monkeypatch.setenv("SSL_CERT_FILE", str(own))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(own, key)
        door = socket.create_server(("127.0.0.1", 0))
        doors.append(door)
        threading.Thread(target=open_once, args=(door, context), daemon=True).start()
        return certificate(Settings(public_url=f"https://localhost:{door.getsockname()[1]}"))

    yield find
    for door in doors:
        door.close()


def open_once(door: socket.socket, context: ssl.SSLContext) -> None:
    line, _ = door.accept()
    with suppress(ssl.SSLError, OSError), context.wrap_socket(line, server_side=True) as guest:
        guest.recv(1)


@pytest.mark.parametrize(
    ("days", "state"), [(60.5, State.OK), (20.5, State.WARN), (2.5, State.FAIL), (-1, State.FAIL)]
)
def test_a_certificate_that_ends_is_told_of_in_time(
    shown: Callable[[str, float], Finding], days: float, state: State
) -> None:
    found = shown("localhost", days)
    assert (found.state, bool(found.do)) == (state, state is not State.OK)
    assert days < 0 or f"{int(days)} วัน" in found.says


def test_a_certificate_of_another_name_fails(shown: Callable[[str, float], Finding]) -> None:
    assert shown("elsewhere.example", 60).state is State.FAIL


def test_a_door_that_cannot_be_seen_from_here_is_not_called_broken() -> None:
    assert certificate(Settings(public_url="https://127.0.0.1:9")).state is State.WARN


def test_without_https_there_is_nothing_to_look_at() -> None:
    assert "ไม่มีใบรับรอง" in certificate(Settings(public_url="http://127.0.0.1:8000")).says
