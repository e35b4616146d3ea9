"""Agencies report and inspectors review: every report is kept, whoever writes at the same time."""

import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.orders import (
    Addressee,
    Agency,
    Changed,
    Closed,
    Door,
    Lacks,
    NotReported,
    OrderReport,
    Remark,
    Review,
    Status,
    agencies,
    issuing,
)
from models.orders.finding import next_waiting
from models.orders.reporting import Said, Told, history, lock, of_agency, remark, report
from models.permissions import Role
from tests.officers import Officers, officers
from tests.orders import DUE, three, wording
from tests.people import NOON, somying

DONE = Told(Status.DONE, "ทำครบทุกจุดแล้ว")


@pytest.fixture
def cast(session: Session) -> Officers:
    return officers(session)


@pytest.fixture
def theirs(session: Session, cast: Officers) -> list[Addressee]:
    """One order as it stands with each of three agencies."""
    in_round = issuing.open_round(session, 2570, 1, DUE, NOON)
    return issuing.issue(session, in_round, wording(), three(session), cast.head, NOON).addressees


def reports(session: Session, one: Addressee, told: Told = DONE, minutes: int = 0) -> OrderReport:
    return report(session, one, told, one.agency.contacts[0], NOON + timedelta(minutes=minutes))


def says(
    session: Session, cast: Officers, one: Addressee, kind: Remark, words: str = "ขอบคุณค่ะ"
) -> None:
    remark(session, one, Said(kind, words), cast.admin, one.revision, NOON + timedelta(hours=1))


@pytest.mark.parametrize("status", [Status.DONE, Status.UNDERWAY, Status.UNABLE])
def test_an_agency_says_how_far_it_is(
    session: Session, theirs: list[Addressee], status: Status
) -> None:
    row = reports(session, theirs[0], Told(status, "ตามนี้", DUE))
    assert (theirs[0].status, theirs[0].review) == (status, Review.WAITING)
    assert row.planned_for == (DUE if status == Status.UNDERWAY else None)
    assert (row.door, row.contact) == (Door.LINK, theirs[0].agency.contacts[0])
    assert {one.status for one in theirs[1:]} == {Status.NOT_REPORTED}


def test_the_first_report_counts_for_being_on_time_and_the_last_for_how_far(
    session: Session, theirs: list[Addressee]
) -> None:
    one = theirs[0]
    reports(session, one, Told(Status.UNDERWAY, "ครึ่งทาง"))
    reports(session, one, DONE, minutes=5)
    assert one.first_reported_at == NOON
    assert one.reported_at == NOON + timedelta(minutes=5)
    assert (one.status, one.revision) == (Status.DONE, 3)
    assert [each.words for each in one.reports] == ["ครึ่งทาง", DONE.words]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Told(Status.NOT_REPORTED, "ยัง"), "status"),
        (Told(Status.UNABLE, " \n "), "words"),
        (Told(Status.DONE, "ก" * 5_001), "words"),
    ],
)
def test_a_report_that_says_nothing_is_not_kept(
    session: Session, theirs: list[Addressee], told: Told, field: str
) -> None:
    with pytest.raises(Lacks) as lacks:
        reports(session, theirs[0], told)
    assert lacks.value.field == field
    assert (theirs[0].status, theirs[0].reports) == (Status.NOT_REPORTED, [])


def test_nobody_reports_for_another_agency(
    session: Session, cast: Officers, theirs: list[Addressee]
) -> None:
    other = theirs[1].agency
    for stranger in (other.contacts[0], cast.head):
        with pytest.raises(ValueError, match="another agency"):
            report(session, theirs[0], DONE, stranger, NOON)
    cast.malee.role, cast.malee.agency_id = Role.AGENCY, theirs[0].agency_id
    row = report(session, theirs[0], DONE, cast.malee, NOON)
    assert (row.door, row.officer, row.contact) == (Door.CONSOLE, cast.malee, None)


def test_an_agency_is_shown_its_own_orders_and_no_withdrawn_ones(
    session: Session, theirs: list[Addressee]
) -> None:
    assert of_agency(session, theirs[0].agency_id) == [theirs[0]]
    order = theirs[0].order
    issuing.withdraw(order, "ออกซ้ำ", order.revision, NOON)
    assert of_agency(session, theirs[0].agency_id) == []
    with pytest.raises(Closed):
        reports(session, theirs[0])


def test_an_inspector_accepts_asks_again_and_takes_an_acceptance_back(
    session: Session, cast: Officers, theirs: list[Addressee]
) -> None:
    one = theirs[0]
    reports(session, one, Told(Status.UNDERWAY, "ครึ่งทาง"))
    says(session, cast, one, Remark.ASKED_AGAIN)
    assert one.review == Review.ASKED_AGAIN
    reports(session, one, DONE, minutes=90)
    assert one.review == Review.WAITING
    says(session, cast, one, Remark.ACCEPTED, "")
    assert one.review == Review.ACCEPTED
    with pytest.raises(Closed):
        reports(session, one)
    says(session, cast, one, Remark.REOPENED)
    assert one.review == Review.WAITING
    assert len(history(one)) == 5
    assert [each.at for each in history(one)] == sorted(each.at for each in history(one))


