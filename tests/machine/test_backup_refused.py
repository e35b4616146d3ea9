"""A backup that is not what was written, or not where it belongs, is refused in Thai."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot import backup, backup_restoring
from bot.backup_sealing import CHUNK, HEADER, TAG
from tests.copies import KEY, OTHER, made, refused, restored, rows_at
from tests.people import somying


def _cut(data: bytes) -> bytes:
    return data[: HEADER + CHUNK + TAG]  # at the very end of a chunk


def _changed(data: bytes) -> bytes:
    return data[:-5] + bytes([data[-5] ^ 1]) + data[-4:]


def _reordered(data: bytes) -> bytes:
    first, second = HEADER + CHUNK + TAG, HEADER + 2 * (CHUNK + TAG)
    return data[:HEADER] + data[first:second] + data[HEADER:first] + data[second:]


def _longer(data: bytes) -> bytes:
    return data + data[HEADER:]


@pytest.mark.parametrize("harm", [_cut, _changed, _reordered, _longer])
def test_what_was_cut_short_or_changed_is_refused_and_nothing_happens(
    shelf: Path,
    empty_database_url: str,
    capsys: pytest.CaptureFixture[str],
    harm: Callable[[bytes], bytes],
) -> None:
    file = made(shelf)
    file.write_bytes(harm(file.read_bytes()))
    refused(capsys, "ไม่ครบหรือถูกแก้ไข", empty_database_url, file)
    assert backup.main(["check", str(file)]) == 1


def test_a_file_that_is_no_backup_and_one_that_is_not_there_are_said_so(
    shelf: Path, empty_database_url: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("เรียน ผู้อำนวยการเขต")
    refused(capsys, "ไม่ใช่สำเนา", empty_database_url, tmp_path / "letter.txt")
    refused(capsys, "ไม่พบไฟล์", empty_database_url, tmp_path / "nowhere")


def test_the_wrong_key_is_told_from_a_damaged_file(
    shelf: Path,
    empty_database_url: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = made(shelf)
    monkeypatch.setenv("BACKUP_KEY", OTHER)
    refused(capsys, "กุญแจไม่ตรง", empty_database_url, file)


def test_photographs_that_would_not_open_stop_a_restore(
    shelf: Path,
    empty_database_url: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = made(shelf)
    monkeypatch.setenv("VAULT_KEY", KEY)
    refused(capsys, "VAULT_KEY", empty_database_url, file)
    assert backup.main(["check", str(file)]) == 1


def test_a_database_in_use_is_replaced_only_when_that_is_said(
    shelf: Path,
    database_url: str,
    sessions: sessionmaker[Session],
    capsys: pytest.CaptureFixture[str],
) -> None:
    file, before = made(shelf), rows_at(database_url)
    with sessions.begin() as session:
        somying(session, "b")
    assert restored(file, database_url, "--moved") == 1
    assert "--replace" in capsys.readouterr().err
    assert len(rows_at(database_url)["citizen"]) == 2
    sessions.kw["bind"].dispose()
    assert restored(file, database_url, "--moved", "--replace") == 0
    after = rows_at(database_url)
    # The notes that a backup was made, and that it lacks no file, are younger than the backup.
    assert len(before.pop("office_setting")) == len(after.pop("office_setting")) + 2
    assert after == before


def test_while_a_process_is_connected_the_database_is_not_replaced(
    shelf: Path,
    database_url: str,
    sessions: sessionmaker[Session],
    capsys: pytest.CaptureFixture[str],
) -> None:
    file, before = made(shelf), rows_at(database_url)
    sessions.kw["bind"].dispose()
    with psycopg.connect(database_url):
        assert restored(file, database_url, "--replace") == 1
    assert "1 การเชื่อมต่อ" in capsys.readouterr().err
    assert rows_at(database_url) == before


def test_while_somebody_works_in_the_database_it_is_not_replaced(
    shelf: Path,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Somebody who came after the look."""
    monkeypatch.setattr(backup_restoring, "OTHERS", "SELECT 0")
    monkeypatch.setattr(backup_restoring, "PATIENCE", "200ms")
    file, before = made(shelf), rows_at(database_url)
    with psycopg.connect(database_url) as busy:
        busy.execute("SELECT * FROM citizen")
        assert restored(file, database_url, "--replace") == 1
    assert "ฐานข้อมูลปลายทางไม่รับ" in capsys.readouterr().err
    assert rows_at(database_url) == before


def test_a_backup_of_a_newer_program_waits_for_that_program(
    shelf: Path,
    database_url: str,
    empty_database_url: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    file = made(shelf)
    refused(capsys, "รุ่นที่ใหม่กว่า", empty_database_url, file)
