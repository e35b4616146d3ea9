"""Cases for the desk of checked papers: สมหญิง's papers for a marriage, with real photographs."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw
from sqlalchemy.orm import Session, sessionmaker

from bot.settings import Settings
from bot.vault import Vault
from models import prechecks
from models.attachments import Attachment
from models.citizens import Citizen
from models.prechecks import Precheck
from tests import prechecks as cases
from tests.people import somying

if TYPE_CHECKING:
    from tests.staff.conftest import Browser

DESK = "/staff/prechecks/"
NOW = datetime.now(UTC)  # the console lives on the real clock
Change = Callable[[Session, Precheck], object]


def jpeg(words: str = "1-2345-67890-12-3") -> bytes:
    """A picture with fine writing on it."""
    picture = Image.new("RGB", (800, 500), (232, 238, 245))
    ImageDraw.Draw(picture).text((60, 60), words, fill=(10, 10, 40), font_size=24)
    written = io.BytesIO()
    picture.save(written, "JPEG")
    return written.getvalue()


class Papers:
    """Whatever lies on the desk of this test."""

    def __init__(self, sessions: sessionmaker[Session], folder: Path) -> None:
        self.sessions = sessions
        self.vault = Vault.open(Settings(database_url="", var=folder))

    def case(self, letter: str = "a", *, promised: timedelta = timedelta(hours=2)) -> int:
        """The number of a new case that waits for an officer; `letter` names its citizen."""
        with self.sessions.begin() as session:
            case = cases.submitted(session, somying(session, letter), NOW - timedelta(hours=1))
            case.promised_at = NOW + promised
            for photo in case.photos:
                self.keep(photo.attachment)
            return case.id

    def keep(self, attachment: Attachment, content: bytes | None = None) -> None:
        """Put what was sent into the vault."""
        self.vault.put(attachment.vault_name, content or jpeg())

    def change(self, number: int, change: Change) -> None:
        """Let something happen to a case behind the console's back."""
        with self.sessions.begin() as session:
            change(session, session.get_one(Precheck, number))

    def retaken(self, number: int) -> None:
        """The citizen photographs the refused paper again and submits."""

        def again(session: Session, case: Precheck) -> None:
            for paper in case.lacking:
                self.keep(cases.photographed(session, paper, NOW, number=7).attachment)
            prechecks.submit(session, case, NOW, NOW + timedelta(hours=4))

        self.change(number, again)


class Checking:
    """One officer at one case, pressing buttons as the page offers them."""

    def __init__(self, browser: "Browser", number: int) -> None:
        self.browser, self.address = browser, f"{DESK}{number}"
        self.page = browser.get(self.address)

    def do(self, what: str, status: int = 302, **fields: str | int) -> None:
        """Send the form that goes to `what`, with what stands in it and what is filled in."""
        address = f"{self.address}/{what}"
        self.page = self.browser.post(address, {**self.page.form(address).fields, **fields}, status)

    def opens(self, paper: int) -> None:
        """Look at another paper, by its number."""
        self.page = self.browser.get(f"{self.address}?paper={paper}")

    def passes_all(self) -> None:
        """Say yes to every paper."""
        while any(form.action == f"{self.address}/pass" for form in self.page.forms):
            self.do("pass")

    def sends(self) -> None:
        """End the look."""
        self.page = self.browser.get(f"{self.address}/finish")
        self.do("send")


def citizen_of(session: Session, number: int) -> Citizen:
    """Whose case it is."""
    citizen = session.get_one(Precheck, number).citizen
    assert citizen is not None
    return citizen
