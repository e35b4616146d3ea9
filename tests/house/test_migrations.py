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


def test_what_a_district_wrote_outlives_an_upgrade(empty_database_url: str):
    upgrade(empty_database_url, "0001")
    engine = open_engine(empty_database_url, pool_size=1)
    with engine.begin() as connection:
        connection.execute(
            sqlalchemy.text(
                "INSERT INTO citizen (id, line_user_id, first_seen_at, language)"
                " VALUES (7, 'U7', now(), 'en')"
            )
        )
        connection.execute(
            sqlalchemy.text(
                "INSERT INTO question (citizen_id, text, status, nearest, asked_at)"
                " VALUES (7, 'บัตรหาย', 'waiting', '[]', now())"
            )
        )
    upgrade(empty_database_url)
    with engine.connect() as connection:
        kept = connection.execute(
            sqlalchemy.text("SELECT language, text FROM citizen JOIN question ON citizen_id = 7")
        )
        assert kept.all() == [("en", "บัตรหาย")]
    engine.dispose()
