"""The office in a box: one PostgreSQL for the run, a fresh database for each test that asks."""

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from bot.migrations import fill_in, upgrade
from bot.postgres import open_engine, open_sessions, start, stop
from bot.simulator import LineDouble
from models.office import Office
from tests.district import District, open_district
from tests.people import NOON

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A running PostgreSQL of this test run; the URL of its maintenance database."""
    # Not under pytest's own folder, which another run beside this one may sweep away.
    with tempfile.TemporaryDirectory(prefix="office-") as name:
        folder = Path(name) / "postgres"
        yield start(folder)
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


def _create(server: str, name: str, template: str | None = None) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        copy = f' TEMPLATE "{template}"' if template else ""
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
