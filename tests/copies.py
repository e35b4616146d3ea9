"""Backups in the tests: an office to copy, and two databases laid side by side."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import Connection, Engine

from bot import backup, backup_restoring
from bot.backup_tables import tables
from bot.postgres import open_engine
from bot.settings import Settings
from bot.vault import Vault

KEY, OTHER = (base64.b64encode(letter * 32).decode() for letter in (b"b", b"x"))
PHOTO = b"\xff\xd8\xff a photograph" * 100_000  # several chunks of a backup
Rows = dict[str, list[str]]


def rows(connection: Connection) -> Rows:
    """Every row of every table, as text, sorted."""
    return {name: sorted(_rows(connection, name)) for name in tables(connection)}


def rows_of(engine: Engine) -> Rows:
    """The same of the database as it is now."""
    with engine.connect() as connection:
        return rows(connection)


def _rows(connection: Connection, name: str) -> Iterator[str]:
    found = connection.execute(sqlalchemy.text(f'SELECT t::text FROM "{name}" t'))
    yield from (str(row) for row in found.scalars())


def elsewhere(settings: Settings, folder: Path) -> Settings:
    """Another machine with the same keys: its own folder, nothing in it yet."""
    key = settings.vault_key or (settings.var / "vault.key").read_text(encoding="ascii")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vault.key").write_text(key, encoding="ascii")
    return Settings(**{**vars(settings), "var": folder, "vault_key": key, "backup_key": KEY})


def backups(shelf: Path) -> list[Path]:
    """What lies there."""
    return sorted(shelf.iterdir())


def made(shelf: Path) -> Path:
    """Make one by the verb."""
    assert backup.main(["--to", str(shelf)]) == 0
    return backups(shelf)[-1]


def restored(file: object, url: str, *more: str) -> int:
    """Restore by the verb; its exit status."""
    return backup_restoring.main([str(file), "--into", url, *more])


def rows_at(url: str) -> Rows:
    """The rows of the database at this address."""
    engine = open_engine(url, pool_size=1)
    try:
        return rows_of(engine)
    finally:
        engine.dispose()


def refused(capsys: pytest.CaptureFixture[str], words: str, url: str, file: object) -> None:
    """`restore` says so, and neither database nor vault changed."""
    vault = Vault.open(Settings.from_env())
    before = list(vault.names())
    capsys.readouterr()
    assert restored(file, url) == 1
    assert words in capsys.readouterr().err
    assert rows_at(url) == {}
    assert list(vault.names()) == before
