"""What the machine's tests begin with: a real S3 server, and an office that is backed up."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
import urllib3
from sqlalchemy.orm import Session, sessionmaker

from bot.settings import Settings
from bot.vault import Vault
from models import attachments
from tests.copies import KEY, OTHER, PHOTO
from tests.people import NOON, heard_from, somying


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3 server with one bucket, "photos"."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_for(url)
            keys = {"aws_access_key_id": "id", "aws_secret_access_key": "secret"}
            client = boto3.client("s3", endpoint_url=url, region_name="us-east-1", **keys)
            client.create_bucket(Bucket="photos")
            yield url
        finally:
            server.kill()


def _wait_for(url: str) -> None:
    pool, until = urllib3.PoolManager(retries=False, timeout=1), time.monotonic() + 60
    while time.monotonic() < until:
        try:
            pool.request("GET", url)
            return
        except urllib3.exceptions.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the S3 server did not start")


@pytest.fixture
def shelf(
    sessions: sessionmaker[Session],
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """An office with a citizen and a photograph; the folder for its backups."""
    for name, value in {
        "DATABASE_URL": database_url,
        "VAR": str(tmp_path / "var"),
        "VAULT_KEY": OTHER,
        "BACKUP_KEY": KEY,
        "DEMO_CLOCK": str(tmp_path / "clock"),
    }.items():
        monkeypatch.setenv(name, value)
    with sessions.begin() as session:
        citizen = somying(session)
        heard_from(session, citizen, 1).raw = "บรรทัด\nใหม่\t\\N \\. ครับ"
        photo = attachments.expect(session, citizen, "1", "image", NOON, NOON)
        photo.kept("image/jpeg", len(PHOTO), NOON)
        Vault.open(Settings.from_env()).put(photo.vault_name, PHOTO)
    return tmp_path / "shelf"
