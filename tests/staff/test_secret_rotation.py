"""The console's secret is changed on a working day: nobody is signed out or locked out."""

import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from passlib.totp import TOTP
from sqlalchemy.orm import Session, sessionmaker

from bot import create_app
from bot.officers import main as officer_errand
from bot.settings import Settings
from models.officers import Officer
from tests.staff.conftest import Browser, Cast

OLD, NEW = "the secret of former years and long", "the secret from today on and long"


def console_with(database_url: str, folder: Path, key: str, former: str = "") -> Flask:
    """The web process, started with these secrets."""
    given: dict[str, Any] = {"line_channel_secret": "s", "database_url": database_url}
    app = create_app(Settings(secret_key=key, secret_key_old=former, var=folder, **given))
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


def moved(browser: Browser, app: Flask) -> Browser:
    """The same browser with its cookies, at the console that was started anew."""
    other = Browser(app)
    cookie = browser.client.get_cookie("console", path="/staff")
    assert cookie is not None
    other.client.set_cookie("console", cookie.value, path="/staff")
    return other


def code(app: TOTP, steps: int) -> str:
    return str(app.generate(time.time() + 30 * steps).token)


@pytest.fixture
def with_app(database_url: str, tmp_path: Path, officers: Cast) -> tuple[Browser, TOTP, list[str]]:
    """สมชาย, signed in under the former secret with an app and codes on paper."""
    browser = Browser(console_with(database_url, tmp_path, OLD))
    browser.sign_in(officers.somchai)
    page = browser.post("/staff/two-factor", {"setup": "authenticator"}, 200)
    app = TOTP(key=page.all("code", class_="secret")[0].text.replace("-", "").replace(" ", ""))
    form = next(form for form in page.forms if form.action.startswith("/staff/two-factor/"))
    browser.post(form.action, {"code": code(app, -1)})
    page = browser.post("/staff/two-factor/recovery-codes", {}, 200)
    return browser, app, [item.text for item in page.all("code")]


def signs_in(console: Flask, path: str, what: str) -> bool:
    """Whether the password and this code open the door."""
    stranger = Browser(console)
    stranger.sign_in("somchai")
    data = {"code": what, "csrf_token": stranger.token}
    return stranger.client.post(path, data=data).status_code == 302


def test_while_both_secrets_are_known_nothing_ends(
    with_app: tuple[Browser, TOTP, list[str]],
    database_url: str,
    tmp_path: Path,
    sessions: sessionmaker[Session],
    officers: Cast,
) -> None:
    browser, app, paper = with_app
    both = console_with(database_url, tmp_path, NEW, OLD)
    assert moved(browser, both).get("/staff/").h1 == "หน้าแรก"
    assert signs_in(both, "/staff/sign-in/code", code(app, 0))
    assert signs_in(both, "/staff/sign-in/recovery-code", paper[0])
    only_new = console_with(database_url, tmp_path, NEW)
    moved(browser, only_new).get("/staff/", status=302)


def test_after_the_wrapping_the_former_secret_can_be_forgotten(
    with_app: tuple[Browser, TOTP, list[str]],
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, app, paper = with_app
    for name, value in {
        "DATABASE_URL": database_url,
        "SECRET_KEY": NEW,
        "SECRET_KEY_OLD": OLD,
        "VAR": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    assert officer_errand(["rewrap"]) == 0
    assert "1 คน" in capsys.readouterr().out
    assert officer_errand(["rewrap"]) == 0  # twice does no harm
    only_new = console_with(database_url, tmp_path, NEW)
    assert signs_in(only_new, "/staff/sign-in/code", code(app, 0))
    assert signs_in(only_new, "/staff/sign-in/recovery-code", paper[0])
    assert not signs_in(only_new, "/staff/sign-in/recovery-code", paper[0])


def test_without_the_wrapping_the_apps_codes_would_end_with_the_secret(
    with_app: tuple[Browser, TOTP, list[str]],
    database_url: str,
    tmp_path: Path,
    sessions: sessionmaker[Session],
    officers: Cast,
) -> None:
    only_new = console_with(database_url, tmp_path, NEW)
    assert not signs_in(only_new, "/staff/sign-in/code", code(with_app[1], 0))
    with sessions() as session:
        assert session.get_one(Officer, officers.somchai.id).tf_totp_secret
