"""The door: forms need their token, a copied cookie ends with its stay, guesses are few."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask_wtf import CSRFProtect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot import create_app
from bot.now import now
from bot.settings import Settings
from handlers.staff.guard import OWN
from models import passwords
from models.audit import FAILURES_PER_PLACE, Act, note
from models.officers import Officer
from tests.security.conftest import Attacked
from tests.security.reading import methods, rules
from tests.staff.conftest import PASSWORD, Browser, Cast

SignedIn = Callable[[Officer], Browser]
COOKIE = "console"


# Forms of other sites


def test_every_form_of_the_console_wants_its_token(attacked: Attacked) -> None:
    """As an administrator, whom nothing but the token could stop."""
    browser = attacked.enters(attacked.cast.admin)
    before, tried = attacked.digest.take(), 0
    for rule in rules(attacked.app):
        for method in set(methods(rule)) - {"GET"}:
            if rule.rule.startswith("/staff"):
                address = attacked.holdings.address(attacked.app, rule)
                answer = browser.client.open(address, method=method, data={"seen": "1"})
                closed = answer.status_code == 403 and rule.endpoint not in OWN
                assert answer.status_code == 400 or closed, f"{method} {address}: {answer.status}"
                tried += 1
    assert tried > 80
    assert not attacked.digest.changed(before, but={"audit"})


def test_only_the_private_pages_go_without_a_token(console: Flask) -> None:
    """Their address is the secret, and the browser's own word on where a form came from counts."""
    guard: CSRFProtect = console.extensions["csrf"]
    assert guard._exempt_views == set()
    assert {one.name for one in guard._exempt_blueprints} == {"pages"}
    assert console.config["WTF_CSRF_ENABLED"] is not False


def test_a_token_of_somebody_else_opens_nothing(client_of: SignedIn, officers: Cast) -> None:
    mine, theirs = client_of(officers.somchai), client_of(officers.head)
    mine.token = theirs.token
    mine.post("/staff/me/language", {"language": "en"}, 400)


# Sessions


def cookie(browser: Browser) -> str:
    found = browser.client.get_cookie(COOKIE, path="/staff")
    assert found
    return found.value


def test_signing_in_gives_a_new_cookie_and_a_new_token(stranger: Browser, officers: Cast) -> None:
    """Whoever planted a cookie before is left with one that opens nothing, and no token."""
    stranger.get("/staff/sign-in")
    planted, token = cookie(stranger), stranger.token
    stranger.sign_in(officers.somchai)
    assert cookie(stranger) != planted
    stranger.token = token
    stranger.post("/staff/me/language", {"language": "en"}, 400)
    planter = Browser(stranger.app)
    planter.client.set_cookie(COOKIE, planted, path="/staff")
    planter.get("/staff/", status=302)


def test_a_copied_cookie_ends_when_its_officer_signs_out(
    client_of: SignedIn, officers: Cast
) -> None:
    browser, other = client_of(officers.somchai), client_of(officers.somchai)
    copied = Browser(browser.app)
    copied.client.set_cookie(COOKIE, cookie(browser), path="/staff")
    copied.get("/staff/")
    browser.post("/staff/sign-out")
    copied.get("/staff/", status=302)
    other.get("/staff/")  # the officer's other device stays


def test_that_somebody_signed_out_is_written_down(
    client_of: SignedIn, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    client_of(officers.somchai).post("/staff/sign-out")
    with sessions() as session:
        act = session.scalars(select(Act).where(Act.action == "sign_in.over")).one()
        assert act.officer_id == officers.somchai.id


def test_a_cookie_signed_with_another_key_opens_nothing(
    database_url: str, client_of: SignedIn, officers: Cast
) -> None:
    settings = Settings(
        database_url=database_url, line_channel_secret="s", secret_key="another secret altogether!"
    )
    forged = Browser(create_app(settings))
    forged.sign_in(officers.admin)
    victim = Browser(client_of(officers.somchai).app)
    victim.client.set_cookie(COOKIE, cookie(forged), path="/staff")
    victim.get("/staff/", status=302)


def test_every_cookie_behind_https_is_secure_and_out_of_reach_of_scripts(
    database_url: str, officers: Cast
) -> None:
    settings = Settings(
        database_url=database_url,
        line_channel_secret="s",
        secret_key="k" * 40,
        public_url="https://khet.example.org",
    )
    client = create_app(settings).test_client()
    https = {"base_url": "https://khet.example.org", "headers": {"X-Forwarded-Proto": "https"}}
    page = client.get("/staff/sign-in", **https)
    token = page.text.split('name="csrf-token" content="')[1].split('"')[0]
    data = {"csrf_token": token, "username": "somchai", "password": PASSWORD}
    origin = {"Referer": "https://khet.example.org/staff/sign-in", **https["headers"]}  # type: ignore[dict-item]
    come = client.post("/staff/sign-in", data=data, base_url=https["base_url"], headers=origin)
    assert come.status_code == 302
    for answer in (page, come):
        for one in answer.headers.getlist("Set-Cookie"):
            assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/staff"} <= set(one.split("; "))


# Guessing


@pytest.mark.parametrize("name", ["somchai", "nobody", "nobody@example.org", "ไม่มี"])
def test_an_unknown_name_costs_as_much_hashing_as_a_wrong_password(
    stranger: Browser, officers: Cast, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Counted, not timed: whoever measures answers learns no names."""
    hashing, counted = stranger.app.extensions["security"].pwd_context, []
    for name_of_work in ("hash", "verify"):
        work = getattr(hashing, name_of_work)

        def counting(*words: Any, work: Callable[..., Any] = work, **more: Any) -> Any:
            counted.append(work)
            return work(*words, **more)

        monkeypatch.setattr(hashing, name_of_work, counting)
    stranger.sign_in(name, "ไม่ใช่รหัสนี้-1", status=200)
    assert len(counted) == 1


def test_guessing_the_secret_of_an_invitation_is_stopped(
    stranger: Browser, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    for guess in range(FAILURES_PER_PLACE):
        assert stranger.client.get(f"/staff/invitation/{guess}").status_code == 404
    assert stranger.client.get("/staff/invitation/one-more").status_code == 429


def test_the_hash_of_an_invitation_is_kept_not_its_secret(
    officers: Cast, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        officer = session.get_one(Officer, officers.somchai.id)
        secret = officer.invite(now())
        assert secret not in (officer.invitation_hash or "") and len(secret) >= 40
    assert passwords.hashed(secret).startswith("$argon2id$")


def test_failures_elsewhere_do_not_close_the_door_here(
    stranger: Browser, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        for _ in range(FAILURES_PER_PLACE):
            note(session, None, "sign_in.failed", "officer:?", now(), ip="203.0.113.9")
    assert stranger.sign_in(officers.somchai).h1 == "หน้าแรก"
