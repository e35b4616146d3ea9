"""The way of a file into the vault and out: no crash leaves bytes that nobody owns."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.now import now
from bot.office_files import OfficeFiles
from bot.settings import Settings
from bot.vault import Vault, VaultAway
from bot.vault_keeping import main
from models import office_files
from models.office_files import OfficeFile, Wrong, WrongFile
from tests.district import District
from tests.office_papers import PDF

KIND = "application/pdf"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.open(Settings(var=tmp_path))


@pytest.fixture
def files(sessions: sessionmaker[Session], vault: Vault) -> OfficeFiles:
    return OfficeFiles(sessions, lambda: vault)


def row(sessions: sessionmaker[Session]) -> OfficeFile:
    with sessions() as session:
        return session.scalars(select(OfficeFile)).one()


def change(sessions: sessionmaker[Session], how: Callable[[OfficeFile], object]) -> None:
    with sessions.begin() as session:
        how(session.scalars(select(OfficeFile)).one())


def let_go(file: OfficeFile) -> None:
    file.removed_at = now() - timedelta(days=31)


def came_long_ago(file: OfficeFile) -> None:
    file.reserved_at = now() - timedelta(hours=2)


def test_what_was_kept_is_read_back_and_lies_there_sealed(
    files: OfficeFiles, sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    number = files.keep("คำสั่ง.pdf", KIND, PDF, None)
    with sessions.begin() as session:
        office_files.kept(session, number, now())
    file = row(sessions)
    assert file.here and files.read(file.vault_name) == PDF
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and PDF in path.read_bytes()]
    assert files.step() is False


def test_a_crash_before_the_bytes_come_leaves_nothing_owed(
    sessions: sessionmaker[Session], vault: Vault
) -> None:
    class Broken(Vault):
        def put(self, name: str, content: bytes) -> None:
            raise KeyboardInterrupt

    broken = Broken.__new__(Broken)
    with pytest.raises(KeyboardInterrupt):
        OfficeFiles(sessions, lambda: broken).keep("คำสั่ง.pdf", KIND, PDF, None)
    file = row(sessions)
    assert file.kept_at is None and not list(vault.names())
    with sessions() as session:
        assert not list(session.scalars(office_files.in_vault()))


def test_a_crash_between_bytes_and_keeping_is_swept_up(
    files: OfficeFiles, sessions: sessionmaker[Session], vault: Vault
) -> None:
    files.keep("คำสั่ง.pdf", KIND, PDF, None)
    assert files.step() is False and list(vault.names())
    change(sessions, came_long_ago)
    assert files.step() is True and files.step() is False
    assert not list(vault.names()) and row(sessions).shredded_at


def test_what_was_taken_away_a_month_ago_is_shredded_by_the_worker(district: District) -> None:
    files = OfficeFiles(district.sessions, lambda: district.vault)
    number = files.keep("คำสั่ง.pdf", KIND, PDF, None)
    with district.sessions.begin() as session:
        office_files.kept(session, number, now()).remove(now())
    district.settle()
    assert list(district.vault.names())
    district.pass_time(timedelta(days=31))
    district.settle()
    assert not list(district.vault.names())


def test_a_vault_that_is_away_says_try_again_and_shreds_later(
    files: OfficeFiles,
    sessions: sessionmaker[Session],
    vault: Vault,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: object) -> None:
        raise VaultAway("S3 503")

    with monkeypatch.context() as patch:
        patch.setattr(vault, "put", away)
        with pytest.raises(WrongFile) as refused:
            files.keep("คำสั่ง.pdf", KIND, PDF, None)
        assert refused.value.reason is Wrong.AWAY
        patch.setattr(vault, "shred", away)
        change(sessions, came_long_ago)
        assert files.step() is False and row(sessions).shredded_at is None
    assert files.step() is True


def test_a_file_that_somebody_brings_back_just_now_is_not_shredded(
    files: OfficeFiles, sessions: sessionmaker[Session]
) -> None:
    number = files.keep("คำสั่ง.pdf", KIND, PDF, None)
    with sessions.begin() as session:
        let_go(office_files.kept(session, number, now()))
    with sessions.begin() as session:
        session.get_one(OfficeFile, number, with_for_update=True).bring_back()
        assert files.step() is False
    assert files.step() is False and row(sessions).here


@pytest.fixture
def kept(
    sessions: sessionmaker[Session],
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A kept file, and the settings of its vault; where its bytes lie."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("VAR", str(tmp_path))
    vault = Vault.open(Settings(var=tmp_path))
    number = OfficeFiles(sessions, lambda: vault).keep("คำสั่ง.pdf", KIND, PDF, None)
    with sessions.begin() as session:
        name = office_files.kept(session, number, now()).vault_name
    return tmp_path / "vault" / name[:2] / name


def test_the_check_of_the_vault_misses_an_office_file(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    assert "1 จาก 1" in capsys.readouterr().out
    kept.unlink()
    assert main(["check"]) == 1
    assert kept.name in capsys.readouterr().out


def test_a_file_that_was_shredded_is_not_missed(
    kept: Path, sessions: sessionmaker[Session]
) -> None:
    change(sessions, lambda file: setattr(file, "shredded_at", now()))
    kept.unlink()
    assert main(["check"]) == 0


def test_a_new_key_keeps_an_office_file(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (tmp_path / "vault.key").read_text()
    monkeypatch.setenv("VAULT_KEY", "bm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm4=")
    monkeypatch.setenv("VAULT_KEY_OLD", old)
    assert main(["rotate"]) == 0 and kept.exists()
    assert main(["check"]) == 0
