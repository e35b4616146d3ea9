"""A citizen's yes: given once to each wording, withdrawn at will, never forgotten."""

import pytest
from sqlalchemy.orm import Session

from models import consents
from models.consents import PRECHECK
from tests.people import DAY, NOON, somying


def test_a_yes_is_written_down_once(session: Session) -> None:
    citizen = somying(session)
    given = consents.give(session, citizen, PRECHECK, NOON)
    assert consents.give(session, citizen, PRECHECK, NOON + DAY) is given
    assert (given.version, given.given_at) == (consents.VERSION, NOON)
    assert consents.current(session, citizen, PRECHECK) is given


def test_a_yes_holds_for_its_citizen_and_purpose_alone(session: Session) -> None:
    citizen, stranger = somying(session, "a"), somying(session, "b")
    consents.give(session, citizen, PRECHECK, NOON)
    assert consents.current(session, stranger, PRECHECK) is None
    assert consents.current(session, citizen, "survey") is None


def test_a_withdrawn_yes_stays_in_the_books(session: Session) -> None:
    citizen = somying(session)
    given = consents.give(session, citizen, PRECHECK, NOON)
    assert consents.withdraw(session, citizen, PRECHECK, NOON + DAY)
    assert consents.current(session, citizen, PRECHECK) is None
    assert not consents.withdraw(session, citizen, PRECHECK, NOON + DAY)
    assert consents.all_of(session, citizen) == [given]
    assert given.withdrawn_at == NOON + DAY


def test_a_yes_to_an_older_wording_is_asked_for_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen = somying(session)
    old = consents.give(session, citizen, PRECHECK, NOON)
    monkeypatch.setattr(consents, "VERSION", old.version + 1)
    assert consents.current(session, citizen, PRECHECK) is None
    assert consents.give(session, citizen, PRECHECK, NOON).version == old.version + 1
