"""Every page of the console is closed to a stranger, and open to the right officers alone."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.routing import AnyConverter, Rule

from handlers.staff.guard import OPEN, OWN
from models.audit import Act
from models.officers import Officer
from models.permissions import PERMISSIONS
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]

# Pages of Flask-Security the office has no use for: closed to everybody.
CLOSED = {"security.two_factor_rescue", "security.tf_select", "security.static"}
WHO = ("somchai", "head", "city", "reporting", "admin")


def filling(rule: Rule, name: str) -> object:
    """Something that fits a blank of a rule."""
    converter = rule._converters[name]
    return min(converter.items) if isinstance(converter, AnyConverter) else 1


def rules(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Each rule of the console, with each method and an address that fits it."""
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/staff"):
            continue
        blanks = {name: filling(rule, name) for name in rule.arguments}
        address = app.url_map.bind("localhost").build(rule.endpoint, blanks)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, address


def test_a_stranger_sees_the_door_and_nothing_else(stranger: Browser, officers: Cast) -> None:
    let_in = {}
    for rule, method, address in rules(stranger.app):
        answer = stranger.client.open(address, method=method)
        if not (answer.status_code == 302 and answer.location.startswith("/staff/sign-in")):
            let_in[rule.endpoint] = answer.status_code
    assert set(let_in) <= OPEN


def test_what_is_open_to_strangers_is_this_and_no_more() -> None:
    assert {
        "staff.static",
        "bootstrap.static",
        "security.login",
        "security.two_factor_token_validation",
        "security.mf_recovery",
        "invitations.take_up",
    } == OPEN


def test_a_stranger_cannot_tell_which_pages_exist(stranger: Browser) -> None:
    assert stranger.get("/staff/no-such-page", status=302).location.startswith("/staff/sign-in")


def test_a_part_of_a_page_is_refused_to_a_stranger_without_the_door(stranger: Browser) -> None:
    stranger.get("/staff/badges", status=401, headers={"HX-Request": "true"})


def test_every_page_says_who_may_open_it(console: Flask) -> None:
    said = {
        rule.endpoint: getattr(console.view_functions[rule.endpoint], "permission", None)
        for rule, _, _ in rules(console)
    }
    unsaid = {endpoint for endpoint, permission in said.items() if permission not in PERMISSIONS}
    assert unsaid == (OPEN | OWN | CLOSED) - {"bootstrap.static"}


@pytest.mark.parametrize("who", WHO)
def test_an_officer_is_refused_every_page_of_others(
    client_of: SignedIn, officers: Cast, who: str
) -> None:
    officer = getattr(officers, who)
    browser = client_of(officer)
    for rule, method, address in rules(browser.app):
        if rule.endpoint in OPEN | OWN:
            continue
        permission = getattr(browser.app.view_functions[rule.endpoint], "permission", None)
        if permission and officer.may(permission):
            continue
        answer = browser.client.open(address, method=method)
        assert answer.status_code == 403, f"{method} {address} answers {answer.status}"


@pytest.mark.parametrize("who", WHO)
def test_an_officer_reads_every_page_of_their_own(
    client_of: SignedIn, officers: Cast, who: str
) -> None:
    officer = getattr(officers, who)
    browser = client_of(officer)
    for rule, method, address in rules(browser.app):
        permission = getattr(browser.app.view_functions[rule.endpoint], "permission", None)
        if method != "GET" or rule.arguments or not (permission and officer.may(permission)):
            continue
        browser.get(address)


def test_a_page_that_forgot_to_say_so_is_closed_to_everybody(
    console: Flask, client_of: SignedIn, officers: Cast
) -> None:
    console.add_url_rule("/staff/forgotten", "forgotten", lambda: "secret")
    assert "secret" not in client_of(officers.admin).get("/staff/forgotten", status=403).text


def test_a_refusal_is_written_down(
    client_of: SignedIn, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    page = client_of(officers.city).get("/staff/people/", status=403)
    assert page.h1 == "ไม่มีสิทธิใช้หน้านี้"
    with sessions() as session:
        act = session.scalars(select(Act).where(Act.action == "refused")).one()
        assert (act.subject, act.officer_id) == ("/staff/people/", officers.city.id)
