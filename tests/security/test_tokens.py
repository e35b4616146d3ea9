"""Private pages: an address opens what it was written for, for as long as it says, and no more."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import event

from models.links import Links
from models.prechecks import Precheck
from tests import prechecks as cases
from tests.people import somying
from tests.photos.sheets import sheet
from tests.private_pages.conftest import ADDRESS, Door
from tests.security.reading import Digest, blanks, methods, rules

HOUR = timedelta(hours=1)
PURPOSES = ("upload", "export", "visit", "survey-word")
OWN = {  # whose token each page takes
    "pages.upload": "upload", "pages.bring": "upload", "pages.export": "export",
    "pages.copy": "export", "pages.visit": "visit", "pages.visit_file": "visit",
    "pages.survey_thanks": "survey-word", "pages.survey_add": "survey-word",
}  # fmt: skip
OURS = {"Origin": ADDRESS}
Forge = Callable[[Door, str], str]


def soon() -> datetime:
    return datetime.now(UTC) + HOUR


def _another_key(door: Door, purpose: str) -> str:
    return Links(ADDRESS, "another key of the same length!!").token(purpose, 1, soon())


def _longer_life(door: Door, purpose: str) -> str:
    token = door.links.token(purpose, 1, soon())
    signature = token.rpartition(".")[2]
    far = URLSafeSerializer("x").dumps(["1", 9_999_999_999]).rpartition(".")[0]
    return f"{far}.{signature}"


def _unsigned(door: Door, purpose: str) -> str:
    return door.links.token(purpose, 1, soon()).rpartition(".")[0]


def _cut(door: Door, purpose: str) -> str:
    return door.links.token(purpose, 1, soon())[:-1]


def _other_salt(door: Door, purpose: str) -> str:
    return str(URLSafeSerializer(door.links.secret).dumps(["1", 9_999_999_999]))


def _words(door: Door, purpose: str) -> str:
    return "' OR 1=1 --.AAAA"


FORGED: tuple[Forge, ...] = (_another_key, _longer_life, _unsigned, _cut, _other_salt, _words)


def knock(door: Door, endpoint: str, token: str) -> list[tuple[str, int]]:
    """Every method of a page, with this token."""
    told = []
    for rule in rules(door.app):
        if rule.endpoint == endpoint and "token" in blanks(rule):
            path = door.app.url_map.bind("localhost").build(endpoint, {"token": token})
            for method in methods(rule):
                data = {} if method == "GET" else {"paper": "1", "words": "x", "bring": "1"}
                answer = door.app.test_client().open(path, method=method, data=data, headers=OURS)
                told.append((f"{method} {path}", answer.status_code))
    return told


def test_every_page_with_a_token_is_known_here(door: Door) -> None:
    tokens = {r.endpoint for r in rules(door.app) if r.rule.startswith("/p/") and "token" in r.rule}
    assert set(OWN) <= tokens
    agencies = {name for name in tokens - set(OWN) if not name.startswith("pages.order")}
    assert not agencies, "which token opens this page?"


@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__.strip("_"))
def test_a_forged_address_opens_nothing_and_costs_no_query(door: Door, forge: Forge) -> None:
    digest = Digest(door.sessions)
    before, asked = digest.take(), []
    engine = door.app.extensions["pages"].sessions.kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *_: asked.append(1))
    for endpoint, purpose in OWN.items():
        for what, status in knock(door, endpoint, forge(door, purpose)):
            assert status == 404, what
    assert not digest.changed(before)
    assert not asked


@pytest.mark.parametrize("endpoint", OWN)
def test_an_address_written_for_one_purpose_opens_no_other(door: Door, endpoint: str) -> None:
    digest = Digest(door.sessions)
    before = digest.take()
    for purpose in set(PURPOSES) - {OWN[endpoint]}:
        for what, status in knock(door, endpoint, door.links.token(purpose, 1, soon())):
            assert status == 404, f"{what} with a token for {purpose}"
    assert not digest.changed(before)


@pytest.mark.parametrize("endpoint", sorted(set(OWN) - {"pages.survey_thanks", "pages.survey_add"}))
def test_an_address_whose_time_is_over_opens_nothing(door: Door, endpoint: str) -> None:
    digest = Digest(door.sessions)
    before = digest.take()
    token = door.links.token(OWN[endpoint], door.case_id, datetime.now(UTC) - HOUR)
    assert {status for _, status in knock(door, endpoint, token)} == {410}
    assert not digest.changed(before)


def test_the_wrong_citizen_sees_and_changes_nothing_of_another(door: Door) -> None:
    """มานี has an address of her own, and writes the numbers of สมหญิง's papers into its form."""
    with door.sessions.begin() as session:
        manee = somying(session, "b")
        own = cases.opened(session, manee)
        own_id, manee_id = own.id, manee.id
        papers = [paper.id for paper in session.get_one(Precheck, door.case_id).papers]
    digest, path = Digest(door.sessions), door.path("upload", own_id)
    before = digest.take()
    client: Any = door.app.test_client()
    for paper in papers:
        for data in ({"paper": str(paper), "bring": "1"}, {"paper": str(paper), "replace": "1"}):
            assert client.post(path, data=data, headers=OURS).status_code == 409
    assert not digest.changed(before)
    door.sends((sheet(), "a.jpg"))
    copy = client.post(door.path("export", manee_id), headers=OURS)
    with door.sessions() as session:
        receipt = session.get_one(Precheck, door.case_id).receipt
    assert copy.status_code == 200 and receipt.encode() not in copy.data


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://khet.example.org.evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
    ],
)
def test_another_site_cannot_press_a_button_here(door: Door, headers: dict[str, str]) -> None:
    digest, before = Digest(door.sessions), Digest(door.sessions).take()
    client: Any = door.app.test_client()
    for path in (door.upload(), door.path("export", door.citizen_id)):
        data = {"paper": "1", "bring": "1"}
        assert client.post(path, data=data, headers=headers).status_code == 403
    assert not digest.changed(before)
