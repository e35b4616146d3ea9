"""An office with an address of its own, and สมหญิง with a case that wants papers."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from bot import create_app
from bot.settings import Settings
from bot.vault import Vault
from models.links import Links
from models.prechecks import Paper, Precheck
from tests import prechecks as cases
from tests.people import somying

ADDRESS = "https://khet.example.org"
HOUR = timedelta(hours=1)


@dataclass
class Door:
    """Knocks at the private pages; the phone of somebody who got a link in the chat."""

    app: Flask
    sessions: sessionmaker[Session]
    links: Links
    vault: Vault
    case_id: int
    citizen_id: int

    def path(self, purpose: str, subject: int, life: timedelta = HOUR) -> str:
        """The path of a link, which ends after `life` from now."""
        return self.links.write(purpose, subject, datetime.now(UTC) + life).removeprefix(ADDRESS)

    def upload(self, life: timedelta = HOUR) -> str:
        """The path of the upload page of the case."""
        return self.path("upload", self.case_id, life)

    def sends(self, *files: tuple[bytes, str], place: int = 1, **more: Any) -> TestResponse:
        """Send files for the paper at this place of the list."""
        with self.sessions() as session:
            paper = session.get_one(Precheck, self.case_id).papers[place - 1]
        data = {"paper": str(paper.id), "file": [(io.BytesIO(b), n) for b, n in files]}
        headers = {"Origin": ADDRESS, **more.pop("headers", {})}
        data |= more.pop("data", {})
        return self.app.test_client().post(
            more.pop("path", None) or self.upload(), data=data, headers=headers, **more
        )

    def papers(self, session: Session) -> list[Paper]:
        return session.get_one(Precheck, self.case_id).papers


@pytest.fixture
def door(database_url: str, sessions: sessionmaker[Session], tmp_path: Path) -> Door:
    settings = Settings(
        database_url=database_url,
        line_channel_secret="s" * 32,
        secret_key="k" * 32,
        public_url=ADDRESS,
        var=tmp_path,
    )
    with sessions.begin() as session:
        citizen = somying(session)
        case = cases.opened(session, citizen)
        ids = case.id, citizen.id
    links = Links(ADDRESS, settings.secret_key)
    return Door(create_app(settings), sessions, links, Vault.open(settings), *ids)
