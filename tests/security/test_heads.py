"""What every answer tells a browser, and what nobody can write into its head or its addresses."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from bot import create_app
from bot.settings import Settings
from models.officers import Officer
from tests.private_pages.conftest import ADDRESS, Door
from tests.security.conftest import Attacked
from tests.security.reading import methods, rules
from tests.staff.conftest import PASSWORD, Browser, Cast

SignedIn = Callable[[Officer], Browser]
ALWAYS = {"X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy", "X-Frame-Options"}
STATIC = {"staff.static", "bootstrap.static", "looks.static", "pages.static", "security.static"}
ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example",
    "https:evil.example", "javascript:alert(1)", "/staff/\r\nSet-Cookie: a=1", "http:///evil.example",
    "/%2f/evil.example", "https://khet.example.org@evil.example/",
)  # fmt: skip


def test_every_answer_is_sealed_even_a_refusal(attacked: Attacked) -> None:
    """As a stranger and as an administrator, with real and with impossible numbers."""
    admin = attacked.enters(attacked.cast.admin).client
    for client in (attacked.app.test_client(), admin):
        for path in ("/", "/nowhere", "/healthz", "/readyz", "/staff/nowhere", "/p/nowhere"):
            assert set(client.get(path).headers.keys()) >= ALWAYS, path
        for rule in rules(attacked.app):
            if "GET" in methods(rule) and not rule.arguments & {"filename"}:
                answer = client.get(attacked.holdings.address(attacked.app, rule))
                assert set(answer.headers.keys()) >= ALWAYS, rule.rule
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy and "unsafe" not in policy
                assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers


def test_no_page_about_people_is_kept_by_a_browser_or_a_proxy(attacked: Attacked) -> None:
    admin = attacked.enters(attacked.cast.admin).client
    for rule in rules(attacked.app):
        personal = rule.rule.startswith(("/staff", "/p/")) and rule.endpoint not in STATIC
        if personal and "GET" in methods(rule):
            answer = admin.get(attacked.holdings.address(attacked.app, rule))
            assert answer.headers["Cache-Control"] == "no-store", rule.rule


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_signing_in_never_leads_away(stranger: Browser, officers: Cast, elsewhere: str) -> None:
    stranger.get("/staff/sign-in", query_string={"next": elsewhere})
    told = {"username": "somchai", "password": PASSWORD, "next": elsewhere}
    page = stranger.post("/staff/sign-in", told, follow=False)
    assert page.location and "\\" not in page.location and not page.location.startswith("//")
    led = urlsplit(urljoin("http://localhost/staff/sign-in", page.location))
    assert (led.scheme, led.netloc) == ("http", "localhost")
    assert page.response and "a=1" not in page.response.headers.getlist("Set-Cookie")


@pytest.mark.parametrize("host", ["evil.example", "khet.example.org.evil.example"])
def test_an_invitation_leads_to_our_own_address_whatever_host_was_asked_for(
    database_url: str, officers: Cast, tmp_path: Path, host: str
) -> None:
    app = create_app(
        Settings(
            database_url=database_url,
            line_channel_secret="s",
            secret_key="k" * 40,
            public_url="http://khet.example.org",
            var=tmp_path,
        )  # fmt: skip
    )
    browser = Browser(app)
    browser.sign_in(officers.admin)
    page = _reset(browser, officers.somchai.id, host)
    assert "http://khet.example.org/staff/invitation/" in page
    assert "evil" not in page


def _reset(browser: Browser, number: int, host: str) -> str:
    browser.get("/staff/people/")
    answer = browser.client.post(
        f"/staff/people/{number}/reset",
        data={"csrf_token": browser.token},
        headers={"X-Forwarded-Host": host, "Forwarded": f"host={host}"},
        follow_redirects=True,
    )
    return answer.text


def test_addresses_for_citizens_are_our_own_whatever_host_was_asked_for(door: Door) -> None:
    client = door.app.test_client()
    answer = client.post(
        door.upload(), data={"paper": "1"}, base_url="http://evil.example",
        headers={"Origin": ADDRESS, "X-Forwarded-Host": "evil.example"},
    )  # fmt: skip
    assert "evil" not in answer.headers.get("Location", "") and "evil" not in answer.text


def test_names_of_downloads_cannot_break_their_line(attacked: Attacked) -> None:
    browser = attacked.enters(attacked.cast.admin)
    named = 0
    for rule in rules(attacked.app):
        if rule.rule.startswith("/staff") and "GET" in methods(rule):
            answer = browser.client.get(attacked.holdings.address(attacked.app, rule))
            told = answer.headers.get("Content-Disposition", "")
            assert told.isascii() and "\n" not in told and ".." not in told
            named += bool(told)
    assert named >= 5
