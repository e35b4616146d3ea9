"""Citizens' photographs on disk: encrypted, read back whole, shredded on time."""

import base64
import binascii
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.settings import Settings, SettingsError

NONCE = 12  # bytes; NIST SP 800-38D
NAME = re.compile(r"[0-9a-f]{32}")


class VaultError(Exception):
    """What was asked for is not there, or is not what was put in."""


class Vault:
    """A folder of encrypted files. The name is sealed in, so that files cannot be swapped."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._cipher = AESGCM(key)

    @classmethod
    def open(cls, settings: Settings) -> "Vault":
        """The vault of this office: VAULT_URL (file://…), else a folder under VAR."""
        folder = settings.var / "vault"
        if settings.vault_url:
            if not settings.vault_url.startswith("file://"):
                raise SettingsError("VAULT_URL must begin with file://")
            folder = Path(settings.vault_url.removeprefix("file://"))
        return cls(folder, _key(settings))

    def put(self, name: str, content: bytes) -> None:
        """Keep `content`; when this returns it is on disk."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        nonce = secrets.token_bytes(NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, content, name.encode())
        draft = path.with_suffix(".part")
        with open(draft, "wb", opener=_for_us_alone) as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def get(self, name: str) -> bytes:
        """What was kept under `name`; VaultError when it is gone or was tampered with."""
        try:
            sealed = self._path(name).read_bytes()
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())
        except (FileNotFoundError, InvalidTag, ValueError) as error:
            raise VaultError(f"{name}: {type(error).__name__}") from error

    def shred(self, name: str) -> None:
        """Remove what was kept under `name`; nothing happens when it is not there.

        Overwriting is no use on journaling and flash storage: what is left there is ciphertext.
        """
        path = self._path(name)
        path.unlink(missing_ok=True)
        path.with_suffix(".part").unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise VaultError("a vault name is 32 hexadecimal digits")
        return self._folder / name[:2] / name


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _key(settings: Settings) -> bytes:
    text = settings.vault_key or _own_key(settings.var / "vault.key")
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise SettingsError("VAULT_KEY must be 32 bytes in base64 (openssl rand -base64 32)")
    return key


def _own_key(path: Path) -> str:
    """The key of an office that named none: made once, beside the database it belongs to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open(draft, "w", encoding="ascii", opener=_for_us_alone) as file:
        file.write(base64.b64encode(secrets.token_bytes(32)).decode())
    # Linking fails when the name is taken: of two processes one key wins, and it is whole.
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return path.read_text(encoding="ascii")
