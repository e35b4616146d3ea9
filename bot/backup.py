"""`python -m bot backup`: the office of one moment, rows and photographs, in one sealed file."""

import argparse
import sys

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.backup_places import Place, name_at, open_place
from bot.backup_reading import look_through
from bot.backup_sealing import BackupError, keys
from bot.backup_writing import Made, alone, write
from bot.now import now
from bot.postgres import POURING, database_url, open_engine
from bot.settings import Settings
from bot.vault import Vault, VaultAway
from bot.vault_stores import Away
from models import office_settings
from models.dates import thai_moment

KEEP = 14  # backups: two weeks of nights
FAULTS = (BackupError, VaultAway, Away, OSError)


def main(argv: list[str]) -> int:
    """Make a backup, or check one. Exit 0 when it is whole and nothing was missing."""
    try:
        return _check(argv[1:]) if argv[:1] == ["check"] else _make(argv)
    except FAULTS as fault:
        print(f"✗ {fault}", file=sys.stderr)
        return 1


def _make(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot backup", description=__doc__)
    parser.epilog = (
        "python -m bot backup check FILE: อ่านสำเนาทั้งไฟล์และตรวจ · read one whole and verify it"
    )
    parser.add_argument(
        "--to", required=True, help="โฟลเดอร์ หรือ s3://bucket/prefix?endpoint=… · where it is put"
    )
    parser.add_argument(
        "--keep", type=int, default=KEEP, help=f"เก็บกี่สำเนาล่าสุด · how many of the newest ({KEEP})"
    )
    given = parser.parse_args(argv)
    if given.keep < 1:
        parser.error("--keep: อย่างน้อย 1 · at least 1")
    settings = Settings.from_env()
    key, place = keys(settings)[0], open_place(given.to, settings)
    engine = open_engine(database_url(settings), pool_size=3, stalls=POURING)
    try:
        return _told(*_kept(engine, Vault.open(settings), place, key), given.keep, place)
    finally:
        engine.dispose()


def _kept(engine: Engine, vault: Vault, place: Place, key: bytes) -> tuple[str, Made]:
    """Make it, and note in the office that it was made: its name, and what it holds."""
    moment = now()
    name = name_at(moment)
    with alone(engine), place.writing(name) as sink:
        made = write(engine, vault, sink, key, moment, _say)
    with Session(engine) as session, session.begin():
        at = int(moment.timestamp())
        office_settings.note(session, office_settings.BACKUP_MADE, at, now())
        office_settings.note(session, office_settings.BACKUP_LOST, len(made.lost), now())
    return name, made


def _told(name: str, made: Made, most: int, place: Place) -> int:
    too_many = place.names()[:-most]
    # The oldest may still hold what is missing now: it goes when nothing is missing any more.
    for old in too_many[1:] if made.lost else too_many:
        place.remove(old)
        print(f"ลบสำเนาเก่า · removed {old}")
    print(
        f"สำรองแล้ว {name}: {made.tables} ตาราง {made.rows:,} แถว {made.files:,} ไฟล์"
        f" ถูกทำลายระหว่างสำรอง {made.shredded:,} · tables, rows, files, shredded meanwhile"
    )
    for lost in made.lost:
        print(f"✗ {lost}: ควรอยู่ในห้องนิรภัยแต่ไม่พบ · missing in the vault", file=sys.stderr)
    return 1 if made.lost else 0


def _check(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot backup check", description=_check.__doc__)
    parser.add_argument("file", help="ไฟล์ หรือ s3://… · the backup")
    file = parser.parse_args(argv).file
    settings = Settings.from_env()
    vault = Vault.open(settings) if settings.vault_key else None
    found = look_through(file, settings, keys(settings), vault)
    print(
        f"สำเนาครบถ้วน ข้อมูล ณ {thai_moment(found.moment)} รุ่น {found.revision}:"
        f" {len(found.rows)} ตาราง {sum(found.rows.values()):,} แถว {found.files:,} ไฟล์ · whole"
    )
    shut = found.files - found.opening if vault else 0
    if vault is None and found.files:
        print("ไม่ได้ลองเปิดรูป เพราะไม่ได้ตั้ง VAULT_KEY · photographs were not tried: no VAULT_KEY")
    if shut:
        print(f"✗ {shut:,} ไฟล์เปิดด้วย VAULT_KEY นี้ไม่ได้ · do not open with this VAULT_KEY")
    return 1 if shut else 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
