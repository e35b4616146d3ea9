"""Every table of the office, poured out of one moment of the database and poured in again.

PostgreSQL's own COPY as text: it needs no program beside ours, no rights but the office's own, and
is the same in every version of the server.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import sqlalchemy
from alembic.migration import MigrationContext
from psycopg import sql
from sqlalchemy import Connection, Engine

from bot.backup_parts import Part, Parts
from bot.backup_sealing import BackupError

NOT_OURS = {"alembic_version"}
# Where a file is owed: in the vault there must be one for each row of which this is true.
OWED = {
    "attachment": "status = 'kept'",
    "office_file": "kept_at IS NOT NULL AND shredded_at IS NULL",
}


@dataclass(frozen=True)
class File:
    """A file of the vault, and the table that names it."""

    table: str
    name: str


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the database, for as long as it is open."""
    way = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**way) as connection, connection.begin():
        connection.execute(sqlalchemy.text("SELECT 1 FROM pg_class LIMIT 1"))  # from here on
        yield connection


def revision(connection: Connection) -> str:
    """The version the tables stand at."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def tables(connection: Connection) -> list[str]:
    """All our tables, each after those it leans on."""
    looked = sqlalchemy.inspect(connection)
    names = [name for name, _ in looked.get_sorted_table_and_fkc_names() if name]
    return [name for name in names if name not in NOT_OURS]


def sequences(connection: Connection) -> dict[str, int]:
    """The last number each sequence gave; those that gave none are left out."""
    rows = connection.execute(
        sqlalchemy.text(
            "SELECT sequencename, last_value FROM pg_sequences"
            " WHERE schemaname = current_schema() AND last_value IS NOT NULL"
        )
    )
    return {name: last for name, last in rows}


def files(connection: Connection) -> list[File]:
    """The files of the vault that are owed, by the rows of this moment."""
    found = []
    for table in tables(connection):
        if table in OWED:
            rows = f"SELECT vault_name FROM {table} WHERE {OWED[table]} ORDER BY id"
            found += [File(table, name) for name in connection.scalars(sqlalchemy.text(rows))]
    return found


def still_owed(connection: Connection, file: File) -> bool:
    """Whether the file is owed now; what was shredded since is not."""
    rows = f"SELECT 1 FROM {file.table} WHERE vault_name = :name AND {OWED[file.table]}"
    return connection.scalar(sqlalchemy.text(rows), {"name": file.name}) is not None


def pour_out(connection: Connection, table: str, into: Parts) -> int:
    """Write one table as a part; how many rows it has."""
    columns = [c["name"] for c in sqlalchemy.inspect(connection).get_columns(table)]
    into.begin(packed=True, kind="table", name=table, columns=columns)
    rows = 0
    with _driver(connection).cursor() as cursor, cursor.copy(_copy(table, columns, "TO")) as copy:
        for data in copy:
            # A line ends a row; one within a value is written as \n.
            line = bytes(data)
            rows += line.count(b"\n")
            into.write(line)
    into.end(rows=rows)
    return rows


def pour_in(connection: Connection, part: Part) -> int:
    """Read one table's part into the table of that name; how many rows it has."""
    table, columns = part.what["name"], part.what["columns"]
    with _driver(connection).cursor() as cursor:
        with cursor.copy(_copy(table, columns, "FROM")) as copy:
            for block in part.blocks:
                copy.write(block)
        rows = cursor.rowcount
    if rows != part.ended.get("rows"):
        raise BackupError(f"จำนวนแถวไม่ตรง · rows differ: {table} {rows} ≠ {part.ended.get('rows')}")
    return rows


def count_on(connection: Connection, last: dict[str, int], gap: int) -> None:
    """Let each sequence go on after the last number it gave, and `gap` more."""
    for name, value in last.items():
        connection.execute(
            sqlalchemy.text("SELECT setval(quote_ident(:name)::regclass, :value)"),
            {"name": name, "value": value + gap},
        )


def _driver(connection: Connection) -> psycopg.Connection[tuple[object, ...]]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver


def _copy(table: str, columns: Sequence[str], way: str) -> sql.Composed:
    return sql.SQL("COPY {} ({}) " + ("TO STDOUT" if way == "TO" else "FROM STDIN")).format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
