"""Orders are issued, sorted, changed and withdrawn; who looked at an old page changes nothing."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.officers import Officer
from models.orders import (
    Changed,
    Closed,
    HasReports,
    Lacks,
    Order,
    OrderRound,
    Taken,
    agencies,
    issuing,
)
from models.orders.reporting import Told, report
from models.orders.states import FACTORS, KINDS, Status
from tests.officers import Officers, officers
from tests.orders import DUE, NAMES, three, wording
from tests.people import NOON
from tests.waiting import until_blocked

TODAY = date(2026, 11, 23)


@pytest.fixture
def cast(session: Session) -> Officers:
    return officers(session)


@pytest.fixture
def first(session: Session) -> OrderRound:
    return issuing.open_round(session, 2570, 1, DUE, NOON)


@pytest.fixture
def order(session: Session, cast: Officers, first: OrderRound) -> Order:
    return issuing.issue(session, first, wording(), three(session), cast.head, NOON)


def test_a_round_is_opened_once(session: Session, first: OrderRound) -> None:
    with pytest.raises(Taken):
        issuing.open_round(session, 2570, 1, None, NOON)
    assert issuing.open_round(session, 2571, 1, None, NOON) in issuing.rounds(session)


@pytest.mark.parametrize(("year", "number"), [(2026, 1), (2700, 1), (2570, 0), (2570, 100)])
def test_a_round_of_no_year_or_number_is_not_opened(
    session: Session, year: int, number: int
) -> None:
    with pytest.raises(Lacks):
        issuing.open_round(session, year, number, None, NOON)


def test_orders_are_numbered_within_their_round(
    session: Session, cast: Officers, order: Order
) -> None:
    to = [each.agency for each in order.addressees]
    numbers = [
        issuing.issue(session, order.round, wording(number=given), to, cast.head, NOON).number
        for given in (None, 40, None)
    ]
    assert (order.number, numbers) == (1, [2, 40, 41])
    with pytest.raises(Taken):
        issuing.issue(session, order.round, wording(number=40), to, cast.head, NOON)


@pytest.mark.parametrize("text", ["", "  \n", "ก" * 5_001])
def test_an_order_without_words_is_not_issued(
    session: Session, cast: Officers, first: OrderRound, text: str
) -> None:
    with pytest.raises(Lacks) as lacks:
        issuing.issue(session, first, wording(text), three(session), cast.head, NOON)
    assert lacks.value.field == "text"


def test_an_order_to_nobody_is_not_issued(
    session: Session, cast: Officers, first: OrderRound
) -> None:
    with pytest.raises(Lacks):
        issuing.issue(session, first, wording(), [], cast.head, NOON)


def test_addresses_cannot_be_guessed(session: Session, order: Order) -> None:
    names = [order.name, *(each.name for each in order.addressees)]
    assert len(set(names)) == 4
    assert all(len(name) >= 22 for name in names)  # 128 bits, URL-safe
    assert issuing.lock(session, str(order.id)) is None


def test_every_agency_begins_as_not_reported(order: Order) -> None:
    assert {each.agency.name for each in order.addressees} == set(NAMES)
    assert {each.status for each in order.addressees} == {Status.NOT_REPORTED}


def test_changing_words_asks_for_the_revision_that_was_seen(session: Session, order: Order) -> None:
    issuing.reword(session, order, wording("ใหม่"), 1)
    assert (order.text, order.revision) == ("ใหม่", 2)
    with pytest.raises(Changed) as changed:
        issuing.reword(session, order, wording("เก่า"), 1)
    assert changed.value.now_is is order
    assert order.text == "ใหม่"


def test_an_agency_that_reported_stays(session: Session, order: Order) -> None:
    addressee, *others = order.addressees
    report(session, addressee, Told(Status.DONE, "ทำแล้ว"), addressee.agency.contacts[0], NOON)
    with pytest.raises(HasReports):
        issuing.address(session, order, [each.agency for each in others], order.revision)
    issuing.address(session, order, [addressee.agency], order.revision)
    assert [each.agency for each in order.addressees] == [addressee.agency]


def test_adding_an_agency_keeps_what_others_reported(session: Session, order: Order) -> None:
    addressee = order.addressees[0]
    report(session, addressee, Told(Status.DONE, "ทำแล้ว"), addressee.agency.contacts[0], NOON)
    fourth = agencies.add(session, "แห่งที่สี่", NOON)
    everyone = [*(each.agency for each in order.addressees), fourth]
    issuing.address(session, order, everyone, order.revision)
    assert [each.status for each in order.addressees].count(Status.DONE) == 1
    assert len(order.addressees) == 4


def test_a_persons_word_is_never_overruled_by_a_proposal(cast: Officers, order: Order) -> None:
    issuing.propose(order, 3, [5, 1, 5])
    assert (order.kind, order.factors, order.sorted_at) == (3, [1, 5], None)
    issuing.sort(order, 6, [2], cast.head, NOON)
    issuing.propose(order, 3, [1])
    assert (order.kind, order.factors, order.sorted_by_id) == (6, [2], cast.head.id)


@pytest.mark.parametrize(("kind", "factors"), [(0, [1]), (11, [1]), (1, []), (1, [6]), (1, [1, 0])])
def test_only_the_papers_types_and_factors_are_taken(
    cast: Officers, order: Order, kind: int, factors: list[int]
) -> None:
    with pytest.raises(Lacks):
        issuing.sort(order, kind, factors, cast.head, NOON)
    assert order.sorted_at is None


@given(kind=some.integers(-3, 14), factors=some.lists(some.integers(-2, 8), max_size=6))
def test_sorting_is_all_or_nothing(kind: int, factors: list[int]) -> None:
    order = Order(factors=[], revision=1)
    good = kind in KINDS and bool(factors) and set(factors) <= set(FACTORS)
    try:
        issuing.sort(order, kind, factors, Officer(username="head"), NOON)
    except Lacks:
        assert (good, order.kind, order.factors, order.revision) == (False, None, [], 1)
    else:
        assert good
        assert (order.kind, order.factors) == (kind, sorted(set(factors)))


def test_a_withdrawn_order_changes_no_more_and_comes_back_whole(
    session: Session, cast: Officers, order: Order
) -> None:
    with pytest.raises(Lacks):
        issuing.withdraw(order, " ", order.revision, NOON)
    issuing.withdraw(order, "ออกซ้ำ", order.revision, NOON)
    seen = order.revision
    for deed in (
        lambda: issuing.reword(session, order, wording("ใหม่"), seen),
        lambda: issuing.withdraw(order, "อีก", seen, NOON),
        lambda: issuing.sort(order, 1, [1], cast.head, NOON),
    ):
        with pytest.raises(Closed):
            deed()
    with pytest.raises(Changed):
        issuing.reinstate(order, 1)
    issuing.reinstate(order, seen)
    assert (order.withdrawn_at, order.withdrawn_why, len(order.addressees)) == (None, None, 3)


def test_two_who_issue_at_once_get_two_numbers(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        head = officers(session).head.id
        to = [each.id for each in three(session)]
        in_round = issuing.open_round(session, 2570, 1, DUE, NOON).id
    ready = threading.Barrier(2)

    def one() -> None:
        with sessions.begin() as session:
            found = [each for each in agencies.agencies(session) if each.id in to]
            opened, officer = session.get_one(OrderRound, in_round), session.get_one(Officer, head)
            ready.wait(10)
            issuing.issue(session, opened, wording(), found, officer, NOON)

    together = [threading.Thread(target=one) for _ in range(2)]
    for each in together:
        each.start()
    for each in together:
        each.join(20)
    with sessions() as session:
        assert sorted(session.scalars(select(Order.number))) == [1, 2]


def test_an_agency_that_reports_just_now_is_not_taken_off(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        to, head = three(session), officers(session).head
        opened = issuing.open_round(session, 2570, 1, DUE, NOON)
        name = issuing.issue(session, opened, wording(), to, head, NOON).name
    told: list[str] = []

    def take_off() -> None:
        with sessions.begin() as session:
            found = issuing.lock(session, name)
            assert found
            left = [each.agency for each in found.addressees[1:]]
            try:
                issuing.address(session, found, left, found.revision)
            except HasReports:
                told.append("reported")

    with sessions.begin() as session:
        one = session.scalars(select(Order)).one().addressees[0]
        report(session, one, Told(Status.DONE, "ซ่อมแล้ว"), one.agency.contacts[0], NOON)
        other = threading.Thread(target=take_off)
        other.start()
        until_blocked(sessions)
    other.join(20)
    assert told == ["reported"]


@pytest.mark.parametrize(
    "begins",
    [
        lambda session: issuing.open_round(session, 2570, 1, DUE, NOON),
        lambda session: agencies.add(session, "สำนักตัวอย่าง", NOON),
    ],
    ids=["round", "agency"],
)
def test_two_who_begin_the_same_at_once_begin_it_once(
    sessions: sessionmaker[Session], begins: Callable[[Session], object]
) -> None:
    told: list[str] = []

    def second() -> None:
        with sessions.begin() as session:
            try:
                begins(session)
            except Taken as taken:
                told.append(taken.field)

    with sessions.begin() as session:
        begins(session)  # not committed yet, so that nobody sees it
        other = threading.Thread(target=second)
        other.start()
        other.join(0.5)
    other.join(20)
    assert len(told) == 1


@given(name=some.text(max_size=40))
def test_a_name_is_kept_without_needless_space(name: str) -> None:
    once = agencies.squeezed(name)
    assert agencies.squeezed(once) == once
    assert "  " not in once and once == once.strip()


def test_an_agency_is_known_once_and_keeps_its_reports_when_renamed(
    session: Session, order: Order
) -> None:
    agency = order.addressees[0].agency
    with pytest.raises(Taken):
        agencies.add(session, f"  {agency.name} ", NOON)
    with pytest.raises(Taken):
        agencies.rename(session, agency, order.addressees[1].agency.name)
    with pytest.raises(Lacks):
        agencies.rename(session, agency, "  ")
    agencies.rename(session, agency, "ชื่อใหม่")
    assert order.addressees[0].agency.name == "ชื่อใหม่"


def test_a_contact_needs_a_name_and_a_whole_address(session: Session, order: Order) -> None:
    agency = order.addressees[0].agency
    for name, email, field in ((" ", None, "name"), ("อรุณ", "ไม่ใช่อีเมล", "email")):
        with pytest.raises(Lacks) as lacks:
            agencies.add_contact(session, agency, name, email, NOON)
        assert lacks.value.field == field
    contact = agencies.add_contact(session, agency, " อรุณ  ดี ", " A@Example.TEST ", NOON)
    assert (contact.name, contact.email) == ("อรุณ ดี", "a@example.test")
    with pytest.raises(Lacks):
        agencies.change_contact(contact, "", "b@example.test")
    assert contact.email == "a@example.test"
