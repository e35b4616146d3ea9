"""Errands at the vault: seal everything with a new key, or try whether everything opens."""

import argparse
import sys
from collections.abc import Callable

from sqlalchemy import Engine, select

from bot.postgres import database_url, open_engine
from bot.settings import Settings
from bot.vault import Vault, VaultAway, VaultError
from models import office_files
from models.attachments import Attachment, Keeping
from models.office_files import OfficeFile

EVERY = 100  # files between two signs of life


def main(argv: list[str]) -> int:
    """Exit 0 when everything opens, else 1. Stopped half way, it may simply be run again."""
    parser = argparse.ArgumentParser(prog="python -m bot vault", description=__doc__)
    parser.add_argument(
        "do",
        choices=["rotate", "check"],
        help="เข้ารหัสทุกไฟล์ใหม่ด้วย VAULT_KEY (กุญแจเดิมอยู่ใน VAULT_KEY_OLD) หรือตรวจว่าเปิดได้ทุกไฟล์",
    )
    do = parser.parse_args(argv).do
    settings = Settings.from_env()
    vault = Vault.open(settings)
    engine = open_engine(database_url(settings), pool_size=1)
    try:
        return _rotate(vault, engine) if do == "rotate" else _check(vault, engine)
    except VaultAway as error:
        print(f"ติดต่อห้องนิรภัยไม่ได้ ลองใหม่ภายหลัง · the vault is away, try later: {error}")
        return 1
    finally:
        engine.dispose()


def _rotate(vault: Vault, engine: Engine) -> int:
    def reseal(name: str) -> bool:
        anew = vault.reseal(name)
        if anew and not _wanted(engine, name):
            vault.shred(name)  # it was shredded while we held it
        return anew

    seen, sealed, faults = _visit(vault, reseal)
    print(f"เข้ารหัสใหม่ {sealed} จาก {seen} ไฟล์ · sealed anew, of so many files")
    return _verdict(faults)


def _check(vault: Vault, engine: Engine) -> int:
    seen, old, faults = _visit(vault, lambda name: not vault.is_current(name))
    there = set(vault.names())  # before the rows: a row is always older than its file
    with engine.connect() as connection:
        kept = select(Attachment.vault_name).where(Attachment.status == Keeping.KEPT)
        owed = {*connection.scalars(kept), *connection.scalars(office_files.in_vault())}
        named = {*connection.scalars(select(Attachment.vault_name))}
        named |= {*connection.scalars(select(OfficeFile.vault_name))}
    missing = owed - there
    # Kept since the list was made, or shredded meanwhile: only what is still owed is missing.
    lost = [f"{name}: gone" for name in sorted(missing) if _lost(vault, engine, name)]
    print(f"เปิดได้ {seen - len(faults)} จาก {seen} ไฟล์ · files that open, of so many")
    if old:
        print(f"ยังใช้กุญแจเดิม {old} ไฟล์ · still under an old key (python -m bot vault rotate)")
    _tell_nameless(sorted(there - named))
    return _verdict([*faults, *lost])


def _tell_nameless(names: list[str]) -> None:
    """Files nobody will ever shred: they came after the backup this office was restored from."""
    for name in names:
        print(f"? {name}")
    if names:
        print(
            f"{len(names)} ไฟล์ไม่มีแถวใดอ้างถึง เพราะมาหลังสำเนาที่กู้คืน เมื่อแน่ใจว่า DATABASE_URL ถูก ให้ลบเอง"
            " · no row names these: they came after the backup; sure of DATABASE_URL? remove them"
        )


def _visit(vault: Vault, act: Callable[[str], bool]) -> tuple[int, int, list[str]]:
    """Do this with every file: how many there were, how many it was true of, what failed."""
    seen, true, faults = 0, 0, []
    for name in vault.names():
        try:
            true += act(name)
        except VaultAway:
            raise
        except VaultError as error:
            if not str(error).endswith("gone"):  # shredded since the list was made
                faults.append(str(error))
        seen += 1
        if seen % EVERY == 0:
            print(f"… {seen}", file=sys.stderr, flush=True)
    return seen, true, faults


def _wanted(engine: Engine, name: str) -> bool:
    with engine.connect() as connection:
        status = connection.scalar(select(Attachment.status).where(Attachment.vault_name == name))
        file = select(OfficeFile.id).where(OfficeFile.vault_name == name)
        ours = connection.scalar(file.where(OfficeFile.shredded_at.is_(None)))
    return ours is not None or status not in (None, Keeping.FORGOTTEN)


def _lost(vault: Vault, engine: Engine, name: str) -> bool:
    try:
        vault.get(name)
    except VaultAway:
        raise
    except VaultError:
        with engine.connect() as connection:
            row = select(Attachment.status).where(Attachment.vault_name == name)
            ours = office_files.in_vault().where(OfficeFile.vault_name == name)
            return connection.scalar(row) == Keeping.KEPT or connection.scalar(ours) is not None
    return False


def _verdict(faults: list[str]) -> int:
    for fault in faults:
        print(f"✗ {fault}")
    if faults:
        print("เปิดไม่ได้ · these do not open")
    return 1 if faults else 0
