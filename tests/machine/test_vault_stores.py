"""The vault's two kinds of store, the second against a real S3 server in a process of its own."""

import base64
import resource
from pathlib import Path

import pytest

from bot import vault_stores
from bot.settings import Settings, SettingsError
from bot.vault import Vault, VaultAway, VaultError

NAMES = [f"{number:032x}" for number in range(20)]
KEY, OLD = (base64.b64encode(letter * 32).decode() for letter in (b"k", b"o"))
PICTURE = b"\xff\xd8\xff\xe1\x00\x20Exif\x00\x00 a photograph of a card \x89PNG %PDF-1.7"
MARKS = (b"\xff\xd8\xff", b"\x89PNG", b"%PDF", b"Exif", b"card")


@pytest.fixture(params=["folder", "bucket"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """An office that keeps photographs in this kind of store, of this test's own."""
    if request.param == "folder":
        return Settings(vault_key=KEY, var=tmp_path, vault_url=f"file://{tmp_path}/photographs")
    endpoint = request.getfixturevalue("s3")
    url = f"s3://photos/{tmp_path.name}/office?endpoint={endpoint}&region=us-east-1"
    return Settings(
        vault_key=KEY, vault_url=url, vault_s3_key_id="id", vault_s3_secret="secret", var=tmp_path
    )


def with_keys(settings: Settings, key: str, old: str = "") -> Vault:
    given = {**vars(settings), "vault_key": key, "vault_key_old": old}
    return Vault.open(Settings(**given))


def test_what_was_kept_comes_back_is_listed_and_shredded(settings: Settings) -> None:
    vault = Vault.open(settings)
    assert list(vault.names()) == []
    vault.put(NAMES[0], PICTURE)
    vault.put(NAMES[0], PICTURE + b"!")
    vault.put(NAMES[1], b"")
    assert (vault.get(NAMES[0]), vault.get(NAMES[1])) == (PICTURE + b"!", b"")
    assert list(vault.names()) == NAMES[:2]
    vault.shred(NAMES[0])
    vault.shred(NAMES[0])
    assert list(vault.names()) == NAMES[1:2]
    with pytest.raises(VaultError, match="gone"):
        vault.get(NAMES[0])


def test_a_long_listing_is_read_to_its_end(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_stores, "PAGE", 6)
    store = Vault.open(settings)._store
    for name in NAMES:
        store.put(name, b"sealed")
    assert list(store.names()) == NAMES


def test_an_old_key_reads_until_everything_is_sealed_anew(settings: Settings) -> None:
    with_keys(settings, OLD).put(NAMES[0], PICTURE)
    with pytest.raises(VaultError, match="no key opens it"):
        with_keys(settings, KEY).get(NAMES[0])
    both = with_keys(settings, KEY, old=OLD)
    assert (both.get(NAMES[0]), both.is_current(NAMES[0])) == (PICTURE, False)
    assert (both.reseal(NAMES[0]), both.reseal(NAMES[0])) == (True, False)
    assert with_keys(settings, KEY).get(NAMES[0]) == PICTURE


def test_nothing_that_lies_in_the_store_can_be_read(settings: Settings) -> None:
    vault = Vault.open(settings)
    for name in NAMES[:20]:
        vault.put(name, PICTURE)
    lying = [vault._store.get(name) for name in NAMES[:20]]
    assert len(set(lying)) == 20
    assert not [mark for mark in MARKS for sealed in lying if mark[:4] in sealed and len(mark) > 3]


def test_a_disk_without_room_is_said_so_and_no_half_file_takes_up_what_is_left(
    tmp_path: Path,
) -> None:
    vault = Vault.open(Settings(vault_key=KEY, vault_url=f"file://{tmp_path}", var=tmp_path))
    vault.put(NAMES[0], PICTURE)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, before[1]))
    try:
        with pytest.raises(VaultAway, match="File too large"):
            vault.put(NAMES[1], PICTURE)
        with pytest.raises(VaultAway):
            vault.put(NAMES[0], PICTURE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [NAMES[0]]
    assert vault.get(NAMES[0]) == PICTURE


def test_a_store_that_is_away_says_so(tmp_path: Path) -> None:
    url = "s3://photos/x?endpoint=http://127.0.0.1:9"
    vault = Vault.open(Settings(vault_key=KEY, vault_url=url, var=tmp_path))
    for act in (lambda: vault.put(NAMES[0], b""), lambda: vault.get(NAMES[0])):
        with pytest.raises(VaultAway):
            act()
    with pytest.raises(VaultAway):
        list(vault.names())


@pytest.mark.parametrize("url", ["ftp://x", "s3://", "s3:///prefix", "s3://b?endpont=https://x"])
def test_an_address_that_makes_no_sense_is_named(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="VAULT_URL"):
        Vault.open(Settings(vault_key=KEY, vault_url=url, var=tmp_path))
