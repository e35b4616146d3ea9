"""`python -m bot backup` and `restore`: whole, noted, kept as many as asked, and put back."""

from pathlib import Path

import psycopg
import pytest
import sqlalchemy
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from bot import backup, backup_places
from bot.backup_sealing import keys
from bot.backup_tables import OWED
from bot.backup_writing import alone, write
from bot.checks.office import backup as newest
from bot.migrations import config, upgrade
from bot.now import now
from bot.postgres import open_engine
from bot.settings import Settings
from bot.vault import Vault
from models import office_settings
from models.office_settings import BACKUP_MADE
from models.tables import metadata
from tests.copies import KEY, OTHER, PHOTO, backups, made, restored, rows_at
from tests.people import NOON, SECOND


def test_a_backup_is_whole_and_comes_back_row_by_row(
    shelf: Path,
    database_url: str,
    empty_database_url: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    before = rows_at(database_url)
    file = made(shelf)
    assert backup.main(["check", str(file)]) == 0
    assert "สำเนาครบถ้วน" in capsys.readouterr().out
    monkeypatch.setenv("VAR", str(tmp_path / "new machine"))
    assert restored(file, empty_database_url, "--moved") == 0
    assert "จำนวนตรงกันทุกตาราง" in capsys.readouterr().out
    assert rows_at(empty_database_url) == before
    vault = Vault.open(Settings.from_env())
    assert [vault.get(name) for name in vault.names()] == [PHOTO]


def test_the_office_notes_of_which_moment_its_newest_backup_is(
    shelf: Path, session: Session
) -> None:
    name = made(shelf).name
    noted = office_settings.value(session, BACKUP_MADE)
    assert noted and backup_places.name_at(NOON.fromtimestamp(noted, NOON.tzinfo)) == name


def test_nobody_reads_a_backup_without_its_key(shelf: Path) -> None:
    lying = made(shelf).read_bytes()
    assert lying.startswith(b"PUEAN-KHET BACKUP 1\n")
    assert b"citizen" not in lying
    assert made(shelf).stat().st_mode & 0o077 == 0


def test_without_a_backup_key_the_vaults_key_serves_also_after_it_was_changed(
    shelf: Path, empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKUP_KEY")
    file = made(shelf)
    monkeypatch.setenv("VAULT_KEY", KEY)
    monkeypatch.setenv("VAULT_KEY_OLD", OTHER)
    assert restored(file, empty_database_url) == 0


def test_a_key_that_lies_on_this_machine_alone_is_not_taken(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKUP_KEY")
    monkeypatch.delenv("VAULT_KEY")
    with pytest.raises(Exception, match="BACKUP_KEY"):
        backup.main(["--to", str(shelf)])


def test_only_the_newest_backups_are_kept_and_nothing_else_is_touched(
    shelf: Path, tmp_path: Path
) -> None:
    shelf.mkdir()
    (shelf / "letter.txt").write_text("ไม่เกี่ยว")
    (shelf / "puean-khet-20200101T000000Z.backup.part").write_text("half")
    for second in range(4):
        (tmp_path / "clock").write_text(str(second * 60))
        assert backup.main(["--to", str(shelf), "--keep", "2"]) == 0
    left = backups(shelf)
    assert [path.suffix for path in left] == [".txt", ".backup", ".backup"]


def test_a_backup_that_fails_leaves_no_half_file_and_no_note(
    shelf: Path,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("VAULT_URL", "s3://photos/x?endpoint=http://127.0.0.1:9")
    assert backup.main(["--to", str(shelf)]) == 1
    assert capsys.readouterr().err
    assert backups(shelf) == []
    assert office_settings.value(session, BACKUP_MADE) is None


def test_a_photograph_that_is_missing_is_named_and_the_rest_is_safe(
    shelf: Path, empty_database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = Vault.open(Settings.from_env())
    [name] = vault.names()
    vault.shred(name)
    assert backup.main(["--to", str(shelf)]) == 1
    assert name in capsys.readouterr().err
    assert restored(backups(shelf)[0], empty_database_url) == 0
    assert name in capsys.readouterr().out


def test_while_files_are_missing_the_oldest_backup_stays_and_the_doctor_says_so(
    shelf: Path, session: Session, tmp_path: Path, engine: sqlalchemy.Engine
) -> None:
    whole = made(shelf)
    vault = Vault.open(Settings.from_env())
    [name] = vault.names()
    photo = vault.get(name)
    vault.shred(name)
    for minute in (1, 2, 3):
        (tmp_path / "clock").write_text(str(minute * 60))
        assert backup.main(["--to", str(shelf), "--keep", "2"]) == 1
    assert backups(shelf)[0] == whole and len(backups(shelf)) == 3
    assert newest(session, now()).state == "fail"
    vault.put(name, photo)
    (tmp_path / "clock").write_text(str(4 * 60))
    assert backup.main(["--to", str(shelf), "--keep", "2"]) == 0
    assert len(backups(shelf)) == 2
    with Session(engine) as later:
        assert newest(later, now()).state == "ok"


def test_two_backups_at_once_are_one(
    shelf: Path, engine: sqlalchemy.Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with alone(engine):
        assert backup.main(["--to", str(shelf)]) == 1
    assert "กำลังสำรองข้อมูลอยู่แล้ว" in capsys.readouterr().err
    assert made(shelf)


def test_a_bucket_keeps_backups_as_a_folder_does(
    shelf: Path,
    s3: str,
    empty_database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("VAULT_S3_KEY_ID", "id")
    monkeypatch.setenv("VAULT_S3_SECRET", "secret")
    where, asked = f"s3://photos/{tmp_path.name}/backups", f"?endpoint={s3}&region=us-east-1"
    for second in range(3):
        (tmp_path / "clock").write_text(str(second * 60))
        assert backup.main(["--to", where + asked, "--keep", "2"]) == 0
    names = backup_places.open_place(where + asked, Settings.from_env()).names()
    assert len(names) == 2
    file = f"{where}/{names[-1]}{asked}"
    assert backup.main(["check", file]) == 0
    assert restored(file, empty_database_url) == 0
    assert backup.main(["check", f"{where}/nothing{asked}"]) == 1


def test_a_large_backup_reaches_the_bucket_in_parts(
    s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_places, "PIECE", 5 << 20)
    url = f"s3://photos/{tmp_path.name}?endpoint={s3}&region=us-east-1"
    given = Settings(vault_s3_key_id="id", vault_s3_secret="secret")
    place = backup_places.open_place(url, given)
    name = backup_places.name_at(NOON + SECOND)
    with place.writing(name) as sink:
        for number in range(12):
            sink.write(bytes([number]) * (1 << 20))
        assert place.names() == []
    with place.reading(name) as source:
        read = b"".join(iter(lambda: source.read(1 << 20), b""))
    assert read == b"".join(bytes([number]) * (1 << 20) for number in range(12))
    with pytest.raises(KeyError), place.writing("puean-khet-20261121T190001Z.backup") as sink:
        sink.write(b"half")
        raise KeyError
    assert place.names() == [name]


OLDER = [script.revision for script in ScriptDirectory.from_config(config("")).walk_revisions()][1:]


@pytest.mark.parametrize("version", OLDER)
def test_a_backup_of_an_older_version_comes_back_in_ours(
    version: str,
    server: str,
    empty_database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = server.replace("/postgres?", f"/older_{version}?", 1)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE older_{version}")
    upgrade(old, version)
    with psycopg.connect(old) as connection:
        connection.execute(
            "INSERT INTO citizen (line_user_id, first_seen_at) VALUES ('U1', now()), ('U2', now())"
        )
    monkeypatch.setenv("DATABASE_URL", old)
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv("BACKUP_KEY", KEY)
    file = tmp_path / "old.backup"
    _written(old, file)
    assert restored(file, empty_database_url) == 0
    assert len(rows_at(empty_database_url)["citizen"]) == 2
    with psycopg.connect(empty_database_url) as connection:
        row = connection.execute(
            "INSERT INTO citizen (line_user_id, first_seen_at) VALUES ('U3', now()) RETURNING id"
        )
        assert row.fetchone() == (10_003,)


def _written(url: str, file: Path) -> None:
    """A backup without the note of it, which an older version had no table for."""

    engine, settings = open_engine(url, pool_size=3), Settings.from_env()
    with file.open("wb") as sink:
        write(engine, Vault.open(settings), sink, keys(settings)[0], NOON, lambda _: None)
    engine.dispose()


def test_every_table_that_names_a_file_of_the_vault_says_when_it_is_owed() -> None:
    naming = {name for name, table in metadata.tables.items() if "vault_name" in table.columns}
    assert naming == set(OWED)