@pytest.mark.parametrize("kind", [Remark.ASKED_AGAIN, Remark.ACCEPTED, Remark.REOPENED])
def test_what_was_not_reported_is_not_reviewed(
    session: Session, cast: Officers, theirs: list[Addressee], kind: Remark
) -> None:
    with pytest.raises(NotReported):
        says(session, cast, theirs[0], kind)
    says(session, cast, theirs[0], Remark.COMMENT)
    assert theirs[0].review == Review.WAITING


@pytest.mark.parametrize("kind", [Remark.COMMENT, Remark.ASKED_AGAIN, Remark.REOPENED])
def test_only_an_acceptance_may_be_without_words(
    session: Session, cast: Officers, theirs: list[Addressee], kind: Remark
) -> None:
    reports(session, theirs[0])
    if kind == Remark.REOPENED:
        says(session, cast, theirs[0], Remark.ACCEPTED, "")
    with pytest.raises(Lacks):
        says(session, cast, theirs[0], kind, "  ")


def test_a_report_that_came_meanwhile_is_not_accepted_unseen(
    session: Session, cast: Officers, theirs: list[Addressee]
) -> None:
    one = theirs[0]
    reports(session, one, Told(Status.UNDERWAY, "ครึ่งทาง"))
    seen = one.revision
    reports(session, one, Told(Status.UNABLE, "ทำไม่ได้แล้ว"), minutes=1)
    for kind in (Remark.ACCEPTED, Remark.ASKED_AGAIN):
        with pytest.raises(Changed) as changed:
            remark(session, one, Said(kind, "ดี"), cast.admin, seen, NOON)
        assert changed.value.now_is is one
    assert one.review == Review.WAITING
    remark(session, one, Said(Remark.COMMENT, "ดี"), cast.admin, seen, NOON)
    assert len(one.remarks) == 1


def test_whoever_waits_longest_is_looked_at_next(
    session: Session, cast: Officers, theirs: list[Addressee]
) -> None:
    assert next_waiting(session) is None
    for minutes, one in ((9, theirs[0]), (3, theirs[1])):
        reports(session, one, DONE, minutes)
    assert next_waiting(session) is theirs[1]
    assert next_waiting(session, theirs[1]) is theirs[0]
    says(session, cast, theirs[1], Remark.ACCEPTED, "")
    assert next_waiting(session, theirs[0]) is None


def test_two_of_one_agency_who_report_at_once_are_both_kept(
    sessions: sessionmaker[Session],
) -> None:
    with sessions.begin() as session:
        head = officers(session).head
        in_round = issuing.open_round(session, 2570, 1, DUE, NOON)
        order = issuing.issue(session, in_round, wording(), three(session), head, NOON)
        one = order.addressees[0]
        agencies.add_contact(session, one.agency, "คนที่สอง", None, NOON)
        name, agency = one.name, one.agency_id
    ready = threading.Barrier(2)

    def reporter(number: int, status: Status) -> None:
        with sessions.begin() as session:
            contact = session.get_one(Agency, agency).contacts[number]
            ready.wait(10)
            found = lock(session, name)
            assert found
            report(session, found, Told(status, f"คนที่ {number}"), contact, NOON)

    together = [
        threading.Thread(target=reporter, args=args)
        for args in ((0, Status.DONE), (1, Status.UNDERWAY))
    ]
    for each in together:
        each.start()
    for each in together:
        each.join(20)
    with sessions() as session:
        found = session.scalars(select(Addressee).where(Addressee.name == name)).one()
        assert sorted(each.words for each in found.reports) == ["คนที่ 0", "คนที่ 1"]
        assert found.revision == 3
        assert found.status == found.reports[-1].status


def test_a_code_makes_a_line_user_known_once_and_within_a_week(
    session: Session, theirs: list[Addressee]
) -> None:
    contact = theirs[0].agency.contacts[0]
    code = agencies.invite(contact, NOON)
    assert code not in str(vars(contact))
    citizen, late = somying(session, "a"), NOON + timedelta(days=7)
    assert agencies.pair(session, citizen, code, late) is None
    assert agencies.pair(session, citizen, f" {code.lower()} ", NOON) is contact
    assert agencies.pair(session, citizen, code, NOON) is None
    assert contact.citizen_id == citizen.id
    assert agencies.forget(session, citizen, NOON) == 1
    assert contact.citizen_id is None


def test_whoever_was_let_go_is_reached_no_more(session: Session, theirs: list[Addressee]) -> None:
    contact, citizen = theirs[0].agency.contacts[0], somying(session, "a")
    agencies.pair(session, citizen, agencies.invite(contact, NOON), NOON)
    code = agencies.invite(contact, NOON)
    agencies.change_contact(contact, contact.name, "arun@example.org")
    agencies.let_go(contact)
    assert (contact.active, contact.citizen_id, contact.email) == (False, None, None)
    assert agencies.pair(session, citizen, code, NOON) is None


@given(typed=some.text(max_size=30))
def test_a_code_is_ten_signs_nobody_takes_for_others(typed: str) -> None:
    looks_so = agencies.CODE.fullmatch(typed) is not None
    assert looks_so == (len(typed) == 10 and set(typed) <= set(agencies.SIGNS))
    assert not set(agencies.SIGNS) & set("IO01")
