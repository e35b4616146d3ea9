"""Reads a backup from beginning to end before anybody relies on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.backup_parts import Part, parts
from bot.backup_places import open_file
from bot.backup_sealing import BackupError, Opened
from bot.settings import Settings
from bot.vault import Vault


@dataclass
class Found:
    """What lies in a backup. `opening` counts the files that a vault, if given, can open."""

    moment: datetime
    revision: str
    sequences: dict[str, int]
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    opening: int = 0
    shredded: int = 0
    lost: list[str] = field(default_factory=list)


def look_through(
    file: str, settings: Settings, keys: Sequence[bytes], vault: Vault | None = None
) -> Found:
    """Read all of it; BackupError when it is not whole. With a vault, try each file in it."""
    read = reading(file, settings, keys)
    first = next(read, None)
    if first is None or first.what["kind"] != "office":
        raise BackupError("อ่านสำเนานี้ไม่ได้ · this backup does not begin as ours do")
    found, ended = _beginning(first), {}
    for part in read:
        if part.what["kind"] == "end":
            ended = part.what
        else:
            _count(found, part, vault)
    if (ended.get("files"), ended.get("tables")) != (found.files, len(found.rows)):
        raise BackupError("สำเนานี้ไม่ครบ · the backup is not whole")
    found.lost = list(ended["lost"])
    return found


def _count(found: Found, part: Part, vault: Vault | None) -> None:
    kind = part.what["kind"]
    if kind == "table":
        part.pass_over()
        found.rows[part.what["name"]] = part.ended["rows"]
    elif kind == "file":
        found.files += 1
        found.opening += bool(vault and vault.opens(part.what["name"], part.whole()))
    elif kind == "shredded":
        found.shredded += 1


def reading(file: str, settings: Settings, keys: Sequence[bytes]) -> Iterator[Part]:
    """The parts of this backup, one after the other."""
    place, name = open_file(file, settings)
    with place.reading(name) as source:
        yield from parts(Opened(source, keys))


def _beginning(part: Part) -> Found:
    what = part.what
    moment = datetime.fromisoformat(what["moment"])
    return Found(moment, what["revision"], dict(what["sequences"]))
