"""Errands at the keyboard: what they say, and the status they end with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.__main__ import VERBS
from bot.simulator import LineDouble
from models.tables import metadata
from tests.people import NOON, heard_from, somying


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env=os.environ | env,
        capture_output=True,
        text=True,
        timeout=180,
    )


def test_without_a_verb_all_verbs_are_told() -> None:
    told = run()
    assert told.returncode == 2
    assert all(verb in told.stdout for verb in VERBS)


@pytest.mark.parametrize(
    ("errand", "spared"),
    [("bot.__main__", {"sqlalchemy", "flask"}), ("bot.doctor", {"flask", "docx", "openpyxl"})],
)
def test_a_quick_errand_does_not_wait_for_the_libraries_of_another(
    errand: str, spared: set[str]
) -> None:
    words = f"import sys, {errand}; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert errand in told.stdout.split()
    assert not spared & set(told.stdout.split())


def test_whoever_opens_the_database_knows_every_table() -> None:
    """A row that points at a table nobody named could not be written."""
    words = "from bot import postgres; from models.base import Base; print(*Base.metadata.tables)"
    told = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert set(told.stdout.split()) == set(metadata.tables)


def test_an_unknown_verb_is_said_so() -> None:
    told = run("fly")
    assert told.returncode == 2
    assert "fly" in told.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_tells_of_itself(verb: str) -> None:
    assert run(verb, "--help").returncode == 0


@pytest.mark.parametrize("verb", ["serve", "work"])
def test_a_process_without_its_secret_names_it_in_one_line(verb: str, tmp_path: Path) -> None:
    told = run(verb, VAR=str(tmp_path))
    assert told.returncode == 1
    assert "LINE_CHANNEL_SECRET" in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_database_that_is_away_is_one_line() -> None:
    told = run("migrate", DATABASE_URL="postgresql://nobody@127.0.0.1:9/x?connect_timeout=1")
    assert told.returncode == 1
    assert "Traceback" not in told.stderr


def test_the_starter_pack_is_in_order() -> None:
    assert "67" in run("catalogue", "check").stdout


def test_what_was_set_aside_is_listed_and_given_a_new_chance(
    database_url: str, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        event = heard_from(session, somying(session), 1, set_aside_at=NOON)
        event.last_error, event.raw = "ValueError in x.py:1", '{"message": {"text": "ความลับ"}}'
    told = run("inbox", "list", DATABASE_URL=database_url).stdout
    assert "ValueError in x.py:1" in told and "ความลับ" not in told
    assert "1" in run("inbox", "retry", DATABASE_URL=database_url).stdout
    assert "ไม่มีเหตุการณ์" in run("inbox", "list", DATABASE_URL=database_url).stdout


def test_the_doctor_finds_what_is_wrong_and_hides_secrets(
    database_url: str, sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    with LineDouble() as double:
        well = {
            "DATABASE_URL": database_url,
            "LINE_CHANNEL_ID": double.channel.channel_id,
            "LINE_CHANNEL_SECRET": double.channel.secret,
            "LINE_API_URL": double.url,
            "VAULT_KEY": "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
            "VAR": str(tmp_path),
        }
        told = run("doctor", **well)
        assert "บัญชี สำนักงานเขตตัวอย่าง" in told.stdout
        assert "0/300" in told.stdout
        assert double.channel.secret not in told.stdout
        assert told.returncode == 1  # LINE knows no webhook address of ours yet
    with sessions.begin() as session:
        heard_from(session, somying(session), 1, set_aside_at=NOON)
    told = run("doctor", "--offline", **well)
    assert told.returncode == 1
    assert "✗ events_set_aside: เหตุการณ์ที่พักไว้ 1" in told.stdout
