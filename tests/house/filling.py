"""Rows for every table of any version, made from what the database says of its columns."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, MetaData, Table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

LONG_AGO = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
MADE: Mapping[type, Any] = {
    JSONB: lambda name, number: [],
    sqlalchemy.Boolean: lambda name, number: number % 2 == 0,
    sqlalchemy.DateTime: lambda name, number: LONG_AGO + timedelta(hours=number),
    sqlalchemy.Date: lambda name, number: date(2026, 1, 5) + timedelta(days=number),
    # What begins in the morning ends in the afternoon: opening hours must go forward.
    sqlalchemy.Time: lambda name, number: time(number + 12 * (name == "end")),
    sqlalchemy.Uuid: lambda name, number: uuid.UUID(int=number),
    sqlalchemy.LargeBinary: lambda name, number: b"\x00" * number,
    sqlalchemy.Integer: lambda name, number: number,
    sqlalchemy.Text: lambda name, number: f"{name} ที่ {number}",
    sqlalchemy.String: lambda name, number: f"{name} ที่ {number}",
}


def fill(connection: Connection, rows: int = 3) -> list[str]:
    """Put so many rows into every table, every column of them; the names of the tables."""
    known = MetaData()
    known.reflect(connection)
    tables = [table for table in known.sorted_tables if table.name != "alembic_version"]
    for table in tables:
        for number in range(1, rows + 1):
            connection.execute(table.insert().values(_row(table, number)))
    return [table.name for table in tables]


def _row(table: Table, number: int) -> dict[str, Any]:
    """Row `number` leans on row `number` of the others, so that unique columns stay unique."""
    return {column.name: _value(column, number) for column in table.columns}


def _value(column: sqlalchemy.Column[Any], number: int) -> Any:
    if column.foreign_keys:
        [foreign] = column.foreign_keys
        column = foreign.column
        if column.foreign_keys:  # a key that is itself borrowed
            return _value(column, number)
    if isinstance(column.type, ARRAY):
        return [_made(column.type.item_type, column.name, number)]
    return _made(column.type, column.name, number)


def _made(type_: Any, name: str, number: int) -> Any:
    return next(made for kind, made in MADE.items() if isinstance(type_, kind))(name, number)
