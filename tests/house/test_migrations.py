"""The tables a district has are the tables the models describe, whichever version it came from."""

import re

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.migrations import config, is_current, upgrade
from bot.postgres import open_engine
from models import tables
from tests.house.filling import fill

SCRIPTS = ScriptDirectory.from_config(config(""))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


def differences(url: str) -> list:
    """What autogenerate would still change."""
    engine = open_engine(url, pool_size=1)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, tables.metadata)
        current = is_current(connection)
    engine.dispose()
    assert current
    return found


def test_there_is_one_newest_version():
    assert len(SCRIPTS.get_heads()) == 1


def test_each_file_is_numbered_and_says_what_it_does():
    names = [script.path.rpartition("/")[2] for script in SCRIPTS.walk_revisions()]
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) for name in names)


@pytest.mark.parametrize("version", REVISIONS)
def test_an_upgrade_from_each_version_ends_at_what_the_models_say(
    empty_database_url: str, version: str
):
    upgrade(empty_database_url, version)
    upgrade(empty_database_url)
    assert differences(empty_database_url) == []


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(database_url: str):
    upgrade(database_url)
    assert differences(database_url) == []


# What a district may have written by the time it stands at a version, in that version's tables.
WRITTEN = {
    "0001": (
        "INSERT INTO citizen (id, line_user_id, first_seen_at, language)"
        " VALUES (7, 'U7', now(), 'en')",
        "INSERT INTO question (citizen_id, text, status, nearest, asked_at)"
        " VALUES (7, 'บัตรหาย', 'waiting', '[]', now())",
        "INSERT INTO attachment (id, citizen_id, message_id, kind, status, vault_name, sent_at,"
        " due_at) VALUES (70, 7, 'm70', 'image', 'kept', 'v70', now(), now())",
    ),
    "0002": (
        "INSERT INTO officer (id, username, name, role, created_at, fs_uniquifier)"
        " VALUES (5, 'malee', 'มาลี', 'head', now(), 'f5')",
    ),
    "0003": (
        "INSERT INTO consent (id, citizen_id, purpose, version, given_at)"
        " VALUES (3, 7, 'precheck', 1, now())",
        "INSERT INTO precheck (id, citizen_id, consent_id, procedure, procedure_name, section,"
        " answers, edition, state, officer_id, revision, opened_at, touched_at)"
        " VALUES (9, 7, 3, 'move-in', 'ย้ายเข้า', 'registration', '{\"rented\": true}', 1,"
        " 'checking', 5, 4, now(), now())",
        "INSERT INTO precheck_paper (id, precheck_id, place, name_th, state)"
        " VALUES (90, 9, 1, 'ทะเบียนบ้าน', 'given')",
        "INSERT INTO precheck_photo (precheck_id, paper_id, attachment_id, place, taken_at)"
        " VALUES (9, 90, 70, 1, now())",
        "INSERT INTO precheck_step (precheck_id, to_state, at, by, why)"
        " VALUES (9, 'collecting', now(), 'citizen', '')",
        "INSERT INTO shredding (attachment_id, citizen_id, at, why, kept_since)"
        " VALUES (69, 7, now(), 'unsent', now())",
    ),
    "0004": (
        "INSERT INTO calendar_day (day, kind, name_th, name_en, source, added_at)"
        " VALUES ('2026-12-31', 'closure', 'อบรม', '', '', now())",
    ),
    "0005": (
        "INSERT INTO booking (id, code, citizen_id, precheck_id, procedure, procedure_name,"
        " section, day, half, number, state, source, booked_at) VALUES (4, 'ABCDEFGH', 7, 9,"
        " 'move-in', 'ย้ายเข้า', 'registration', '2026-12-01', 'morning', 1, 'booked', 'line',"
        " now())",
    ),
}


# Columns that were given a better name: table and old name, new name.
RENAMED = {("question", "status"): "state"}


@pytest.mark.parametrize("version", REVISIONS)
def test_what_a_district_wrote_outlives_an_upgrade(empty_database_url: str, version: str):
    engine = open_engine(empty_database_url, pool_size=1)
    for older in (v for v in REVISIONS if v <= version):
        upgrade(empty_database_url, older)
        with engine.begin() as connection:
            for row in WRITTEN.get(older, ()):
                connection.exec_driver_sql(row)
    with engine.connect() as connection:
        columns = _columns(connection)
        before = {name: _rows(connection, name, columns[name]) for name in columns}
    upgrade(empty_database_url)
    with engine.connect() as connection:
        now_called = _columns(connection)
        for name, old in columns.items():
            kept = [_new_name(name, column, now_called[name]) for column in old]
            assert _rows(connection, name, kept) == before[name]
    engine.dispose()
    written = sum(len(WRITTEN[v]) for v in WRITTEN if v <= version)
    assert sum(map(len, before.values())) >= written


@pytest.mark.parametrize("version", REVISIONS)
def test_no_row_of_any_table_is_lost_from_any_version(empty_database_url: str, version: str):
    upgrade(empty_database_url, version)
    engine = open_engine(empty_database_url, pool_size=1)
    with engine.begin() as connection:
        filled = fill(connection)
    with engine.connect() as connection:
        columns = _columns(connection)
        before = {name: _rows(connection, name, columns[name]) for name in filled}
    upgrade(empty_database_url)
    with engine.connect() as connection:
        now_called = _columns(connection)
        for name in filled:
            kept = [_new_name(name, column, now_called[name]) for column in columns[name]]
            assert _rows(connection, name, kept) == before[name], name
    engine.dispose()
    assert set(filled) == set(columns) and all(len(rows) == 3 for rows in before.values())


def _columns(connection: sqlalchemy.Connection) -> dict[str, list[str]]:
    looked = sqlalchemy.inspect(connection)
    names = [name for name in looked.get_table_names() if name != "alembic_version"]
    return {name: [column["name"] for column in looked.get_columns(name)] for name in names}


def _new_name(table: str, column: str, there: list[str]) -> str:
    return column if column in there else RENAMED[table, column]


def _rows(connection: sqlalchemy.Connection, table: str, columns: list[str]) -> list[str]:
    chosen = [sqlalchemy.column(name) for name in columns]
    rows = connection.execute(sqlalchemy.select(*chosen).select_from(sqlalchemy.table(table)))
    return sorted(repr(tuple(row)) for row in rows)
