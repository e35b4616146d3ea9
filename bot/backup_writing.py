"""Writes a backup: the tables as they were at one moment, then the files their rows name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy
from sqlalchemy import Connection, Engine, select

from bot import backup_tables
from bot.backup_parts import Parts
from bot.backup_sealing import BackupError, Sealed, Sink
from bot.backup_tables import File
from bot.vault import Vault, VaultAway, VaultError
from models.attachments import Attachment, Why

# Any number no other program on this database uses: one backup at a time.
BACKUP_LOCK = 25690602
EVERY = 500  # files between two signs of life
Tell = Callable[[str], None]


@dataclass
class Made:
    """What a backup holds, as counts; `lost` names files the vault should have and has not."""

    tables: int = 0
    rows: int = 0
    files: int = 0
    shredded: int = 0
    lost: list[str] = field(default_factory=list)


class Writer:
    """One backup while it is written."""

    def __init__(self, sink: Sink, key: bytes, tell: Tell) -> None:
        self._sealed = Sealed(sink, key)
        self._parts = Parts(self._sealed)
        self._tell = tell
        self.made = Made()

    def tables(self, connection: Connection, moment: datetime) -> list[File]:
        """Write every table this snapshot sees; the files its rows name.

        The list is as long as the photographs of a month: those alone are kept.
        """
        self._parts.whole(
            kind="office",
            moment=moment.isoformat(),
            revision=backup_tables.revision(connection),
            sequences=backup_tables.sequences(connection),
        )
        for table in backup_tables.tables(connection):
            rows = backup_tables.pour_out(connection, table, self._parts)
            if rows:
                self._tell(f"… {table} {rows:,}")
            self.made.tables, self.made.rows = self.made.tables + 1, self.made.rows + rows
        return backup_tables.files(connection)

    def files(self, engine: Engine, vault: Vault, wanted: list[File]) -> None:
        """Write these files of the vault, sealed as they lie there."""
        for number, file in enumerate(wanted, start=1):
            self._file(engine, vault, file)
            if number % EVERY == 0:
                self._tell(f"… ไฟล์ · files {number:,}/{len(wanted):,}")

    def close(self) -> Made:
        """Write the counts, and the mark of the end."""
        made = self.made
        self._parts.whole(
            kind="end",
            tables=made.tables,
            rows=made.rows,
            files=made.files,
            shredded=made.shredded,
            lost=made.lost,
        )
        self._sealed.close()
        return made

    def _file(self, engine: Engine, vault: Vault, file: File) -> None:
        try:
            sealed = vault.sealed(file.name)
        except VaultAway:
            raise
        except VaultError:
            self._missing(engine, file)
            return
        self._parts.begin(kind="file", name=file.name)
        self._parts.write(sealed)
        self._parts.end(size=len(sealed))
        self.made.files += 1

    def _missing(self, engine: Engine, file: File) -> None:
        """Shredded since the snapshot, as it should be; or lost, which it should not."""
        with engine.connect() as connection:
            if backup_tables.still_owed(connection, file):
                self.made.lost.append(file.name)
                return
            why = connection.scalar(
                select(Attachment.why).where(Attachment.vault_name == file.name)
            )
        self._parts.whole(
            kind="shredded", table=file.table, name=file.name, why=why or Why.ERASED.value
        )
        self.made.shredded += 1


def write(
    engine: Engine, vault: Vault, sink: Sink, key: bytes, moment: datetime, tell: Tell
) -> Made:
    """Write the whole office, as it is now, into `sink`. `engine` lends three connections."""
    writer = Writer(sink, key, tell)
    with backup_tables.snapshot(engine) as connection:
        wanted = writer.tables(connection, moment)
    writer.files(engine, vault, wanted)
    return writer.close()


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Only one backup is made at a time."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        asked = sqlalchemy.func.pg_try_advisory_lock(BACKUP_LOCK)
        if not connection.scalar(select(asked)):
            raise BackupError("กำลังสำรองข้อมูลอยู่แล้ว · another backup is being made")
        try:
            yield
        finally:
            connection.execute(select(sqlalchemy.func.pg_advisory_unlock(BACKUP_LOCK)))
