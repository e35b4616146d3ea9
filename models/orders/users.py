"""The people who use the orders' desk, and what they think of it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.officers import Officer
from models.orders.tables import AgencyContact
from models.permissions import PERMISSIONS
from models.reports.figures import Satisfaction
from models.surveys import Survey, running
from models.usage import Period, reporting

ABOUT = "orders"


def users(session: Session) -> int:
    """How many use it: who may read or report in the console, and contacts who report by link."""
    roles = PERMISSIONS["orders.read"] | PERMISSIONS["orders.report"]
    inside = select(func.count()).select_from(Officer)
    inside = inside.where(Officer.active, Officer.role.in_([str(role) for role in roles]))
    outside = select(func.count()).select_from(AgencyContact).where(AgencyContact.active)
    return (session.scalar(inside) or 0) + (session.scalar(outside) or 0)


def asked(session: Session) -> Survey | None:
    """The survey they are asked just now."""
    return running(session, ABOUT)


def pleased(session: Session, period: Period) -> Satisfaction | None:
    """What they answered in this span; None when they were never asked."""
    survey = asked(session)
    return None if survey is None else reporting.of_survey(session, survey, period)
