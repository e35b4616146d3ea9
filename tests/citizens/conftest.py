"""Somebody to talk to the office."""

import pytest
from sqlalchemy.orm import Session

from models.office import Office
from tests.citizens.talk import Talk


@pytest.fixture(scope="session")
def office() -> Office:
    """The office as it publishes its starter pack."""
    return Office.open()


@pytest.fixture
def talk(office: Office) -> Talk:
    """A conversation that needs no database."""
    return Talk(office)


@pytest.fixture
def kept_talk(office: Office, session: Session) -> Talk:
    """A conversation whose events and questions are kept."""
    return Talk(office, session)
