"""The office in a box: one PostgreSQL for the run, a fresh database for each test that asks."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import argon2
import psycopg
import pytest
import sqlalchemy
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from bot.migrations import fill_in, upgrade
from bot.postgres import open_engine, open_sessions, start, stop
from bot.simulator import LineDouble
from handlers.staff import console
from models import passwords
from models.office import Office
from tests import official
from tests.district import District, open_district
from tests.people import NOON

NUMBERS = itertools.count(1)
MEMORY = Path("/dev/shm")
ROOM = 3 * 1024**3  # bytes that must be free there
HASTE = {  # nothing here need outlive the power
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_wal_size": "128MB",
}
CHEAP = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}  # the least argon2 takes


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A running PostgreSQL of this test run; the URL of its maintenance database."""
    # Not under pytest's own folder, which another run beside this one may sweep away.
    with tempfile.TemporaryDirectory(prefix="office-", dir=_in_memory()) as name:
        folder = Path(name) / "postgres"
        url = start(folder)
        with psycopg.connect(url, autocommit=True) as connection:
            for setting, value in HASTE.items():
                connection.execute(f"ALTER SYSTEM SET {setting} = '{value}'")
            connection.execute("SELECT pg_reload_conf()")
        yield url
        stop(folder)


@pytest.fixture(scope="session")
def template(server: str) -> str:
    """The name of a database that stands at the newest migration, with the office calendar."""
    _create(server, "office_template")
    upgrade(_named(server, "office_template"))
    fill_in(_named(server, "office_template"), NOON)
    return "office_template"


@pytest.fixture
def database_url(server: str, template: str) -> Iterator[str]:
    """A migrated, empty database of this test's own."""
    name = f"office_{next(NUMBERS)}"
    _create(server, name, template)
    yield _named(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def empty_database_url(server: str) -> str:
    """A database without a single table."""
    name = f"empty_{next(NUMBERS)}"
    _create(server, name)
    return _named(server, name)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The office's engine on this test's database."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions on this test's database."""
    return open_sessions(engine)


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """One open transaction on this test's database."""
    with sessions.begin() as session:
        yield session


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """The office's folder for this test."""
    return tmp_path / "var"


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Passwords cost next to nothing to check; `dear_passwords` asks for their real price."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "PasswordHasher", partial(argon2.PasswordHasher, **CHEAP))
        options = {f"argon2__{name}": value for name, value in CHEAP.items()}
        patch.setitem(console.SETTINGS, "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS", options)
        yield


@pytest.fixture
def dear_passwords(cheap_passwords: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost what they cost in a district."""
    monkeypatch.setattr(passwords, "PasswordHasher", argon2.PasswordHasher)
    monkeypatch.delitem(console.SETTINGS, "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS")


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each page and each address is compiled once for all the consoles that tests open."""
    kept = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("pages")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", kept)
        patch.setattr(Rule, "_compile_builder", _remembered(Rule._compile_builder))
        # A query compiled for the engine of one test serves those of all: they ask one server.
        patch.setattr(PGDialect_psycopg, "__hash__", lambda one: hash(type(one)))
        patch.setattr(PGDialect_psycopg, "__eq__", lambda one, other: type(one) is type(other))
        queries = {"compiled_cache": LRUCache(5000)}
        opened = partial(sqlalchemy.create_engine, execution_options=queries)
        patch.setattr(sqlalchemy, "create_engine", opened)
        yield


def _remembered(compiled: Callable[[Rule, bool], Any]) -> Callable[[Rule, bool], Any]:
    """What writes an address, compiled once: three hundred of them are most of a new console."""
    known: dict[tuple[object, ...], Any] = {}

    def of(rule: Rule, append_unknown: bool = True) -> Any:
        defaults = tuple(sorted((rule.defaults or {}).items()))
        key = rule.rule, tuple(rule._trace), defaults, append_unknown
        if key not in known:
            known[key] = compiled(rule, append_unknown)
        return known[key]

    return of


def _in_memory() -> Path | None:
    """Where files are kept in memory, if this machine has such a place with room enough."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        return None
    return MEMORY


def _create(server: str, name: str, template: str | None = None) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        copy = f' TEMPLATE "{template}" STRATEGY file_copy' if template else ""
        connection.execute(f'CREATE DATABASE "{name}"{copy}')


def _named(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?", 1)


@pytest.fixture(scope="session")
def office() -> Office:
    """What the office publishes: the starter pack, and what finds answers in it."""
    return Office.open()


@pytest.fixture
def district(
    database_url: str, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[District]:
    """The office with its doors open, beside a LINE double, both on one movable clock."""
    monkeypatch.setenv("DEMO_CLOCK", str(tmp_path / "clock"))
    with (
        LineDouble() as double,
        open_district(database_url, double, office, tmp_path) as district,
    ):
        yield district
        assert not official.faults(double.platform.journal.after())
