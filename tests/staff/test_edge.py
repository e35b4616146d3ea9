"""The console's edge: one transaction per request, and what browsers are told on every answer."""

from collections.abc import Callable

import pytest
from flask import Blueprint, Flask, abort
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot import create_app
from bot.settings import Settings
from handlers.staff import demand, needs, note, officer
from models.audit import Act
from models.officers import Officer
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]


def rename() -> None:
    officer().name = "เปลี่ยนแล้ว"
    note("trial.renamed", "officer:somchai")


@pytest.fixture
def trial(console: Flask) -> Flask:
    """The console with a desk whose work ends in different ways."""
    pages = Blueprint("trial", __name__, url_prefix="/staff/trial")

    @pages.post("/well")
    @needs("console")
    def well() -> str:
        rename()
        return "done"

    @pages.post("/conflict")
    @needs("console")
    def conflict() -> str:
        rename()
        abort(409)

    @pages.post("/other-section")
    @needs("content.edit")
    def other_section() -> str:
        rename()
        demand("content.edit", "city-law")
        return "done"

    @pages.post("/broken")
    @needs("console")
    def broken() -> str:
        rename()
        raise RuntimeError("a citizen's own words")

    console.register_blueprint(pages)
    return console


def kept(sessions: Sessions) -> tuple[str, list[str]]:
    with sessions() as session:
        name = session.scalars(select(Officer.name).where(Officer.username == "somchai")).one()
        acts = session.scalars(select(Act.action).order_by(Act.id)).all()
        return name, [act for act in acts if act != "sign_in.done"]


def test_what_a_request_did_is_kept_with_its_audit_row(
    trial: Flask, client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    client_of(officers.somchai).post("/staff/trial/well", status=200, follow=False)
    assert kept(sessions) == ("เปลี่ยนแล้ว", ["trial.renamed"])


def test_a_refused_request_leaves_no_trace(
    trial: Flask, client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    client_of(officers.somchai).post("/staff/trial/conflict", status=409)
    assert kept(sessions) == ("สมชาย ใจเย็น", [])


def test_of_an_attempt_on_another_section_the_refusal_alone_is_kept(
    trial: Flask, client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    client_of(officers.somchai).post("/staff/trial/other-section", status=403)
    assert kept(sessions) == ("สมชาย ใจเย็น", ["refused"])


def test_a_broken_request_is_undone_and_apologised_for(
    trial: Flask,
    client_of: SignedIn,
    officers: Cast,
    sessions: Sessions,
    capsys: pytest.CaptureFixture[str],
) -> None:
    trial.config["PROPAGATE_EXCEPTIONS"] = False
    page = client_of(officers.somchai).post("/staff/trial/broken", status=500)
    assert page.h1 == "ระบบขัดข้องชั่วคราว"
    assert kept(sessions) == ("สมชาย ใจเย็น", [])
    logged = capsys.readouterr().out
    assert "RuntimeError" in logged and "own words" not in logged


def test_pages_are_kept_by_no_browser_and_shown_in_no_foreign_frame(stranger: Browser) -> None:
    headers = stranger.get("/staff/sign-in").response.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'self';", "style-src 'self';"):
        assert rule in policy
    assert "unsafe" not in policy


def test_static_files_carry_their_edition_and_are_kept_for_ever(stranger: Browser) -> None:
    page = stranger.get("/staff/sign-in")
    styles = [link.attributes["href"] for link in page.all("link", rel="stylesheet")]
    scripts = [script.attributes["src"] for script in page.all("script")]
    for address in styles + scripts:
        assert "?v=" in address
        assert "immutable" in stranger.get(address).response.headers["Cache-Control"]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(stranger: Browser) -> None:
    cookie = stranger.get("/staff/sign-in").response.headers["Set-Cookie"]
    for word in ("HttpOnly", "SameSite=Lax", "Path=/staff"):
        assert word in cookie
    assert "Secure" not in cookie


def test_behind_https_the_cookie_is_secure_and_browsers_are_told_to_stay_there(
    database_url: str,
) -> None:
    app = create_app(
        Settings(
            database_url=database_url,
            line_channel_secret="s",
            secret_key="k" * 40,
            public_url="https://khet.example.org",
        )
    )
    answer = app.test_client().get("/staff/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_without_a_secret_key_the_console_stays_closed_and_says_why(database_url: str) -> None:
    app = create_app(Settings(database_url=database_url, line_channel_secret="s"))
    client = app.test_client()
    for path in ("/staff", "/staff/", "/staff/sign-in"):
        answer = client.get(path, follow_redirects=True)
        assert (answer.status_code, "SECRET_KEY" in answer.text) == (503, True)
    assert client.get("/healthz").status_code == 200


def test_a_page_that_does_not_exist_is_refused_kindly(client_of: SignedIn, officers: Cast) -> None:
    assert client_of(officers.somchai).get("/staff/no-such-page", status=404).h1 == "ไม่พบหน้านี้"


def test_asking_again_with_the_version_shown_is_answered_briefly(
    client_of: SignedIn, officers: Cast
) -> None:
    browser = client_of(officers.somchai)
    version = browser.get("/staff/badges").response.headers["X-Version"]
    browser.get("/staff/badges", status=204, query_string={"v": version})
