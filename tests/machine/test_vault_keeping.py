"""`python -m bot vault`: a new key for everything, and proof that everything opens."""

import base64
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.settings import Settings
from bot.vault import Vault
from bot.vault_keeping import main
from models import attachments
from models.attachments import Attachment, Keeping
from tests.people import NOON, somying

NEW, OLD = (base64.b64encode(letter * 32).decode() for letter in (b"n", b"o"))


@pytest.fixture
def kept(
    sessions: sessionmaker[Session],
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> list[str]:
    """Three photographs, kept under the old key; their names."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv("VAULT_KEY", NEW)
    monkeypatch.setenv("VAULT_KEY_OLD", OLD)
    vault, names = Vault.open(Settings(vault_key=OLD, var=tmp_path)), []
    with sessions.begin() as session:
        citizen = somying(session)
        for number in range(3):
            row = attachments.expect(session, citizen, str(number), "image", NOON, NOON)
            row.kept("image/jpeg", 5, NOON)
            vault.put(row.vault_name, b"photo")
            names.append(row.vault_name)
    return names


def test_everything_is_sealed_anew_and_then_the_old_key_can_go(
    kept: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    assert "3" in capsys.readouterr().out
    assert main(["rotate"]) == 0
    assert main(["rotate"]) == 0
    assert "0 จาก 3" in capsys.readouterr().out
    fresh = Vault.open(Settings(vault_key=NEW, var=tmp_path))
    assert [fresh.get(name) for name in kept] == [b"photo"] * 3


def test_files_that_outlived_their_rows_are_named(
    kept: list[str], sessions: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    assert "?" not in capsys.readouterr().out
    with sessions.begin() as session:
        session.query(Attachment).where(Attachment.vault_name == kept[1]).delete()
    assert main(["check"]) == 0
    assert f"? {kept[1]}" in capsys.readouterr().out


def test_a_rotation_that_stopped_half_way_goes_on(kept: list[str], tmp_path: Path) -> None:
    both = Vault.open(Settings(vault_key=NEW, vault_key_old=OLD, var=tmp_path))
    both.reseal(kept[1])
    assert main(["rotate"]) == 0
    assert all(both.is_current(name) for name in kept)


def test_what_does_not_open_or_is_missing_is_named(
    kept: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vault" / kept[0][:2] / kept[0]
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    (tmp_path / "vault" / kept[1][:2] / kept[1]).unlink()
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert kept[0] in said and kept[1] in said and kept[2] not in said
    assert main(["rotate"]) == 1


def test_what_was_shredded_while_it_was_sealed_anew_does_not_come_back(
    kept: list[str], sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    with sessions.begin() as session:
        session.query(Attachment).filter_by(vault_name=kept[0]).one().status = Keeping.FORGOTTEN
    assert main(["rotate"]) == 0
    assert kept[0] not in set(Vault.open(Settings(vault_key=NEW, var=tmp_path)).names())
