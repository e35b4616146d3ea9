"""Citizens' photographs, encrypted: read back whole, shredded on time, moved to a new key."""

import base64
import binascii
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.settings import Settings, SettingsError
from bot.vault_stores import Away, Gone, Store, for_us_alone, open_store

NONCE = 12  # bytes; NIST SP 800-38D
NAME = re.compile(r"[0-9a-f]{32}")


class VaultError(Exception):
    """What was asked for is not there, or is not what was put in."""


class VaultAway(VaultError):
    """The place where photographs lie cannot be reached now."""


class Vault:
    """Sealed files in a store. The name is sealed in, so that files cannot be swapped.

    Every call may raise VaultAway. Safe to share among threads.
    """

    def __init__(self, store: Store, key: bytes, old: Sequence[bytes] = ()) -> None:
        """What is sealed with one of the `old` keys can still be read."""
        self._store = store
        self._ciphers = [AESGCM(each) for each in (key, *old)]

    @classmethod
    def open(cls, settings: Settings) -> "Vault":
        """The vault of this office: VAULT_URL, else a folder under VAR."""
        old = [_bytes("VAULT_KEY_OLD", text) for text in settings.vault_key_old.split(",") if text]
        return cls(open_store(settings), _key(settings), old)

    def put(self, name: str, content: bytes) -> None:
        """Keep `content`; when this returns it is safe."""
        sealed = self._encrypted(name, content)
        try:
            self._store.put(name, sealed)
        except Away as error:
            raise VaultAway(str(error)) from error

    def get(self, name: str) -> bytes:
        """What was kept under `name`; VaultError when it is gone or was tampered with."""
        return self._open(name)[0]

    def shred(self, name: str) -> None:
        """Remove what was kept under `name`; nothing happens when it is not there."""
        try:
            self._store.remove(_checked(name))
        except Away as error:
            raise VaultAway(str(error)) from error

    def names(self) -> Iterator[str]:
        """All that is kept, by name."""
        try:
            yield from (name for name in self._store.names() if NAME.fullmatch(name))
        except Away as error:
            raise VaultAway(str(error)) from error

    def is_current(self, name: str) -> bool:
        """Whether it is sealed with today's key; VaultError when no key opens it."""
        return self._open(name)[1]

    def reseal(self, name: str) -> bool:
        """Seal it with today's key; False when it was. VaultError when no key opens it."""
        content, current = self._open(name)
        if not current:
            self.put(name, content)
        return not current

    def sealed(self, name: str) -> bytes:
        """The file as it lies in the store; VaultError when it is gone."""
        try:
            return self._store.get(_checked(name))
        except Gone as error:
            raise VaultError(f"{name}: gone") from error
        except Away as error:
            raise VaultAway(str(error)) from error

    def opens(self, name: str, sealed: bytes) -> bool:
        """Whether one of our keys opens this file of another vault."""
        try:
            return bool(self._decrypted(name, sealed))
        except VaultError:
            return False

    def take_in(self, name: str, sealed: bytes) -> None:
        """Keep a file of another vault as it is; one that lies here and opens stays."""
        try:
            self._open(name)
        except VaultAway:
            raise
        except VaultError:
            try:
                self._store.put(_checked(name), sealed)
            except Away as error:
                raise VaultAway(str(error)) from error

    def _open(self, name: str) -> tuple[bytes, bool]:
        """What was kept, and whether today's key opened it."""
        return self._decrypted(name, self.sealed(name))

    def _decrypted(self, name: str, sealed: bytes) -> tuple[bytes, bool]:
        for cipher in self._ciphers:
            with suppress(InvalidTag, ValueError):
                content = cipher.decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())
                return content, cipher is self._ciphers[0]
        raise VaultError(f"{name}: no key opens it")

    def _encrypted(self, name: str, content: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._ciphers[0].encrypt(nonce, content, _checked(name).encode())


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise VaultError("a vault name is 32 hexadecimal digits")
    return name


def _key(settings: Settings) -> bytes:
    return _bytes("VAULT_KEY", settings.vault_key or _own_key(settings.var / "vault.key"))


def _bytes(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise SettingsError(f"{name} must be 32 bytes in base64 (openssl rand -base64 32)")
    return key


def _own_key(path: Path) -> str:
    """The key of an office that named none: made once, beside the database it belongs to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open(draft, "w", encoding="ascii", opener=for_us_alone) as file:
        file.write(base64.b64encode(secrets.token_bytes(32)).decode())
    # Linking fails when the name is taken: of two processes one key wins, and it is whole.
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return path.read_text(encoding="ascii")
