"""A console to test: its cast of officers, and for each a browser that reads strictly."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from bot import create_app
from bot.settings import Settings
from models.office import Office
from models.officers import Officer
from models.passwords import hashed
from models.permissions import Role
from tests.orders import Orders
from tests.staff.asked import Asked
from tests.staff.pages import Page
from tests.staff.papers import Papers
from tests.staff.shelves import lay_out
from tests.staff.visits import Visits

PASSWORD = "ขอให้งานราบรื่น-2569"
MOVED = (301, 302, 303, 308)
ARRIVED = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """Who works here. Each has PASSWORD."""

    somchai: Officer  # officer of registration
    head: Officer  # head of registration
    city: Officer  # officer of city-law
    reporting: Officer
    admin: Officer


class Clock:
    """The office's clock, which a test may move."""

    def __init__(self, file: Path) -> None:
        self._file, self._offset = file, 0.0
        self._write()

    def advance(self, **units: float) -> None:
        """Let time pass: `clock.advance(minutes=15)`."""
        self._offset += timedelta(**units).total_seconds()
        self._write()

    def _write(self) -> None:
        self._file.write_text(str(self._offset), encoding="ascii")


class Browser:
    """One person's browser. Every page it gets is read strictly."""

    def __init__(self, app: Flask) -> None:
        self.app, self.client = app, app.test_client()
        self.token = ""

    def get(self, path: str, status: int = 200, *, follow: bool = False, **more: Any) -> Page:
        """Open `path`, which answers `status`; with `follow`, go where it leads."""
        answer = self.client.get(path, **more)
        while follow and answer.status_code in MOVED:
            path = answer.location
            answer = self.client.get(path)
        return self._read(path, answer, status)

    def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        status: int = 302,
        *,
        follow: bool = True,
        csrf: bool = True,
        **more: Any,
    ) -> Page:
        """Send a form, with the token of the last page, and go where the answer leads."""
        if csrf and not self.token:
            self.get("/staff/me/", follow=True)
        token = {"csrf_token": self.token} if csrf else {}
        answer = self.client.post(path, data={**token, **(data or {})}, **more)
        if not (follow and status in MOVED):
            return self._read(path, answer, status)
        assert answer.status_code == status, f"{path}: {answer.status}\n{answer.text[:2000]}"
        page = self.get(answer.location, follow=True)
        page.location = answer.location
        return page

    def sign_in(self, officer: Officer | str, password: str = PASSWORD, status: int = 302) -> Page:
        """Fill in the sign-in page."""
        self.get("/staff/sign-in")
        name = officer if isinstance(officer, str) else officer.username
        return self.post("/staff/sign-in", {"username": name, "password": password}, status)

    def _read(self, path: str, answer: TestResponse, status: int) -> Page:
        html = answer.text if answer.mimetype == "text/html" else ""
        assert answer.status_code == status, f"{path}: {answer.status}\n{html[:2000]}"
        page = Page(answer.status_code, html, answer.location, answer)
        if html and answer.status_code not in MOVED:
            self._check(path, page)
        return page

    def _check(self, path: str, page: Page) -> None:
        assert not page.faults, f"{path}: {page.faults}"
        for meta in page.all("meta", name="csrf-token"):
            self.token = meta.attributes["content"]
        lost = [address for address in _addresses(page) if not self._leads_somewhere(*address)]
        assert not lost, f"{path}: leads nowhere: {lost}"

    def _leads_somewhere(self, address: str, method: str) -> bool:
        try:
            self.app.url_map.bind("localhost").match(address.partition("?")[0], method=method)
        except HTTPException as error:
            return error.code == 308
        return True


def _addresses(page: Page) -> Iterator[tuple[str, str]]:
    for element in page.elements:
        for name in ("href", "src", "hx-get"):
            address = element.attributes.get(name, "").partition("#")[0]
            if address.startswith("/"):
                yield address, "GET"
    for form in page.forms:
        if form.action.startswith("/"):
            yield form.action, form.method.upper()


@cache
def _hash(password: str) -> str:
    return hashed(password)


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of this test's console."""
    monkeypatch.setenv("DEMO_CLOCK", str(tmp_path / "clock"))
    return Clock(tmp_path / "clock")


@pytest.fixture
def console(database_url: str, clock: Clock, tmp_path: Path) -> Flask:
    """The web side of the office, on this test's database."""
    app = create_app(
        Settings(
            database_url=database_url,
            line_channel_secret="s",
            secret_key="a secret of this test alone, long enough",
            var=tmp_path,
        )
    )
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


@pytest.fixture
def officers(sessions: sessionmaker[Session]) -> Cast:
    """The cast."""

    def officer(username: str, name: str, role: Role, section: str | None = None) -> Officer:
        return Officer(
            username=username,
            name=name,
            role=role,
            section=section,
            password=_hash(PASSWORD),
            created_at=ARRIVED,
        )

    cast = Cast(
        somchai=officer("somchai", "สมชาย ใจเย็น", Role.OFFICER, "registration"),
        head=officer("huana", "วิไล รอบคอบ", Role.HEAD, "registration"),
        city=officer("thetsakit", "ประยุทธ์ ทางเท้า", Role.OFFICER, "city-law"),
        reporting=officer("rai-ngan", "นภา ตัวเลข", Role.REPORTING),
        admin=officer("admin", "อารี ดูแล", Role.ADMINISTRATOR),
    )
    with sessions.begin() as session:
        session.add_all(vars(cast).values())
    return cast


@pytest.fixture
def stranger(console: Flask) -> Browser:
    """คนแปลกหน้า: the browser of somebody who never signs in."""
    return Browser(console)


@pytest.fixture
def client_of(console: Flask) -> Callable[[Officer], Browser]:
    """The browser of an officer who has signed in."""

    def signed_in(officer: Officer) -> Browser:
        browser = Browser(console)
        browser.sign_in(officer)
        return browser

    return signed_in


@pytest.fixture
def papers(
    console: Flask, office: Office, sessions: sessionmaker[Session], tmp_path: Path
) -> Papers:
    """The cases of papers checked beforehand that lie on this test's desk."""
    lay_out(console, office)
    return Papers(sessions, tmp_path)


@pytest.fixture
def asked(console: Flask, office: Office, sessions: sessionmaker[Session]) -> Asked:
    """The questions that lie in this test's inbox."""
    lay_out(console, office)
    return Asked(console, sessions)


@pytest.fixture
def visits(console: Flask, office: Office, sessions: sessionmaker[Session], clock: Clock) -> Visits:
    """The visits of a Monday morning."""
    lay_out(console, office)
    return Visits(sessions, clock)


@pytest.fixture
def orders(officers: Cast, sessions: sessionmaker[Session]) -> Orders:
    """The orders of this test, and three agencies to issue them to."""
    return Orders(sessions, officers.admin)


@pytest.fixture
def inspector(sessions: sessionmaker[Session]) -> Officer:
    """An inspector, who reads and reviews and issues nothing."""
    with sessions.begin() as session:
        one = Officer(
            username="phutruat",
            name="ศรัณย์ เดินทาง",
            role=Role.INSPECTOR,
            password=_hash(PASSWORD),
            created_at=ARRIVED,
        )
        session.add(one)
    return one
