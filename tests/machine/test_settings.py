"""Settings: read once, all faults named at once, secrets never shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import LINE_API, LINE_DATA_API, Settings, SettingsError


def test_without_settings_messages_would_go_to_line_itself() -> None:
    settings = Settings.from_env({})
    assert (settings.line_api_url, settings.line_data_api_url) == (LINE_API, LINE_DATA_API)


def test_another_line_speaks_for_data_too_unless_named_apart() -> None:
    one = Settings.from_env({"LINE_API_URL": "http://127.0.0.1:9/sim/"})
    assert one.line_data_api_url == "http://127.0.0.1:9/sim"
    two = Settings.from_env({"LINE_API_URL": "http://a", "LINE_DATA_API_URL": "http://b"})
    assert two.line_data_api_url == "http://b"


def test_a_file_may_hold_a_secret(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from a file\n")
    settings = Settings.from_env({"LINE_CHANNEL_SECRET_FILE": str(secret)})
    assert settings.line_channel_secret == "from a file"


def test_all_faults_are_named_at_once() -> None:
    wrong = {"PORT": "many", "LINE_API_URL": "api.line.me", "SECRET_KEY_FILE": "/nowhere"}
    with pytest.raises(SettingsError) as fault:
        Settings.from_env(wrong)
    assert all(name in str(fault.value) for name in wrong)


def test_what_is_missing_is_named_all_at_once() -> None:
    with pytest.raises(SettingsError, match="LINE_CHANNEL_ID, LINE_CHANNEL_SECRET"):
        Settings().need("line_channel_id", "line_channel_secret")


def test_secrets_are_masked_where_settings_are_shown() -> None:
    settings = Settings(line_channel_secret="s3cret", database_url="postgresql://u:s3cret@h/d")
    assert "s3cret" not in str(settings.shown())
    assert settings.shown()["PORT"] == "8000"


def test_both_secrets_sign_while_rotating() -> None:
    settings = Settings(line_channel_secret="old", line_channel_secret_next="new")
    assert settings.channel_secrets == (b"old", b"new")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_database_may_be_named_as_any_tool_names_it(scheme: str) -> None:
    settings = Settings.from_env({"DATABASE_URL": f"{scheme}://u:p@h/d"})
    assert settings.database_url == "postgresql://u:p@h/d"


@pytest.mark.parametrize("wrong", ["mysql://u:s3cret@h/d", "host=h password=s3cret"])
def test_another_database_is_refused_without_repeating_its_password(wrong: str) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL") as fault:
        Settings.from_env({"DATABASE_URL": wrong})
    assert "s3cret" not in str(fault.value)


def test_lines_own_address_named_outright_keeps_its_data_apart() -> None:
    assert Settings.from_env({"LINE_API_URL": LINE_API}).line_data_api_url == LINE_DATA_API


def test_the_web_process_listens_where_it_is_told() -> None:
    assert Settings.from_env({}).bind == "0.0.0.0:8000"
    assert Settings.from_env({"WEB_HOST": "127.0.0.1", "PORT": "80"}).bind == "127.0.0.1:80"
    assert Settings.from_env({"WEB_HOST": "::"}).bind == "[::]:8000"
    with pytest.raises(SettingsError, match="WEB_HOST"):
        Settings.from_env({"WEB_HOST": "0.0.0"})


def test_gunicorn_listens_where_the_settings_say() -> None:
    asked = [sys.executable, "-c", "from bot import gunicorn_conf; print(gunicorn_conf.bind)"]
    env = os.environ | {"WEB_HOST": "127.0.0.2", "PORT": "8123"}
    told = subprocess.run(asked, env=env, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "127.0.0.2:8123"
