"""The list of orders: found by what they are and where they stand, a page at a time."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from models.orders import Order, issuing
from models.orders.finding import UNSORTED, Wanted, find
from models.orders.reporting import Told, report
from models.orders.states import Review, Source, Status
from tests.officers import Officers, officers
from tests.orders import DUE, three, wording
from tests.people import NOON

TODAY = date(2026, 11, 23)


@pytest.fixture
def cast(session: Session) -> Officers:
    return officers(session)


@pytest.fixture
def order(session: Session, cast: Officers) -> Order:
    in_round = issuing.open_round(session, 2570, 1, DUE, NOON)
    return issuing.issue(session, in_round, wording(), three(session), cast.head, NOON)


def test_orders_are_found_by_what_they_are_and_where_they_stand(
    session: Session, cast: Officers, order: Order
) -> None:
    to = [each.agency for each in order.addressees]
    late = issuing.issue(
        session, order.round, wording("ให้ติดป้าย 100%", date(2026, 11, 1)), to[:1], cast.head, NOON
    )
    issuing.sort(late, 6, [4], cast.head, NOON)
    addressee = order.addressees[1]
    report(session, addressee, Told(Status.UNDERWAY, "ครึ่งทาง"), addressee.agency.contacts[0], NOON)

    def found(**asked: object) -> list[int]:
        rows, count = find(session, Wanted(**asked), TODAY)  # type: ignore[arg-type]
        assert count == len(rows)
        return [row.order.number for row in rows]

    assert found() == [1, 2]
    assert found(kind=6) == found(factor=4) == found(late=True) == found(text="100%") == [2]
    assert found(kind=UNSORTED) == found(status=Status.UNDERWAY) == found(text="ทางเท้า") == [1]
    assert found(review=Review.WAITING, agency_id=to[0].id) == found(text="100_") == []
    assert found(agency_id=to[0].id, status=Status.NOT_REPORTED) == [1, 2]
    assert found(source=Source.INSPECTOR) == found(fiscal_year=2569) == found(withdrawn=True) == []
    issuing.withdraw(late, "ออกซ้ำ", late.revision, NOON)
    assert (found(), found(withdrawn=True)) == ([1], [2])


def test_a_row_of_the_list_tells_how_far_agencies_are(
    session: Session, cast: Officers, order: Order
) -> None:
    to = order.addressees[0]
    report(session, to, Told(Status.DONE, "ทำแล้ว"), to.agency.contacts[0], NOON)
    rows, _ = find(session, Wanted(status=Status.DONE), date(2026, 12, 1))
    row = rows[0]
    assert (row.addressed, row.reported, row.waiting, row.late, row.share) == (3, 1, 1, 2, 33)
    assert row.fitting == ((to.name, to.agency.name),)


def test_pages_of_the_list_leave_nothing_out(
    session: Session, cast: Officers, order: Order
) -> None:
    to = [each.agency for each in order.addressees]
    for _ in range(6):
        issuing.issue(session, order.round, wording(), to, cast.head, NOON)
    pages = [find(session, Wanted(), TODAY, page=number, size=3) for number in (1, 2, 3)]
    assert [count for _, count in pages] == [7, 7, 7]
    assert [row.order.number for rows, _ in pages for row in rows] == [1, 2, 3, 4, 5, 6, 7]
