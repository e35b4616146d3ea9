"""A citizen on the phone with a case begun, who is about to photograph papers."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.now import now
from bot.simulator import Phone
from models.citizens import Citizen
from models.prechecks import Precheck
from tests.district import District
from tests.prechecks import opened


@dataclass
class Begun:
    """The phone, and the case in the district's books."""

    phone: Phone
    case_id: int

    def in_(self, session: Session) -> Precheck:
        return session.get_one(Precheck, self.case_id)


def begun(district: District, phone: Phone | None = None) -> Begun:
    """A case for a marriage, begun now by whoever holds this phone, or by a new person."""
    phone = phone or district.phone()
    with district.sessions.begin() as session:
        whose = select(Citizen).where(Citizen.line_user_id == phone.user_id)
        return Begun(phone, opened(session, session.scalars(whose).one(), now()).id)
