"""Where backups lie: a folder, or a bucket that speaks S3. What is half written has no name yet."""

import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from bot.backup_sealing import BackupError, Sink, Source
from bot.settings import Settings
from bot.vault_stores import Bucket, Gone, for_us_alone

NAME = re.compile(r"puean-khet-\d{8}T\d{6}Z\.backup")
PIECE = 32 << 20  # bytes of one part of an upload: S3 takes 10,000, so 320 GB


class Place(Protocol):
    """Keeps backups by name. Calls may raise BackupError, OSError or the vault stores' Away."""

    def writing(self, name: str) -> AbstractContextManager[Sink]:
        """A place to write to; the name is there once all of it is."""

    def reading(self, name: str) -> AbstractContextManager[Source]:
        """What was written."""

    def names(self) -> list[str]:
        """Our backups, oldest first."""

    def remove(self, name: str) -> None:
        """Take one away."""


class FolderPlace:
    """A folder: of a disk, of another machine, of a stick."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def writing(self, name: str) -> Iterator[Sink]:
        """Written beside and moved into place; what an earlier try left is cleared away."""
        self._path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in self._path.glob("puean-khet-*.backup.part"):
            left.unlink(missing_ok=True)
        draft = self._path / f"{name}.part"
        try:
            with open(draft, "wb", opener=for_us_alone) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path / name)
            _sync_folder(self._path)
        finally:
            draft.unlink(missing_ok=True)

    @contextmanager
    def reading(self, name: str) -> Iterator[Source]:
        """The file, open."""
        try:
            with open(self._path / name, "rb") as file:
                yield file
        except FileNotFoundError as error:
            raise BackupError(f"ไม่พบไฟล์ · no such file: {self._path / name}") from error

    def names(self) -> list[str]:
        """By name, which is by time."""
        found = self._path.iterdir() if self._path.is_dir() else ()
        return sorted(path.name for path in found if NAME.fullmatch(path.name))

    def remove(self, name: str) -> None:
        """Take one away."""
        (self._path / name).unlink(missing_ok=True)


class BucketPlace:
    """A bucket; an upload comes in parts and has its name only when it is complete."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    @contextmanager
    def writing(self, name: str) -> Iterator[Sink]:
        """Given up at the first fault, so that no half lies there and is paid for."""
        upload = self._bucket.begin(name)
        try:
            pieces = _Pieces(self._bucket, name, upload)
            yield pieces
            self._bucket.complete(name, upload, pieces.finish())
        except BaseException:
            self._bucket.give_up(name, upload)
            raise

    @contextmanager
    def reading(self, name: str) -> Iterator[Source]:
        """The object, as it comes."""
        try:
            yield self._bucket.stream(name)
        except Gone as error:
            raise BackupError(f"ไม่พบไฟล์ · no such file: {name}") from error

    def names(self) -> list[str]:
        """By name, which is by time."""
        return sorted(name for name in self._bucket.names() if NAME.fullmatch(name))

    def remove(self, name: str) -> None:
        """Take one away."""
        self._bucket.remove(name)


class _Pieces:
    """Gathers what is written into parts of an upload."""

    def __init__(self, bucket: Bucket, name: str, upload: str) -> None:
        self._bucket, self._name, self._upload = bucket, name, upload
        self._waiting = bytearray()
        self._tags: list[str] = []

    def write(self, data: bytes) -> None:
        """Send a part each time there is enough for one."""
        self._waiting += data
        while len(self._waiting) >= PIECE:
            self._send(bytes(self._waiting[:PIECE]))
            del self._waiting[:PIECE]

    def finish(self) -> list[str]:
        """Send what is left; the tags of all parts in their order."""
        if self._waiting or not self._tags:
            self._send(bytes(self._waiting))
        return self._tags

    def _send(self, piece: bytes) -> None:
        number = len(self._tags) + 1
        self._tags.append(self._bucket.add(self._name, self._upload, number, piece))


def open_place(where: str, settings: Settings) -> Place:
    """The place named by a path, file://… or s3://bucket/prefix?endpoint=…&region=…."""
    if where.startswith("s3://"):
        return BucketPlace(Bucket(where, settings.vault_s3_key_id, settings.vault_s3_secret))
    return FolderPlace(Path(where.removeprefix("file://")))


def open_file(file: str, settings: Settings) -> tuple[Place, str]:
    """The place one backup lies in, and its name there."""
    if file.startswith("s3://"):
        parts = urlsplit(file)
        folder, _, name = parts.path.rpartition("/")
        return open_place(urlunsplit(parts._replace(path=folder)), settings), name
    path = Path(file.removeprefix("file://"))
    return FolderPlace(path.parent), path.name


def name_at(moment: datetime) -> str:
    """The name of the backup of this moment."""
    return f"puean-khet-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}.backup"


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
