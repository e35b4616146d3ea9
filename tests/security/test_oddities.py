"""Whatever is typed into an address or a form, the console answers, and never with a fault."""

from collections.abc import Iterator

import pytest

from handlers.staff.guard import OPEN
from tests.security.conftest import Attacked
from tests.security.oddities import ODD, parameters
from tests.security.reading import rules

TURNS = 3  # each field of each page is filled with something else in each


def addresses(attacked: Attacked, method: str) -> Iterator[str]:
    for rule in rules(attacked.app):
        ours = rule.rule.startswith("/staff") and rule.endpoint not in OPEN
        if ours and method in (rule.methods or ()) and not rule.endpoint.startswith("security."):
            yield attacked.holdings.address(attacked.app, rule)


def filled(place: int, turn: int) -> dict[str, str]:
    """Every name our pages ask for, each with another oddity, others on the next page."""
    odd = list(ODD.values())
    names = enumerate(parameters("staff"))
    return {name: odd[(at + place + turn * 5) % len(odd)] for at, name in names}


@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_odd_request_is_answered(attacked: Attacked, method: str, turn: int) -> None:
    attacked.app.config["PROPAGATE_EXCEPTIONS"] = False
    browser = attacked.enters(attacked.cast.admin)
    failed = {}
    for place, address in enumerate(addresses(attacked, method)):
        asked = filled(place, turn)
        if method == "GET":
            answer = browser.client.get(address, query_string=asked)
        else:
            answer = browser.client.post(address, data=asked | {"csrf_token": browser.token})
        if answer.status_code >= 500:
            failed[address] = asked
    assert not failed
