"""Seals a backup with the office's key: what was cut short, changed or put in another order fails.

A file is a header (kind, salt, mark of the key) and chunks of AES-256-GCM, each a megabyte but the
last. A chunk's nonce is its number and whether it is the last one; the header is authenticated with
every chunk. The file's own key follows from the office's and the salt, so no nonce comes twice.
"""

import base64
import binascii
import os
from collections.abc import Iterator, Sequence
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.settings import Settings, SettingsError

KIND = b"PUEAN-KHET BACKUP 1\n"
SALT, MARK, TAG = 32, 16, 16  # bytes
CHUNK = 1 << 20  # bytes before they are sealed
HEADER = len(KIND) + SALT + MARK


class BackupError(Exception):
    """A backup that cannot be made, read or put back; the message is for the administrator."""


class Sink(Protocol):
    """Takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Keep them."""


class Source(Protocol):
    """Gives bytes."""

    def read(self, size: int, /) -> bytes:
        """At most so many; none at the end."""


def keys(settings: Settings) -> list[bytes]:
    """What seals our backups, first today's: BACKUP_KEY, else what follows from VAULT_KEY.

    A key that lies only on this machine would be lost with it: without either we refuse.
    """
    named = [("BACKUP_KEY", settings.backup_key)] if settings.backup_key else []
    found = [_bytes(name, text) for name, text in named]
    vault = [settings.vault_key, *settings.vault_key_old.split(",")]
    found += [_derived(_bytes("VAULT_KEY", text)) for text in vault if text]
    if not found:
        raise SettingsError(
            "ยังไม่ได้ตั้งค่า BACKUP_KEY หรือ VAULT_KEY สำเนาต้องมีกุญแจที่เก็บไว้นอกเครื่องนี้"
            " (set one of them and keep it away from this machine; openssl rand -base64 32)"
        )
    return found


def _derived(vault_key: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, b"backup").derive(vault_key)


def _bytes(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise SettingsError(f"{name} must be 32 bytes in base64 (openssl rand -base64 32)")
    return key


class Sealed:
    """Seals what is written to it; only close() writes the mark of the end."""

    def __init__(self, sink: Sink, key: bytes) -> None:
        salt = os.urandom(SALT)
        file_key, mark = _for_file(key, salt)
        self._header = KIND + salt + mark
        self._sink, self._cipher = sink, AESGCM(file_key)
        self._waiting, self._number = bytearray(), 0
        sink.write(self._header)

    def write(self, data: bytes) -> None:
        """Seal and pass on each chunk that is full; the rest waits."""
        self._waiting += data
        while len(self._waiting) > CHUNK:  # one is always kept back, to be the last
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        """Write the last chunk, and that it is the last."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        nonce = _nonce(self._number, last=last)
        self._sink.write(self._cipher.encrypt(nonce, chunk, self._header))
        self._number += 1


class Opened:
    """Reads back what Sealed wrote; BackupError for anything else, before any of it is given."""

    def __init__(self, source: Source, keys: Sequence[bytes]) -> None:
        header = _full(source, HEADER)
        if len(header) < HEADER or not header.startswith(KIND):
            raise BackupError("ไฟล์นี้ไม่ใช่สำเนาของเพื่อนเขต หรือไม่ครบตั้งแต่ต้น · not one of our backups")
        salt, mark = header[len(KIND) : -MARK], header[-MARK:]
        fitting = [file_key for file_key, own in (_for_file(k, salt) for k in keys) if own == mark]
        if not fitting:
            raise BackupError(
                "กุญแจไม่ตรงกับสำเนานี้ ตรวจ BACKUP_KEY (หรือ VAULT_KEY ที่ใช้ในวันที่สำรอง) · the wrong key"
            )
        self._chunks = _chunks(source, AESGCM(fitting[0]), header)
        self._ready = bytearray()

    def read(self, size: int) -> bytes:
        """Exactly so many bytes, or fewer at the true end."""
        while len(self._ready) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._ready += chunk
        given = bytes(self._ready[:size])
        del self._ready[:size]
        return given


def _chunks(source: Source, cipher: AESGCM, header: bytes) -> Iterator[bytes]:
    number, sealed = 0, _full(source, CHUNK + TAG)
    while True:
        following = _full(source, CHUNK + TAG)
        try:
            nonce = _nonce(number, last=not following)
            yield cipher.decrypt(nonce, sealed, header)
        except (InvalidTag, ValueError) as error:
            raise BackupError(
                "สำเนานี้ไม่ครบหรือถูกแก้ไข ใช้ไม่ได้ค่ะ ให้ใช้สำเนาอื่น · cut short or changed; use another"
            ) from error
        if not following:
            return
        number, sealed = number + 1, following


def _for_file(key: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """The key of one file, and the mark by which a wrong key is told from a damaged file."""
    made = HKDF(hashes.SHA256(), 32 + MARK, salt, b"backup file").derive(key)
    return made[:32], made[32:]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _full(source: Source, size: int) -> bytes:
    """So many bytes, fewer only at the end: a network gives them in pieces."""
    found = bytearray()
    while len(found) < size:
        piece = source.read(size - len(found))
        if not piece:
            break
        found += piece
    return bytes(found)
