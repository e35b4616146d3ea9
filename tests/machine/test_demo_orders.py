"""The round of orders in the demo: once, and only where the demo's own officers are."""

from sqlalchemy.orm import Session, sessionmaker

from bot.demo_orders import issue_orders
from bot.officers import seed
from models.officers import called
from models.orders import Status
from models.orders.agencies import agencies
from models.orders.counting import waiting_for_review
from models.orders.reporting import of_agency
from tests.people import NOON

Sessions = sessionmaker[Session]


def test_a_newcomer_finds_reports_to_review_and_an_order_to_report_on(sessions: Sessions) -> None:
    for _ in range(2):
        with sessions.begin() as session:
            seed(session)
            issue_orders(session, NOON)
    with sessions() as session:
        reporter = called(session, "nuai-ngan")
        assert reporter and reporter.agency_id
        mine = of_agency(session, reporter.agency_id)
        assert [one.status for one in mine] == [Status.DONE, Status.NOT_REPORTED]
        assert waiting_for_review(session) == 3
        assert len(agencies(session)) == 5


def test_an_office_without_the_cast_gets_no_orders(sessions: Sessions) -> None:
    with sessions.begin() as session:
        issue_orders(session, NOON)
        assert not agencies(session)
