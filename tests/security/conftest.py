"""A whole office under attack: one thing of every kind on its desks, and officers of every role."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from models.office import Office
from models.officers import Officer
from models.permissions import Role
from tests.private_pages.conftest import door
from tests.security.holdings import Holdings, lay_in
from tests.security.reading import Digest
from tests.staff.conftest import (
    PASSWORD,
    Browser,
    Cast,
    Clock,
    _hash,
    client_of,
    clock,
    console,
    officers,
    stranger,
)
from tests.staff.papers import NOW
from tests.staff.shelves import lay_out

__all__ = ["client_of", "clock", "console", "door", "officers", "stranger"]
SignedIn = Callable[[Officer], Browser]


@dataclass(frozen=True)
class Attacked:
    """The console, what lies in it, and what can tell whether anything of it changed."""

    app: Flask
    cast: Cast
    holdings: Holdings
    digest: Digest
    sessions: sessionmaker[Session]

    def enters(self, officer: Officer) -> Browser:
        """The browser of this officer, signed in."""
        browser = Browser(self.app)
        browser.sign_in(officer, PASSWORD)
        return browser

    def newcomer(self, role: Role, section: str | None = None) -> Officer:
        """One more officer, of this role."""
        officer = Officer(
            username=f"{role.value}-{section or 'all'}",
            name="ผู้มาใหม่",
            role=role,
            section=section,
            password=_hash(PASSWORD),
            created_at=NOW,
        )
        with self.sessions.begin() as session:
            session.add(officer)
        return officer


@pytest.fixture
def attacked(
    console: Flask,
    officers: Cast,
    office: Office,
    sessions: sessionmaker[Session],
    clock: Clock,
    tmp_path: Path,
) -> Attacked:
    """The console with one thing of every kind in it, all of the registration section."""
    lay_out(console, office)
    holdings = lay_in(sessions, officers, tmp_path)
    return Attacked(console, officers, holdings, Digest(sessions), sessions)
