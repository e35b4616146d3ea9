"""The parts of a backup, one after the other: what each is, its bytes, and how it ended.

A frame is a letter, a length and so many bytes: J opens a part and says what it is, D and Z carry
bytes (Z packed), E ends it with its counts. Nothing is held whole, and no length is needed before.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.backup_sealing import BackupError, Sink, Source

FRAME = struct.Struct(">cI")
GATHER = 1 << 18  # bytes put together before they are packed and written
QUICK = 1  # zlib's level: a backup waits for the disk, not for the last percent


class Parts:
    """Writes parts."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._gathered = bytearray()
        self._packer = zlib.compressobj(QUICK)
        self._packed = False

    def begin(self, *, packed: bool = False, **what: Any) -> None:
        """Open a part; its bytes are packed if that is worth while."""
        self._packed, self._packer = packed, zlib.compressobj(QUICK)
        self._frame(b"J", json.dumps(what).encode())

    def write(self, data: bytes) -> None:
        """Bytes of the open part."""
        self._gathered += data
        if len(self._gathered) >= GATHER:
            self._pass_on()

    def end(self, **counts: Any) -> None:
        """End the open part."""
        self._pass_on()
        if self._packed:
            self._frame(b"Z", self._packer.flush())
        self._frame(b"E", json.dumps(counts).encode())

    def whole(self, **what: Any) -> None:
        """A part that needs no bytes."""
        self.begin(**what)
        self.end()

    def _pass_on(self) -> None:
        data = bytes(self._gathered)
        self._gathered.clear()
        if data and self._packed:
            self._frame(b"Z", self._packer.compress(data))
        elif data:
            self._frame(b"D", data)

    def _frame(self, kind: bytes, data: bytes) -> None:
        self._sink.write(FRAME.pack(kind, len(data)) + data)


@dataclass
class Part:
    """One part as it is read: its bytes by `blocks`, once; then `ended` says how many there are."""

    what: dict[str, Any]
    blocks: Iterator[bytes]
    ended: dict[str, Any] = field(default_factory=dict)

    def whole(self) -> bytes:
        """All its bytes at once, for what is known to be small."""
        return b"".join(self.blocks)

    def pass_over(self) -> None:
        """Read what nobody read of it, and throw it away."""
        for _ in self.blocks:
            pass


def parts(source: Source) -> Iterator[Part]:
    """Each part in turn; bytes nobody read are passed over."""
    while True:
        head = source.read(FRAME.size)
        if not head:
            return
        kind, data = _rest(source, head)
        _expect(kind == b"J")
        part = Part(json.loads(data), iter(()))
        part.blocks = _blocks(source, part)
        yield part
        part.pass_over()


def _blocks(source: Source, part: Part) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    while True:
        kind, data = _rest(source, source.read(FRAME.size))
        if kind == b"E":
            part.ended = json.loads(data)
            return
        _expect(kind in (b"D", b"Z"))
        block = unpacker.decompress(data) if kind == b"Z" else data
        if block:
            yield block


def _rest(source: Source, head: bytes) -> tuple[bytes, bytes]:
    _expect(len(head) == FRAME.size)
    kind, length = FRAME.unpack(head)
    data = source.read(length)
    _expect(len(data) == length)
    return kind, data


def _expect(true: bool) -> None:
    if not true:
        raise BackupError("อ่านสำเนานี้ไม่ได้ อาจทำโดยรุ่นที่ใหม่กว่า · made by a program we do not know")
