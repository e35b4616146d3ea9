"""Health: alive, ready, and how much waits, without a word about anybody."""

import threading
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from bot import create_app, health
from bot.line_calls import UNANSWERED, Tally, endpoint_of
from bot.now import now
from bot.postgres import open_engine, open_sessions
from bot.settings import Settings
from models import line_calls, office_settings, pushes
from models.happenings import What, note
from models.pushes import Quota
from tests.district import District
from tests.people import DAY, NOON, heard_from, somying


def client(url: str, folder: Path, **more: str) -> FlaskClient:
    settings = Settings(database_url=url, line_channel_secret="s", var=folder, **more)
    return create_app(settings).test_client()


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


def test_a_database_that_stands_still_is_away_and_holds_no_more_than_one_thread(
    database_url: str, tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "SOON", 0.2)
    web = client(database_url, tmp_path)
    before = threading.active_count()
    with engine.connect() as hand:
        hand.execute(text("LOCK TABLE alembic_version, event IN ACCESS EXCLUSIVE MODE"))
        for _ in range(3):
            statuses = [web.get(page).status_code for page in ("/healthz", "/readyz", "/metrics")]
            assert statuses == [200, 503, 503]
        assert threading.active_count() <= before + 2  # one for each question
    monkeypatch.setattr(health, "SOON", 10)
    assert [web.get(page).status_code for page in ("/readyz", "/metrics")] == [200, 200]


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


def test_figures_that_take_too_long_are_given_up_and_the_office_stays_ready(
    database_url: str, tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried = health.hurry
    monkeypatch.setattr(health, "hurry", lambda session: hurried(session, 0.2))
    web = client(database_url, tmp_path)
    with engine.begin() as busy:
        busy.execute(text("LOCK TABLE event IN ACCESS EXCLUSIVE MODE"))
        assert web.get("/metrics").status_code == 503
        assert web.get("/readyz").status_code == 200
    assert web.get("/metrics").status_code == 200


def figures(told: str) -> dict[str, float]:
    """Every line of the exposition by its name and labels."""
    lines = [line.rpartition(" ") for line in told.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_metrics_count_the_day_in_every_process_alike(
    database_url: str, tmp_path: Path, sessions: sessionmaker[Session]
) -> None:
    moment = now()
    with sessions.begin() as session:
        citizen = somying(session)
        heard_from(session, citizen, 1, moment).handled_at = moment
        heard_from(session, citizen, 2, moment)
        heard_from(session, citizen, 3, moment - DAY)
        for what in (What.ANSWERED, What.ANSWERED, What.UNKNOWN, What.TOLD):
            note(session, citizen, what, moment)
        pushes.note_quota(session, Quota(300, 40), moment)
        office_settings.note(session, office_settings.BACKUP_MADE, int(moment.timestamp()), moment)
    worker, another = Tally(), Tally()
    for _ in range(3):
        worker.count("/v2/bot/message/push", 200)
    another.count("/v2/bot/message/push", 200)
    another.count("/v2/bot/profile/U…", UNANSWERED)
    worker.keep_all(sessions, moment)
    another.keep_all(sessions, moment)
    told = [figures(client(database_url, tmp_path).get("/metrics").text) for _ in range(2)]
    expected = {
        "events_kept_total": 2,
        "events_handled_total": 1,
        'answers_total{decision="answered"}': 2,
        'answers_total{decision="suggested"}': 0,
        'answers_total{decision="unknown"}': 1,
        'line_calls_total{endpoint="push",status="200"}': 4,
        'line_calls_total{endpoint="profile",status="0"}': 1,
        "quota_limit": 300,
        "quota_left": 260,
        "promises_overdue": 0,
    }
    for each in told:
        assert {name: each[f"puean_khet_{name}"] for name in expected} == expected
        assert each["puean_khet_backup_age_seconds"] < 60


def test_labels_stay_few_whatever_is_called() -> None:
    paths = [f"/v2/bot/message/{n}/content" for n in range(99)]
    paths += [f"/v2/bot/user/U…/richmenu/richmenu-{n}" for n in range(99)]
    paths += [f"/unheard/of/{n}" for n in range(99)]
    assert {endpoint_of(path) for path in paths} == {"content", "user_menu", "other"}
    assert endpoint_of("/v2/bot/message/quota/consumption") == "consumption"
    assert endpoint_of("/simulator/v2/bot/message/reply") == "reply"


def test_what_could_not_be_kept_is_kept_the_next_time(sessions: sessionmaker[Session]) -> None:
    tally = Tally()
    tally.count("/v2/bot/message/reply", 200)
    away = open_sessions(open_engine("postgresql://nobody@127.0.0.1:9/none?connect_timeout=1"))
    with pytest.raises(OperationalError):
        tally.keep_all(away, NOON)
    tally.keep_all(sessions, NOON)
    tally.keep_all(sessions, NOON)
    with sessions() as session:
        assert line_calls.today(session, NOON) == {("reply", 200): 1}


def test_a_worker_keeps_what_it_called(district: District) -> None:
    district.phone()
    district.worker.line.tally.keep_all(district.sessions, now())
    with district.sessions() as session:
        counted = line_calls.today(session, now())
    assert counted["reply", 200] == 1
    assert ("token", 200) in counted


def test_strangers_see_no_figures(database_url: str, tmp_path: Path) -> None:
    web = client(database_url, tmp_path)
    from_afar = {"REMOTE_ADDR": "203.0.113.9"}
    assert web.get("/metrics", environ_overrides=from_afar).status_code == 403
    assert web.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403
    assert web.get("/metrics").status_code == 200


def test_a_token_opens_the_figures_to_who_shows_it(database_url: str, tmp_path: Path) -> None:
    web = client(database_url, tmp_path, metrics_token="k9x2-figures")
    shown = {"Authorization": "Bearer k9x2-figures"}
    from_afar = {"REMOTE_ADDR": "203.0.113.9"}
    assert web.get("/metrics").status_code == 403
    assert web.get("/metrics", headers={"Authorization": "Bearer no"}).status_code == 403
    assert web.get("/metrics", headers=shown, environ_overrides=from_afar).status_code == 200
