"""Brings the database up to what the models say."""

from datetime import datetime
from functools import cache

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.postgres import open_engine, open_sessions
from models import calendar, survey_wording

# Any number, as long as no other program on this database uses it: releases wait for each other.
RELEASE_LOCK = 25690601


def config(url: str) -> Config:
    """Alembic's settings for the database at `url`."""
    settings = Config()
    settings.set_main_option("script_location", "models:migrations")
    settings.attributes["url"] = url
    return settings


def upgrade(url: str, revision: str = "head") -> None:
    """Apply what is missing. Several releases at once do it one after the other."""
    engine = open_engine(url, pool_size=2)
    with engine.connect() as connection:
        connection.execute(sqlalchemy.select(sqlalchemy.func.pg_advisory_lock(RELEASE_LOCK)))
        connection.commit()
        settings = config(url)
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)
    engine.dispose()


def fill_in(url: str, now: datetime) -> None:
    """Add what an office needs and nobody typed in: its calendar, its first surveys.

    What is there stays as it is.
    """
    engine = open_engine(url, pool_size=1)
    with open_sessions(engine).begin() as session:
        calendar.seed(session, now)
        survey_wording.seed(session, now)
    engine.dispose()


def is_current(connection: sqlalchemy.Connection) -> bool:
    """Whether the database stands at our newest migration, or at a later release's."""
    known, heads = _revisions()
    current = set(MigrationContext.configure(connection).get_current_heads())
    return bool(current) and (current == heads or not current <= known)


@cache
def _revisions() -> tuple[frozenset[str], frozenset[str]]:
    """Every migration this release knows, and its newest; read once, as health is asked often."""
    script = ScriptDirectory.from_config(config(""))
    known = frozenset(revision.revision for revision in script.walk_revisions())
    return known, frozenset(script.get_heads())
