"""Health: alive, ready, and how much waits, without a word about anybody."""

from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from bot import create_app
from bot.settings import Settings
from tests.people import NOON, heard_from, somying


def client(url: str, folder: Path) -> FlaskClient:
    return create_app(Settings(database_url=url, line_channel_secret="s", var=folder)).test_client()


def test_an_office_at_the_newest_migration_is_ready(database_url: str, tmp_path: Path) -> None:
    web = client(database_url, tmp_path)
    assert (web.get("/healthz").status_code, web.get("/readyz").status_code) == (200, 200)


def test_without_migrations_it_lives_but_is_not_ready(
    empty_database_url: str, tmp_path: Path
) -> None:
    web = client(empty_database_url, tmp_path)
    assert (web.get("/healthz").status_code, web.get("/readyz").status_code) == (200, 503)


def test_without_a_database_it_lives_but_is_not_ready(tmp_path: Path) -> None:
    web = client("postgresql://nobody@127.0.0.1:9/none?connect_timeout=1", tmp_path)
    statuses = [web.get(page).status_code for page in ("/healthz", "/readyz", "/metrics")]
    assert statuses == [200, 503, 503]


def test_metrics_count_what_waits(
    database_url: str, tmp_path: Path, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        citizen = somying(session)
        heard_from(session, citizen, 1)
        heard_from(session, citizen, 2, set_aside_at=NOON)
    told = client(database_url, tmp_path).get("/metrics").text
    assert "puean_khet_events_waiting 1.0" in told
    assert "puean_khet_events_set_aside 1.0" in told
    assert citizen.line_user_id not in told
