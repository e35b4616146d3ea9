"""Where the vault's sealed files lie: a folder on this machine, or a bucket that speaks S3."""

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from bot.settings import Settings, SettingsError

SECONDS = (3, 20)  # to connect, to wait for an answer
TRIES = 3
PAGE = 1000  # names in one answer to a listing; S3 gives no more


class Gone(Exception):
    """Nothing lies there under that name."""


class Away(Exception):
    """The store gives no answer now, or refuses us; a later try may go well."""


class Store(Protocol):
    """Keeps sealed files by name. Every call may raise Away. Safe to share among threads."""

    def put(self, name: str, sealed: bytes) -> None:
        """Keep it; when this returns it is safe."""

    def get(self, name: str) -> bytes:
        """What was put; raises Gone."""

    def remove(self, name: str) -> None:
        """Remove it; nothing happens when it is not there."""

    def names(self) -> Iterator[str]:
        """The names of all that is kept."""


def _why(error: OSError) -> str:
    """Full, read-only, not allowed: in the machine's words, without the name of the file."""
    return f"{type(error).__name__}: {error.strerror}"


class Folder:
    """A folder of the office's own machine, readable by nobody else."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, name: str, sealed: bytes) -> None:
        """Written beside and moved into place, so that a crash leaves the old one or the new."""
        path = self._at(name)
        draft = path.with_suffix(".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(draft, "wb", opener=for_us_alone) as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError as error:
            with suppress(OSError):  # where there is no room, half a file takes up the rest
                draft.unlink(missing_ok=True)
            raise Away(_why(error)) from error

    def get(self, name: str) -> bytes:
        """What was put; raises Gone."""
        try:
            return self._at(name).read_bytes()
        except FileNotFoundError as error:
            raise Gone from error
        except OSError as error:
            raise Away(_why(error)) from error

    def remove(self, name: str) -> None:
        """Overwriting is no use on journaling and flash storage: what is left is ciphertext."""
        path = self._at(name)
        try:
            path.unlink(missing_ok=True)
            path.with_suffix(".part").unlink(missing_ok=True)
        except OSError as error:
            raise Away(_why(error)) from error

    def names(self) -> Iterator[str]:
        """In the order of the names."""
        paths = sorted(self._path.glob("??/*")) if self._path.is_dir() else []
        return (path.name for path in paths if not path.suffix)

    def _at(self, name: str) -> Path:
        return self._path / name[:2] / name


class Bucket:
    """A bucket of Amazon's S3 or of any server that speaks its language."""

    def __init__(self, url: str, key_id: str, secret: str) -> None:
        """`url` is s3://bucket/prefix?endpoint=https://…&region=…; all but the bucket optional."""
        parts = urlsplit(url)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if not parts.netloc or set(asked) - {"endpoint", "region"}:
            raise SettingsError(
                "VAULT_URL (or --to) must be s3://bucket/prefix?endpoint=https://…&region=…"
            )
        self._bucket, prefix = parts.netloc, parts.path.strip("/")
        self._prefix = f"{prefix}/" if prefix else ""
        self._asked, self._key = asked, (key_id, secret)
        self._lock = threading.Lock()
        self._opened: Any = None

    def put(self, name: str, sealed: bytes) -> None:
        """S3 answers when it is safe."""
        self._call("put_object", Key=self._prefix + name, Body=sealed)

    def get(self, name: str) -> bytes:
        """What was put; raises Gone."""
        from botocore.exceptions import BotoCoreError

        answer = self._call("get_object", Key=self._prefix + name)
        try:
            return bytes(answer["Body"].read())
        except (BotoCoreError, OSError) as error:
            raise Away(type(error).__name__) from error

    def remove(self, name: str) -> None:
        """Gone for good in a bucket without versions; the vault's key is what shreds the others."""
        self._call("delete_object", Key=self._prefix + name)

    def names(self) -> Iterator[str]:
        """In the order of the names, a page at a time."""
        more: dict[str, object] = {"MaxKeys": PAGE}
        while True:
            page = self._call("list_objects_v2", Prefix=self._prefix, **more)
            for found in page.get("Contents", ()):
                yield str(found["Key"]).removeprefix(self._prefix)
            if not page.get("IsTruncated"):
                return
            more["ContinuationToken"] = page["NextContinuationToken"]

    def begin(self, name: str) -> str:
        """Begin to bring something large, part by part; the id of the upload."""
        return str(self._call("create_multipart_upload", Key=self._prefix + name)["UploadId"])

    def add(self, name: str, upload: str, number: int, part: bytes) -> str:
        """Bring one part, counted from 1; its tag. All but the last have 5 MB or more."""
        asked = {"UploadId": upload, "PartNumber": number, "Body": part}
        return str(self._call("upload_part", Key=self._prefix + name, **asked)["ETag"])

    def complete(self, name: str, upload: str, tags: list[str]) -> None:
        """All parts are there: from now on it has its name."""
        parts = [{"PartNumber": n, "ETag": tag} for n, tag in enumerate(tags, start=1)]
        asked = {"UploadId": upload, "MultipartUpload": {"Parts": parts}}
        self._call("complete_multipart_upload", Key=self._prefix + name, **asked)

    def give_up(self, name: str, upload: str) -> None:
        """Drop the parts that were brought."""
        self._call("abort_multipart_upload", Key=self._prefix + name, UploadId=upload)

    def stream(self, name: str) -> Any:
        """What was put, to be read bit by bit; raises Gone."""
        return self._call("get_object", Key=self._prefix + name)["Body"]

    def _call(self, verb: str, **asked: object) -> Any:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return getattr(self._client(), verb)(Bucket=self._bucket, **asked)
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in ("NoSuchKey", "404"):
                raise Gone from error
            raise Away(f"S3 {code}") from error
        except BotoCoreError as error:
            raise Away(type(error).__name__) from error

    def _client(self) -> Any:
        """The client, made when first needed: its library is large, and a folder needs none."""
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> Any:
        import boto3
        from botocore.config import Config

        key_id, secret = self._key
        return boto3.session.Session().client(
            "s3",
            endpoint_url=self._asked.get("endpoint"),
            region_name=self._asked.get("region", "us-east-1"),
            aws_access_key_id=key_id or None,
            aws_secret_access_key=secret or None,
            config=Config(
                connect_timeout=SECONDS[0],
                read_timeout=SECONDS[1],
                retries={"total_max_attempts": TRIES, "mode": "standard"},
                s3={"addressing_style": "path"},
                # Other makers' servers do not all know Amazon's newer checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )


def open_store(settings: Settings) -> Store:
    """The store VAULT_URL names; a folder under VAR when it names none."""
    url = settings.vault_url
    if url.startswith("s3://"):
        return Bucket(url, settings.vault_s3_key_id, settings.vault_s3_secret)
    if url and not url.startswith("file://"):
        raise SettingsError("VAULT_URL must begin with file:// or s3://")
    return Folder(Path(url.removeprefix("file://")) if url else settings.var / "vault")


def for_us_alone(path: str, flags: int) -> int:
    """Opens a file that only this user may read."""
    return os.open(path, flags, 0o600)
