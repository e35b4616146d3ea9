"""The vault: what goes in comes out whole, and nobody else can read it."""

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import Settings, SettingsError
from bot.vault import Vault, VaultError
from bot.vault_stores import Folder

NAME, OTHER = "a" * 32, "b" * 32
KEY = base64.b64encode(b"k" * 32).decode()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.open(Settings(vault_key=KEY, var=tmp_path))


@settings(max_examples=25, deadline=None)
@given(content=st.binary(max_size=2000))
def test_what_was_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    vault = Vault(Folder(tmp_path_factory.mktemp("vault")), b"k" * 32)
    vault.put(NAME, content)
    assert vault.get(NAME) == content


def test_a_file_on_disk_shows_nothing_of_its_content(vault: Vault, tmp_path: Path) -> None:
    vault.put(NAME, b"\xff\xd8\xff a photograph of an identity card")
    [path] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert b"identity" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_swapped_or_changed_files_are_refused(vault: Vault, tmp_path: Path) -> None:
    vault.put(NAME, b"one")
    vault.put(OTHER, b"two")
    one, two = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    two.write_bytes(one.read_bytes())
    with pytest.raises(VaultError):
        vault.get(OTHER)
    one.write_bytes(one.read_bytes()[:-1] + b"?")
    with pytest.raises(VaultError):
        vault.get(NAME)


def test_what_was_shredded_is_gone_and_shredding_twice_is_fine(vault: Vault) -> None:
    vault.put(NAME, b"one")
    vault.shred(NAME)
    vault.shred(NAME)
    with pytest.raises(VaultError):
        vault.get(NAME)


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 32, "a" * 31])
def test_only_vault_names_are_names(vault: Vault, name: str) -> None:
    with pytest.raises(VaultError):
        vault.put(name, b"")


def test_an_office_that_names_no_key_makes_one_and_keeps_it(tmp_path: Path) -> None:
    Vault.open(Settings(var=tmp_path)).put(NAME, b"one")
    assert Vault.open(Settings(var=tmp_path)).get(NAME) == b"one"
    assert (tmp_path / "vault.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("wrong", [{"vault_key": "short"}, {"vault_url": "ftp://x"}])
def test_a_wrong_setting_is_named(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="VAULT_"):
        Vault.open(Settings(var=tmp_path, **wrong))  # type: ignore[arg-type]
