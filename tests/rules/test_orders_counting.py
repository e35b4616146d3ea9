"""What the dashboard of orders counts: agencies that reported, late ones, types and factors."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from models.orders import Agency, Order, OrderRound, Review, Source, Status, agencies, issuing
from models.orders.counting import (
    TARGET_REPORTED,
    TARGET_SATISFIED,
    AgencyCount,
    Scope,
    overview,
    share_reported,
    waiting_for_review,
    years,
)
from models.orders.reporting import Said, Told, remark, report
from models.orders.states import Remark
from models.reports.formulas import NothingCounted, share
from tests.officers import Officers, officers
from tests.people import NOON

TODAY = date(2026, 11, 23)
DUE = date(2026, 11, 30)


@pytest.fixture
def cast(session: Session) -> Officers:
    return officers(session)


@pytest.fixture
def second_round(session: Session) -> OrderRound:
    return issuing.open_round(session, 2570, 2, DUE, NOON)


def districts(session: Session, count: int) -> list[Agency]:
    return [agencies.add(session, f"หน่วยงานที่ {n}", NOON) for n in range(1, count + 1)]


def ordered(
    session: Session, cast: Officers, to: Sequence[Agency], in_round: OrderRound, due: date = DUE
) -> Order:
    wording = issuing.Wording(Source.SECRETARY, "ให้สำรวจทางเท้าที่ชำรุด", due)
    return issuing.issue(session, in_round, wording, to, cast.head, NOON)


def reports(session: Session, order: Order, count: int, status: Status = Status.DONE) -> None:
    for addressee in order.addressees[:count]:
        contact = agencies.add_contact(session, addressee.agency, "อรุณ", None, NOON)
        report(session, addressee, Told(status, "ทำแล้วทั้งหมด"), contact, NOON)


@pytest.mark.parametrize(("told", "percent", "passes"), [(73, "90.12", True), (72, "88.89", False)])
def test_of_81_agencies_73_reach_the_target_and_72_do_not(
    session: Session,
    cast: Officers,
    second_round: OrderRound,
    told: int,
    percent: str,
    passes: bool,
) -> None:
    order = ordered(session, cast, districts(session, 81), second_round)
    reports(session, order, told)
    result = overview(session, Scope(2570), TODAY).reported
    assert (result.value, result.n) == (Decimal(percent), 81)
    assert (result.value >= TARGET_REPORTED) is passes


@pytest.mark.parametrize(
    ("satisfied", "percent", "passes"), [(104, "80.62", True), (103, "79.84", False)]
)
def test_of_129_users_104_satisfied_ones_reach_the_target_and_103_do_not(
    satisfied: int, percent: str, passes: bool
) -> None:
    result = share(satisfied, 129)
    assert result.value == Decimal(percent)
    assert (result.value >= TARGET_SATISFIED) is passes


def test_an_agency_has_reported_once_it_did_on_every_order(
    session: Session, cast: Officers, second_round: OrderRound
) -> None:
    both = districts(session, 2)
    first = ordered(session, cast, both, second_round)
    ordered(session, cast, both[:1], second_round)
    reports(session, first, 2)
    seen = overview(session, Scope(), TODAY)
    assert (seen.reported.value, seen.begun) == (Decimal("50.00"), 1)
    assert seen.agencies[0] == AgencyCount(both[0].id, "หน่วยงานที่ 1", 2, 1, 0)


def test_without_an_agency_there_is_no_share() -> None:
    with pytest.raises(NothingCounted):
        share_reported(0, 0)


def test_what_is_due_and_not_reported_is_late_from_the_next_day(
    session: Session, cast: Officers, second_round: OrderRound
) -> None:
    order = ordered(session, cast, districts(session, 3), second_round, TODAY)
    reports(session, order, 1, Status.UNABLE)
    assert overview(session, Scope(), TODAY).late == 0
    assert overview(session, Scope(), TODAY + timedelta(days=1)).late == 2


def test_a_report_after_the_due_day_is_known_as_late(
    session: Session, cast: Officers, second_round: OrderRound
) -> None:
    order = ordered(session, cast, districts(session, 2), second_round, date(2026, 11, 1))
    reports(session, order, 1)
    seen = overview(session, Scope(), TODAY)
    assert (seen.reported_late, seen.late) == (1, 1)


def test_only_what_a_person_sorted_counts_by_type_and_factor(
    session: Session, cast: Officers, second_round: OrderRound
) -> None:
    to = districts(session, 1)
    proposed, confirmed = (ordered(session, cast, to, second_round) for _ in range(2))
    issuing.propose(proposed, 6, [1])
    issuing.sort(confirmed, 5, [2, 3], cast.head, NOON)
    seen = overview(session, Scope(), TODAY)
    assert (seen.orders, seen.unsorted, seen.kinds) == (2, 1, {5: 1})
    assert seen.factors == {2: 1, 3: 1}


def test_answers_are_counted_by_status_and_review(
    session: Session, cast: Officers, second_round: OrderRound
) -> None:
    order = ordered(session, cast, districts(session, 3), second_round)
    reports(session, order, 2, Status.UNDERWAY)
    first = order.addressees[0]
    remark(session, first, Said(Remark.ACCEPTED), cast.head, first.revision, NOON)
    seen = overview(session, Scope(), TODAY)
    assert seen.statuses[Status.UNDERWAY] == 2
    assert seen.statuses[Status.NOT_REPORTED] == 1
    assert seen.reviews == {Review.WAITING: 1, Review.ASKED_AGAIN: 0, Review.ACCEPTED: 1}
    assert waiting_for_review(session) == 1


def test_what_was_withdrawn_counts_nowhere(
    session: Session, cast: Officers, second_round: OrderRound
) -> None:
    order = ordered(session, cast, districts(session, 2), second_round)
    reports(session, order, 1)
    issuing.withdraw(order, "ออกซ้ำ", order.revision, NOON)
    seen = overview(session, Scope(), TODAY)
    assert (seen.orders, seen.agencies, waiting_for_review(session)) == (0, (), 0)


def test_a_scope_leaves_out_other_years_rounds_and_sources(
    session: Session, cast: Officers, second_round: OrderRound
) -> None:
    to = districts(session, 1)
    earlier = issuing.open_round(session, 2569, 1, DUE, NOON)
    for in_round in (earlier, second_round):
        ordered(session, cast, to, in_round)
    assert years(session) == [2570, 2569]
    assert overview(session, Scope(2569), TODAY).orders == 1
    assert overview(session, Scope(round_id=second_round.id), TODAY).orders == 1
    assert overview(session, Scope(source=Source.INSPECTOR), TODAY).orders == 0
    assert overview(session, Scope(), TODAY).orders == 2
