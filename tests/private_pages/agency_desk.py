"""An agency's side of the pages: two agencies' people, each with a link of their own."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models.officers import Officer
from models.orders import Addressee, AgencyContact, OrderReport, reaching
from tests.agencies import open_agencies
from tests.private_pages.conftest import ADDRESS, Door

DONE = {"status": "done", "words_done": "ซ่อมทางเท้าแล้ว 3 แห่ง", "after": "0"}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Desk:
    """The office's pages, the ids of the cast and the links they were given."""

    door: Door
    manee: str
    piti: str
    choojai: str
    to_one: str
    to_two: str
    manee_id: int

    def get(self, path: str) -> TestResponse:
        return self.door.app.test_client().get(path)

    def sends(self, path: str, data: dict, *files: tuple[bytes, str]) -> TestResponse:
        form = data | {"files": [(io.BytesIO(body), name) for body, name in files]}
        return self.door.app.test_client().post(path, data=form, headers={"Origin": ADDRESS})

    def reports(self) -> list[OrderReport]:
        with self.door.sessions() as session:
            return list(session.scalars(select(OrderReport).order_by(OrderReport.id)))

    def begin(self):
        return self.door.sessions.begin()

    def one(self, session: Session) -> Addressee:
        """The order as it stands with สำนักหนึ่ง."""
        return session.scalars(select(Addressee).where(Addressee.name == self.to_one)).one()

    def manee_in(self, session: Session) -> AgencyContact:
        return session.get_one(AgencyContact, self.manee_id)

    def napa(self, session: Session) -> Officer:
        """The inspector."""
        return session.scalars(select(Officer).where(Officer.username == "napa")).one()


def open_desk(door: Door) -> Desk:
    """Both agencies, their people and the links these were given."""
    now = datetime.now(UTC)
    with door.sessions.begin() as session:
        cast = open_agencies(session, now, (now + timedelta(days=10)).date())
        links = {
            who.name: reaching.link(door.links, who, to, now).removeprefix(ADDRESS)
            for who, to in (
                (cast.manee, cast.to_one),
                (cast.piti, cast.to_one),
                (cast.choojai, cast.to_two),
            )
        }
        names = cast.to_one.name, cast.to_two.name
        return Desk(door, *links.values(), *names, cast.manee.id)


def signed(door: Door, subject: str, purpose: str = "order", days: int = 1) -> str:
    """A link as the office itself would sign it."""
    until = datetime.now(UTC) + timedelta(days=days)
    token = door.links.token(purpose, subject, until)
    return f"/p/order/{token}"
